"""Rows of a large sheet whose texts stand there plainly: these are taken out, the rest stays in the workbook."""

import re
from collections import Counter
from collections.abc import Callable

MOST_PLAIN_COLUMNS = 494
"""Up to column RZ; what stands farther to the right is left to the safety look, and so is a row from 200 000 on."""
_BATCH = 128
_MOST_BEGINNINGS = 8
_LETTERS = 26
# a row that is hidden stays in the workbook, where it is told of
_ROW = re.compile(
    rb'<row (?![^<>]* hidden="(?:1|true))r="([1-9][0-9]{0,4}|1[0-9]{5})"[^<>]*(?<!/)>(?=<c r="([A-Z]{1,2}))'
)
_ROW_END = b"</row>"
_SHEET_END = b"</sheetData"
_PLACES = re.compile(rb'<c r="([A-Z]{1,2})[0-9]+"')
_BLANK = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?/>')
_BLANK_END = b'"/>'
# a comment or a part taken literally may hold anything, and look like rows
_LITERAL = (b"!", b"?")
_BEGINNINGS = {
    False: re.compile(rb'<c r="[A-Z]+[0-9]+("(?: s="[0-9]+")? t="inlineStr"><is><t>)'),
    True: re.compile(rb'<c r="[A-Z]+[0-9]+("(?: s="[0-9]+")? t="s"><v>)'),
}
# what is left of a cell, the whole cells behind it, one after the other, and what the next text begins with
_CELLS = rb'((?:<c r="[^<>]*(?:(?<=/)>|(?<!/)>(?>.*?</c>)))*+)'
_NEXT = b'<c r="%b'
_FIRST = re.compile(_CELLS + _NEXT % b"([A-Z]{1,2})", re.DOTALL)
_PIECE = re.compile(rb"((?>.*?</c>))%b(?:%b)?" % (_CELLS, _NEXT % b"([A-Z]{1,2})"), re.DOTALL)
# The reader trims a text, and what follows «&», «_x» or a CR may stand for another sign: such texts are left to it.
_PLAIN = {False: re.compile(rb"[^\x00- <&](?:[^<&\r]*[^\x00- <&])?"), True: re.compile(rb"[0-9]{1,9}")}
_ESCAPE = b"_x"
_ENDS = {False: b"</t></is></c>", True: b"</v></c>"}

Text = Callable[[bytes], str]
"""Returns the text that a cell stands for."""


class NotPlainError(Exception):
    """Raised where the texts of a sheet cannot be taken out of it with certainty."""


class PlainRows:
    """The texts of a sheet, column by column, as far as they were taken out of it; the other cells are blank.

    A row is cut where its texts begin. A piece then holds a text and the column of the next one, so that one look into
    a dictionary tells both; a row with anything else in it is looked at piece by piece.

    Parameters
    ----------
    start
        The first rows: how many columns they have is how many are looked at.
    text
        What a cell's text stands for, None where it stands there itself.
    """

    def __init__(self, start: bytes, text: Text | None = None) -> None:
        width = _width(start)
        self.columns: list[list[str]] = [[] for _ in range(width)]
        found = Counter(_BEGINNINGS[text is not None].findall(start)).most_common(_MOST_BEGINNINGS)
        self._beginning, *self._others = [beginning for beginning, _ in found] or [b""]
        self._pieces = _Pieces(width, text)
        self._blank = [*[""] * width, _NOTHING]
        self._has_blanks = False
        self._last = 0

    def take(self, block: bytes) -> bytes:
        """Take the texts out of some rows and return what is left of these."""
        if _is_doubtful(block):
            raise NotPlainError
        if not self._beginning:
            return block
        *whole, begun = block.split(_ROW_END)
        left: list[bytes] = []
        batch: list[list[str]] = []
        for row in whole:
            if not self._take_row(row, batch, left):
                if _SHEET_END in row:
                    raise NotPlainError
                left += (row, _ROW_END)
            if len(batch) == _BATCH:
                self._add(batch)
        self._add(batch)
        return b"".join((*left, begun))

    def _take_row(self, full: bytes, batch: list[list[str]], left: list[bytes]) -> bool:
        """Put the texts of a row to the batch and what else it has to what is left; say whether that could be done."""
        # a blank cell with a style, as a table that a person has drawn is full of
        row = _BLANK.sub(b"", full) if self._has_blanks and _BLANK_END in full else full
        start = _ROW.match(row)
        if start is None:
            return False
        pieces = self._cut(row, start[1])
        filled = self._filled(start, pieces)
        if filled is None and not self._has_blanks and _BLANK_END in full:
            self._has_blanks = True
            return self._take_row(full, batch, left)
        if filled is None:
            filled = list(self._blank)
            others = self._taken_apart(start, pieces, filled)
            if others is None:
                return False
            if others:
                left += (start[0], others, _ROW_END)
        number = int(start[1])
        if number != self._last + 1:
            self._skip_to(number, batch)
        self._last = number
        batch.append(filled)
        return True

    def _cut(self, row: bytes, number: bytes) -> list[bytes]:
        """Cut a row where its texts begin; the first piece is what stands before them."""
        beginning = number + self._beginning
        for other in self._others:
            row = row.replace(number + other, beginning)
        return row.split(beginning)

    def _filled(self, start: re.Match[bytes], pieces: list[bytes]) -> list[str] | None:
        """Return the texts of a row of plain texts only; None for any other."""
        place = self._pieces.places.get(start[2])
        if place is None or len(pieces[0]) != start.end(2):
            return None
        filled = self._blank.copy()
        texts = iter(pieces)
        next(texts)
        for text, following in map(self._pieces.__getitem__, texts):
            filled[place] = text
            place = following
        # the last one is behind the last column, where nothing may have been put
        return filled if filled.pop() is _NOTHING and place == len(filled) else None

    def _taken_apart(self, start: re.Match[bytes], pieces: list[bytes], filled: list[str]) -> bytes | None:
        """Fill in the plain texts of a row and return its other cells; None where these cannot be told."""
        before = _FIRST.fullmatch(pieces[0], start.end())
        if before is None:
            return None
        left, column = [before[1]], before[2]
        for piece in pieces[1:]:
            parts = _PIECE.fullmatch(piece)
            if parts is None or column is None:
                return None
            cell, others, following = parts.groups()
            text, place = self._pieces.text_of(cell), self._pieces.places.get(column)
            if text is None or place is None:
                left += (_NEXT % column, start[1], self._beginning, cell)
            else:
                filled[place] = text
            left.append(others)
            column = following
        filled.pop()
        return b"".join(left) if column is None else None

    def _skip_to(self, number: int, batch: list[list[str]]) -> None:
        """Add the blank rows before a row; one that is there already is no row of a plain sheet."""
        blank = number - 1 - self._last
        if blank < 0:
            raise NotPlainError
        self._add(batch)
        for column in self.columns:
            column.extend([""] * blank)

    def _add(self, batch: list[list[str]]) -> None:
        for column, cells in zip(self.columns, zip(*batch, strict=True), strict=False):
            column.extend(cells)
        batch.clear()


class _Pieces(dict[bytes, tuple[str, int]]):
    """Text and place of the next one, by what stands in the sheet: equal ones are one object and made once."""

    MOST = 200_000
    """Beyond so many different pieces no more are kept: what is left is free text."""

    def __init__(self, width: int, text: Text | None) -> None:
        super().__init__()
        shared = text is not None
        self.places = {letters(place).encode(): place for place in range(width)}
        self._plain, self._end, self._text = _PLAIN[shared], _ENDS[shared], text or bytes.decode
        self._following = {_NEXT % column: place for column, place in self.places.items()} | {b"": width}
        self._counts = [0] * (width + 1)
        self._same: dict[str, str] = {}

    def __missing__(self, piece: bytes) -> tuple[str, int]:
        plain, end, behind = piece.partition(self._end)
        following = self._following.get(behind)
        text = self._read(plain) if end else None
        if following is None or text is None:
            return _ODD
        self._counts[following] += 1
        if self._counts[following] < self.MOST / 10 and len(self) < self.MOST:
            text = self._same.setdefault(text, text)
            self[piece] = text, following
        return text, following

    def text_of(self, cell: bytes) -> str | None:
        """Return the text of what is left of a cell, None where it is not a plain one."""
        return self._read(cell.removesuffix(self._end))

    def _read(self, plain: bytes) -> str | None:
        if self._plain.fullmatch(plain) is None or _ESCAPE in plain:
            return None
        # an empty text is a cell all the same, and a sheet may consist of such
        return self._text(plain) or None


_NOTHING = "-"
"""Stands behind the last column, where no text may come."""
_ODD = "?", -1
"""Stands for a piece with anything but a plain text: what comes next is put behind the last column and seen there."""


def _is_doubtful(rows: bytes) -> bool:
    # the second sign is looked for first: there are few of it, and to find one sign takes next to no time
    return any(sign in rows and b"<" + sign in rows for sign in _LITERAL)


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
