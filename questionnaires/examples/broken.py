"""Files that must be refused with a clear sentence, one per way to be broken."""

import io
import zipfile
from enum import StrEnum
from typing import NamedTuple

from questionnaires.examples.files.filing import Part, file_answers
from questionnaires.examples.files.shapes import EXCEL_BOM
from questionnaires.examples.files.sheet import Sheet
from questionnaires.examples.generator import gather_submissions
from questionnaires.programme import Programme
from questionnaires.question import Kind
from questionnaires.reading.input_file import InputFile

COLUMNS = 10_000
BOMB = 400 * 2**20
"""Bytes of the unpacked bomb; packed it is less than half a megabyte."""


class Fault(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    WEB_PAGE = "web-page"
    """An HTML page whose name ends with .xls."""
    OLD_WORKBOOK = "old-workbook"
    """An OLE file, as old Excel saves its workbooks."""
    ZIP_BOMB = "zip-bomb"
    NUL_BYTES = "nul-bytes"
    UNCLOSED_QUOTE = "unclosed-quote"
    MANY_COLUMNS = "many-columns"
    UNEVEN_ROW = "uneven-row"
    """A row with more cells than the header."""
    STRANGE_HEADERS = "strange-headers"
    """A table of something else."""
    NO_NAME = "no-name"
    """A row of answers without a name."""


class Broken(NamedTuple):
    """A file and what is wrong with it."""

    file: InputFile
    fault: Fault


def broken_files(programme: Programme) -> tuple[Broken, ...]:
    """Return one file for each fault, made from the programme's first questionnaire where that matters."""
    part = _small_part(programme)
    first, second = part.sheet.rows[:2]
    name = part.column(next(question for question in part.questions if question.kind is Kind.NAME))
    typed = EXCEL_BOM.write(part.sheet.with_rows((first,)))
    nameless = part.sheet.with_rows((first, (*second[:name], "", *second[name + 1 :])))
    wide = Sheet(tuple(f"В{number}" for number in range(COLUMNS)), ())
    contents = {
        Fault.EMPTY: ("пусто.csv", b""),
        Fault.WEB_PAGE: (
            "выгрузка.xls",
            "<html><body><table><tr><td>Класс</td></tr></table></body></html>".encode(),
        ),
        Fault.OLD_WORKBOOK: ("старая книга.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4088)),
        Fault.ZIP_BOMB: ("большая.xlsx", _bomb()),
        Fault.NUL_BYTES: ("нули.csv", typed + b"\0\0;\0\r\n"),
        Fault.UNCLOSED_QUOTE: ("кавычка.csv", typed + '"Иванов;9А\r\n'.encode()),
        Fault.MANY_COLUMNS: ("широкая.csv", EXCEL_BOM.write(wide)),
        Fault.UNEVEN_ROW: ("сдвиг.csv", typed + (";лишнее" * (len(first) + 1)).encode() + b"\r\n"),
        Fault.STRANGE_HEADERS: ("столовая.csv", EXCEL_BOM.write(Sheet(("Блюдо", "Цена"), (("Суп", 40),)))),
        Fault.NO_NAME: ("без имени.csv", EXCEL_BOM.write(nameless)),
    }
    return tuple(Broken(InputFile(*contents[fault]), fault) for fault in Fault)


def _small_part(programme: Programme) -> Part:
    """Return the first answer file of a few people, before its bytes are made."""
    return file_answers(programme, gather_submissions(programme, 20))[0]


def _bomb() -> bytes:
    """Return a workbook whose one sheet is empty text without end."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        day = (2026, 1, 1, 0, 0, 0)
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml", day), b"<Types/>")
        sheet = zipfile.ZipInfo("xl/worksheets/sheet1.xml", day)
        sheet.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(sheet, "w") as page:
            for _ in range(BOMB // 2**20):
                page.write(b" " * 2**20)
    return buffer.getvalue()
