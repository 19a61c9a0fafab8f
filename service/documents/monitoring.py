"""What the programme has changed: marks and yes-answers before and after, by side, never by person.

A number of so few people that it would tell of one of them is not shown. People of bases kept apart are not counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaires.programme import Side
from questionnaires.question import MEASURED, Kind, Question, QuestionnaireKind
from questionnaires.words import SIDES
from service.documents.participants import Participants
from service.documents.sheets import Cell, Column, Sheet

FEWEST = 5
"""Answers of fewer people are not shown."""
HIDDEN = "скрыто"
TOP = 2
"""A mark counts as high when it is at most so far from the best one: 8, 9, 10 of 10."""
STAGES = (QuestionnaireKind.MONITORING_BEFORE, QuestionnaireKind.MONITORING_AFTER)
ABOVE = (
    "Мониторинг: до начала и после завершения",
    "Шкала — средняя оценка; «да» — процент ответивших «да». «Высокие» — доля оценок не ниже лучшей минус два.",
    f"Где ответило меньше {FEWEST} человек, числа скрыты. Отзывы и пожелания читайте в самих файлах.",
)
COLUMNS = (
    Column(title="Вопрос", width=56),
    Column(title="Кто", width=16),
    Column(title="Что считается", width=22),
    Column(title="До: ответов", width=12),
    Column(title="До", width=10),
    Column(title="После: ответов", width=12),
    Column(title="После", width=10),
    Column(title="Изменение", width=12),
    Column(title="После: высокие, %", width=14),
)

Marks = list[int]


def measure(participants: Participants) -> tuple[Sheet, ...]:
    """Return the sheet «Мониторинг», or none where nobody has answered yet."""
    answered = list(_answered(participants))
    if not answered:
        return ()
    rows = [
        _row(question, side, [_marks(answered, question.key, side, stage) for stage in STAGES])
        for question in _questions(participants)
        for side in SIDES
        if any(_marks(answered, question.key, side, stage) for stage in STAGES)
    ]
    return (Sheet(title="Мониторинг", columns=COLUMNS, rows=rows, above=ABOVE),)


@dataclass(frozen=True, slots=True)
class _Answered:
    side: Side
    stage: QuestionnaireKind
    marks: dict[str, int]


def _answered(participants: Participants) -> Iterator[_Answered]:
    for one in participants.view.answers.monitoring:
        person = participants.persons[one.code]
        if participants.is_own(person) and not participants.is_private(one.code):
            side = participants.bases[person.base].side
            yield _Answered(side, one.stage, {key: int(mark) for key, mark in one.marks.items()})


def _questions(participants: Participants) -> list[Question]:
    """Return what both stages ask, each question once, in the words of the later stage."""
    asked = [
        q for each in participants.view.programme.monitoring for q in each.questions if q.kind in MEASURED
    ]
    return list({question.key: question for question in asked}.values())


def _marks(answered: Sequence[_Answered], key: str, side: Side, stage: QuestionnaireKind) -> Marks:
    return [one.marks[key] for one in answered if (one.side, one.stage) == (side, stage) and key in one.marks]


def _row(question: Question, side: Side, stages: Sequence[Marks]) -> list[Cell]:
    before, after = (_value(question, marks) for marks in stages)
    change: Cell = None
    if isinstance(before, float) and isinstance(after, float):
        change = round(after - before, 1)
    counted = f"оценка из {question.most}" if question.kind is Kind.SCALE else "ответили «да», %"
    counts = [len(marks) or None for marks in stages]
    return [
        question.text,
        SIDES[side].ru,
        counted,
        counts[0],
        before,
        counts[1],
        after,
        change,
        _high(question, stages[1]),
    ]


def _value(question: Question, marks: Marks) -> str | float | None:
    """Return the mean with one decimal, halves up, or the percentage of yes-answers."""
    if len(marks) < FEWEST:
        return HIDDEN if marks else None
    scale = 10 if question.kind is Kind.SCALE else 1000
    return _half_up(scale * sum(marks), len(marks)) / 10


def _high(question: Question, marks: Marks) -> str | float | None:
    if question.kind is not Kind.SCALE or question.most is None or not marks:
        return None
    if len(marks) < FEWEST:
        return HIDDEN
    high = sum(mark >= question.most - TOP for mark in marks)
    return _half_up(1000 * high, len(marks)) / 10


def _half_up(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
