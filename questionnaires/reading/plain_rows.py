"""Rows of a large sheet whose texts stand there plainly: these are taken out, the rest stays in the workbook."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

MOST_PLAIN_COLUMNS = 494
"""Up to column RZ; what stands farther to the right is left to the safety look, and so is a row from 200 000 on."""
_BATCH = 128
_LETTERS = 26
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,4}|1[0-9]{5})"[^<>]*(?<!/)>(?=<c r=")')
_ROW_END, _CELL, _CELL_END = b"</row>", b'<c r="', b"</c>"
_SHEET_END = b"</sheetData"
_PLACES = re.compile(rb'<c r="([A-Z]{1,2})[0-9]+"')
_BLANK = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?/>')
_BLANK_END = b'"/>'
# a comment or a part taken literally may hold anything, and look like rows
_LITERAL = (b"!", b"?")
_MARKS = [bytes([sign]) for sign in range(1, 9)]
"""Each stands for the number of a row and what follows it up to a text, while a row is looked at."""
_BEGINNINGS = {
    False: re.compile(rb'<c r="[A-Z]+[0-9]+("(?: s="[0-9]+")? t="inlineStr"><is><t>)'),
    True: re.compile(rb'<c r="[A-Z]+[0-9]+("(?: s="[0-9]+")? t="s"><v>)'),
}
# The reader trims a text, and what follows «&», «_» or a lone CR may stand for another sign: such texts are left to it.
_PLAIN = {
    False: re.compile(rb"([A-Z]{1,2})[\x01-\x08]([^\x00- <&_](?:[^<&_\r\x01-\x08]*[^\x00- <&_])?)</t></is>"),
    True: re.compile(rb"([A-Z]{1,2})[\x01-\x08]([0-9]{1,9})</v>"),
}

Text = Callable[[bytes], str]
"""Returns the text that a cell stands for."""


class NotPlainError(Exception):
    """Raised where the texts of a sheet cannot be taken out of it with certainty."""


class PlainRows:
    """The texts of a sheet, column by column, as far as they were taken out of it; the other cells are blank.

    Parameters
    ----------
    start
        The first rows: how many columns they have is how many are looked at.
    text
        What a cell's text stands for, None where it stands there itself.
    """

    def __init__(self, start: bytes, text: Text | None = None) -> None:
        shared = text is not None
        width = _width(start)
        self.columns: list[list[str]] = [[] for _ in range(width)]
        beginnings = Counter(_BEGINNINGS[shared].findall(start)).most_common(len(_MARKS))
        self._marked = [(beginning, mark) for (beginning, _), mark in zip(beginnings, _MARKS, strict=False)]
        self._cells = _Cells(width, _PLAIN[shared], text or bytes.decode)
        self._blank = [""] * (width + 1)

    @property
    def height(self) -> int:
        """Number of rows up to the last one with a text."""
        return len(self.columns[0])

    def take(self, block: bytes) -> bytes:
        """Take the texts out of some rows and return what is left of these."""
        rows, end, tail = block.partition(_SHEET_END)
        if _is_doubtful(rows):
            raise NotPlainError
        *whole, begun = rows.split(_ROW_END)
        left: list[bytes] = []
        batch: list[list[str]] = []
        for full in whole:
            # a blank cell with a style, as a table that a person has drawn is full of
            row = _BLANK.sub(b"", full) if _BLANK_END in full else full
            start = _ROW.match(row)
            if start is None or not row.endswith(_CELL_END):
                left += (full, _ROW_END)
                continue
            number = int(start[1])
            self._skip_to(number, batch)
            batch.append(self._filled(row, start, left))
            if len(batch) == _BATCH:
                self._add(batch)
        self._add(batch)
        return b"".join((*left, begun, end, tail))

    def _skip_to(self, number: int, batch: list[list[str]]) -> None:
        """Add the blank rows before a row; one that is there already is no row of a plain sheet."""
        blank = number - 1 - self.height - len(batch)
        if blank < 0:
            raise NotPlainError
        if blank:
            self._add(batch)
            for column in self.columns:
                column.extend([""] * blank)

    def _filled(self, row: bytes, start: re.Match[bytes], left: list[bytes]) -> list[str]:
        """Return the texts of a row, and put what else it has to what is left."""
        number, cells = start[1], row[start.end() + len(_CELL) : -len(_CELL_END)]
        for beginning, mark in self._marked:
            cells = cells.replace(number + beginning, mark)
        filled = self._blank.copy()
        found = cells.split(_CELL_END + _CELL)
        for place, text in map(self._cells.__getitem__, found):
            filled[place] = text
        if filled.pop():
            others = [cell for cell in found if self._cells[cell][1] is _OTHER]
            left += (start[0], self._unmarked(others, number), _ROW_END)
        return filled

    def _unmarked(self, cells: Sequence[bytes], number: bytes) -> bytes:
        """Return cells as they stood in the sheet."""
        whole = b"".join(_CELL + cell + _CELL_END for cell in cells)
        for beginning, mark in self._marked:
            whole = whole.replace(mark, number + beginning)
        return whole

    def _add(self, batch: list[list[str]]) -> None:
        for column, cells in zip(self.columns, zip(*batch, strict=True), strict=False):
            column.extend(cells)
        batch.clear()


_OTHER = "?"
"""Stands for a cell that is not a plain text, behind the last column."""


class _Cells(dict[bytes, tuple[int, str]]):
    """Place and text of a cell by what stands in the sheet: equal ones are one object and made once."""

    MOST = 200_000
    """Beyond so many different cells no more are kept: what is left is free text."""

    def __init__(self, width: int, plain: re.Pattern[bytes], text: Text) -> None:
        super().__init__()
        self._plain, self._text = plain, text
        self._places = {letters(place).encode(): place for place in range(width)}
        self._other = width, _OTHER
        self._counts = [0] * width

    def __missing__(self, cell: bytes) -> tuple[int, str]:
        match = self._plain.fullmatch(cell)
        place = self._places.get(match[1]) if match else None
        if match is None or place is None:
            return self._other
        known = place, self._text(match[2])
        self._counts[place] += 1
        if self._counts[place] < self.MOST / 10 and len(self) < self.MOST:
            self[cell] = known
        return known


def _is_doubtful(rows: bytes) -> bool:
    # the second sign is looked for first: there are few of it, and to find one sign takes next to no time
    literal = any(sign in rows and b"<" + sign in rows for sign in _LITERAL)
    return literal or any(mark in rows for mark in _MARKS)


def _width(start: bytes) -> int:
    """Return the number of columns that some rows have."""
    places = map(_place_of, set(_PLACES.findall(start)))
    return min(max(places, default=0) + 1, MOST_PLAIN_COLUMNS)


def letters(place: int) -> str:
    """Return the letters of a column, counted from 0."""
    before, last = divmod(place, _LETTERS)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _place_of(column: bytes) -> int:
    """Return the place of a column, counted from 0, by its letters."""
    place = 0
    for letter in column:
        place = place * _LETTERS + letter - ord("A") + 1
    return place - 1
