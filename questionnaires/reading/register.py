"""Brings the register up to date with this run's answers: what people wrote is taken, what a person confirmed stays."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from questionnaires.people import Gender, People, Person
from questionnaires.programme import Category
from questionnaires.reading.codes import Coded, code_order
from questionnaires.reading.submissions import Submissions

_GUARDIAN_CONTACT = "guardian_contact"
_NOT_YET_KNOWN = Person(code="", name="", organisation="", base="")
_GENDERS = frozenset(Gender)


def update_register(
    people: People, coded: Sequence[Coded], bases: Mapping[str, Submissions], twins: Mapping[str, str]
) -> People:
    """Return everybody of the register and of this run, in the order of the codes."""
    persons = people.by_code()
    for one in coded:
        persons[one.code] = _person(one, bases[one.applicant.base.key])
    linked = [
        replace(person, twin=_twin(person, twins, persons)) if code in twins else person
        for code, person in persons.items()
    ]
    return People(tuple(sorted(linked, key=lambda person: code_order(person.code))))


def _twin(person: Person, twins: Mapping[str, str], persons: Mapping[str, Person]) -> str:
    """Return the other role; a link that a person has confirmed in the register stays."""
    return person.twin if person.twin in persons else twins[person.code]


def _person(one: Coded, base: Submissions) -> Person:
    applicant, row = one.applicant, one.applicant.row
    known = one.known or _NOT_YET_KNOWN
    positions = [text for text in (base.text("position", row), base.text("workplace", row)) if text]
    return Person(
        code=one.code,
        name=known.name if one.known else applicant.name,
        organisation=applicant.organisation or known.organisation,
        base=applicant.base.key,
        birth_date=applicant.birth_date or known.birth_date,
        grade=applicant.grade or known.grade,
        gender=known.gender or _gender(base.text("gender", row)),
        twin=known.twin,
        contact=_contact(base, row) or known.contact,
        guardian=base.text("guardian", row) or known.guardian,
        position=", ".join(dict.fromkeys(positions)) or known.position,
        spellings=known.spellings,
        declension=known.declension,
    )


def _contact(base: Submissions, row: int) -> str:
    """Return whom to call: for a pupil the законный представитель comes first."""
    keys = ("contact", _GUARDIAN_CONTACT)
    if base.base.category is Category.PUPIL:
        keys = (_GUARDIAN_CONTACT, "contact")
    return next(filter(None, (base.text(key, row) for key in keys)), "")


def _gender(text: str) -> Gender | None:
    return Gender(text) if text in _GENDERS else None
