"""Cells that a person has merged: what stands in one over several rows counts for each of them, and that is said."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from questionnaires.reading.cells.cell import Cell, cell_is_blank, text_of
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.tables import MERGED_ACROSS, MERGED_CELLS, MERGED_NAME
from questionnaires.reading.recognition.headers import Mapped, name_question
from questionnaires.reading.tables.sheet import Merged, Sheet


def fill_merged(mapped: Mapped, findings: Findings, *, named_anew: bool) -> Mapped:
    """Return a table whose merged cells are filled in.

    Parameters
    ----------
    named_anew
        Whether each row names a person of its own: if a merged name is one person nobody can tell.
    """
    if not mapped.sheet.merged:
        return mapped
    ignored = {column.place for column in mapped.ignored}
    headers = dict(enumerate(mapped.sheet.headers(mapped.header_row)))
    headers |= {one.place: one.header for columns in mapped.columns.values() for one in columns}
    read = {place: header for place, header in headers.items() if header and place not in ignored}
    names = mapped.columns.get(name_question(mapped.questionnaire).key, ()) if named_anew else ()
    places = [column.place for column in names]
    return replace(mapped, sheet=with_merged(mapped.sheet, mapped.header_row, read, findings, names=places))


def with_merged(
    sheet: Sheet,
    header_row: int,
    read: Mapping[int, str],
    findings: Findings,
    *,
    names: Collection[int] = (),
) -> Sheet:
    """Return the sheet with what stands in a merged cell in each of its rows that holds anything else.

    Parameters
    ----------
    header_row
        Row of the headers; merged headers are filled in as well, and nothing is said of them.
    read
        Place → header of the columns that are read.
    names
        Places of columns where a merged cell is read once only.
    """
    columns = list(sheet.columns)
    for one in sheet.merged:
        value = sheet.columns[one.left][one.first]
        if cell_is_blank(value):
            continue
        if one.left == one.right:
            rows = _rows_to_fill(sheet, one, header_row)
            if one.left not in names:
                columns[one.left] = _filled(columns[one.left], rows, value)
        if one.first > header_row and one.left in read:
            _report(sheet, one, read, one.left in names, findings)
    return replace(sheet, columns=columns) if sheet.merged else sheet


def _rows_to_fill(sheet: Sheet, one: Merged, header_row: int) -> list[int]:
    """Return the blank rows of a merged cell, below the headers only those that hold something of their own."""
    below = range(one.first + 1, one.last + 1)
    return [
        row
        for row in below
        if cell_is_blank(sheet.columns[one.left][row])
        and (one.first <= header_row or any(not cell_is_blank(column[row]) for column in sheet.columns))
    ]


def _filled(cells: list[Cell], rows: list[int], value: Cell) -> list[Cell]:
    filled = list(cells)
    for row in rows:
        filled[row] = value
    return filled


def _report(sheet: Sheet, one: Merged, read: Mapping[int, str], is_name: bool, findings: Findings) -> None:
    found = text_of(sheet.columns[one.left][one.first])
    place = sheet.place(one.first + 1, read[one.left], found)
    if one.left == one.right:
        message = MERGED_NAME if is_name else MERGED_CELLS
        findings.add(message, place, found=found, first=one.first + 1, last=one.last + 1)
        return
    across = [read[column] for column in range(one.left, one.right + 1) if column in read]
    if len(across) > 1:
        columns = ", ".join(f"«{header}»" for header in across)
        findings.add(MERGED_ACROSS, place, found=found, columns=columns)
