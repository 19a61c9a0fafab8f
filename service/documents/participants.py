"""Who stands with whom, as papers for people may say it: nobody of a base kept apart is ever named."""

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.admission import whole_years
from questionnaires.people import Person
from questionnaires.programme import Base, Category, Organisation, ProgrammeForm
from questionnaires.question import Value
from questionnaires.words import class_of
from service.view import RunView

OF_AGE = 18
UNKNOWN = "—"
"""In a column that asks for a place or a position nobody named."""


@dataclass(frozen=True, slots=True)
class Partner:
    """The other person of a pair, and the form in which they work together."""

    person: Person
    form: ProgrammeForm


@dataclass(frozen=True, slots=True, eq=False)
class Participants:
    """The people of a run, looked up by code once for all papers."""

    view: RunView
    persons: Mapping[str, Person]
    bases: Mapping[str, Base]
    organisations: Mapping[str, Organisation]
    forms: Mapping[str, ProgrammeForm]

    @classmethod
    def of(cls, view: RunView) -> "Participants":
        """Return the participants of a run."""
        programme = view.programme
        return cls(
            view=view,
            persons=view.persons(),
            bases={base.key: base for base in programme.bases},
            organisations={organisation.key: organisation for organisation in programme.organisations},
            forms={form.key: form for form in programme.forms},
        )

    def is_private(self, code: str) -> bool:
        """Return whether the person, in this role, stands in a base that is kept apart."""
        base = self.bases.get(self.persons[code].base)
        return base is not None and base.private

    def is_minor(self, person: Person) -> bool:
        """Return whether somebody must sign and read for the person; a pupil of unknown age is a minor."""
        if person.birth_date is not None:
            return whole_years(person.birth_date, self.view.programme.date) < OF_AGE
        base = self.bases.get(person.base)
        return base is None or base.category is Category.PUPIL

    def is_own(self, person: Person) -> bool:
        """Return whether the organisation keeps the person's papers.

        A partner organisation keeps none, so the school that has a pair with its people does.
        """
        own = self.view.organisation
        if own is None or person.organisation == own.key:
            return True
        place = self.organisations.get(person.organisation)
        return place is not None and place.partner

    def place(self, person: Person) -> str:
        """Return «Школа № 3, 9А» or «Школа № 3, учитель математики»; a dash when nothing is known."""
        parts = (self.workplace(person), self.position(person))
        return ", ".join(part for part in parts if part) or UNKNOWN

    def workplace(self, person: Person) -> str:
        """Return the short name of the organisation in which the person works or learns.

        Outsiders who are asked for a place of work or study stand with the school whose pupils they help: that school
        is not the place, and what they named stands in the position. A student who is not asked has named the college.
        """
        organisation = self.organisations.get(person.organisation)
        base = self.bases.get(person.base)
        if organisation is None or (base and not organisation.partner and _works_elsewhere(base)):
            return ""
        return organisation.short

    def position(self, person: Person) -> str:
        """Return the grade of a pupil («9А», «8 класс»), the position of anybody else."""
        if person.position or person.grade is None:
            return person.position
        return class_of(person.grade).ru

    def partners(self) -> dict[str, list[Partner]]:
        """Return everybody's partners by code, in the order of the result, without the pairs kept apart."""
        found: dict[str, list[Partner]] = {}
        for form, first, second in self._couples():
            if self.is_private(first) or self.is_private(second):
                continue
            found.setdefault(first, []).append(Partner(self.persons[second], self.forms[form]))
            found.setdefault(second, []).append(Partner(self.persons[first], self.forms[form]))
        return found

    def partners_apart(self) -> dict[str, list[Partner]]:
        """Return the partners in the pairs kept apart: for the curator's own list by code."""
        found: dict[str, list[Partner]] = {}
        for form, first, second in self._couples():
            if self.is_private(first) or self.is_private(second):
                found.setdefault(first, []).append(Partner(self.persons[second], self.forms[form]))
                found.setdefault(second, []).append(Partner(self.persons[first], self.forms[form]))
        return found

    def _couples(self) -> list[tuple[str, str, str]]:
        pairs = [(pair.form, pair.mentee, pair.mentor) for pair in self.view.pairs()]
        for group in self.view.groups():
            members = group.members
            pairs += [(group.form, a, b) for i, a in enumerate(members) for b in members[i + 1 :]]
        return pairs


def _works_elsewhere(base: Base) -> bool:
    """Tell whether the organisation of a base's people is the school they help and not where they work or study."""
    if base.category is Category.STUDENT:
        return base.questionnaire.find("workplace") is not None
    return base.category.is_outsider


Replies = Mapping[str, Mapping[str, Value]]
"""Code → question key → answer; blanks are left out."""


def replies(view: RunView) -> dict[str, dict[str, Value]]:
    """Return everybody's answers by code."""
    found: dict[str, dict[str, Value]] = {}
    for base in view.answers.bases:
        for key, column in base.columns.items():
            for code, value in zip(base.codes, column, strict=True):
                if value is not None:
                    found.setdefault(code, {})[key] = value
    return found
