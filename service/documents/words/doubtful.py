"""Names whose cases two dictionaries form differently: the curator checks them before an order is printed."""

import re
from dataclasses import dataclass
from functools import partial

from questionnaires.people import Person
from service.documents.participants import Participants
from service.documents.words.names import Case, Declined, in_case, name_in_case, sort_key
from service.view import RunView

_NAME = re.compile(r"[^\W\d_]+(-[^\W\d_]+)?( [^\W\d_][^\W\d_.-]*){1,3}")


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A name to check, with the form of every case; `sure` tells which of them is not in dispute."""

    code: str
    name: str
    forms: tuple[Declined, ...]


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """The same as a row of the proposal; a disputed form carries a question mark."""

    name: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str


def doubtful_names(view: RunView) -> tuple[DoubtfulName, ...]:
    """Return the doubtful names that orders may decline, in alphabetical order.

    A curator settles one by writing its forms, or «нет», into «Склонение» of ``people.csv``.
    """
    return _find(Participants.of(view))


def doubtful_rows(people: Participants) -> tuple[DoubtfulRow, ...]:
    """Return the doubtful names as the proposal lists them."""
    return tuple(DoubtfulRow(each.name, *(_marked(form) for form in each.forms)) for each in _find(people))


def _find(people: Participants) -> tuple[DoubtfulName, ...]:
    persons = [people.persons[code] for code in _declined_codes(people)]
    found = [check(person) for person in persons for check in (_check, partial(_check_guardian, people))]
    return tuple(sorted((each for each in found if each), key=lambda each: (sort_key(each.name), each.code)))


def _check(person: Person) -> DoubtfulName | None:
    forms = tuple(in_case(person, case) for case in Case)
    return None if all(form.sure for form in forms) else DoubtfulName(person.code, person.name, forms)


def _check_guardian(people: Participants, person: Person) -> DoubtfulName | None:
    """Check the name a letter begins with; a cell that holds no name at all is nobody's name to decline."""
    named = person.guardian.partition(",")[0]
    if not people.is_minor(person) or not _NAME.fullmatch(named):
        return None
    forms = tuple(name_in_case(named, case) for case in Case)
    return None if forms[Case.DATIVE.value].sure else DoubtfulName(person.code, named, forms)


def _declined_codes(people: Participants) -> list[str]:
    """Return who stands in a pair, a group or a change of this run, but nobody kept apart."""
    view = people.view
    own = view.organisation
    codes = {code for pair in view.pairs() for code in (pair.mentee, pair.mentor)}
    codes |= {code for group in view.groups() for code in group.members}
    for change in view.result.changes:
        named = [code for code in (change.mentee, change.before, change.after) if code]
        if own is None or any(people.persons[code].organisation == own.key for code in named):
            codes.update(named)
    return sorted(code for code in codes if not people.is_private(code))


def _marked(form: Declined) -> str:
    return form.text if form.sure else f"{form.text} (?)"
