"""Excel workbooks, opened only after their unpacked size and their farthest cell are known."""

import io
import re
import zipfile
from typing import Any

from questionnaires.reading.cells.cell import Cell
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages import (
    BROKEN_WORKBOOK,
    FAR_CELL,
    FILE_EMPTY,
    NOT_A_TABLE,
    PASSWORD,
    TOO_MANY_COLUMNS,
    UNPACKS_TOO_LARGE,
    Place,
)
from questionnaires.reading.sheet import MOST_COLUMNS, Sheet

MOST_UNPACKED = 600_000_000
_MEGABYTE = 1_000_000
_BLOCK = 1 << 20
_OVERLAP = 400
"""Longer than a cell's opening tag, so that none is cut between two blocks."""
# A cell with content at row 200 000 or below, or from column SA on: reading would fill everything before it.
# It begins with two plain letters, because the search for them is four times as fast as any other beginning.
_FAR = re.compile(
    rb"r=(?<=\br=)[\"']((?:[A-Za-z]{3}|[S-Zs-z][A-Za-z])[0-9]+|[A-Za-z]{1,2}(?:[2-9][0-9]{5}|[0-9]{7,}))[\"']"
    rb"[^>]*(?<!/)>(?!</)"
)


def read_xlsx(file: InputFile, findings: Findings) -> list[Sheet]:
    """Return the visible sheets of a workbook, or nothing when it cannot be read."""
    if not is_safe(file, findings):
        return []
    try:
        sheets = _read_sheets(file, findings)
    except BaseException as error:
        # a panic of the reader's own language arrives as a BaseException of this name
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        _report(file, error, findings)
        return []
    if not sheets and not any(f.file == file.label for f in findings.all()):
        findings.add(FILE_EMPTY, Place(file.label))
    return sheets


def _report(file: InputFile, error: BaseException, findings: Findings) -> None:
    if type(error).__name__ == "PasswordError":
        findings.add(PASSWORD, Place(file.label))
    else:
        findings.add(BROKEN_WORKBOOK, Place(file.label), detail=type(error).__name__)


def is_safe(file: InputFile, findings: Findings) -> bool:
    """Say whether a workbook may be opened: what it unpacks to, its farthest cell, its checksums; if not, why."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            return _is_sound(archive, file.label, findings)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
        NotImplementedError,
        KeyError,
    ) as error:
        findings.add(BROKEN_WORKBOOK, Place(file.label), detail=type(error).__name__)
    except Exception as error:
        findings.add(BROKEN_WORKBOOK, Place(file.label), detail=type(error).__name__)
    return False


def _is_sound(archive: zipfile.ZipFile, label: str, findings: Findings) -> bool:
    parts = archive.infolist()
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        findings.add(NOT_A_TABLE, Place(label))
        return False
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED:
        findings.add(
            UNPACKS_TOO_LARGE, Place(label), size=size // _MEGABYTE, limit=MOST_UNPACKED // _MEGABYTE
        )
        return False
    return all(_is_near(archive, part, label, findings) for part in parts)


def _is_near(archive: zipfile.ZipFile, part: zipfile.ZipInfo, label: str, findings: Findings) -> bool:
    """Read a part through: a size that lies fails its checksum, and a far cell is found."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    with archive.open(part) as stream:
        tail = b""
        while block := stream.read(_BLOCK):
            found = _FAR.search(tail + block) if is_sheet else None
            if found:
                findings.add(FAR_CELL, Place(label), cell=found[1].decode())
                return False
            tail = block[-_OVERLAP:]
    return True


def _read_sheets(file: InputFile, findings: Findings) -> list[Sheet]:
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(file.content))
    sheets = []
    for about in book.sheets_metadata:
        if about.visible == python_calamine.SheetVisibleEnum.Visible and _is_worksheet(about):
            sheet = book.get_sheet_by_name(about.name)
            if sheet.width > MOST_COLUMNS:
                findings.add(TOO_MANY_COLUMNS, Place(file.label), count=sheet.width, limit=MOST_COLUMNS)
            elif sheet.height:
                sheets.append(_to_sheet(file.label, about.name, sheet))
    return sheets


def _is_worksheet(about: Any) -> bool:
    return str(about.typ).endswith("WorkSheet")


def _to_sheet(label: str, title: str, sheet: Any) -> Sheet:
    columns: list[list[Cell]] = []
    texts: dict[Cell, Cell] = {}
    for number, row in enumerate(sheet.iter_rows()):
        if not columns:
            columns = [[""] * number for _ in row]
        for column, cell in zip(columns, row, strict=True):
            column.append(texts.setdefault(cell, cell) if type(cell) is str else cell)
    return Sheet(file=label, title=title, columns=columns, usual_width=len(columns))
