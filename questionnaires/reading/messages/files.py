"""Files that cannot be read, or not as a whole."""

from questionnaires.finding import Severity
from questionnaires.reading.messages.message import Message

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

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
HIDDEN_ROWS = Message(
    _N,
    "hidden-rows",
    "В книге есть скрытые строки с ответами, они прочитаны как все; их {count}: {places}.",
    "The workbook has hidden rows with answers, which are read like all others; there are {count}: {places}.",
    "Если эти люди не участвуют, удалите строки; чтобы их увидеть, снимите фильтр.",
    "If these people do not take part, delete the rows; to see them, clear the filter.",
)
HIDDEN_SHEETS = Message(
    _N,
    "hidden-sheets",
    "Скрытые листы не прочитаны: {titles}.",
    "Hidden sheets are not read: {titles}.",
    "Если на них ответы, покажите листы и сохраните книгу.",
    "If they hold answers, unhide the sheets and save the workbook.",
)
CELLS_WITH_ERRORS = Message(
    _W,
    "cells-with-errors",
    "Вместо ответа в ячейке стоит ошибка Excel («#Н/Д», «#ССЫЛКА!»), ответ считается неизвестным; таких ячеек {count}: "
    "{places}.",
    "The cell has an error of Excel (“#N/A”, “#REF!”) in place of an answer, which counts as unknown; there are "
    "{count} such cells: {places}.",
    "Впишите ответ вместо формулы.",
    "Write the answer in place of the formula.",
)
FORMULAS_WITHOUT_VALUES = Message(
    _W,
    "formulas-without-values",
    "В ячейке формула, а её значение в книге не сохранено, и ответ считается неизвестным; таких ячеек {count}: "
    "{places}.",
    "The cell has a formula whose value is not kept in the workbook, and the answer counts as unknown; there are "
    "{count} such cells: {places}.",
    "Откройте книгу в Excel, сохраните и загрузите снова.",
    "Open the workbook in Excel, save it and try again.",
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
