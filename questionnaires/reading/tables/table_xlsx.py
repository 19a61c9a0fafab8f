"""Excel workbooks, opened only after their unpacked size and their farthest cell are known."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, repeat, takewhile
from typing import IO, Any

from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages.files import (
    BROKEN_WORKBOOK,
    FAR_CELL,
    FILE_EMPTY,
    NOT_A_TABLE,
    PASSWORD,
    TOO_MANY_COLUMNS,
    UNPACKS_TOO_LARGE,
)
from questionnaires.reading.messages.message import Place
from questionnaires.reading.tables.ahead import one_ahead
from questionnaires.reading.tables.growing import BATCH, GrowingTable
from questionnaires.reading.tables.lighter import Lighter, lighten
from questionnaires.reading.tables.plain_rows import NotPlainError, PlainRows
from questionnaires.reading.tables.sheet import MOST_COLUMNS, Merged, Sheet
from questionnaires.reading.tables.slices import SHEETS, is_worksheet, slices_of
from questionnaires.reading.tables.workbook_oddities import Oddities

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
    lighter = _lighter(file)
    if lighter is not None:
        try:
            return _read(InputFile(file.name, lighter.content), lighter.texts, findings)
        except NotPlainError:
            pass  # a text would stand where the rest of the sheet has a cell: the workbook is read as it is
    return _read(file, {}, findings)


def _lighter(file: InputFile) -> Lighter | None:
    try:
        return lighten(file.content, most=MOST_UNPACKED)
    except BaseException as error:
        if not _is_of_the_file(error):
            raise
        return None  # reading it as it is will say what is wrong


def _is_of_the_file(error: BaseException) -> bool:
    """Tell an error of reading; a panic of the reader's own language arrives as a BaseException of this name."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _read(file: InputFile, texts: Mapping[str, PlainRows], findings: Findings) -> list[Sheet]:
    odd = Oddities()
    if not is_safe(file, findings, odd):
        return []
    try:
        sheets = _read_sheets(file, texts, findings, odd)
    except NotPlainError:
        raise
    except BaseException as error:
        if not _is_of_the_file(error):
            raise
        _report(file, error, findings)
        return []
    if not sheets and not any(f.file == file.label for f in findings.all()):
        findings.add(FILE_EMPTY, Place(file.label))
    odd.report(file.label, findings)
    return sheets


def _report(file: InputFile, error: BaseException, findings: Findings) -> None:
    if type(error).__name__ == "PasswordError":
        findings.add(PASSWORD, Place(file.label))
    else:
        findings.add(BROKEN_WORKBOOK, Place(file.label), detail=type(error).__name__)


def is_safe(file: InputFile, findings: Findings, odd: Oddities | None = None) -> bool:
    """Say whether a workbook may be opened: what it unpacks to, its farthest cell, its checksums; if not, why.

    Parameters
    ----------
    odd
        Where to note what else is seen on the way.
    """
    odd = odd or Oddities()
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            return _is_sound(archive, file.label, findings, odd)
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


def _is_sound(archive: zipfile.ZipFile, label: str, findings: Findings, odd: Oddities) -> bool:
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
    return all(_is_near(archive, part, label, findings, odd) for part in parts)


def _is_near(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, label: str, findings: Findings, odd: Oddities
) -> bool:
    """Read a part through: a size that lies fails its checksum, and a far cell is found."""
    is_sheet = part.filename.startswith(SHEETS)
    with archive.open(part) as stream:
        tail = b""
        for block in _blocks(stream, part.file_size):
            found = _FAR.search(tail + block) if is_sheet else None
            if is_sheet:
                odd.look(part.filename, tail + block)
            if found:
                findings.add(FAR_CELL, Place(label), cell=found[1].decode())
                return False
            tail = block[-_OVERLAP:]
    return True


def _blocks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Give a part block by block; a long one is unpacked while the block before is looked through."""
    blocks = map(stream.read, repeat(_BLOCK)) if size <= _BLOCK else one_ahead(stream.read, repeat(_BLOCK))
    return takewhile(len, blocks)


def _read_sheets(
    file: InputFile, texts: Mapping[str, PlainRows], findings: Findings, odd: Oddities
) -> list[Sheet]:
    tables: dict[str, GrowingTable] = {}
    widths: dict[str, int] = {}
    merged: dict[str, list[Any]] = {}
    for sheet in one_ahead(_parsed, _visible_sheets(file, odd)):
        widths[sheet.name] = max(widths.get(sheet.name, 0), sheet.width)
        merged.setdefault(sheet.name, []).extend(sheet.merged_cell_ranges or ())
        _take(tables.setdefault(sheet.name, GrowingTable()), sheet)
    for name, rows in texts.items():
        if not tables.setdefault(name, GrowingTable()).fill(rows.columns):
            raise NotPlainError
    for width in widths.values():
        if width > MOST_COLUMNS:
            findings.add(TOO_MANY_COLUMNS, Place(file.label), count=width, limit=MOST_COLUMNS)
    return [
        _to_sheet(file.label, title, table, merged.get(title, ()))
        for title, table in tables.items()
        if table.height and widths[title] <= MOST_COLUMNS
    ]


def _visible_sheets(file: InputFile, odd: Oddities) -> Iterator[tuple[Any, str]]:
    """Give each sheet as its workbook and its name; a large one comes several times, with some of its rows each."""
    import python_calamine

    for content in slices_of(file.content):
        book = python_calamine.load_workbook(io.BytesIO(content))
        for about in book.sheets_metadata:
            if not is_worksheet(about):
                continue
            if about.visible == python_calamine.SheetVisibleEnum.Visible:
                yield book, about.name
            elif about.visible == python_calamine.SheetVisibleEnum.Hidden:
                odd.note_hidden(about.name)


def _parsed(sheet: tuple[Any, str]) -> Any:
    """Return the cells of a sheet; calamine lets go of Python's lock while it parses."""
    book, name = sheet
    return book.get_sheet_by_name(name)


def _take(table: GrowingTable, sheet: Any) -> None:
    """Add the rows of a sheet that lie below those taken before."""
    if sheet.start is None or sheet.width > MOST_COLUMNS:
        return
    # iter_rows makes a list of every blank row above the first, to_python begins with the first
    rows = iter(sheet.to_python(skip_empty_area=True)) if table.height else sheet.iter_rows()
    table.skip(sheet.start[0] - table.height if table.height else 0)
    while batch := list(islice(rows, BATCH)):
        table.take(batch, first=sheet.start[1])


def _to_sheet(label: str, title: str, table: GrowingTable, merged: Iterable[Any]) -> Sheet:
    columns = table.columns[table.first :]
    within = sorted(
        Merged(
            first, left - table.first, min(last, table.height - 1), min(right - table.first, len(columns) - 1)
        )
        for (first, left), (last, right) in merged
        if first < table.height and 0 <= left - table.first < len(columns)
    )
    return Sheet(file=label, title=title, columns=columns, usual_width=len(columns), merged=tuple(within))
