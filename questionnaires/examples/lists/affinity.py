"""Who would like whom at the meeting: a rough guess from what both have answered, never the score itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.examples.people.cast import Persona
from questionnaires.examples.people.submissions import Submission
from questionnaires.programme import Programme, ProgrammeForm
from questionnaires.question import Grade, Value

COMPARED = {
    CriterionKind.NEED_OFFER: 3,
    CriterionKind.OVERLAP: 1,
    CriterionKind.AVAILABILITY: 1,
    CriterionKind.TABLE: 1,
}
"""Kinds of criterion that make two people notice each other, with how much an answer in common counts."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A person with the last answers."""

    persona: Persona
    answers: Mapping[str, Value | None]

    def said(self, key: str) -> set[object]:
        """Return the answers to a question as a set, empty for a blank."""
        if key == "organisation":
            return {self.persona.organisation}
        value = self.answers.get(key)
        if value is None:
            return set()
        return set(value) if isinstance(value, tuple) else {value}


def invite(submissions: Iterable[Submission]) -> dict[str, list[Guest]]:
    """Return everybody with the last answers, by base."""
    guests: dict[str, list[Guest]] = {}
    for one in submissions:
        if not one.outdated:
            guests.setdefault(one.persona.base.key, []).append(Guest(one.persona, one.answers))
    return guests


def sides(
    programme: Programme, form: ProgrammeForm, guests: Mapping[str, list[Guest]]
) -> tuple[list[Guest], list[Guest]]:
    """Return those who may be mentees and those who may be mentors in a form."""
    mentees = [guest for key in form.mentees for guest in guests.get(key, [])]
    mentors = [guest for key in form.mentors for guest in guests.get(key, [])]
    return [guest for guest in mentees if form.wished is None or _wishes(form, guest)], mentors


def _wishes(form: ProgrammeForm, guest: Guest) -> bool:
    wished = guest.said(str(form.wished))
    return not wished or form.key in wished


def affinity(form: ProgrammeForm, mentee: Guest, mentor: Guest) -> int:
    """Return how much the two have in common."""
    common = ((c, mentee.said(c.mentee) & mentor.said(c.mentor)) for c in form.criteria)
    return sum(COMPARED.get(criterion.kind, 0) * len(shared) for criterion, shared in common)


def may_meet(form: ProgrammeForm, mentee: Guest, mentor: Guest) -> bool:
    """Whether no must of the form stands between the two, with a margin: blanks count against them."""
    if mentee.persona.name == mentor.persona.name:
        return False
    musts = [criterion for criterion in form.criteria if criterion.force is Force.MUST]
    return all(_meets(criterion, mentee, mentor) for criterion in musts)


def _meets(criterion: Criterion, mentee: Guest, mentor: Guest) -> bool:
    if criterion.kind is CriterionKind.GAP:
        younger, older = mentee.answers.get(criterion.mentee), mentor.answers.get(criterion.mentor)
        return isinstance(younger, Grade) and isinstance(older, Grade) and younger.number + 1 < older.number
    needed, offered = mentee.said(criterion.mentee), mentor.said(criterion.mentor)
    if criterion.kind is CriterionKind.NEED_OFFER:
        return bool(needed) and needed <= offered
    return bool(needed & offered)
