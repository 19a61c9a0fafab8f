"""The register of people (`people.csv`): who is who from run to run. Codes never come from row numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questionnaires.question import Grade


class Gender(StrEnum):
    """Grammatical gender of a name, for declension only; detection proposes, a person confirms."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person in one role.

    Parameters
    ----------
    code
        ``"Н-014"`` for a mentee, ``"М-007"`` for a mentor.
    name
        «Фамилия Имя Отчество», as it is printed.
    organisation
        Key of the organisation.
    base
        Key of the base the person stands in.
    twin
        Code of the same person in the other role, or empty.
    contact
        Phone or e-mail of the person or of the законный представитель.
    position
        Должность, место работы or учёбы, as printed in an order; for a pupil it is empty and the grade is printed.
    spellings
        Other spellings a person has confirmed.
    declension
        Explicit forms for orders: «genitive|dative|accusative|instrumental», or «нет» for a name that is not declined.
    """

    code: str
    name: str
    organisation: str
    base: str
    birth_date: date | None = None
    grade: Grade | None = None
    gender: Gender | None = None
    twin: str = ""
    contact: str = ""
    guardian: str = ""
    position: str = ""
    spellings: tuple[str, ...] = ()
    declension: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """The register, in the order of the codes."""

    persons: tuple[Person, ...] = ()

    def __iter__(self) -> Iterator[Person]:
        return iter(self.persons)

    def __len__(self) -> int:
        return len(self.persons)

    def get(self, code: str) -> Person:
        """Return the person with this code; raise KeyError when there is none."""
        return self.by_code()[code]

    def humans(self) -> dict[str, str]:
        """Return code → first code of the same human; `twin` links the codes of one human in a ring."""
        twins = {person.code: person.twin for person in self.persons}
        first: dict[str, str] = {}
        for code, other in twins.items():
            if not other:
                # most people have one role
                first.setdefault(code, code)
                continue
            ring = [code]
            while (twin := twins.get(ring[-1], "")) in twins and twin not in ring:
                ring.append(twin)
            first |= dict.fromkeys(ring, min([*ring, *(first[c] for c in ring if c in first)]))
        return first

    def roles(self) -> dict[str, tuple[str, ...]]:
        """Return code → all codes of the same human, this one included."""
        humans = self.humans()
        together: dict[str, list[str]] = {}
        for code, human in humans.items():
            together.setdefault(human, []).append(code)
        return {code: tuple(together[human]) for code, human in humans.items()}

    def by_code(self) -> dict[str, Person]:
        """Return the persons by code; call once and keep it where many are looked up."""
        return {person.code: person for person in self.persons}
