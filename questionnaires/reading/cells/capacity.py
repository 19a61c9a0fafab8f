"""How many mentees a mentor takes: 0 is an answer; what is unclear is unknown here and reported with its base."""

from dataclasses import replace
from decimal import Decimal

from questionnaires.question import Question
from questionnaires.reading.cells import number
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading
from questionnaires.reading.messages.cells import TAKES_NOBODY

NOBODY = Decimal(0)
"""Also the capacity of a mentor whose answer is unclear, until a person has mended it."""


def make_reader(question: Question) -> Reader:
    """Return the reader of a capacity: a number within the question's bounds, or 0."""
    read_usual, read_any = number.make_reader(question), number.make_reader(replace(question, least=0))

    def read(cell: Cell) -> Reading:
        if read_any(cell).value == NOBODY:
            return Reading(NOBODY, (TAKES_NOBODY.fill(),))
        value = read_usual(cell).value
        return UNKNOWN if value is None else Reading(value)

    return read
