"""Dates of birth; a year of two digits («03.05.11») is read where only one century gives a possible age, and aloud."""

import re
from collections.abc import Collection
from datetime import date

from questionnaires.programme import Programme
from questionnaires.question import Question, Questionnaire
from questionnaires.reading.cells.cell import Cell, Reader, Reading, text_of, unreadable
from questionnaires.reading.cells.dates import DATE, make_date_reader
from questionnaires.reading.eligibility import age_on, ages_of
from questionnaires.reading.messages.cells import SHORT_YEAR, SHORT_YEAR_UNKNOWN
from questionnaires.reading.spelling import fold

KEY = "birth_date"
_CENTURIES = (1900, 2000)
# with dots the day stands first; with dashes or strokes the year may, so that nothing is certain there
_SHORT = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2})(?:\s*г(?:ода?)?\.?)?")


def make_reader(question: Question, day: date, ages: Collection[int]) -> Reader:
    """Return the reader of a date of birth.

    Parameters
    ----------
    day
        The programme's date.
    ages
        Whole years that the people asked may have on it.
    """
    read_whole = make_date_reader(question)

    def read(cell: Cell) -> Reading:
        short = _SHORT.fullmatch(fold(text_of(cell)).strip(" ,")) if isinstance(cell, str) else None
        return read_whole(cell) if short is None else _read_short(question, short, day, ages)

    return read


def possible_ages(programme: Programme, questionnaire: Questionnaire | None) -> frozenset[int]:
    """Return the ages of the people whose questionnaire it is; those of everybody where that is not known."""
    bases = [
        base for base in programme.bases if questionnaire and base.questionnaire.key == questionnaire.key
    ]
    return frozenset(age for base in bases or programme.bases for age in ages_of(base.category))


def _read_short(question: Question, short: re.Match[str], day: date, ages: Collection[int]) -> Reading:
    text = short[0]
    whole = [_born(century + int(short[3]), int(short[2]), int(short[1])) for century in _CENTURIES]
    possible = [born for born in whole if born is not None and age_on(day, born) in ages]
    if len(possible) == 1:
        value = possible[0].strftime("%d.%m.%Y")
        return Reading(possible[0], (SHORT_YEAR.fill(found=text, value=value, age=age_on(day, possible[0])),))
    if question.required or whole == [None] * len(whole):
        return unreadable(question, text, DATE)
    return Reading(None, (SHORT_YEAR_UNKNOWN.fill(found=text),))


def _born(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
