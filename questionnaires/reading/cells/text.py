"""Free text: kept as written, with single spaces."""

from questionnaires.question import Question
from questionnaires.reading.cells.cell import Cell, Reader, Reading, text_of
from questionnaires.reading.messages import FORMULA_LIKE

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make_reader(question: Question) -> Reader:
    """Return the reader of free text; what looks like a formula is kept as text and noted."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return Reading()
        suspicious = isinstance(cell, str) and cell.startswith(_FORMULA)
        return Reading(text, (FORMULA_LIKE.fill(),) if suspicious else ())

    return read
