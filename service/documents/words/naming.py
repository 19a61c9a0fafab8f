"""How a paper names people: in full, by code where a base is kept apart, or not at all on the site."""

from typing import Protocol

from questionnaires.people import Person
from questionnaires.programme import Category, Document, Organisation
from service.documents.participants import Participants
from service.documents.words.names import Case, in_case, name_in_case

_CODED = {
    Case.GENITIVE: "участника программы с кодом",
    Case.DATIVE: "участнику программы с кодом",
    Case.ACCUSATIVE: "участника программы с кодом",
    Case.INSTRUMENTAL: "участником программы с кодом",
}
_ROLES = {
    Category.PUPIL: "обучающийся",
    Category.TEACHER: "педагог",
    Category.STUDENT: "студент",
    Category.EMPLOYER: "представитель партнёра",
    Category.ALUMNUS: "выпускник",
}


class Naming(Protocol):
    """What a paper says of a person."""

    def name(self, person: Person) -> str:
        """Return the name as the paper may print it."""
        ...

    def in_case(self, person: Person, case: Case) -> str:
        """Return the name in a case."""
        ...

    def standing(self, person: Person, own: Organisation) -> str:
        """Return grade or position, with the organisation when it is not the paper's own."""
        ...

    def official(self, curator: str, case: Case | None) -> str:
        """Return how the curator is named; in the case of the word «куратор» before it, nominative for None."""
        ...


class FullNames:
    """Names in full: for orders, extracts and the proposal."""

    def __init__(self, people: Participants) -> None:
        self._people = people

    def name(self, person: Person) -> str:
        """Return the name as the register has it."""
        return person.name

    def in_case(self, person: Person, case: Case) -> str:
        """Return the name in a case."""
        return in_case(person, case).text

    def standing(self, person: Person, own: Organisation) -> str:
        """Return «9А класс», «инженер-технолог, ООО «ЛЗП»»."""
        position = person.position or (f"{person.grade} класс" if person.grade else "")
        away = self._people.workplace(person) if person.organisation != own.key else ""
        return ", ".join(part for part in (position, away) if part)

    def official(self, curator: str, case: Case | None) -> str:
        """Return the curator's name and position as the programme has them, or the name alone in a case."""
        return name_in_case(curator.partition(",")[0], case).text if case else curator


class CodedNames(FullNames):
    """Codes for people of bases kept apart, names for the others: for the curator's own copy."""

    def name(self, person: Person) -> str:
        """Return the code of a person of a base kept apart."""
        return person.code if self._people.is_private(person.code) else person.name

    def in_case(self, person: Person, case: Case) -> str:
        """Return «участника программы с кодом Н-008»."""
        if self._people.is_private(person.code):
            return f"{_CODED[case]} {person.code}"
        return super().in_case(person, case)

    def standing(self, person: Person, own: Organisation) -> str:
        """Return no class for a coded person: in a small school it would be a name."""
        return "" if self._people.is_private(person.code) else super().standing(person, own)


class PublicNames(FullNames):
    """Numbers for minors, initials for adults without consent to publication: for the site."""

    def __init__(self, people: Participants) -> None:
        super().__init__(people)
        self._numbers: dict[str, int] = {}
        self._agreed = _agreed(people)

    def name(self, person: Person) -> str:
        """Return a minor's number, an adult's initials, or the name of an adult who agreed to that."""
        if self._people.is_minor(person):
            number = self._numbers.setdefault(person.code, len(self._numbers) + 1)
            return f"участник {number}"
        if person.code in self._agreed:
            return person.name
        return " ".join(f"{word[0].upper()}." for word in person.name.split() if word[0].isupper())

    def in_case(self, person: Person, case: Case) -> str:
        """Return the same in every case: a number and initials are not declined."""
        return self.name(person)

    def standing(self, person: Person, own: Organisation) -> str:
        """Return grade or position only where the name may stand: with a number it would be a name again."""
        if person.code in self._agreed and not self._people.is_minor(person):
            return super().standing(person, own)
        base = self._people.bases.get(person.base)
        return _ROLES[base.category] if base is not None else ""

    def official(self, curator: str, case: Case | None) -> str:
        """Return the curator's position: nobody asked for consent to publish the name."""
        if case:
            return ""
        return curator.partition(", ")[2] or "работник организации"


def _agreed(people: Participants) -> frozenset[str]:
    """Return who agreed to publication and has not withdrawn it; the last record counts."""
    records = [each for each in people.view.answers.records if each.document is Document.PUBLICATION]
    last = {record.code: record.given for record in records}
    return frozenset(code for code, given in last.items() if given)
