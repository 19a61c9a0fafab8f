"""Brings the register up to date with this run's answers: what people wrote is taken, what a person confirmed stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.people import Gender, People, Person
from questionnaires.programme import Category
from questionnaires.reading.people.codes import Coded, code_order
from questionnaires.reading.people.submissions import Submissions

_GUARDIAN_CONTACT = "guardian_contact"
_NOT_YET_KNOWN = Person(code="", name="", organisation="", base="")
_GENDERS = {gender.value: gender for gender in Gender}


def update_register(
    people: People, coded: Sequence[Coded], bases: Mapping[str, Submissions], twins: Mapping[str, str]
) -> People:
    """Return everybody of the register and of this run, in the order of the codes."""
    persons = people.by_code()
    told = {key: _told(base) for key, base in bases.items()}
    for one in coded:
        persons[one.code] = _person(one, told[one.applicant.base.key])
    linked = [
        replace(person, twin=_twin(person, twins, persons)) if code in twins else person
        for code, person in persons.items()
    ]
    # those of this run come in the order of the codes; only a register before them may break it
    return People(
        tuple(sorted(linked, key=lambda person: code_order(person.code)) if len(people) else linked)
    )


def _twin(person: Person, twins: Mapping[str, str], persons: Mapping[str, Person]) -> str:
    """Return the other role; a link that a person has confirmed in the register stays."""
    return person.twin if person.twin in persons else twins[person.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the rows of a base say of people, one text a row; read column by column, because there are many rows."""

    contact: Sequence[str]
    guardian: Sequence[str]
    gender: Sequence[Gender | None]
    position: Sequence[str]


def _told(base: Submissions) -> _Told:
    contacts = list(map(base.texts, _contact_keys(base)))
    positions, workplaces = map(base.texts, ("position", "workplace"))
    return _Told(
        contact=[first or second for first, second in zip(*contacts, strict=True)],
        guardian=base.texts("guardian"),
        gender=list(map(_GENDERS.get, base.texts("gender"))),
        position=[
            f"{first}, {second}" if first and second and first != second else first or second
            for first, second in zip(positions, workplaces, strict=True)
        ],
    )


def _contact_keys(base: Submissions) -> tuple[str, str]:
    """Return where it stands whom to call: for a pupil the законный представитель comes first."""
    if base.base.category is Category.PUPIL:
        return (_GUARDIAN_CONTACT, "contact")
    return ("contact", _GUARDIAN_CONTACT)


def _person(one: Coded, told: _Told) -> Person:
    applicant, row = one.applicant, one.applicant.row
    known = one.known or _NOT_YET_KNOWN
    return Person(
        code=one.code,
        name=known.name if one.known else applicant.name,
        organisation=applicant.organisation or known.organisation,
        base=applicant.base.key,
        birth_date=applicant.birth_date or known.birth_date,
        grade=applicant.grade or known.grade,
        gender=known.gender or told.gender[row],
        twin=known.twin,
        contact=told.contact[row] or known.contact,
        guardian=told.guardian[row] or known.guardian,
        position=told.position[row] or known.position,
        spellings=known.spellings,
        declension=known.declension,
    )
