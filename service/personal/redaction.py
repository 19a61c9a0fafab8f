"""A file without one person: the rows of that person go, and where others named the person the cell is blanked."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from questionnaires.reading.cells.cell import text_of
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.spelling import mend_look_alikes
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table import read_table
from service.named import fold_name

MAPPING = ".toml"
_WORD = re.compile(r"[^\W\d_]+")
_LONG_AGO = (2026, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """How a person may stand in a file.

    Parameters
    ----------
    names
        Every known spelling.
    codes
        In every role.
    contacts
        Telephone, address, guardian: what names nobody else in the register.
    rows
        (file, sheet or empty, row as a spreadsheet counts) known to be the person's.
    """

    names: tuple[str, ...]
    codes: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, int], ...] = ()


def redact(file: InputFile, traces: Traces) -> tuple[bytes, int] | None:
    """Return the file without the person and how many rows and cells went, or None when nothing was found.

    A file that cannot be read is destroyed whole: nobody could say what is left in it.
    """
    if PurePosixPath(file.label).suffix == MAPPING:
        # A mapping of columns is no table: rewritten as one it could not be read.
        return (b"", 1) if is_trace(file.content.decode(errors="replace"), traces) else None
    sheets = read_table(file, Findings())
    if not sheets:
        return b"", 1
    gone = 0
    kept: list[tuple[Sheet, list[list[str]]]] = []
    for sheet in sheets:
        rows, count = _without(sheet, file.label, traces)
        gone += count
        kept.append((sheet, rows))
    if not gone:
        return None
    return (_csv(kept[0]) if sheets[0].delimiter else _workbook(kept)), gone


def is_trace(cell: str, traces: Traces) -> bool:
    """Tell whether a cell names the person: by code, by contact, or by surname and first name in any order."""
    said = fold_name(mend_look_alikes(cell))
    if not said:
        return False
    if any(fold_name(one) in said for one in (*traces.codes, *traces.contacts) if one.strip()):
        return True
    words = set(_WORD.findall(said))
    return any(_is_named(words, name) for name in traces.names)


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return _WORD.findall(fold_name(mend_look_alikes(text)))


def _is_named(words: set[str], name: str) -> bool:
    wanted = _WORD.findall(fold_name(name))[:2]
    if not wanted or wanted[0] not in words:
        return False
    return len(wanted) < 2 or wanted[1] in words or wanted[1][0] in words


def _without(sheet: Sheet, label: str, traces: Traces) -> tuple[list[list[str]], int]:
    own = {row for file, title, row in traces.rows if file == label and title in {"", sheet.title}}
    name_column = _name_column(sheet, traces)
    rows, gone = [], 0
    for number in range(sheet.height):
        cells = [text_of(column[number]) for column in sheet.columns]
        marked = [place for place, cell in enumerate(cells) if is_trace(cell, traces)]
        if number and (number + 1 in own or (name_column in marked and marked)):
            gone += 1
            continue
        for place in marked:
            cells[place], gone = "", gone + 1
        rows.append(cells)
    return rows, gone


def _name_column(sheet: Sheet, traces: Traces) -> int | None:
    """Return the first column in which the person stands: names come before what is said of others."""
    for place, column in enumerate(sheet.columns):
        if any(is_trace(text_of(cell), traces) for cell in column[1:]):
            return place
    return None


def _csv(one: tuple[Sheet, list[list[str]]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=one[0].delimiter, lineterminator="\r\n").writerows(one[1])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _workbook(kept: Iterable[tuple[Sheet, list[list[str]]]]) -> bytes:
    from datetime import datetime

    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(*_LONG_AGO)})
    for sheet, rows in kept:
        page = book.add_worksheet(sheet.title or None)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell:
                    page.write_string(row, column, cell)
    book.close()
    return held.getvalue()
