"""Time a week: «2 часа в неделю», «1,5 ч», «30 минут», «2 раза в неделю по часу» → hours."""

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
from questionnaires.reading.cells.quantity import NUMBER, bounds_of, canonical, in_bounds, read_quantity
from questionnaires.reading.messages.cells import OUT_OF_BOUNDS, READ_LEAST
from questionnaires.reading.messages.message import Remark
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

EXPECTED = Wording("время в неделю, например «2 часа в неделю»", "time a week, such as “2 hours a week”")
_UNIT = r"(?:\s*(час[а-я]*|ч|минут[а-я]*|мин)\.?)?"
_WEEK = r"(?:\s*(?:в|/|за|на)\s*(?:неделю|нед\.?))?\.?"
_ABOUT = r"(?:около|примерно|до|не менее|от)?\s*"
_ONE = re.compile(NUMBER + _UNIT + _WEEK)
_SPAN = re.compile(NUMBER + r"\s*-\s*" + NUMBER + _UNIT + _WEEK)
_TIMES = re.compile(
    NUMBER
    + r"\s*раз[а]?"
    + _WEEK
    + r",?\s*по\s+(?:"
    + NUMBER
    + r"\s*)?(час[а-я]*|ч|минут[а-я]*|мин|полчаса)\.?"
)
_ALONE = {"час": Decimal(1), "полчаса": Decimal("0.5"), "полтора часа": Decimal("1.5")}
_MINUTES_OF_AN_HOUR = 60


def make_reader(question: Question) -> Reader:
    """Return the reader of time a week."""

    def read(cell: Cell) -> Reading:
        text = fold(text_of(cell))
        if not text:
            return UNKNOWN
        hours, remarks = _read_hours(text)
        if hours is None or looks_like_excel_date(cell):
            return unreadable(question, cell, EXPECTED)
        if not in_bounds(question, hours):
            bounds = bounds_of(question)
            return Reading(None, (OUT_OF_BOUNDS.fill(bounds=bounds, found=text),))
        return Reading(canonical(hours), remarks)

    return read


def _read_hours(text: str) -> tuple[Decimal | None, tuple[Remark, ...]]:
    alone = re.sub(_WEEK + "$", "", text).strip()
    if alone in _ALONE:
        return _ALONE[alone], ()
    if match := _ONE.fullmatch(text):
        hours = _in_hours(match[1], match[2])
        return hours, ()
    if match := _SPAN.fullmatch(text):
        least = _in_hours(match[1], match[3])
        return least, (READ_LEAST.fill(found=text, value=_shown(least)),)
    if match := _TIMES.fullmatch(text):
        each = _ALONE.get(match[3]) if match[2] is None else _in_hours(match[2], match[3])
        times = read_quantity(match[1])
        hours = times * each if times is not None and each is not None else None
        hours = hours if match[2] or match[3] != "часу" else times
        return hours, (read_as(text, f"{_shown(hours)} ч в неделю"),)
    return None, ()


def _in_hours(number: str, unit: str | None) -> Decimal | None:
    quantity = read_quantity(number)
    if quantity is not None and unit and unit.startswith("мин"):
        return (quantity / _MINUTES_OF_AN_HOUR).quantize(Decimal("0.01"))
    return quantity


def _shown(hours: Decimal | None) -> str:
    return "" if hours is None else str(canonical(hours)).replace(".", ",")
