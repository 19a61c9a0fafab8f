"""All invented people of a programme, and those who stand in it twice: two roles, two bases, one name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from questionnaires.examples.dice import Dice
from questionnaires.examples.people.cast import Persona, bounds, cast_base
from questionnaires.examples.people.names import Namer
from questionnaires.examples.people.plans import LATER, plan_people
from questionnaires.programme import Base, Category, Programme, Side
from questionnaires.question import Kind

TWO_ROLES = 3
"""So many people are mentor in one form and mentee in another, where bases allow it."""


ADDITIONAL = "дополнительного образования"


@dataclass(frozen=True, slots=True, kw_only=True)
class Troupe:
    """Everybody, base by base.

    Parameters
    ----------
    later
        Who answers during the year only.
    elsewhere
        Children of a school who answer in an organisation of additional education too.
    twins
        (person, the same person in another base).
    namesakes
        (person, another person of the same name in the same organisation).
    """

    bases: Mapping[str, tuple[Persona, ...]]
    later: tuple[Persona, ...]
    elsewhere: tuple[Persona, ...]
    twins: tuple[tuple[Persona, Persona], ...]
    namesakes: tuple[tuple[Persona, Persona], ...]

    def everybody(self) -> tuple[Persona, ...]:
        """Return all who answer at the start of the year, one entry a person, base and organisation."""
        return (*(persona for people in self.bases.values() for persona in people), *self.elsewhere)


def gather(programme: Programme, people: int | None, seed: int) -> Troupe:
    """Return the people of the programme, some of them twice."""
    namer, planned = Namer(), plan_people(programme, people)
    bases = {b.key: cast_base(programme, b, range(planned[b.key]), namer, seed) for b in programme.bases}
    later = [
        persona
        for key, number in LATER.get(programme.key, {}).items()
        for persona in cast_base(
            programme, programme.get_base(key), range(planned[key], planned[key] + number), namer, seed
        )
    ]
    namesakes = [pair for base in programme.bases[:1] for pair in _name_alike(base, bases)]
    twins = [pair for one, other in _twin_bases(programme) for pair in _stand_twice(one, other, bases)]
    return Troupe(
        bases={key: tuple(persons) for key, persons in bases.items()},
        later=tuple(later),
        elsewhere=tuple(_visit(programme, bases)),
        twins=tuple(twins),
        namesakes=tuple(namesakes),
    )


def _visit(programme: Programme, bases: Mapping[str, list[Persona]]) -> Iterator[Persona]:
    """Let some children of the first base answer in an organisation of additional education too."""
    places = [place.key for place in programme.organisations if ADDITIONAL in place.name.lower()]
    children = [p for p in bases[programme.bases[0].key] if p.grade and p.organisation not in places]
    if places and len(places) < len(programme.organisations):
        for place, child in enumerate(children[TWO_ROLES * 3 : TWO_ROLES * 4]):
            yield replace(child, organisation=places[place % len(places)])


def _name_alike(base: Base, bases: dict[str, list[Persona]]) -> list[tuple[Persona, Persona]]:
    """Give one person the name of another of the same organisation and gender who was born on another day."""
    people = bases[base.key]
    if len(people) < 20 or not _tells_apart(base):
        return []
    first = people[3]
    alike = [p for p in people[4:] if (p.organisation, p.gender) == (first.organisation, first.gender)]
    alike = [p for p in alike if p.birth != first.birth and p.grade != first.grade]
    if not alike:
        return []
    second = replace(alike[0], name=first.name)
    people[alike[0].number] = second
    return [(first, second)]


def _tells_apart(base: Base) -> bool:
    return any(question.kind in {Kind.GRADE, Kind.DATE} for question in base.questionnaire.questions)


def _twin_bases(programme: Programme) -> list[tuple[Base, Base]]:
    """Return (base of mentees, another base in which the same people may stand)."""
    mentees = [base for base in programme.bases if base.side is Side.MENTEE and not base.private]
    return [
        (one, other)
        for one in mentees
        for other in programme.bases
        if other.category is one.category is Category.PUPIL and other.side is Side.MENTOR
    ]


def _stand_twice(one: Base, other: Base, bases: dict[str, list[Persona]]) -> list[tuple[Persona, Persona]]:
    """Let some people of one base, whom the other base admits, stand in the other one too."""
    least, most = bounds(other, "age", (0, 99))
    lowest, highest = bounds(other, "grade", (1, 11))
    fit = [
        p
        for p in bases[one.key]
        if least <= p.age <= most and (not p.grade or lowest <= p.grade.number <= highest)
    ]
    fit = [p for p in fit if not any(p.name == q.name for q in bases[other.key])]
    dice = Dice(one.key, other.key, len(fit))
    twins = []
    for place, persona in enumerate(dice.some(fit, min(TWO_ROLES, len(bases[other.key]) // 8))):
        twin = replace(persona, base=other, number=place)
        bases[other.key][place] = twin
        twins.append((persona, twin))
    return twins
