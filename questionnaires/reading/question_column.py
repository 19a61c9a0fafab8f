"""Reads the columns of one question into values; each distinct cell of a column is read once."""

from collections.abc import Hashable, Sequence

from questionnaires.question import Kind, Question, Value
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, cell_is_blank, read_as, text_of
from questionnaires.reading.cells.choices import options_of_grid
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.cells import REQUIRED_BLANK
from questionnaires.reading.messages.tables import CONFLICTING_CELLS, DUPLICATE_HEADER
from questionnaires.reading.recognition.headers import NAME_PARTS, Column, Mapped
from questionnaires.reading.shown import shown
from questionnaires.reading.spelling import fold_header

DASHES = frozenset("-–—−")
MINUS = Reading(False, (read_as("-", "нет"),))
"""A dash says nothing, but not where yes is a plus: there it is the other answer."""


class QuestionColumn:
    """Reads one question of one table."""

    def __init__(self, question: Question, mapped: Mapped, reader: Reader, findings: Findings) -> None:
        self.question = question
        self.mapped = mapped
        self.sheet = mapped.sheet
        self.reader = reader
        self.findings = findings
        self.columns = mapped.columns[question.key]

    def read(self, kept: list[int]) -> list[Value | None]:
        """Return one value per kept row; the answer of several columns is the one that is not blank."""
        if self.columns[0].grid_row and self.question.kind is Kind.CHOICES:
            return self._read_grid(kept)
        if self._is_name_in_parts():
            return self._read_parts(kept)
        values = self._read_column(self.columns[0], kept)
        if self.question.kind is Kind.NAMES:
            # «1-й выбор», «2-й выбор» of one question: one list, in the order of the columns
            lists = [values, *(self._read_column(column, kept) for column in self.columns[1:])]
            return [_joined(names) for names in zip(*lists, strict=True)]
        for column in self.columns[1:]:
            self.findings.add(DUPLICATE_HEADER, self.sheet.place(self.mapped.header_row + 1, column.header))
            values = self._merge(kept, values, self._read_column(column, kept))
        return values

    def report_blanks(self, kept: list[int], values: list[Value | None]) -> set[int]:
        """Report blanks of a required question and return their places."""
        blank = {place for place, value in enumerate(values) if value is None}
        for place in sorted(blank):
            if all(cell_is_blank(self.sheet.columns[column.place][kept[place]]) for column in self.columns):
                self.findings.add(REQUIRED_BLANK, self.sheet.place(kept[place] + 1, self.columns[0].header))
        return blank

    def _is_name_in_parts(self) -> bool:
        headers = [fold_header(column.header) for column in self.columns]
        return self.question.kind is Kind.NAME and len(headers) > 1 and set(headers) <= {*NAME_PARTS}

    def _read_parts(self, kept: list[int]) -> list[Value | None]:
        """Return the names whose words stand in a column each, read as if they stood in the first."""
        cells = [_picked(self.sheet.columns[column.place], kept) for column in self.columns]
        joined: list[Cell] = [
            " ".join(text_of(cell) for cell in words if not cell_is_blank(cell))
            for words in zip(*cells, strict=True)
        ]
        return self._read_cells(self.columns[0], joined, kept)

    def _read_column(self, column: Column, kept: list[int]) -> list[Value | None]:
        return self._read_cells(column, _picked(self.sheet.columns[column.place], kept), kept)

    def _read_cells(self, column: Column, picked: list[Cell], kept: list[int]) -> list[Value | None]:
        keys, different = _keys_of(picked)
        values: dict[Hashable, Value | None] = {}
        noted: dict[Hashable, Reading] = {}
        ticked = self.question.kind is Kind.YES_NO and any(cell == "+" for _, cell in different)
        for key, cell in different:
            reading = MINUS if ticked and text_of(cell) in DASHES else self._reading_of(cell)
            values[key] = reading.value
            if reading.remarks:
                noted[key] = reading
        if noted:
            for place in (place for place, key in enumerate(keys) if key in noted):
                self._report(noted[keys[place]], kept[place], column, picked[place])
        return list(map(values.__getitem__, keys))

    def _reading_of(self, cell: Cell) -> Reading:
        return UNKNOWN if cell_is_blank(cell) else self.reader(cell)

    def _report(self, reading: Reading, row: int, column: Column, cell: Cell) -> None:
        place = self.sheet.place(
            row + 1, column.header, str(cell) if isinstance(cell, str) else text_of(cell)
        )
        for remark in reading.remarks:
            self.findings.note(remark, place)

    def _merge(
        self, kept: list[int], first: list[Value | None], second: list[Value | None]
    ) -> list[Value | None]:
        merged: list[Value | None] = []
        for row, one, other in zip(kept, first, second, strict=True):
            if one is not None and other is not None and one != other:
                place = self.sheet.place(row + 1, self.columns[0].header)
                self.findings.add(
                    CONFLICTING_CELLS,
                    place,
                    values=f"{shown(one, self.question)}; {shown(other, self.question)}",
                )
                merged.append(None)
            else:
                merged.append(one if one is not None else other)
        return merged

    def _read_grid(self, kept: list[int]) -> list[Value | None]:
        """Return the options that the rows of a grid question tick: «Удобные дни [Понедельник]»."""
        values: list[Value | None] = []
        for row in kept:
            cells = {column.grid_row: self.sheet.columns[column.place][row] for column in self.columns}
            reading = options_of_grid(
                self.question, {label: cell for label, cell in cells.items() if not cell_is_blank(cell)}
            )
            values.append(reading.value)
            if reading.remarks:
                self._report(reading, row, self.columns[0], "; ".join(map(text_of, cells.values())))
        return values


def _picked(cells: list[Cell], kept: list[int]) -> list[Cell]:
    """Return the cells of the kept rows; mostly these are all rows below the headers."""
    if kept and kept[-1] - kept[0] == len(kept) - 1:
        return cells[kept[0] : kept[-1] + 1]
    return list(map(cells.__getitem__, kept))


def _keys_of(cells: Sequence[Cell]) -> tuple[Sequence[Hashable], list[tuple[Hashable, Cell]]]:
    """Return what tells cells apart, cell by cell, and each different one with a cell.

    True, 1 and 1.0 are equal as keys, so the type goes with what is not text.
    """
    different = dict.fromkeys(cells)
    # what is equal to a text is a text: where all different cells are texts, every cell is one and its own key
    if set(map(type, different)) <= {str}:
        return cells, [(text, text) for text in different]
    keys = [cell if isinstance(cell, str) else (type(cell), cell) for cell in cells]
    return keys, list(dict(zip(keys, cells, strict=True)).items())


def _joined(names: tuple[Value | None, ...]) -> Value | None:
    lists = [value for value in names if isinstance(value, tuple)]
    return tuple(name for value in lists for name in value) if lists else None
