"""The blank meeting journal of every pair and group: first, trial, planning, regular and closing meeting.

A company with somebody of a base kept apart has its journal under ``private/``, by code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from questionnaires.people import Person
from questionnaires.programme import Arrangement, ProgrammeForm
from service.documents.formats.mail_merge import get_template
from service.documents.pairs.terms import end_of_pair, start_of_new_pair, start_text, worked_before
from service.documents.participants import Participants
from service.documents.words.answer_text import day_text
from service.view import Paper, RunView


@dataclass(frozen=True, slots=True)
class _Company:
    """Who keeps one journal: a mentor with one mentee or with a group, or peers without a mentor."""

    form: ProgrammeForm
    leader: Person | None
    others: tuple[Person, ...]


def render_journals(view: RunView) -> tuple[Paper, ...]:
    """Return the journals of an approved run, one per pair or group."""
    if view.approval is None:
        return ()
    participants = Participants.of(view)
    template = get_template("journal")
    return tuple(
        Paper(_path(participants, company), template.fill(_fields(participants, company)))
        for company in _companies(participants)
    )


def _companies(participants: Participants) -> Iterator[_Company]:
    groups: dict[tuple[str, str, bool], list[Person]] = {}
    for pair in participants.view.pairs():
        form, mentee = participants.forms[pair.form], participants.persons[pair.mentee]
        if form.arrangement is Arrangement.GROUPS:
            apart = participants.is_private(pair.mentee) or participants.is_private(pair.mentor)
            groups.setdefault((pair.form, pair.mentor, apart), []).append(mentee)
        else:
            yield _pair(form, mentee, participants.persons[pair.mentor])
    for (key, mentor, _), mentees in groups.items():
        yield _Company(participants.forms[key], participants.persons[mentor], tuple(mentees))
    for group in participants.view.groups():
        yield _Company(participants.forms[group.form], None, _named(participants, group.members))


def _pair(form: ProgrammeForm, mentee: Person, mentor: Person) -> _Company:
    if form.arrangement is Arrangement.PEER_PAIRS:
        return _Company(form, None, (mentee, mentor))
    return _Company(form, mentor, (mentee,))


def _named(participants: Participants, codes: Sequence[str]) -> tuple[Person, ...]:
    return tuple(participants.persons[code] for code in codes)


def _path(participants: Participants, company: _Company) -> str:
    people = [*company.others, *([company.leader] if company.leader else [])]
    apart = any(participants.is_private(person.code) for person in people)
    return f"{'private/' if apart else ''}journals/{_name(company)}.docx"


def _name(company: _Company) -> str:
    """Return the name of the file; a group goes by its leader or first member, for it may be long."""
    first = company.others[0].code
    if company.leader is None:
        return f"{company.form.key}-{first}"
    if company.form.arrangement is Arrangement.GROUPS:
        return f"{company.form.key}-{company.leader.code}"
    return f"{first}-{company.leader.code}"


def _fields(participants: Participants, company: _Company) -> dict[str, object]:
    programme = participants.view.programme
    first = company.others[0]
    organisation = participants.view.organisation or participants.organisations.get(first.organisation)
    listed = "\n".join(_line(participants, person) for person in company.others)
    leader = company.leader
    return {
        "programme": programme.title,
        "invented": programme.invented,
        "form": company.form.title,
        "start": _start(participants, company),
        "end": day_text(_end(participants, company)),
        "curator": organisation.curator if organisation else "",
        "heading": "Наставник" if leader else "Участники",
        "leader": _line(participants, leader) if leader else listed,
        "others_heading": "Наставляемые" if len(company.others) > 1 else "Наставляемый",
        "others": listed if leader else "",
        "keeper": "наставник" if leader else "один из участников",
    }


def _start(participants: Participants, company: _Company) -> str:
    """Return «с 01.10.2026»: who worked together before this run keeps the first start."""
    view, leader = participants.view, company.leader
    known = worked_before(view)
    codes = [person.code for person in company.others]
    pairs = [(code, leader.code) for code in codes] if leader else [(codes[0], codes[-1])]
    kept = not known.isdisjoint(pairs)
    return start_text(view.programme.start if kept else start_of_new_pair(view))


def _end(participants: Participants, company: _Company) -> date:
    """Return the last day on which anybody of the company meets; peers end all together."""
    programme, leader = participants.view.programme, company.leader
    if leader is None:
        return end_of_pair(programme, company.others)
    return max(end_of_pair(programme, (leader, other)) for other in company.others)


def _line(participants: Participants, person: Person) -> str:
    """Return name and place; a person kept apart has neither."""
    if participants.is_private(person.code):
        return person.code
    return f"{person.name}, {participants.place(person)}"
