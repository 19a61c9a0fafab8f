"""A table that grows while its file is read, column by column, with one copy of equal texts."""

from collections.abc import Iterable, Sequence
from itertools import repeat, zip_longest

from questionnaires.reading.cells.cell import Cell

BATCH = 128
"""Rows taken at once: so few that their cells are still at hand in the processor when they are put into columns."""
_MOST_TEXTS = 50_000
"""Beyond so many different texts a column is taken for free text and its texts are no longer shared."""


class GrowingTable:
    """Columns of one height; what a batch of rows does not have is blank.

    Attributes
    ----------
    first
        Place of the first column that any row has.
    """

    def __init__(self) -> None:
        self.columns: list[list[Cell]] = []
        self.height = 0
        self.first = 0
        self._texts: list[dict[Cell, Cell]] = []

    def take(self, rows: Sequence[Sequence[Cell]], *, first: int = 0) -> None:
        """Add rows of one width.

        Parameters
        ----------
        first
            Place of the first cell of the rows, counted from 0.
        """
        if not rows:
            return
        self.first = min(first, self.first) if self.columns else first
        self._widen(first + len(rows[0]))
        batch = dict(enumerate(zip(*rows, strict=True), start=first))
        for place, column in enumerate(self.columns):
            column.extend(self._shared(place, batch[place]) if place in batch else repeat("", len(rows)))
        self.height += len(rows)

    def skip(self, rows: int) -> None:
        """Add blank rows."""
        for column in self.columns:
            column.extend(repeat("", rows))
        self.height += rows

    def fill(self, texts: Sequence[Sequence[str]]) -> bool:
        """Put texts where the table is blank and say whether there was room for all of them.

        Parameters
        ----------
        texts
            Columns of one height, from the first column on.
        """
        used = [place for place, column in enumerate(texts) if any(column)]
        if not used:
            return True
        self.first = min(used[0], self.first) if self.columns else used[0]
        self._widen(used[-1] + 1)
        self.height = max(self.height, len(texts[0]))
        for place in used:
            filled = _filled(self.columns[place], texts[place])
            if filled is None:
                return False
            self.columns[place] = filled
        for column in self.columns:
            column.extend(repeat("", self.height - len(column)))
        return True

    def _widen(self, width: int) -> None:
        while len(self.columns) < width:
            self.columns.append([""] * self.height)
            self._texts.append({})

    def _shared(self, place: int, cells: Sequence[Cell]) -> Iterable[Cell]:
        texts = self._texts[place]
        if len(texts) >= _MOST_TEXTS:
            return cells
        # True, 1 and 1.0 are equal as keys: only texts may stand for one another
        if set(map(type, cells)) == {str}:
            return map(texts.setdefault, cells, cells)
        return [texts.setdefault(cell, cell) if type(cell) is str else cell for cell in cells]


def _filled(cells: list[Cell], texts: Sequence[str]) -> list[Cell] | None:
    """Return cells with texts where they are blank, None where a text meets a cell that is not."""
    if cells.count("") == len(cells):
        return list(texts)
    if any(text and cell != "" for cell, text in zip(cells, texts, strict=False)):
        return None
    return [text or cell for cell, text in zip_longest(cells, texts, fillvalue="")]
