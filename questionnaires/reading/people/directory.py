"""Finds people by what somebody typed: a code, a full name, a surname with initials, a name with a class."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from questionnaires.people import People, Person
from questionnaires.question import Grade
from questionnaires.reading.cells.code import find_code
from questionnaires.reading.cells.grade import read_grade
from questionnaires.reading.cells.name import canonical_name, name_key
from questionnaires.reading.cells.nearest import find_nearest
from questionnaires.reading.people.applicants import same_grade
from questionnaires.wording import Wording

_CLASS = re.compile(r"(.*\S)\s*[(,]\s*(\d[^()]*)\)?\s*")


class Match(StrEnum):
    """How a search ended."""

    FOUND = "found"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Found:
    """People a text may mean; one human may have several codes."""

    match: Match
    persons: tuple[Person, ...] = ()

    @property
    def code(self) -> str:
        """The code, when there is one person."""
        return self.persons[0].code

    @property
    def candidates(self) -> str:
        """The people in words, for a message."""
        return "; ".join(
            f"{one.code} {one.name}{f', {one.grade}' if one.grade else ''}" for one in self.persons
        )


class Directory:
    """The register, searchable by what people type.

    Parameters
    ----------
    people
        Everybody; `twin` tells codes of one human.
    """

    def __init__(self, people: People) -> None:
        self.persons = people.by_code()

    @cached_property
    def _by_key(self) -> dict[str, list[Person]]:
        index: dict[str, list[Person]] = {}
        for person in self.persons.values():
            for key in sorted({name_key(name) for name in (person.name, *person.spellings)}):
                index.setdefault(key, []).append(person)
        return index

    @cached_property
    def _by_word(self) -> dict[str, list[Person]]:
        index: dict[str, list[Person]] = {}
        for key, persons in self._by_key.items():
            for word in sorted(set(key.split())):
                index.setdefault(word, []).extend(persons)
        return index

    def find(
        self,
        text: str,
        *,
        letters: str = "НМУ",
        organisation: str | None = None,
        grade: Grade | None = None,
        birth_date: date | None = None,
    ) -> Found:
        """Return who is meant.

        Parameters
        ----------
        letters
            Sides to look among, as the first letters of codes.
        organisation, grade, birth_date
            What else is written beside the name; it only narrows.
        """
        if code := find_code(text):
            return self._find_code(code, letters)
        if match := _CLASS.fullmatch(text):
            text, grade = match[1], read_grade(match[2]) or grade
        persons = [person for person in self._by_name(text) if person.code[0] in letters]
        persons = _narrow(persons, organisation, grade, birth_date)
        return self._judge(persons)

    def hint(self, text: str) -> Wording:
        """Return «, похоже на «…»» with the nearest name and its code, or nothing."""
        names = {person.name: person.code for person in self.persons.values()}
        nearest = find_nearest(canonical_name(text) or text, names) or self._only_of_surname(text)
        if nearest is None:
            return Wording("", "")
        return Wording(
            f" (похоже на «{nearest}», {names[nearest]})", f" (perhaps “{nearest}”, {names[nearest]})"
        )

    def is_whole(self, text: str, found: Found) -> bool:
        """Return whether a text names the person found by code or by the whole name, and not by a part of it."""
        if find_code(text):
            return True
        if match := _CLASS.fullmatch(text):
            text = match[1]
        key = name_key(canonical_name(text) or text)
        return any(key == " ".join(words) for words in _keys_of(found.persons[0]))

    def _only_of_surname(self, text: str) -> str | None:
        """Return the name of the only person of a surname written alone: too little to be taken for, enough to ask."""
        words = name_key(text).split()
        alike = {person.name for person in self._by_word.get(words[0], ())} if len(words) == 1 else set[str]()
        return alike.pop() if len(alike) == 1 else None

    def roles(self, code: str) -> tuple[str, ...]:
        """Return all codes of the human who has this one."""
        ring = [code]
        while (twin := self.persons[ring[-1]].twin) in self.persons and twin not in ring:
            ring.append(twin)
        return tuple(ring)

    def _find_code(self, code: str, letters: str) -> Found:
        if code not in self.persons:
            return Found(Match.UNKNOWN)
        in_role = [role for role in self.roles(code) if role[0] in letters]
        return Found(Match.FOUND, (self.persons[in_role[0]],)) if in_role else Found(Match.UNKNOWN)

    def _by_name(self, text: str) -> list[Person]:
        name = canonical_name(text)
        if name is None:
            return []
        key = name_key(name)
        return self._by_key.get(key) or self._by_part(key.split())

    def _by_part(self, words: list[str]) -> list[Person]:
        """Return people whose name the words may shorten; one word alone is not enough."""
        if len(words) < 2:
            return []
        long_words = [word for word in words if len(word) > 1]
        near = {person.code: person for word in long_words for person in self._by_word.get(word, ())}
        found = [person for person in near.values() if any(_shortens(words, key) for key in _keys_of(person))]
        return sorted(found, key=lambda person: person.code)

    def _judge(self, persons: list[Person]) -> Found:
        if not persons:
            return Found(Match.UNKNOWN)
        codes = {person.code for person in persons}
        one_human = codes <= set(self.roles(persons[0].code))
        return Found(Match.FOUND if one_human else Match.AMBIGUOUS, tuple(persons))


def _keys_of(person: Person) -> Iterable[list[str]]:
    return (name_key(name).split() for name in (person.name, *person.spellings))


def _shortens(words: list[str], whole: list[str]) -> bool:
    """Tell whether the words stand for the name: surname first or last, initials for names, parts left out."""
    for order in (words, [words[-1], *words[:-1]]):
        if order[0] == whole[0] and all(
            _stands_for(*pair) for pair in zip(order[1:], whole[1:], strict=False)
        ):
            return True
    return False


def _stands_for(word: str, other: str) -> bool:
    return word == other or (1 in {len(word), len(other)} and word[0] == other[0])


def _narrow(
    persons: list[Person], organisation: str | None, grade: Grade | None, birth_date: date | None
) -> list[Person]:
    if birth_date is not None:
        persons = [one for one in persons if one.birth_date in {None, birth_date}]
        persons = [one for one in persons if one.birth_date] or persons
    if grade is not None:
        persons = [one for one in persons if same_grade(one.grade, grade)]
    if organisation and len(persons) > 1:
        persons = [one for one in persons if one.organisation == organisation] or persons
    return persons
