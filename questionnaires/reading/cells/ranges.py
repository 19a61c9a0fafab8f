"""Ranges of classes and of ages: «5–7 класс», «10-12 лет», «5, 6, 7», «с 8 класса», «любой» → `Range`."""

import re

from questionnaires.question import Question, Range
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
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording

GRADES = Wording("классы, например «5–7»", "classes, such as “5–7”")
AGES = Wording("возраст, например «10–12 лет»", "an age range, such as “10–12”")
_ALL_GRADES = Range(1, 11)
_ALL_AGES = Range(1, 99)
_UNIT = re.compile(
    r"\b(класс[а-я]*|кл|лет|года?|год|годам|возраст[а-я]*)\b\.?|(?<=\d)-?(?:х|ый|й|ого|го|е|ые|ых)\b(?=\s|$|-)"
)
_ANY = re.compile(
    r"(любо[а-я]+|любы[а-я]+|все|всех|все равно|без разницы|неважно|не важно|не имеет значения)"
)
_SPAN = re.compile(r"(?:(?:от|с|со)\s*)?(\d{1,2})\s*(?:-|до|по|\.\.+|…)\s*(\d{1,2})")
_FROM = re.compile(r"(?:от|с|со|старше)\s*(\d{1,2})|(\d{1,2})\s*(?:\+|и старше|и выше)")
_UP_TO = re.compile(r"(?:до|младше|не старше)\s*(\d{1,2})")
_LIST = re.compile(r"\d{1,2}(?:\s*(?:,|;|и|или|/| )\s*\d{1,2})*")


def make_grades_reader(question: Question) -> Reader:
    """Return the reader of a range of school classes."""
    return _make_reader(question, _ALL_GRADES, GRADES)


def make_ages_reader(question: Question) -> Reader:
    """Return the reader of a range of ages."""
    return _make_reader(question, _ALL_AGES, AGES)


def _make_reader(question: Question, widest: Range, expected: Wording) -> Reader:
    most = Range(question.least or widest.least, question.most or widest.most)

    def read(cell: Cell) -> Reading:
        text = fold(text_of(cell))
        if not text:
            return UNKNOWN
        found = None if looks_like_excel_date(cell) else read_range(text, most)
        if found is None:
            return unreadable(question, cell, expected)
        noted = not re.fullmatch(r"\d+( ?- ?\d+)?( (лет|класс\w*))?", text)
        return Reading(found, (read_as(text_of(cell), str(found)),) if noted else ())

    return read


def read_range(text: str, widest: Range) -> Range | None:
    """Return the range a folded text names within the widest one, or None."""
    bare = " ".join(_UNIT.sub(" ", text).split()).strip(" .,")
    if _ANY.fullmatch(bare or text) or (not bare and _ANY.search(text)):
        return widest
    found = _read_bounds(bare, widest)
    sound = found is not None and widest.least <= found.least <= found.most <= widest.most
    return found if sound else None


def _read_bounds(bare: str, widest: Range) -> Range | None:
    if match := _SPAN.fullmatch(bare):
        return Range(int(match[1]), int(match[2]))
    if match := _FROM.fullmatch(bare):
        return Range(int(match[1] or match[2]), widest.most)
    if match := _UP_TO.fullmatch(bare):
        return Range(widest.least, int(match[1]))
    if _LIST.fullmatch(bare):
        return _from_list(sorted({int(number) for number in re.findall(r"\d+", bare)}))
    return None


def _from_list(numbers: list[int]) -> Range | None:
    """Return the range of neighbours; a list with a gap is no range."""
    together = numbers == list(range(numbers[0], numbers[-1] + 1))
    return Range(numbers[0], numbers[-1]) if together else None
