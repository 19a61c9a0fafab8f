"""A number: «2,5 года» → 2.5."""

import re
from decimal import Decimal

from questionnaires.question import Question
from questionnaires.reading.cells.cell import (
    UNKNOWN,
    Cell,
    Reader,
    Reading,
    looks_like_excel_date,
    read_as,
    text_of,
    unreadable,
)
from questionnaires.reading.cells.quantity import bounds_of, canonical, in_bounds, read_quantity
from questionnaires.reading.messages.cells import OUT_OF_BOUNDS
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

NONE_YET = Decimal(0)
EXPECTED = Wording("число", "a number")
_UNIT = re.compile(
    r"\s*(год[а]?|лет|л|г|месяц(?:а|ев)?|человек[а]?|чел|наставляем\w*|ученик\w*|балл\w*|раз[а]?|час(?:а|ов)?|ч)?\.?"
)
_UNDER_A_YEAR = re.compile(r"(?:менее|меньше|до) (?:одного |1 )?года")
"""How a newcomer writes the whole years of work: none yet."""


def make_reader(question: Question) -> Reader:
    """Return the reader of a number with an optional unit."""

    def read(cell: Cell) -> Reading:
        text = fold(text_of(cell))
        if not text:
            return UNKNOWN
        if _UNDER_A_YEAR.fullmatch(text) and in_bounds(question, NONE_YET):
            return Reading(NONE_YET, (read_as(text_of(cell), str(NONE_YET)),))
        match = re.fullmatch(r"([\d ,.]+|[а-я]+)" + _UNIT.pattern, text)
        number = read_quantity(match[1].strip()) if match and not looks_like_excel_date(cell) else None
        if number is None or (match and (match[2] or "").startswith("месяц")):
            return unreadable(question, cell, EXPECTED)
        if not in_bounds(question, number):
            bounds = bounds_of(question)
            return Reading(None, (OUT_OF_BOUNDS.fill(bounds=bounds, found=text),))
        return Reading(canonical(number))

    return read
