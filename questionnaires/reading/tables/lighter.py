"""A workbook made lighter: the plain texts of its large sheets are taken out, which is most of them and read at once.

What is left is a workbook of the same sheets; it goes the way of every workbook, with all its safeguards.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, repeat, takewhile
from typing import IO

from questionnaires.reading.tables.ahead import one_ahead
from questionnaires.reading.tables.plain_rows import NotPlainError, PlainRows, Text
from questionnaires.reading.tables.slices import HEAD, SHEETS, is_worksheet, packed

LEAST = 8_000_000
"""Bytes of an unpacked sheet from which on its texts are taken out."""
MOST_SHARED = 64_000_000
"""Bytes of an unpacked list of shared texts beyond which they stay where they are."""
_BLOCK = 1_000_000
"""Bytes unpacked at once: the threads hand over blocks, and with smaller ones they wait for each other more often."""
_LONGEST = 8_000_000
"""Bytes of a row beyond which its sheet is no table of plain texts."""
_SHARED = "xl/sharedStrings.xml"
_NO_SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_SHARED_TEXT = re.compile(rb"<si[\s/>]")
_ROW_END = b"</row>"
_OTHER_SIGNS = re.compile(rb"""^<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData>'
    b"</worksheet>"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lighter:
    """A workbook without the plain texts of its large sheets.

    Parameters
    ----------
    content
        What is left of the workbook.
    texts
        Name of a visible sheet → the texts taken out of it.
    """

    content: bytes
    texts: Mapping[str, PlainRows]


def lighten(content: bytes, *, most: int) -> Lighter | None:
    """Return a workbook without the plain texts of its large sheets, or None where there is nothing to gain.

    Parameters
    ----------
    most
        Bytes of all parts unpacked up to which a workbook may be opened.

    Raises
    ------
    Exception
        Any, where the workbook is broken; who opens it as it is says what is wrong.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        large = [part for part in parts if part.filename.startswith(SHEETS) and part.file_size > LEAST]
        shared = sum(part.file_size for part in parts if part.filename == _SHARED)
        if not large or shared > MOST_SHARED or sum(part.file_size for part in parts) > most:
            return None
        names = _names(archive)
        text = _shared_text(archive, names) if shared else None
        try:
            plain = [part for part in large if _is_plain(archive, part, text)]
            if not plain:
                return None
            taken, left = _taken(archive, plain, text)
        except NotPlainError:
            return None
    return Lighter(
        content=left,
        texts={name: taken[part] for part, (name, visible) in names.items() if visible and part in taken},
    )


def _names(archive: zipfile.ZipFile) -> dict[str, tuple[str, bool]]:
    """Return the name of each sheet by its part and whether people see it, as the workbook's reader finds them."""
    import python_calamine

    parts = [part for part in archive.namelist() if part.startswith(SHEETS) and part.endswith(".xml")]
    numbered = {
        part: _SHEET % _row(1, b"<is><t>%d</t></is>" % place, b' t="inlineStr"')
        for place, part in enumerate(parts)
    }
    book = python_calamine.load_workbook(io.BytesIO(packed(archive, {_SHARED: _NO_SHARED} | numbered)))
    names = {}
    for about in book.sheets_metadata:
        if is_worksheet(about):
            place = int(str(book.get_sheet_by_name(about.name).to_python()[0][0]))
            visible = about.visible == python_calamine.SheetVisibleEnum.Visible
            names[parts[place]] = (about.name, visible)
    return names


def _shared_text(archive: zipfile.ZipFile, names: Mapping[str, tuple[str, bool]]) -> Text:
    """Return what gives a shared text by its number: the workbook's reader is asked for all of them at once."""
    import python_calamine

    count = len(_SHARED_TEXT.findall(archive.read(_SHARED)))
    part, (name, _) = next(iter(names.items()))
    cells = (_row(number + 1, b"<v>%d</v>" % number, b' t="s"') for number in range(count))
    others = dict.fromkeys(names, _SHEET % b"")
    book = packed(archive, others | {part: _SHEET % b"".join(cells)})
    rows = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_name(name).to_python()
    texts = [str(row[0]) for row in rows]
    return lambda number: texts[int(number)]


def _row(number: int, cell: bytes, kind: bytes) -> bytes:
    return b'<row r="%d"><c r="A%d"%b>%b</c></row>' % (number, number, kind, cell)


def _taken(
    archive: zipfile.ZipFile, plain: list[zipfile.ZipInfo], text: Text | None
) -> tuple[dict[str, PlainRows], bytes]:
    """Return the texts of plain sheets by their part, and the workbook without them."""
    content, taken = io.BytesIO(), {}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as light:
        for part in archive.infolist():
            if part not in plain:
                light.writestr(part.filename, archive.read(part))
                continue
            with archive.open(part) as stream, light.open(part.filename, "w") as left:
                blocks = _whole_rows(takewhile(len, one_ahead(stream.read, repeat(_BLOCK))))
                taken[part.filename] = _take(blocks, left, text)
    return taken, content.getvalue()


def _is_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo, text: Text | None) -> bool:
    """Tell whether the first rows of a sheet are mostly plain texts."""
    with archive.open(part) as stream:
        start = next(_whole_rows([stream.read(_BLOCK)]))
    head = HEAD.match(start)
    if head is None or _OTHER_SIGNS.match(start):
        return False
    rows = start[head.end() :]
    return len(PlainRows(rows, text).take(rows)) < len(rows) / 2


def _take(blocks: Iterator[bytes], left: IO[bytes], text: Text | None) -> PlainRows:
    """Return the texts of a sheet and write what is left of it."""
    first = next(blocks)
    head = HEAD.match(first)
    if head is None:
        raise NotPlainError
    left.write(head[0])
    start = first[head.end() :]
    rows = PlainRows(start, text)
    for block in chain([start], blocks):
        left.write(rows.take(block))
    return rows


def _whole_rows(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Give a sheet in blocks that end with a row; what stands behind the last row comes last."""
    begun = b""
    for block in blocks:
        end = block.rfind(_ROW_END) + len(_ROW_END)
        if end < len(_ROW_END):
            # no row ends within the block: what has begun goes on
            begun += block
        else:
            # a view: the rows are copied once, not twice
            yield b"".join((begun, memoryview(block)[:end]))
            begun = block[end:]
        if len(begun) > _LONGEST:
            raise NotPlainError
    yield begun
