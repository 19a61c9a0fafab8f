"""What stands in one cell."""

from questionnaires.finding import Severity
from questionnaires.reading.messages.message import Message

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

REQUIRED_BLANK = Message(
    _E,
    "required-blank",
    "Обязательный ответ пуст.",
    "A required answer is blank.",
    "Заполните ячейку или удалите строку.",
    "Fill the cell or delete the row.",
)
UNREADABLE = Message(
    _W,
    "unreadable",
    "Ожидаемый ответ — {expected}, а записано «{found}»: ответ считается неизвестным.",
    "Expected answer: {expected}; found “{found}”: the answer counts as unknown.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
UNREADABLE_REQUIRED = Message(
    _E,
    "unreadable-required",
    "Ожидаемый ответ — {expected}, а записано «{found}»; ответ обязателен.",
    "Expected answer: {expected}; found “{found}”; the answer is required.",
    "Исправьте ячейку или удалите строку, если это не ответ (например, итог).",
    "Mend the cell, or delete the row if it is no answer (a total, for example).",
)
EXCEL_DATE = Message(
    _W,
    "excel-date",
    "Excel превратил ответ в дату («{found}»): ответ считается неизвестным.",
    "Excel turned the answer into a date (“{found}”): it counts as unknown.",
    "Задайте столбцу текстовый формат и впишите ответ заново.",
    "Format the column as text and type the answer again.",
)
OUT_OF_BOUNDS = Message(
    _W,
    "out-of-bounds",
    "Ожидается число {bounds}, а записано «{found}»: ответ считается неизвестным.",
    "Expected a number {bounds}, found “{found}”: the answer counts as unknown.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
READ_AS = Message(
    _N,
    "read-as",
    "«{found}» прочитано как «{value}»{odd}.",
    "“{found}” is read as “{value}”{odd}.",
)
LATIN_LETTER = Message(
    _N,
    "latin-letter",
    "«{found}» — латинская буква, прочитано как {value}.",
    "“{found}” has a Latin letter; read as {value}.",
)
READ_LEAST = Message(
    _N,
    "read-least",
    "«{found}»: взято меньшее, {value}.",
    "“{found}”: the smaller one is taken, {value}.",
)
CAPACITY_UNCLEAR = Message(
    _W,
    "capacity-unclear",
    "Непонятно, скольких наставляемых готов взять человек: ожидается число {bounds}, а записано «{found}». Пока "
    "ответ не исправлен, считается 0: этому наставнику никого не подбирают.",
    "It is not clear how many mentees the person would take: expected a number {bounds}, found “{found}”. Until "
    "it is mended it counts as 0: nobody is matched to this mentor.",
    "Уточните у наставника и впишите число; 0 — никого.",
    "Ask the mentor and write the number; 0 for nobody.",
)
TAKES_NOBODY = Message(
    _N,
    "takes-nobody",
    "Записано 0: этому наставнику никого не подбирают.",
    "Found 0: nobody is matched to this mentor.",
)
UNKNOWN_OPTION = Message(
    _W,
    "unknown-option",
    "Ответа «{found}» нет среди вариантов{nearest}: он не учтён.",
    "“{found}” is not among the options{nearest}: it is not counted.",
    "Выберите вариант из анкеты или добавьте написание в анкету.",
    "Choose an option of the questionnaire or add the spelling to it.",
)
OTHER_ANSWER = Message(
    _N,
    "other-answer",
    "«Другое»: «{found}» — записано своими словами, в подборе не учитывается.",
    "“Other”: “{found}” is in the person's own words and is not counted in matching.",
)
FORMULA_LIKE = Message(
    _N,
    "formula-like",
    "Ответ начинается со знака формулы; он прочитан как обычный текст.",
    "The answer begins like a formula; it is read as plain text.",
)
UNKNOWN_ORGANISATION = Message(
    _E,
    "unknown-organisation",
    "Организации «{found}» в программе нет{nearest}.",
    "The programme has no organisation “{found}”{nearest}.",
    "Исправьте название или добавьте это написание к организации в программе.",
    "Mend the name or add this spelling to the organisation in the programme.",
)
SOLE_ORGANISATION = Message(
    _W,
    "sole-organisation",
    "Организации «{found}» в программе нет; записана единственная: {value}.",
    "The programme has no organisation “{found}”; its only one is taken: {value}.",
    "Если человек из другой организации, удалите строку.",
    "If the person is from elsewhere, delete the row.",
)
IMPLAUSIBLE_AGE = Message(
    _W,
    "implausible-age",
    "Возраст по дате рождения {found} на дату программы: {age}. Дата считается неизвестной.",
    "Age by the birth date {found} on the programme's date: {age}. The birth date counts as unknown.",
    "Проверьте год рождения.",
    "Check the year of birth.",
)
SHORT_YEAR = Message(
    _W,
    "short-year",
    "Год рождения записан двумя цифрами: «{found}» прочитано как {value}, возраст на дату программы: {age}.",
    "The year of birth has two digits: “{found}” is read as {value}, age on the programme's date: {age}.",
    "Проверьте; лучше писать год четырьмя цифрами.",
    "Check it; better write the year with four digits.",
)
SHORT_YEAR_UNKNOWN = Message(
    _W,
    "short-year-unknown",
    "Год рождения записан двумя цифрами («{found}»), и ни один такой год не даёт возможного возраста: "
    "дата считается неизвестной.",
    "The year of birth has two digits (“{found}”), and no such year gives a possible age: the date counts as unknown.",
    "Впишите год четырьмя цифрами.",
    "Write the year with four digits.",
)
ONE_WORD_NAME = Message(
    _W,
    "one-word-name",
    "Имя записано одним словом: «{found}».",
    "The name is one word: “{found}”.",
    "Впишите фамилию, имя и отчество.",
    "Write the surname, the name and the patronymic.",
)
