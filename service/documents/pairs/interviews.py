"""Interview sheets: a page for each potential pair, which both sides and their families sign.

Families read them, so a sheet holds no reason, no answer and nobody else. It has the number the pair has in the
proposal. Pairs with people of bases kept apart stand in ``private/interviews.docx`` by code.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.people import Person
from questionnaires.programme import Arrangement
from service.documents.formats.mail_merge import get_template
from service.documents.pairs.proposal import PairKey, Secretary
from service.documents.participants import Participants
from service.view import Paper, RunView


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSheet:
    """One interview sheet.

    Parameters
    ----------
    roles
        What the two people are called.
    signers
        Whose signature each line takes.
    """

    number: int
    form: str
    roles: tuple[str, str]
    mentor: str
    mentee: str
    signers: tuple[str, ...]


def render_interviews(view: RunView) -> tuple[Paper, ...]:
    """Return ``interviews.docx`` and ``private/interviews.docx``, each only when it has a sheet."""
    people = Participants.of(view)
    papers = []
    for private, path in ((False, "interviews.docx"), (True, "private/interviews.docx")):
        secretary = Secretary(people, private=private)
        if sheets := find_sheets(secretary):
            fields = {
                "organisation": secretary.organisation.name if secretary.organisation else "",
                "programme": view.programme.title,
                "sheets": sheets,
            }
            papers.append(Paper(path, get_template("interviews").fill(fields)))
    return tuple(papers)


def find_sheets(secretary: Secretary) -> tuple[InterviewSheet, ...]:
    """Return a sheet per pair, and one per potential pair of the shortlist; those have the numbers after."""
    listed = {(each.form, each.mentee, each.mentor) for each in secretary.potential()}
    numbers = dict(secretary.numbers)
    more = sorted(listed - numbers.keys(), key=secretary.place)
    numbers |= {pair: number for number, pair in enumerate(more, len(secretary.numbers) + 1)}
    return tuple(_sheet(secretary, number, pair) for pair, number in numbers.items() if len(pair) == 3)


def _sheet(secretary: Secretary, number: int, pair: PairKey) -> InterviewSheet:
    key, mentee, mentor = pair
    people = secretary.people
    form = people.forms[key]
    peers = form.arrangement is Arrangement.PEER_PAIRS
    roles = ("Первый участник", "Второй участник") if peers else ("Наставник", "Наставляемый")
    whose = ("первого участника", "второго участника") if peers else ("наставника", "наставляемого")
    lines = [
        line
        for code, name in zip((mentor, mentee), whose, strict=True)
        for line in _signatures(people, people.persons[code], name)
    ]
    return InterviewSheet(
        number=number,
        form=form.title,
        roles=roles,
        mentor=secretary.line(mentor),
        mentee=secretary.line(mentee),
        signers=(*lines, "Подпись куратора"),
    )


def _signatures(people: Participants, person: Person, name: str) -> Iterator[str]:
    yield f"Подпись {name}"
    if people.is_minor(person):
        yield f"Подпись законного представителя {name}"
