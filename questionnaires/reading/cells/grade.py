"""School class: 9А, 9 «А», 9-а, 9a (Latin), «9 класс», IX → `Grade`."""

import re

from questionnaires.question import Grade, Question
from questionnaires.reading.cells.cell import (
    UNKNOWN,
    Cell,
    Reader,
    Reading,
    looks_like_excel_date,
    read_as,
    text_of,
    unreadable,
)
from questionnaires.reading.messages.cells import LATIN_LETTER
from questionnaires.reading.spelling import clean, has_latin, plain, to_cyrillic
from questionnaires.wording import Wording

EXPECTED = Wording("класс, например 9А", "a school class, such as 9А")
LAST_GRADE = 12
"""Evening schools have a twelfth year."""
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
_CLASS = re.compile(
    r"(\d{1,2}|[IVX]{1,4}|[ІХV]{1,4})(?:-?(?:й|ый|ой))?\s*[-_./]?\s*[\"'(]?\s*([А-ЯЁA-Z]{0,3}\d?)\s*[\"')]?\s*(?:класс[а-я]*|кл\.?)?\s*[\"'(]?\s*([А-ЯЁA-Z]?)\s*[\"')]?\.?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s*(?:класс[а-я]*|кл\.?)\s*", re.IGNORECASE)
_DECIMAL = re.compile(r"[.,]0$")
"""«9.0», as programs write a number; no class is called so."""
_ROMAN_TWINS = str.maketrans("ХІхі", "XIxi")


def make_reader(question: Question) -> Reader:
    """Return the reader of a school class."""

    def read(cell: Cell) -> Reading:
        text = text_of(cell)
        if not text:
            return UNKNOWN
        grade = None if looks_like_excel_date(cell) else read_grade(text)
        if grade is None:
            return unreadable(question, cell, EXPECTED)
        if clean(text) == str(grade):
            return Reading(grade)
        latin = has_latin(text) and any(character.isdigit() for character in text)
        value = str(grade)
        return Reading(
            grade, (LATIN_LETTER.fill(found=text, value=value) if latin else read_as(text, value),)
        )

    return read


def read_grade(text: str) -> Grade | None:
    """Return the class a text names, or None."""
    match = _CLASS.fullmatch(_UNIT.sub(" класс ", _DECIMAL.sub("", plain(text))).strip())
    if match is None:
        return None
    number = _number(match[1])
    letter = to_cyrillic((match[2] + match[3]).upper())
    # «9 А класс» and «9 класс А» have their letter in one place or the other, never in both
    if match[2] and match[3]:
        return None
    if number is None or not 1 <= number <= LAST_GRADE or has_latin(letter):
        return None
    return Grade(number, letter)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else _ROMAN.get(text.translate(_ROMAN_TWINS).upper())
