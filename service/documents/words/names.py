"""Names of people as documents need them: in a case, in short, in alphabetical order.

Two independent dictionaries decline each word. Where they agree, or where grammar leaves no choice, the form
is sure; otherwise it is printed as the first one says and listed for the curator to check.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from questionnaires.people import Gender, Person
from service.documents.formats.unbroken import NO_BREAK

UNDECLINED = "нет"
"""In `Person.declension`: the name stays as it is in every case."""


class Case(Enum):
    """The cases that orders use; the value is the place of the form in `Person.declension`."""

    GENITIVE = 0
    DATIVE = 1
    ACCUSATIVE = 2
    INSTRUMENTAL = 3

    @property
    def title(self) -> str:
        """Return the name of the case in Russian."""
        return ("родительный", "дательный", "винительный", "творительный")[self.value]


class Word(Enum):
    """Which word of a name it is; the value is the mark that the second dictionary puts on it."""

    SURNAME = "Surn"
    FIRST_NAME = "Name"
    PATRONYMIC = "Patr"


@dataclass(frozen=True, slots=True)
class Declined:
    """A name in a case, and whether it needs no second look."""

    text: str
    sure: bool


_MARKS = {Case.GENITIVE: "gent", Case.DATIVE: "datv", Case.ACCUSATIVE: "accs", Case.INSTRUMENTAL: "ablt"}
_GENDERS = {Gender.MALE: "masc", Gender.FEMALE: "femn"}
_NEVER_DECLINED = re.compile(r".*(?:[оеиуюэ]|ых)")
_REGULAR = re.compile(r".{2,}[оеё]ва?")
"""Орехов, Орехова: declined in one way only, whatever noun a dictionary takes them for; Лев is too short."""
_CONSONANT = re.compile(r".*[бвгджзйклмнпрстфхцчшщь]")
_INITIALS = re.compile(r"(?:\w\.)+")
_PATRONYMICS = {
    Gender.FEMALE: re.compile(r".*(?:вна|чна|шна|кызы|гызы)"),
    Gender.MALE: re.compile(r".*(?:вич|ьич|мич|тич|оглы|оглу|уулу)"),
}
_SURNAMES = {
    Gender.FEMALE: re.compile(r".*(?:ов|ев|ёв|ин|ын|ск|цк)а(?:я)?"),
    Gender.MALE: re.compile(r".*(?:ов|ев|ёв|ин|ын|ский|цкий|ской|цкой)"),
}


def in_case(person: Person, case: Case) -> Declined:
    """Return the person's name in a case; the exceptions of the register come first."""
    if person.declension.strip().casefold() == UNDECLINED:
        return Declined(person.name, True)
    forms = [form.strip() for form in person.declension.split("|")]
    if len(forms) == len(Case) and forms[case.value]:
        return Declined(forms[case.value], True)
    return _decline(person.name, person.gender, case)


def name_in_case(name: str, case: Case) -> Declined:
    """Return the name of somebody who stands in no register: «Лазорева Т. П.» → «Лазоревой Т. П.»."""
    return _decline(name, find_gender(name) or _gender_of_surname(name), case)


def guardian_in_case(person: Person, case: Case) -> Declined:
    """Return the законный представитель in a case; what was typed after a comma («, мама») stays as it is."""
    name, comma, rest = person.guardian.partition(",")
    form = name_in_case(name, case)
    return Declined(form.text + comma + rest, form.sure)


@cache
def _decline(name: str, known: Gender | None, case: Case) -> Declined:
    proved = known or find_gender(name)
    gender = proved or _guess_gender(name)
    words = name.split()
    if gender is None:
        return Declined(name, False)
    # A patronymic of two words («Рашид оглы») has no rule that both dictionaries know.
    kinds = [*Word, *[Word.PATRONYMIC] * len(words)]
    declined = [_decline_word(word, kind, gender, case) for word, kind in zip(words, kinds, strict=False)]
    sure = proved is not None and all(word.sure for word in declined)
    return Declined(" ".join(word.text for word in declined), sure)


def find_gender(name: str) -> Gender | None:
    """Return the gender a patronymic shows; None without one: a first name alone is no proof."""
    last = name.split()[-1].casefold() if len(name.split()) > 2 else ""
    return next((gender for gender, ending in _PATRONYMICS.items() if ending.fullmatch(last)), None)


def _gender_of_surname(name: str) -> Gender | None:
    pieces = (name.split() or [""])[0].casefold().split("-")
    shown = {gender for piece in pieces for gender, ending in _SURNAMES.items() if ending.fullmatch(piece)}
    return shown.pop() if len(shown) == 1 else None


def _guess_gender(name: str) -> Gender | None:
    """Return the gender of a name without a patronymic: of its surname, otherwise of its first name; no proof."""
    return _gender_of_surname(name) or _gender_of_first_name((name.split() or [""])[1:2])


def _gender_of_first_name(first: Sequence[str]) -> Gender | None:
    shown = {gender for word in first for gender in Gender if _known_names(word.casefold(), gender)}
    return shown.pop() if len(shown) == 1 else None


def _known_names(word: str, gender: Gender) -> list[Any]:
    marked = [reading for reading in _morphology().parse(word) if "Name" in reading.tag and reading.is_known]
    return [reading for reading in marked if _fits(reading, gender)]


def _decline_word(word: str, kind: Word, gender: Gender, case: Case) -> Declined:
    """Decline a word; a double surname piece by piece."""
    pieces = [_decline_piece(piece, kind, gender, case) for piece in word.split("-")]
    return Declined("-".join(piece.text for piece in pieces), all(piece.sure for piece in pieces))


@cache
def _decline_piece(piece: str, kind: Word, gender: Gender, case: Case) -> Declined:
    small = piece.casefold()
    if not small or _INITIALS.fullmatch(small):
        return Declined(piece, True)
    if kind is Word.SURNAME and _is_never_declined(small, gender):
        return Declined(piece, True)
    form = _first_dictionary(small, kind, gender, case)
    regular = kind is Word.SURNAME and _REGULAR.fullmatch(small)
    sure = bool(regular) or {_folded(other) for other in _second_dictionary(small, kind, gender, case)} == {
        _folded(form)
    }
    return Declined(_capital(form) if piece[:1].isupper() else form, sure)


def _is_never_declined(surname: str, gender: Gender) -> bool:
    """Say whether grammar forbids to decline: Живаго, Черных; Гончар and Зуб when it is a woman's."""
    if _NEVER_DECLINED.fullmatch(surname):
        return True
    return gender is Gender.FEMALE and bool(_CONSONANT.fullmatch(surname))


def _first_dictionary(word: str, kind: Word, gender: Gender, case: Case) -> str:
    from pytrovich.enums import Case as TheirCase
    from pytrovich.enums import Gender as TheirGender
    from pytrovich.enums import NamePart

    part = {
        Word.SURNAME: NamePart.LASTNAME,
        Word.FIRST_NAME: NamePart.FIRSTNAME,
        Word.PATRONYMIC: NamePart.MIDDLENAME,
    }[kind]
    return str(_petrovich().make(part, TheirGender[gender.name], TheirCase[case.name], word))


def _second_dictionary(word: str, kind: Word, gender: Gender, case: Case) -> set[str]:
    """Return every form the second dictionary allows."""
    inflected = [reading.inflect({_MARKS[case], "sing"}) for reading in _readings(word, kind, gender)]
    return {reading.word for reading in inflected if reading is not None}


@cache
def _readings(word: str, kind: Word, gender: Gender) -> tuple[Any, ...]:
    """Return what a word may be; a name that the dictionary knows only as another noun counts too."""
    readings = [reading for reading in _morphology().parse(word) if _fits(reading, gender)]
    marked = [reading for reading in readings if kind.value in reading.tag]
    nouns = [reading for reading in readings if {"NOUN", "ADJF"} & reading.tag.grammemes]
    animate = [reading for reading in nouns if "anim" in reading.tag] or nouns
    return tuple(marked or animate)


def _fits(reading: Any, gender: Gender) -> bool:
    tag = reading.tag
    return {"nomn", "sing"} <= tag.grammemes and (_GENDERS[gender] in tag or "ms-f" in tag)


@cache
def _petrovich() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


@cache
def _morphology() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def short_name(name: str) -> str:
    """Return «Фамилия И. О.» that does not break at the end of a line."""
    surname, *rest = name.split() or [""]
    initials = [f"{word[0].upper()}." for word in rest if word[0].isupper()]
    return NO_BREAK.join([surname, *initials])


def sort_key(name: str) -> tuple[str, str]:
    """Return the place of a name in a list: ё stands with е, and after it where all else is equal."""
    return _folded(name), name.casefold()
