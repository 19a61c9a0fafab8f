"""Measuring a file in the child before anything else looks at it: what is too large is refused with its limit."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.reading.cells.cell import Cell, text_of
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.tables.sheet import MOST_COLUMNS, MOST_ROWS
from questionnaires.reading.tables.table import read_table
from questionnaires.wording import Wording

MEGABYTE = 1_000_000
UNPACKED = Wording(
    "Файл распаковывается больше чем в {limit} МБ: это предел.",
    "The file unpacks to more than {limit} MB: that is the limit.",
)
PARTS = Wording(
    "В файле больше {limit} частей: это предел.", "The file has more than {limit} parts: that is the limit."
)
ROWS = Wording(
    "В таблице больше {limit} строк: это предел.", "The table has more than {limit} rows: that is the limit."
)
COLUMNS = Wording(
    "В таблице больше {limit} столбцов: это предел.",
    "The table has more than {limit} columns: that is the limit.",
)
CELL = Wording(
    "Ячейка длиннее {limit} знаков: это предел (строка {row}).",
    "A cell is longer than {limit} characters: that is the limit (row {row}).",
)
MOST_PARTS = 2000
"""Parts of a workbook; the largest real one had fewer than a hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The largest file that is read.

    Parameters
    ----------
    unpacked
        Megabytes.
    cell
        Characters.
    """

    unpacked: int
    rows: int
    columns: int
    cell: int


def find_excess(file: InputFile, bounds: Bounds) -> Wording | None:
    """Return what of a file is over its limit, the limit stated; None when nothing is or it is no table at all."""
    over = _packed(file, bounds)
    if over is not None:
        return over
    findings = Findings()
    sheets = read_table(file, findings)
    refused = {one.code for one in findings.all()}
    if "too-many-columns" in refused:
        return COLUMNS.format(limit=min(bounds.columns, MOST_COLUMNS))
    if "too-many-rows" in refused:
        return ROWS.format(limit=min(bounds.rows, MOST_ROWS))
    if "broken-csv" in refused and (row := _long_line(file.content)):
        return CELL.format(limit=bounds.cell, row=row)
    for sheet in sheets:
        if len(sheet.columns) > bounds.columns:
            return COLUMNS.format(limit=bounds.columns)
        if sheet.height > bounds.rows:
            return ROWS.format(limit=bounds.rows)
        row = next(_long_cells(sheet.columns, bounds.cell), None)
        if row is not None:
            return CELL.format(limit=bounds.cell, row=row)
    return None


def _packed(file: InputFile, bounds: Bounds) -> Wording | None:
    """Look at what an archive says of itself; what it says falsely is found when it is read, block by block."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            parts = archive.infolist()
    except Exception:  # no archive: a CSV file, or one that is broken and is said so by the reader
        return None
    if len(parts) > MOST_PARTS:
        return PARTS.format(limit=MOST_PARTS)
    if sum(part.file_size for part in parts) > bounds.unpacked * MEGABYTE:
        return UNPACKED.format(limit=bounds.unpacked)
    return None


def _long_line(content: bytes) -> int | None:
    """Return the first line in which some cell is longer than the csv module reads, or None."""
    most = csv.field_size_limit()
    return next((row for row, line in enumerate(content.split(b"\n"), start=1) if len(line) > most), None)


def _long_cells(columns: list[list[Cell]], most: int) -> Iterator[int]:
    for column in columns:
        for row, cell in enumerate(column, start=1):
            if isinstance(cell, str) and len(text_of(cell)) > most:
                yield row
