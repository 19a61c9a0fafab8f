"""How a person is called in the curator's report. People of private bases are called by code and nothing else."""

import re
from dataclasses import dataclass

from questionnaires.people import Person
from questionnaires.programme import Category
from questionnaires.question import Grade
from questionnaires.wording import Wording
from questionnaires.words import CATEGORIES, class_of
from service.named import CODE
from service.view import RunView

_NUMBERED = re.compile(r"(\D*)(\d*)")
CLASS = Wording("{number} класс", "grade {number}")
OTHERS = Wording("прочие", "others")


@dataclass(frozen=True, slots=True)
class Label:
    """A person as a line shows: name, class or position, organisation where there are several."""

    code: str
    name: str
    detail: str
    place: str


class Who:
    """The people of a view, with everything needed to name them looked up once."""

    def __init__(self, view: RunView) -> None:
        self._language = view.language
        self._persons = view.persons()
        programme = view.programme
        self._private = {base.key for base in programme.bases if base.private}
        self._categories = {base.key: base.category for base in programme.bases}
        self._places = {place.key: place.short for place in programme.organisations}
        self._in_view = None if view.organisation is None else view.organisation.key
        self.many_places = (
            view.organisation is None and sum(not o.partner for o in programme.organisations) > 1
        )

    def label(self, code: str) -> Label:
        """Return how this person is shown; an unknown code is shown as it is."""
        person = self._persons.get(code)
        if person is None or person.base in self._private:
            return Label(code, code, "", "")
        return Label(code, person.name, self._detail(person), self._places.get(person.organisation, ""))

    def name(self, code: str) -> str:
        """Return the name alone."""
        return self.label(code).name

    def belongs(self, code: str) -> bool:
        """Whether the person is of the organisation whose report this is."""
        return self._in_view is None or self._persons[code].organisation == self._in_view

    def in_words(self, wording: Wording) -> str:
        """Return a sentence in the report's language with the codes in it replaced by names."""
        return CODE.sub(lambda found: self.name(found.group()), wording[self._language])

    def is_private(self, code: str) -> bool:
        """Whether the person stands in a base that is kept apart."""
        return self._persons[code].base in self._private

    def is_of(self, code: str, organisation: str) -> bool:
        """Whether this is the key of the person's organisation."""
        return self._persons[code].organisation == organisation

    def kind(self, code: str) -> Category | None:
        """Return the kind of participant as the programme has it."""
        return self._categories.get(self._persons[code].base)

    def place(self, code: str) -> str:
        """Return the short name of the person's organisation."""
        return self._places.get(self._persons[code].organisation, "")

    def grade(self, code: str) -> Grade | None:
        """Return the class of a pupil."""
        return self._persons[code].grade

    def group(self, code: str) -> str:
        """Return the group a person stands in where people are counted: organisation, class or kind of participant."""
        person = self._persons[code]
        if self.many_places:
            return self.place(code)
        if person.grade is not None:
            return CLASS.format(number=person.grade.number)[self._language]
        return self.category(code)

    def category(self, code: str) -> str:
        """Return the kind of participant: обучающиеся, педагоги."""
        category = self.kind(code)
        return (CATEGORIES[category] if category else OTHERS)[self._language]

    def _detail(self, person: Person) -> str:
        return person.position if person.grade is None else class_of(person.grade)[self._language]

    def order(self, code: str) -> tuple[object, str, str]:
        """Sort key of a list of people: organisation, then name with ё as е."""
        label = self.label(code)
        return (natural(label.place), label.name.casefold().replace("ё", "е"), code)


def natural(name: str) -> list[tuple[str, int]]:
    """Sort key: «5 класс» before «10 класс», «Школа № 3» before «Школа № 12»."""
    return [(text, int(digits or 0)) for text, digits in _NUMBERED.findall(name.casefold())]
