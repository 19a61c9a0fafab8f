"""The appendix of an order: a mentor beside all mentees of one form."""

from dataclasses import dataclass
from itertools import groupby

from questionnaires.people import Person
from service.documents.orders.decisions import Decision
from service.documents.orders.text import Clerk
from service.documents.participants import UNKNOWN
from service.documents.words.order_wording import order_wording


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One mentee of a mentor."""

    name: str
    standing: str
    term: str
    note: str


@dataclass(frozen=True, slots=True)
class AppendixBlock:
    """One mentor with all mentees of one form: one merged cell beside as many rows."""

    number: int
    name: str
    standing: str
    form: str
    rows: tuple[AppendixRow, ...]


def appendix_blocks(clerk: Clerk) -> tuple[AppendixBlock, ...]:
    """Return the rows of the appendix; the decisions stand in the order of forms and mentors."""
    together = groupby(clerk.docket.decisions, key=lambda each: (each.form.key, _mentor_code(each)))
    blocks = enumerate((list(decisions) for _, decisions in together), 1)
    return tuple(_block(clerk, number, decisions) for number, decisions in blocks)


def _block(clerk: Clerk, number: int, decisions: list[Decision]) -> AppendixBlock:
    mentor, own = decisions[0].mentor, clerk.docket.organisation
    name = clerk.naming.name(mentor) if mentor else order_wording().labels["peers"]
    return AppendixBlock(
        number=number,
        name=name,
        standing=clerk.naming.standing(mentor, own) or UNKNOWN if mentor else "",
        form=clerk.told.form_label(decisions[0]),
        rows=tuple(_row(clerk, each, mentee) for each in decisions for mentee in each.mentees),
    )


def _row(clerk: Clerk, decision: Decision, mentee: Person) -> AppendixRow:
    return AppendixRow(
        name=clerk.naming.name(mentee),
        standing=clerk.naming.standing(mentee, clerk.docket.organisation) or UNKNOWN,
        term=clerk.told.term(decision),
        note=clerk.told.note(decision),
    )


def _mentor_code(decision: Decision) -> str:
    """Tell mentors apart; every group of peers is a block of its own."""
    return decision.mentor.code if decision.mentor else " ".join(person.code for person in decision.mentees)
