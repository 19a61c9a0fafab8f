"""A number: «2,5 года» → 2.5."""

import re

from questionnaires.question import Question
from questionnaires.reading.cells.cell import (
    UNKNOWN,
    Cell,
    Reader,
    Reading,
    looks_like_excel_date,
    text_of,
    unreadable,
)
from questionnaires.reading.cells.quantity import bounds_of, canonical, in_bounds, read_quantity
from questionnaires.reading.messages.cells import OUT_OF_BOUNDS
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

EXPECTED = Wording("число", "a number")
_UNIT = re.compile(
    r"\s*(год[а]?|лет|л|г|месяц(?:а|ев)?|человек[а]?|чел|наставляем\w*|ученик\w*|балл\w*|раз[а]?|час(?:а|ов)?|ч)?\.?"
)


def make_reader(question: Question) -> Reader:
    """Return the reader of a number with an optional unit."""

    def read(cell: Cell) -> Reading:
        text = fold(text_of(cell))
        if not text:
            return UNKNOWN
        match = re.fullmatch(r"([\d ,.]+|[а-я]+)" + _UNIT.pattern, text)
        number = read_quantity(match[1].strip()) if match and not looks_like_excel_date(cell) else None
        if number is None or (match and (match[2] or "").startswith("месяц")):
            return unreadable(question, cell, EXPECTED)
        if not in_bounds(question, number):
            bounds = bounds_of(question)
            return Reading(None, (OUT_OF_BOUNDS.fill(bounds=bounds, found=text),))
        return Reading(canonical(number))

    return read
