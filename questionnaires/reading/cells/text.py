"""Free text: kept as written, with single spaces."""

from questionnaires.question import Question
from questionnaires.reading.cells.cell import Cell, Reader, Reading, text_of
from questionnaires.reading.messages.cells import FORMULA_LIKE

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make_reader(question: Question) -> Reader:
    """Return the reader of free text; what looks like a formula is kept as text and noted."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return Reading()
        # a sign alone is a tick or a dash, no formula
        suspicious = isinstance(cell, str) and cell.startswith(_FORMULA) and len(text) > 1
        return Reading(text, (FORMULA_LIKE.fill(),) if suspicious else ())

    return read
