"""A table as it stands in a file, column by column, before anybody knows what it is."""

from dataclasses import dataclass, field
from typing import NamedTuple

from questionnaires.reading.cells.cell import Cell, text_of
from questionnaires.reading.messages.message import Place

MOST_COLUMNS = 500
MOST_ROWS = 300_000


class Merged(NamedTuple):
    """A merged cell: its first and last row, its first and last column, all counted from 0 and within the table."""

    first: int
    left: int
    last: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """One table; row 0 is row 1 of the spreadsheet.

    Parameters
    ----------
    file
        Name of the file without folders.
    title
        Name of the sheet in a workbook, or empty.
    columns
        Lists of one length; an empty cell is ``""``.
    widths
        Row → number of cells, for the rows of a CSV file that differ from the usual number.
    usual_width
        Number of cells in the first row.
    delimiter
        Of a CSV file; empty for a workbook.
    merged
        Merged cells of a workbook, from top to bottom.
    is_one_of_several
        Whether the workbook has answers on other sheets too: then a row is told with its sheet.
    """

    file: str
    columns: list[list[Cell]]
    title: str = ""
    widths: dict[int, int] = field(default_factory=dict)
    usual_width: int = 0
    delimiter: str = ""
    merged: tuple[Merged, ...] = ()
    is_one_of_several: bool = False

    @property
    def label(self) -> str:
        """Title of the sheet where that is needed to tell a row, otherwise empty."""
        return self.title if self.is_one_of_several else ""

    def place(self, row: int | None = None, column: str | None = None, found: str | None = None) -> Place:
        """Return where something stands; a row as a spreadsheet shows it."""
        return Place(self.file, row, column, found, self.label or None)

    @property
    def height(self) -> int:
        """Number of rows, the header included."""
        return len(self.columns[0]) if self.columns else 0

    def last_header_row(self, row: int) -> int:
        """Return the last row of the headers that begin in a row: a merged header may be several rows high."""
        return max([row, *(one.last for one in self.merged if one.first <= row <= one.last)])

    def row(self, number: int) -> list[Cell]:
        """Return one row, counted from 0."""
        return [column[number] for column in self.columns]

    def headers(self, number: int) -> list[str]:
        """Return one row as headers."""
        return [text_of(cell) for cell in self.row(number)]
