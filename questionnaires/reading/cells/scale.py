"""A mark: «8», «8/10», «8 из 10», «8 баллов»."""

import re
from decimal import Decimal

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
from questionnaires.reading.cells.quantity import bounds_of, in_bounds
from questionnaires.reading.messages.cells import OUT_OF_BOUNDS
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

_MARK = re.compile(r"(\d+)(?:[.,]0+)?(?:\s*(?:/|из)\s*(\d+))?(?:\s*балл\w*)?\.?")
_WITH_WORDS = re.compile(r"(\d+)\s*(?:-|\()\s*[а-я].*")


def make_reader(question: Question) -> Reader:
    """Return the reader of a mark between the question's bounds."""
    bounds = bounds_of(question)
    expected = Wording(f"отметка {bounds.ru}", f"a mark {bounds.en}")

    def read(cell: Cell) -> Reading:
        text = fold(text_of(cell))
        if not text:
            return UNKNOWN
        match = _MARK.fullmatch(text) or _WITH_WORDS.fullmatch(text)
        other_scale = match is not None and match.re is _MARK and match[2] not in {None, str(question.most)}
        if match is None or other_scale or looks_like_excel_date(cell):
            return unreadable(question, cell, expected)
        if not in_bounds(question, Decimal(match[1])):
            return Reading(None, (OUT_OF_BOUNDS.fill(bounds=bounds, found=text),))
        return Reading(int(match[1]))

    return read
