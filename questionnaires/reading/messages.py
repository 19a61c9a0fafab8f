"""Every sentence reading can say: one wording for one kind of finding, with what to do about it."""

from dataclasses import dataclass

from questionnaires.finding import Finding, Severity
from questionnaires.wording import Wording


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: file, row as a spreadsheet shows it, header of the column, the cell as written."""

    file: str | None = None
    row: int | None = None
    column: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A message with its blanks filled in, not yet tied to a place."""

    severity: Severity
    code: str
    reason: Wording
    remedy: Wording

    def at(self, place: Place) -> Finding:
        """Return the finding of this remark at a place."""
        return Finding(
            severity=self.severity,
            code=self.code,
            reason=self.reason,
            remedy=self.remedy,
            file=place.file,
            row=place.row,
            column=place.column,
            found=place.found,
        )


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of finding: its reason and remedy in Russian and in English, with ``str.format`` fields."""

    severity: Severity
    code: str
    reason_ru: str
    reason_en: str
    remedy_ru: str = ""
    remedy_en: str = ""

    def fill(self, **values: object) -> Remark:
        """Return the message with its fields filled in."""
        reason = Wording(self.reason_ru, self.reason_en).format(**values)
        return Remark(
            self.severity, self.code, reason, Wording(self.remedy_ru, self.remedy_en).format(**values)
        )

    def at(self, place: Place, **values: object) -> Finding:
        """Return a finding of this kind at a place."""
        return self.fill(**values).at(place)


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# Files that cannot be read
FILE_TOO_LARGE = Message(
    _E,
    "file-too-large",
    "Файл слишком большой: {size} МБ, читается не больше {limit} МБ.",
    "The file is too large: {size} MB; at most {limit} MB is read.",
    "Разделите файл или удалите из него лишние листы и картинки.",
    "Split the file or delete sheets and pictures that are not needed.",
)
FILE_EMPTY = Message(
    _E,
    "file-empty",
    "В файле нет ни одной строки.",
    "The file has no rows.",
    "Проверьте, тот ли файл выбран.",
    "Check that this is the right file.",
)
HTML_PAGE = Message(
    _E,
    "html-page",
    "Это страница сайта (HTML), а не таблица, хотя имя файла обещает таблицу.",
    "This is a web page (HTML), not a table, whatever its name says.",
    "Откройте её в Excel и сохраните как «Книга Excel (.xlsx)».",
    "Open it in Excel and save it as an Excel workbook (.xlsx).",
)
PASSWORD = Message(
    _E,
    "password",
    "Файл защищён паролем.",
    "The file is protected by a password.",
    "Снимите пароль в Excel и сохраните файл ещё раз.",
    "Remove the password in Excel and save the file again.",
)
OLD_EXCEL = Message(
    _E,
    "old-excel",
    "Это книга старого Excel (.xls, до 2007 года).",
    "This is a workbook of an old Excel (.xls, before 2007).",
    "Откройте её и сохраните как «Книга Excel (.xlsx)».",
    "Open it and save it as an Excel workbook (.xlsx).",
)
NOT_A_TABLE = Message(
    _E,
    "not-a-table",
    "Файл не похож ни на книгу Excel (.xlsx), ни на таблицу CSV.",
    "The file is neither an Excel workbook (.xlsx) nor a CSV table.",
    "Сохраните ответы как .xlsx или .csv.",
    "Save the answers as .xlsx or .csv.",
)
BROKEN_WORKBOOK = Message(
    _E,
    "broken-workbook",
    "Книга Excel повреждена или записана не полностью и не открывается.",
    "The Excel workbook is damaged or incomplete and does not open.",
    "Откройте её в Excel, сохраните под новым именем и загрузите снова.",
    "Open it in Excel, save it under a new name and try again.",
)
UNPACKS_TOO_LARGE = Message(
    _E,
    "unpacks-too-large",
    "Книга занимает в распакованном виде {size} МБ, читается не больше {limit} МБ.",
    "The workbook unpacks to {size} MB; at most {limit} MB is read.",
    "Скопируйте ответы в новую книгу и загрузите её.",
    "Copy the answers into a new workbook and use that.",
)
FAR_CELL = Message(
    _E,
    "far-cell",
    "На листе есть значение в ячейке {cell}, далеко за таблицей.",
    "The sheet has a value in cell {cell}, far beyond the table.",
    "Удалите строки и столбцы за таблицей и сохраните файл.",
    "Delete the rows and columns beyond the table and save the file.",
)
TOO_MANY_COLUMNS = Message(
    _E,
    "too-many-columns",
    "Столбцов в таблице: {count}; читается не больше {limit}.",
    "The table has {count} columns; at most {limit} are read.",
    "Удалите лишние столбцы или проверьте разделитель.",
    "Delete the columns that are not needed or check the delimiter.",
)
TOO_MANY_ROWS = Message(
    _E,
    "too-many-rows",
    "Строк в таблице больше, чем читается: {limit}.",
    "The table has more than {limit} rows.",
    "Разделите файл на части.",
    "Split the file.",
)
NUL_BYTE = Message(
    _E,
    "nul-byte",
    "В файле есть нулевые байты: это не текстовая таблица или файл повреждён.",
    "The file has NUL bytes: it is not a text table, or it is damaged.",
    "Выгрузите ответы ещё раз в .xlsx или .csv.",
    "Export the answers again as .xlsx or .csv.",
)
UNDECODABLE = Message(
    _E,
    "undecodable",
    "Не удалось прочитать буквы: кодировка {encoding}, а в этой строке стоит посторонний байт.",
    "The letters cannot be read: the encoding is {encoding}, but this row has a byte that does not belong to it.",
    "Сохраните файл в кодировке UTF-8 или как .xlsx.",
    "Save the file as UTF-8 or as .xlsx.",
)
BROKEN_CSV = Message(
    _E,
    "broken-csv",
    "Таблица CSV нарушена: кавычка открыта и не закрыта или стоит посреди ячейки.",
    "The CSV table is broken: a quote is opened and not closed, or stands inside a cell.",
    "Исправьте кавычки в этой строке или выше или сохраните ответы как .xlsx.",
    "Mend the quotes in this row or above, or save the answers as .xlsx.",
)
ROW_TOO_LONG = Message(
    _E,
    "row-too-long",
    "Ячеек в строке: {found}, а в заголовке: {expected}. Ответы могли сдвинуться.",
    "The row has {found} cells and the header {expected}: the answers may have shifted.",
    "Возьмите в кавычки ячейку с разделителем внутри или сохраните ответы как .xlsx.",
    "Quote the cell that holds the delimiter, or save the answers as .xlsx.",
)
ROW_SHORT = Message(
    _N,
    "row-short",
    "Ячеек в строке: {found}, а в заголовке: {expected}. Недостающие считаются пустыми.",
    "The row has {found} cells and the header {expected}: those missing count as blank.",
)

# What a file is
RECOGNISED = Message(
    _N, "recognised", "Прочитано как «{title}», строк: {rows}.", "Read as “{title}”, rows: {rows}."
)
UNRECOGNISED = Message(
    _E,
    "unrecognised",
    "Непонятно, что это за файл. Ближе всего «{closest}», но нет столбцов: {missing}.",
    "It is not clear what this file is. The closest is “{closest}”, but these columns are missing: {missing}.",
    "Исправьте заголовки или задайте соответствие столбцов в файле сопоставления.",
    "Mend the headers or map the columns in a profile.",
)
AMBIGUOUS_FILE = Message(
    _E,
    "ambiguous-file",
    "Непонятно, какая это анкета: столбцы подходят к нескольким — {titles}. Файл не прочитан.",
    "It is not clear which questionnaire this is: the columns fit several: {titles}. The file is not read.",
    "Скажите это одним из способов: впишите название анкеты в имя файла или листа; "
    "впишите в файл сопоставления {reads_ru}; добавьте столбец, по которому анкеты различаются: {deciding_ru}.",
    "Say so in one of these ways: put the questionnaire's title into the name of the file or sheet; "
    "write {reads_en} into a profile; add a column that tells them apart: {deciding_en}.",
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
    "Если это тот же вопрос, исправьте заголовок или впишите в файл сопоставления: {line}",
    "If it is the same question, mend the header or write into a profile: {line}",
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
ROWS_BLANK = Message(_N, "rows-blank", "Пустых строк пропущено: {count}.", "Blank rows skipped: {count}.")
MORE_OF_THE_SAME = Message(
    _N,
    "more-of-the-same",
    "И ещё таких же замечаний: {count}. Одно из них: {example_ru}",
    "And more remarks of the same kind: {count}. One of them: {example_en}",
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

# Cells
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
    "Ожидаемый ответ — {expected_ru}, а записано «{found}»: ответ считается неизвестным.",
    "Expected answer: {expected_en}; found “{found}”: the answer counts as unknown.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
UNREADABLE_REQUIRED = Message(
    _E,
    "unreadable-required",
    "Ожидаемый ответ — {expected_ru}, а записано «{found}»; ответ обязателен.",
    "Expected answer: {expected_en}; found “{found}”; the answer is required.",
    "Исправьте ячейку.",
    "Mend the cell.",
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
    "Ожидается число {bounds_ru}, а записано «{found}»: ответ считается неизвестным.",
    "Expected a number {bounds_en}, found “{found}”: the answer counts as unknown.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
READ_AS = Message(
    _N,
    "read-as",
    "«{found}» прочитано как «{value}»{odd_ru}.",
    "“{found}” is read as “{value}”{odd_en}.",
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
    "Непонятно, скольких наставляемых готов взять человек: ожидается число {bounds_ru}, а записано «{found}». Пока "
    "ответ не исправлен, считается 0: этому наставнику никого не подбирают.",
    "It is not clear how many mentees the person would take: expected a number {bounds_en}, found “{found}”. Until "
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
    "Ответа «{found}» нет среди вариантов{nearest_ru}: он не учтён.",
    "“{found}” is not among the options{nearest_en}: it is not counted.",
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
    "Организации «{found}» в программе нет{nearest_ru}.",
    "The programme has no organisation “{found}”{nearest_en}.",
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
ONE_WORD_NAME = Message(
    _W,
    "one-word-name",
    "Имя записано одним словом: «{found}».",
    "The name is one word: “{found}”.",
    "Впишите фамилию, имя и отчество.",
    "Write the surname, the name and the patronymic.",
)

# People
ANSWERED_AGAIN = Message(
    _W,
    "answered-again",
    "{name}: ответ повторён, взят последний (строка {kept}, {kept_file}).{differences_ru}",
    "{name} answered again; the last answer is taken (row {kept}, {kept_file}).{differences_en}",
    "Если это разные люди, впишите дату рождения или класс каждого.",
    "If these are two people, write the birth date or the class of each.",
)
OLD_BASE_ROW = Message(
    _N,
    "old-base-row",
    "{name}: есть свежая анкета (строка {kept}, {kept_file}), запись из старой базы не читается.",
    "{name} has a newer questionnaire (row {kept}, {kept_file}); the entry of the old base is not read.",
)
TWO_ORGANISATIONS = Message(
    _W,
    "two-organisations",
    "{name}: одинаковые имя и дата рождения в двух организациях ({first}; {second}) — считается одним человеком.",
    "{name} has one name and birth date in two organisations ({first}; {second}) and counts as one person.",
    "Если это разные люди, проверьте даты рождения.",
    "If these are two people, check the birth dates.",
)
NAMESAKES = Message(
    _W,
    "namesakes",
    "Однофамильцы в одной организации: {name} — {details}. Считаются разными людьми.",
    "Namesakes in one organisation: {name}: {details}. They count as different people.",
    "Если это один человек, исправьте дату рождения или класс.",
    "If this is one person, mend the birth date or the class.",
)
INDISTINGUISHABLE = Message(
    _E,
    "indistinguishable",
    "{name}: непонятно, о ком из однофамильцев эта строка ({details}).",
    "{name}: it is not clear which of the namesakes this row is about ({details}).",
    "Впишите дату рождения или класс.",
    "Write the birth date or the class.",
)
SIMILAR_NAMES = Message(
    _W,
    "similar-names",
    "Похожие имена: «{first}» и «{second}» ({code}). Считаются разными людьми.",
    "Similar names: “{first}” and “{second}” ({code}). They count as different people.",
    "Если это один человек, впишите другое написание в people.csv, столбец «Другие написания».",
    "If this is one person, add the spelling to people.csv, column «Другие написания».",
)
MOVED = Message(
    _W,
    "moved",
    "{name} ({code}): организация изменилась, была {before}, стала {after}.",
    "{name} ({code}): the organisation changed from {before} to {after}.",
    "Подтвердите; если это другой человек, проверьте дату рождения.",
    "Confirm; if this is another person, check the birth date.",
)
MAYBE_KNOWN = Message(
    _W,
    "maybe-known",
    "{name} ({details}) получает новый код {code}, но похож на {known} ({known_details}).",
    "{name} ({details}) gets the new code {code} but may be {known} ({known_details}).",
    "Если это тот же человек, исправьте класс, дату рождения или организацию у {known} в people.csv.",
    "If this is the same person, mend the class, birth date or organisation of {known} in people.csv.",
)
TWO_ROLES = Message(
    _N,
    "two-roles",
    "{name}: один человек в двух базах ({first} и {second}), нагрузка общая.",
    "{name} is one person in two bases ({first} and {second}) with a shared load.",
)
NO_BASE = Message(
    _W,
    "no-base",
    "Ответы не подходят ни к одной базе программы; строка не участвует.",
    "The answers fit no base of the programme; the row takes no part.",
    "Проверьте ответы, по которым делятся базы: {questions}.",
    "Check the answers that divide the bases: {questions}.",
)

# Names in lists
UNKNOWN_NAME = Message(
    _W,
    "unknown-name",
    "Человека «{found}» нет среди ответивших{nearest_ru}: запись не учтена.",
    "“{found}” is not among those who answered{nearest_en}: the entry is not counted.",
    "Исправьте имя или впишите код.",
    "Mend the name or write the code.",
)
UNKNOWN_NAME_REFUSED = Message(
    _E,
    "unknown-name-refused",
    "Человека «{found}» нет среди ответивших{nearest_ru}.",
    "“{found}” is not among those who answered{nearest_en}.",
    "Исправьте имя или впишите код.",
    "Mend the name or write the code.",
)
AMBIGUOUS_NAME = Message(
    _E,
    "ambiguous-name",
    "Имя «{found}» подходит к нескольким людям: {candidates}.",
    "“{found}” fits several people: {candidates}.",
    "Впишите имя полностью или код.",
    "Write the full name or the code.",
)
RECORD_UNCLEAR = Message(
    _W,
    "record-unclear",
    "Имя «{found}» подходит к нескольким людям ({candidates}): запись не учтена, человек не допущен.",
    "“{found}” fits several people ({candidates}): the entry is not counted and nobody is admitted by it.",
    "Впишите код, класс или дату рождения.",
    "Write the code, the class or the birth date.",
)
SIGNER_READ = Message(
    _N,
    "signer-read",
    "Подписал «{found}» — прочитано как «{value}».",
    "Signed by “{found}”: read as “{value}”.",
)
SIGNER_UNKNOWN = Message(
    _W,
    "signer-unknown",
    "Непонятно, кто подписал: «{found}». Ожидаемый ответ — сам, законный представитель или оба; запись сохранена "
    "как есть.",
    "It is not clear who signed: “{found}”. Expected: «сам», «законный представитель» or «оба»; the entry is kept as "
    "it is.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
RECORDS_DIFFER = Message(
    _W,
    "records-differ",
    "{name}: «{document}» записано дважды по-разному; взято {taken_ru}.",
    "{name}: “{document}” is recorded twice and differently; {taken_en} is taken.",
    "Оставьте одну запись.",
    "Keep one entry.",
)
NAMED_SELF = Message(
    _W,
    "named-self",
    "Человек назвал самого себя: запись не учтена.",
    "The person named himself or herself: the entry is not counted.",
    "Исправьте имя.",
    "Mend the name.",
)
LIKED_AND_REFUSED = Message(
    _W,
    "liked-and-refused",
    "«{found}» названо и среди желаемых, и среди нежелаемых: учтено «нет».",
    "“{found}” is named both as wanted and as not wanted: «нет» counts.",
    "Уточните у человека.",
    "Ask the person.",
)
UNKNOWN_WORD = Message(
    _E,
    "unknown-word",
    "Записано «{found}», а ожидается одно из: {expected}.",
    "Found “{found}”, expected one of: {expected}.",
    "Исправьте ячейку.",
    "Mend the cell.",
)
REASON_MISSING = Message(
    _E,
    "reason-missing",
    "Чтобы снова разрешить отклонённую пару, нужна причина.",
    "Allowing a declined pair again needs a reason.",
    "Впишите причину.",
    "Write the reason.",
)
VERDICTS_DIFFER = Message(
    _E,
    "verdicts-differ",
    "О паре {mentee} — {mentor} записаны разные решения.",
    "There are different decisions on the pair {mentee} — {mentor}.",
    "Оставьте одно решение.",
    "Keep one decision.",
)
UNKNOWN_CODE = Message(
    _W,
    "unknown-code",
    "Кода {found} в реестре нет: прежняя пара не учтена.",
    "The register has no code {found}: the earlier pair is not counted.",
    "Возьмите people.csv того же подбора.",
    "Use the people.csv of the same run.",
)

# The register
REGISTER_CODE = Message(
    _E,
    "register-code",
    "Код «{found}» записан неверно: ожидается Н-001, М-001 или У-001.",
    "The code “{found}” is wrong: expected Н-001, М-001 or У-001.",
    "Исправьте код или возьмите прежний people.csv.",
    "Mend the code or use the former people.csv.",
)
REGISTER_TWICE = Message(
    _E,
    "register-twice",
    "Код {found} стоит в реестре дважды.",
    "The code {found} stands in the register twice.",
    "Оставьте одну строку.",
    "Keep one row.",
)
UNKNOWN_CODE_TYPED = Message(
    _W,
    "unknown-code-typed",
    "Кода «{found}» в реестре нет; человек найден по имени или получает новый код.",
    "The register has no code “{found}”; the person is found by name or gets a new code.",
    "Проверьте код или приложите people.csv прошлого подбора.",
    "Check the code or give the people.csv of the last run.",
)
REGISTER_TWIN = Message(
    _W,
    "register-twin",
    "Кода {found} («Тот же человек») в реестре нет.",
    "The register has no code {found} (“the same person”).",
    "Исправьте код.",
    "Mend the code.",
)
