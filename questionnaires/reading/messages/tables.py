"""What a table is taken for, and which of its columns and rows are read."""

from questionnaires.finding import Severity
from questionnaires.reading.messages.message import Message

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RECOGNISED = Message(
    _N, "recognised", "Прочитано как «{title}», строк: {rows}.", "Read as “{title}”, rows: {rows}."
)
UNRECOGNISED = Message(
    _E,
    "unrecognised",
    "Непонятно, что это за файл. Ближе всего «{closest}», но нет столбцов: {missing}.",
    "It is not clear what this file is. The closest is “{closest}”, but these columns are missing: {missing}.",
    "Исправьте заголовки или укажите, какой столбец отвечает на какой вопрос.",
    "Mend the headers or say which column answers which question.",
)
NO_QUESTION_KNOWN = Message(
    _E,
    "no-question-known",
    "Непонятно, что это за файл: ни один столбец не назван как вопрос анкет этой программы.",
    "It is not clear what this file is: no column is named like a question of this programme.",
    "Проверьте, тот ли файл выбран и стоят ли над ответами вопросы анкеты, или укажите, какой столбец отвечает на "
    "какой вопрос.",
    "Check that it is the right file and that the questions stand above the answers, or say which column answers which "
    "question.",
)
AMBIGUOUS_FILE = Message(
    _E,
    "ambiguous-file",
    "Непонятно, какая это анкета: столбцы подходят к нескольким — {titles}. Файл не прочитан.",
    "It is not clear which questionnaire this is: the columns fit several: {titles}. The file is not read.",
    "Скажите это одним из способов: впишите название анкеты в имя файла или листа; "
    "укажите, что это за файл (в файле сопоставления — {reads}); "
    "добавьте столбец, по которому анкеты различаются: {deciding}.",
    "Say so in one of these ways: put the questionnaire's title into the name of the file or sheet; "
    "say what the file is (in a profile: {reads}); add a column that tells them apart: {deciding}.",
)
AMBIGUOUS_BASE = Message(
    _E,
    "ambiguous-base",
    "Непонятно, какая это база, — подходят несколько: {titles}.",
    "It is not clear which base this is; several fit: {titles}.",
    "Впишите название базы в имя файла или листа или её ключ (base) в файл сопоставления.",
    "Put the title of the base into the name of the file or sheet, or its key (base) into a profile.",
)
BASE_UNCLEAR = Message(
    _E,
    "base-unclear",
    "Не видно, к какой базе относится человек этой строки; всего таких строк: {count}. Возможны: {titles}.",
    "It cannot be told to which base the person of this row belongs; such rows in all: {count}. "
    "Possible: {titles}.",
    "Приложите people.csv прошлого подбора или впишите название базы в столбец «База».",
    "Give the people.csv of the last run, or write the title of the base into a column «База».",
)
UNEXPECTED_FILE = Message(
    _E,
    "unexpected-file",
    "Здесь ожидается «{expected}», но нет столбцов: {missing}.",
    "“{expected}” is expected here, but these columns are missing: {missing}.",
    "Проверьте, тот ли файл выбран, и сверьте заголовки.",
    "Check that this is the right file and compare the headers.",
)
SHEET_UNREAD = Message(
    _W,
    "sheet-unread",
    "Лист не прочитан, и людей с него в подборе нет. Ближе всего «{closest}», но нет столбцов: {missing}.",
    "The sheet is not read, and nobody on it takes part. The closest is “{closest}”, but these columns are missing: "
    "{missing}.",
    "Если на листе ответы, исправьте заголовки. Если нет, так и оставьте.",
    "If the sheet holds answers, mend the headers. If not, leave it as it is.",
)
SHEET_SKIPPED = Message(
    _N,
    "sheet-skipped",
    "Лист «{sheet}» пропущен: на нём нет анкеты.",
    "Sheet “{sheet}” is skipped: it holds no questionnaire.",
)
COLUMN_IGNORED = Message(
    _N,
    "column-ignored",
    "Такого вопроса в анкете нет, столбец не читается.",
    "The questionnaire has no such question; the column is not read.",
)
COLUMN_NEARLY_KNOWN = Message(
    _W,
    "column-nearly-known",
    "Столбец похож на вопрос «{question}», но заголовок другой, и он не читается: ответ на этот вопрос неизвестен "
    "у всех, правило или пожелание по нему не действует.",
    "The column is like the question “{question}”, but its header differs and it is not read: the answer is unknown "
    "for everybody, and a rule or wish about it does not work.",
    "Если это тот же вопрос, исправьте заголовок или укажите, что в столбце (в файле сопоставления — {line}).",
    "If it is the same question, mend the header or say what the column holds (in a profile: {line}).",
)
COLUMN_WITHOUT_HEADER = Message(
    _N,
    "column-without-header",
    "В столбце {number} нет заголовка, но есть записи; он не читается.",
    "Column {number} has no header but has entries; it is not read.",
)
SENSITIVE_COLUMN = Message(
    _W,
    "sensitive-column",
    "Столбец похож на сведения о здоровье, вере, национальности или судимости; он не читается.",
    "The column looks like data on health, faith, nationality or convictions; it is not read.",
    "Удалите его из файла: для подбора он не нужен.",
    "Delete it from the file: it is not needed for matching.",
)
DUPLICATE_HEADER = Message(
    _N,
    "duplicate-header",
    "Вопрос встречается в файле несколько раз: взят тот столбец, где есть ответ.",
    "The question stands in the file more than once: the column that has an answer is taken.",
)
CONFLICTING_CELLS = Message(
    _W,
    "conflicting-cells",
    "Вопрос встречается в файле дважды, и ответы разные: {values}. Ответ считается неизвестным.",
    "The question stands in the file twice with different answers: {values}. The answer counts as unknown.",
    "Оставьте один столбец.",
    "Keep one column.",
)
COLUMNS_MISSING = Message(
    _W,
    "columns-missing",
    "В файле нет вопросов: {questions}. Ответы на них считаются неизвестными у всех.",
    "The file has no questions: {questions}. The answers to them count as unknown for everybody.",
    "Если их задавали, исправьте заголовки.",
    "If they were asked, mend the headers.",
)
GOOGLE_EXPORT = Message(
    _W,
    "google-export",
    "Файл похож на выгрузку Google Форм. Первичная запись персональных данных граждан России за рубежом "
    "запрещена с 1 июля 2025 года.",
    "The file looks like an export of Google Forms. First recording of Russians' personal data abroad is forbidden "
    "since 1 July 2025.",
    "Собирайте анкеты в Яндекс Формах, на бумаге или в файле программы.",
    "Collect answers with Yandex Forms, on paper or in the project's own file.",
)
MERGED_CELLS = Message(
    _N,
    "merged-cells",
    "Ячейка объединена по строкам {first}–{last}: «{found}» прочитано в каждой из них, где есть другие ответы.",
    "The cell is merged over rows {first}–{last}: “{found}” is read in each of them that has other answers.",
    "Если это относится не ко всем этим строкам, разъедините ячейки.",
    "If it does not hold for all of these rows, unmerge the cells.",
)
MERGED_NAME = Message(
    _W,
    "merged-name",
    "Имя «{found}» объединено по строкам {first}–{last}: один это человек или несколько, не видно. Оно прочитано "
    "только в первой из них.",
    "The name “{found}” is merged over rows {first}–{last}: it cannot be told whether this is one person or several. "
    "It is read in the first of them only.",
    "Разъедините ячейки и оставьте на каждого человека одну строку.",
    "Unmerge the cells and leave one row for each person.",
)
MERGED_ACROSS = Message(
    _W,
    "merged-across",
    "Ячейка «{found}» объединена по столбцам {columns}: прочитана только в первом из них и в первой строке.",
    "The cell “{found}” is merged over the columns {columns}: it is read in the first of them only, in "
    "its first row.",
    "Разъедините ячейки и впишите ответ туда, к чему он относится.",
    "Unmerge the cells and write the answer where it belongs.",
)
ROWS_BLANK = Message(_N, "rows-blank", "Пустых строк пропущено: {count}.", "Blank rows skipped: {count}.")
MORE_OF_THE_SAME = Message(
    _N,
    "more-of-the-same",
    "И ещё таких же замечаний: {count}. Одно из них: {example}",
    "And more remarks of the same kind: {count}. One of them: {example}",
)
BROKEN_PROFILE = Message(
    _E,
    "broken-profile",
    'Файл сопоставления не читается: нужны строки вида "заголовок" = "ключ вопроса" под [[file]], в UTF-8.',
    'The profile cannot be read: it needs lines "header" = "question key" below [[file]], in UTF-8.',
    "Исправьте его или возьмите новый из проверки файлов.",
    "Mend it or take a new one from a check of the files.",
)
UNKNOWN_KEY = Message(
    _E,
    "unknown-key",
    "В файле сопоставления стоит {setting} = «{found}», а такого ключа в программе нет.",
    "The profile has {setting} = “{found}”, but the programme has no such key.",
    "Возьмите ключ из списка в начале файла сопоставления, который предлагает проверка файлов.",
    "Take a key from the list at the beginning of the profile that a check of the files proposes.",
)
