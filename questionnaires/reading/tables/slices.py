"""A workbook with a large sheet as several with some of its rows each: who reads one holds all its cells at once."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

SHEETS = "xl/worksheets/"
LARGE = 8_000_000
"""Bytes of an unpacked sheet, and of each slice of a larger one unless what they share is longer."""
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)
# a row that tells its number keeps it in a slice; how many rows the whole sheet has must not be told there
HEAD = re.compile(rb"(?s).*?<sheetData\b[^>]*(?<!/)>(?=\s*<row\b[^>]*?\sr=)")
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")
_ROW_END, _END = b"</row>", b"</sheetData></worksheet>"


def slices_of(content: bytes) -> Iterator[bytes]:
    """Give workbooks that together hold the sheets of this one; a small workbook is its only slice."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [part for part in archive.infolist() if part.filename.startswith(SHEETS)]
        large = [part for part in sheets if part.file_size > LARGE]
        if not large:
            yield content
            return
        shared = sum(part.file_size for part in archive.infolist() if part not in sheets)
        blank = {part.filename: _EMPTY for part in sheets}
        yield packed(archive, {part.filename: _EMPTY for part in large})
        for part in large:
            with archive.open(part) as stream:
                # what the slices share is read with each of them, so they are long where that is
                for rows in _cut(stream, max(LARGE, shared)):
                    yield packed(archive, blank | {part.filename: rows})


def is_worksheet(about: Any) -> bool:
    """Tell whether what a workbook says of a sheet is said of a table, and not of a chart."""
    return str(about.typ).endswith("WorkSheet")


def _cut(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Give the sheet as sheets of some rows; one whose rows cannot be told apart stays whole."""
    start = stream.read(size)
    head = HEAD.match(start)
    if head is None:
        yield start + stream.read()
        return
    before, rest = _DIMENSION.sub(b"", head[0]), start[head.end() :]
    while block := stream.read(size):
        rows, end, begun = rest.rpartition(_ROW_END)
        if rows:
            yield before + rows + end + _END
        rest = begun + block
    yield before + rest


def packed(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return the workbook with other sheets, nothing compressed: it lives only until it is read."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as slice_:
        for part in archive.infolist():
            new = changed.get(part.filename)
            slice_.writestr(part.filename, archive.read(part) if new is None else new)
    return packed.getvalue()
