"""The filled rows of a table as values, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.programme import Programme
from questionnaires.question import Value
from questionnaires.reading.cells import make_reader
from questionnaires.reading.cells.cell import cell_is_blank, text_of
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.tables import ROWS_BLANK
from questionnaires.reading.question_column import QuestionColumn
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.recognition.odd_columns import report_columns, report_widths
from questionnaires.reading.tables.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """The filled rows of a table as values.

    Parameters
    ----------
    numbers
        Row of each person as a spreadsheet shows it.
    columns
        Question key → one value per row.
    unsound
        Places in `numbers` of rows with an error: they take no part.
    """

    mapped: Mapped
    numbers: list[int]
    columns: dict[str, list[Value | None]]
    unsound: frozenset[int] = frozenset()

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.mapped.sheet.file

    def column(self, key: str) -> Sequence[Value | None]:
        """Return the values of a question, all None when the table has no such column."""
        return self.columns.get(key) or [None] * len(self.numbers)

    def is_blank(self, row: int, key: str) -> bool:
        """Tell whether the person left every column of a question empty."""
        columns = self.mapped.columns.get(key, ())
        return all(
            cell_is_blank(self.mapped.sheet.columns[one.place][self.numbers[row] - 1]) for one in columns
        )

    def written(self, row: int, key: str) -> str:
        """Return what the person wrote to a question, cells of several columns joined."""
        cells = (
            self.mapped.sheet.columns[one.place][self.numbers[row] - 1] for one in self.mapped.columns[key]
        )
        return "; ".join(text_of(cell) for cell in cells if not cell_is_blank(cell))

    def place(self, row: int, key: str | None = None, found: str | None = None) -> Place:
        """Return where an answer stands."""
        columns = self.mapped.columns.get(key or "", ())
        return self.mapped.sheet.place(self.numbers[row], columns[0].header if columns else None, found)


def read_rows(
    mapped: Mapped, programme: Programme, findings: Findings, *, optional: Sequence[str] = ()
) -> Rows:
    """Return the values of every mapped question.

    Parameters
    ----------
    optional
        Questions whose blank is settled later, although they are required.
    """
    sheet = mapped.sheet
    kept = _filled_rows(sheet, mapped, findings)
    numbers = [row + 1 for row in kept]
    unsound = report_widths(sheet, mapped, kept, findings)
    report_columns(mapped, kept, findings)
    columns: dict[str, list[Value | None]] = {}
    for question in mapped.questions:
        if question.key in mapped.columns:
            reader = make_reader(question, programme, mapped.questionnaire)
            column = QuestionColumn(question, mapped, reader, findings)
            columns[question.key] = column.read(kept)
            if question.required and question.key not in optional:
                unsound |= column.report_blanks(kept, columns[question.key])
    return Rows(mapped=mapped, numbers=numbers, columns=columns, unsound=frozenset(unsound))


def _filled_rows(sheet: Sheet, mapped: Mapped, findings: Findings) -> list[int]:
    """Return the rows below the headers that hold anything in a mapped column; the rest are phantom rows."""
    places = [column.place for columns in mapped.columns.values() for column in columns]
    below = range(mapped.header_row + 1, sheet.height)
    waiting = [row for row in below if mapped.rows is None or row in mapped.rows]
    filled: list[int] = []
    for place in places:
        # most rows show their first or second answer at once; only the rest is looked at again
        column = sheet.columns[place]
        blank = {cell for cell in set(column) if cell_is_blank(cell)}
        filled += [row for row in waiting if column[row] not in blank]
        waiting = [row for row in waiting if column[row] in blank]
        if not waiting:
            break
    kept = sorted(filled)
    last = kept[-1] if kept else mapped.header_row
    skipped = last - mapped.header_row - len(kept)
    if skipped and mapped.rows is None:
        findings.add(ROWS_BLANK, sheet.place(), count=skipped)
    return kept
