"""What a cell holds before it is read, and what reading makes of it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from questionnaires.question import Question, Value
from questionnaires.reading.messages.cells import EXCEL_DATE, READ_AS, UNREADABLE, UNREADABLE_REQUIRED
from questionnaires.reading.messages.message import Remark
from questionnaires.reading.spelling import clean, find_oddities, is_blank
from questionnaires.wording import Wording

Cell = str | int | float | bool | date | datetime | time | timedelta
"""A cell as a file brings it: text from CSV, typed values from XLSX; an empty one is ``""``."""


class Reading(NamedTuple):
    """The value of a cell (None: unknown) and what was noticed on the way; a tuple, because many are made."""

    value: Value | None = None
    remarks: tuple[Remark, ...] = ()


Reader = Callable[[Cell], Reading]
"""Reads one cell of one question."""

UNKNOWN = Reading()
_MONTH_OF_EXCEL = re.compile(
    r"\d{1,2}[.\- ](янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?", re.I
)


def text_of(cell: Cell) -> str:
    """Return what a person sees in the cell, with single spaces."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and (cell.hour or cell.minute or cell.second):
        return cell.strftime("%d.%m.%Y %H:%M:%S")
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else str(cell)


def read_as(written: str, value: str) -> Remark:
    """Return the remark that a cell was read in another form, naming what nobody can see in it."""
    odd = find_oddities(written)
    return READ_AS.fill(found=written, value=value, odd=odd)


def cell_is_blank(cell: Cell) -> bool:
    """Tell whether the cell says nothing."""
    return isinstance(cell, str) and (not cell or is_blank(clean(cell)))


def looks_like_excel_date(cell: Cell) -> bool:
    """Tell whether a spreadsheet has turned a typed range («5-7») into a date."""
    return isinstance(cell, date) or (isinstance(cell, str) and bool(_MONTH_OF_EXCEL.fullmatch(clean(cell))))


def unreadable(question: Question, cell: Cell, expected: Wording) -> Reading:
    """Return an unknown answer with the remark that says what was expected."""
    text = text_of(cell)
    if looks_like_excel_date(cell):
        return Reading(None, (EXCEL_DATE.fill(found=text),))
    message = UNREADABLE_REQUIRED if question.required else UNREADABLE
    return Reading(None, (message.fill(expected=expected, found=text),))
