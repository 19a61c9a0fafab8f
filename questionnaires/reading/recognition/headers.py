"""Which column of a table answers which question."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from questionnaires.question import Kind, Question, Questionnaire
from questionnaires.reading.records_form import CODE
from questionnaires.reading.spelling import fold_header
from questionnaires.reading.tables.sheet import Sheet

HEADER_ROWS = 10
"""A title and a date may stand above the headers; lower down nobody looks for them."""
_GRID = re.compile(r"(.*\S)\s*\[(.+)\]\s*")
_ASIDE = re.compile(r"\([^()]*\)")
NAME_PARTS = ("фамилия", "имя", "отчество")
"""Folded headers of a name that stands in a column a word."""
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that answers a question, or one row of it: «Вопрос [Строка]»."""

    place: int
    header: str
    grid_row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A table whose columns are known.

    Parameters
    ----------
    header_row
        Row of the headers, counted from 0.
    columns
        Question key → its columns.
    ignored
        Columns with a header that no question has.
    missing
        Questions without a column.
    rows
        Rows that belong to this table, counted from 0, where a sheet holds several; None for all.
    """

    sheet: Sheet
    questionnaire: Questionnaire
    header_row: int
    columns: Mapping[str, tuple[Column, ...]]
    ignored: tuple[Column, ...] = ()
    missing: tuple[Question, ...] = field(default=())
    rows: frozenset[int] | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that may have a column, the code of a person among them."""
        return questions_of(self.questionnaire)


def questions_of(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """Return the questions of a questionnaire; a column with the person's code is welcome in every file."""
    questions = questionnaire.questions
    return questions if questionnaire.find(CODE.key) else (*questions, CODE)


def name_question(questionnaire: Questionnaire) -> Question:
    """Return the question that asks the person's own name."""
    names = [question for question in questionnaire.questions if question.kind is Kind.NAME]
    found = questionnaire.find("name") or (names[0] if names else None)
    return found or Question(key="name", text="ФИО", kind=Kind.NAME, purpose="")


@dataclass(frozen=True, slots=True)
class Heading:
    """A header with the forms in which questions know it, made once for all questionnaires it is looked for in.

    Parameters
    ----------
    spellings
        Folded, as it stands first.
    grid
        Folded question and the row, where it may be one of a grid question.
    """

    text: str
    spellings: tuple[str, ...]
    grid: tuple[str, str] | None = None

    @classmethod
    def of(cls, text: str) -> "Heading":
        """Return the heading of a cell."""
        match = _GRID.fullmatch(text)
        grid = (fold_header(match[1]), match[2].strip()) if match else None
        return cls(text, tuple(map(fold_header, _spellings(text))), grid)

    def find(self, index: Mapping[str, str]) -> tuple[str, str]:
        """Return the question it stands for and, of a grid question, the row; empty when there is none."""
        for spelling in self.spellings:
            if key := index.get(spelling):
                return key, ""
        return (index.get(self.grid[0], ""), self.grid[1]) if self.grid else ("", "")


Headings = Sequence[Sequence[Heading]]
"""The first rows of a sheet as headings."""


def headings_of(sheet: Sheet) -> Headings:
    """Return the rows in which headers are looked for."""
    return [[*map(Heading.of, sheet.headers(row))] for row in range(min(HEADER_ROWS, sheet.height))]


_fold_question = lru_cache(maxsize=4096)(fold_header)
"""Texts of questions are folded for every sheet; there are few of them, and none is anybody's answer."""


def header_index(questionnaire: Questionnaire) -> dict[str, str]:
    """Return folded header → question key: texts first, so that a text wins over another question's spelling."""
    questions = questions_of(questionnaire)
    index = {_fold_question(question.text): question.key for question in questions}
    for question in questions:
        for text in (*question.also, question.key):
            index.setdefault(_fold_question(text), question.key)
    index.pop("", None)
    return index


def map_headers(
    sheet: Sheet,
    questionnaire: Questionnaire,
    given: Mapping[str, str] | None = None,
    *,
    extra: Mapping[str, str] | None = None,
    headings: Headings | None = None,
) -> Mapped:
    """Map the columns of a sheet to the questions of a questionnaire.

    Parameters
    ----------
    given
        Folded header → question key or ``""`` (ignored), from a profile; it wins.
    extra
        Folded header → question key for headers the questionnaire itself does not know.
    headings
        The first rows of the sheet, where it is mapped to several questionnaires.
    """
    index = {**(extra or {}), **header_index(questionnaire), **(given or {})}
    rows = headings_of(sheet) if headings is None else headings
    header_row = max(range(len(rows)), key=lambda row: (_matches(rows[row], index), -row))
    return _map_row(sheet, questionnaire, header_row, rows[header_row], index)


def _matches(row: Sequence[Heading], index: Mapping[str, str]) -> int:
    """Return the number of questions that a row names."""
    return len({heading.find(index)[0] for heading in row} - {""})


def _map_row(
    sheet: Sheet,
    questionnaire: Questionnaire,
    row: int,
    headings: Sequence[Heading],
    index: Mapping[str, str],
) -> Mapped:
    columns: dict[str, list[Column]] = {}
    ignored: list[Column] = []
    for place, heading in enumerate(headings):
        key, grid_row = heading.find(index)
        if key:
            columns.setdefault(key, []).append(Column(place, heading.text, grid_row))
        else:
            ignored.append(Column(place, heading.text))
    name = name_question(questionnaire).key
    if name not in columns and (parts := _name_parts(ignored)):
        columns[name] = parts
        ignored = [column for column in ignored if column not in parts]
    return Mapped(
        sheet=sheet,
        questionnaire=questionnaire,
        header_row=sheet.last_header_row(row),
        columns={key: tuple(found) for key, found in columns.items()},
        ignored=tuple(ignored),
        missing=tuple(question for question in questionnaire.questions if question.key not in columns),
    )


def _name_parts(unknown: Sequence[Column]) -> list[Column]:
    """Return the columns of a name that is written a word in each, surname first; none without a first name."""
    found = {fold_header(column.header): column for column in reversed(unknown)}
    parts = [found[part] for part in NAME_PARTS if part in found]
    return parts if all(part in found for part in NAME_PARTS[:2]) else []


def _spellings(header: str) -> Iterable[str]:
    """Give the header as it stands, then without a leading number and without an aside in brackets."""
    yield header
    bare = _NUMBERED.sub("", header)
    if bare != header:
        yield bare
    if _ASIDE.search(bare):
        yield _ASIDE.sub(" ", bare)
