"""A table on its way to a file: headers, and the cells of every submission as they will be written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

Cell = str | int | float | date | datetime
"""What stands in a cell; an empty text is an empty cell."""
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Parameters
    ----------
    headers
        Header row as it will stand in the file.
    rows
        Cells, one tuple a row, as long as `headers`.
    title
        Name of the worksheet, where the file has worksheets.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = "Ответы"

    def with_cell(self, row: int, column: int, cell: Cell) -> "Sheet":
        """Return the table with one cell changed; `row` and `column` count from 0, headers not counted."""
        return self.with_column(column, lambda number, old: cell if number == row else old)

    def with_column(self, column: int, change: Callable[[int, Cell], Cell]) -> "Sheet":
        """Return the table with every cell of a column passed through `change` (row number, old cell)."""
        changed = tuple(
            (*row[:column], change(number, row[column]), *row[column + 1 :])
            for number, row in enumerate(self.rows)
        )
        return replace(self, rows=changed)

    def with_header(self, column: int, header: str) -> "Sheet":
        """Return the table with one header changed."""
        return replace(self, headers=(*self.headers[:column], header, *self.headers[column + 1 :]))

    def with_new_column(self, header: str, cells: Sequence[Cell]) -> "Sheet":
        """Return the table with one more column at its right end."""
        rows = tuple((*row, cell) for row, cell in zip(self.rows, cells, strict=True))
        return replace(self, headers=(*self.headers, header), rows=rows)

    def with_rows(self, rows: Sequence[Row]) -> "Sheet":
        """Return the table with other rows."""
        return replace(self, rows=tuple(rows))
