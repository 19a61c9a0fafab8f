"""From when till when a pair works: the one answer for orders, extracts, letters, cards and journals."""

from collections.abc import Iterable
from datetime import date

from questionnaires.answers import PairState
from questionnaires.people import Person
from questionnaires.programme import Programme
from service.view import RunView

FROM_THE_ORDER = "с даты приказа"
"""The start of a pair that a refresh brought, until the order has a date."""


def end_of_pair(programme: Programme, people: Iterable[Person]) -> date:
    """Return the last day of a pair or a group of peers: the earliest end of everybody in it."""
    ends = [programme.end_for(person.grade.number if person.grade else None) for person in people]
    return min([programme.end, *ends])


def is_refresh(view: RunView) -> bool:
    """Return whether pairs worked before this run: then a new one begins with the order, not with the programme.

    After an order of completion for all of them the programme begins anew.
    """
    return any(pair.is_recent and not pair.completed for pair in view.answers.previous)


def worked_before(view: RunView) -> frozenset[tuple[str, str]]:
    """Return (mentee, mentor) of the earlier pairs that work still: they keep their start."""
    working = (pair for pair in view.answers.previous if pair.state is PairState.WORKING)
    return frozenset((pair.mentee, pair.mentor) for pair in working)


def first_days(view: RunView) -> dict[tuple[str, str], date | None]:
    """Return (mentee, mentor) of the earlier pairs that work still → their first day; None where it is not known."""
    working = (pair for pair in view.answers.previous if pair.state is PairState.WORKING)
    return {(pair.mentee, pair.mentor): pair.began_on for pair in working}


def start_of_new_pair(view: RunView) -> date | None:
    """Return the first day of a pair this run brought, never before its order; None while that has no date."""
    day = view.assigned_on or view.day
    if day is not None:
        return max(day, view.programme.start)
    return None if is_refresh(view) else view.programme.start


def start_text(start: date | None) -> str:
    """Return «с 20.01.2027» or «с даты приказа»."""
    return f"с {start:%d.%m.%Y}" if start else FROM_THE_ORDER
