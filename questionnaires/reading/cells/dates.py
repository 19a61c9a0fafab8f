"""Calendar dates and moments: дд.мм.гггг, ISO, Excel serials, month words, Google's and Yandex's timestamps."""

import re
from datetime import date, datetime, timedelta

from questionnaires.question import Question
from questionnaires.reading.cells.cell import UNKNOWN, Cell, Reader, Reading, read_as, text_of, unreadable
from questionnaires.reading.messages.message import Remark
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

DATE = Wording("дата, например 15.03.2011", "a date, such as 15.03.2011")
MOMENT = Wording("дата и время, например 15.03.2025 10:30", "a date and time, such as 15.03.2025 10:30")
_EXCEL_START = datetime(1899, 12, 30)
_SERIALS = range(3654, 73051)
"""Excel serials of 1910–2099: other numbers are no dates of living people."""
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_DOTS = re.compile(r"(\d{1,2})[.\-](\d{1,2})[.\-](\d{4})(?:\s*г(?:ода?|\.?\s?р)?\.?)?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})\s+([а-я]{3,8})\.?\s+(\d{4})(?:\s*г(?:ода?|\.?\s?р)?\.?)?")
_CLOCK = re.compile(
    r"[ t,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm)?"
    r"\s*(?:z|gmt|utc|msk|мск)?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?"
)


def make_date_reader(question: Question) -> Reader:
    """Return the reader of a calendar date."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        found = read_date(cell)
        return unreadable(question, text, DATE) if found is None else Reading(found, _remarks(cell, found))

    return read


def make_timestamp_reader(question: Question) -> Reader:
    """Return the reader of the moment a form was sent; the zone is dropped, as written."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        found = read_moment(cell)
        return unreadable(question, text, MOMENT) if found is None else Reading(found)

    return read


def read_date(cell: Cell) -> date | None:
    """Return the date a cell names, or None; 03/04/2011 may be two dates, so it is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = fold(text_of(cell))
    clock = _CLOCK.search(text)
    day = text[: clock.start()] if clock and clock.end() == len(text) else text
    return _read_day(day) or _from_serial(text)


def read_moment(cell: Cell) -> datetime | None:
    """Return the moment a cell names, or None; with slashes the month stands first, as Google writes it."""
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    text = fold(text_of(cell))
    clock = _CLOCK.search(text)
    day = _read_day(text[: clock.start()] if clock else text, month_first=True)
    if day is None:
        return _moment_from_serial(text)
    return None if clock and clock.end() != len(text) else _at(day, clock)


def _at(day: date, clock: re.Match[str] | None) -> datetime | None:
    if clock is None:
        return datetime(day.year, day.month, day.day)
    hour = int(clock[1])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4] == "pm" else 0)
    try:
        return datetime(day.year, day.month, day.day, hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return None


def _read_day(text: str, *, month_first: bool = False) -> date | None:
    text = text.strip(" .,")
    if match := _DOTS.fullmatch(text):
        return _date(match[3], match[2], match[1])
    if match := _ISO.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _SLASHES.fullmatch(text):
        return _from_slashes(match[1], match[2], match[3], month_first=month_first)
    if match := _WORDS.fullmatch(text):
        month = next((place for place, start in enumerate(_MONTHS, 1) if match[2].startswith(start)), 0)
        # «мар» must be tried before «ма», which stands for май and мая.
        return _date(match[3], str(month), match[1])
    return None


def _from_slashes(first: str, second: str, year: str, *, month_first: bool) -> date | None:
    if int(first) > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if month_first or int(second) > 12 else None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _from_serial(text: str) -> date | None:
    moment = _moment_from_serial(text)
    return moment.date() if moment else None


def _moment_from_serial(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{4,5}(?:[.,]\d+)?", text):
        return None
    serial = float(text.replace(",", "."))
    if int(serial) not in _SERIALS:
        return None
    return (_EXCEL_START + timedelta(days=serial)).replace(microsecond=0)


def _remarks(cell: Cell, found: date) -> tuple[Remark, ...]:
    shown = found.strftime("%d.%m.%Y")
    return () if isinstance(cell, date) or text_of(cell) == shown else (read_as(text_of(cell), shown),)
