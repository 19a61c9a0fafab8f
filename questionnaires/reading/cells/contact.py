"""Phone or e-mail: kept as written, with single spaces; a phone that Excel made a number loses its «.0»."""

from questionnaires.question import Question
from questionnaires.reading.cells.cell import Cell, Reader, Reading, text_of


def make_reader(question: Question) -> Reader:
    """Return the reader of a contact."""

    def read(cell: Cell) -> Reading:
        return Reading(text_of(cell) or None)

    return read
