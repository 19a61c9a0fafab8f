"""What the programme has changed: marks and yes-answers before and after, by side, never by person.

A number of so few people that it would tell of one of them is not shown. People of bases kept apart are not counted.
What has changed is told of those who answered both times, and only who was in a pair or group tells how it went.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.result import Pair
from questionnaires.answers import EarlierPair, PairState
from questionnaires.programme import Side
from questionnaires.question import MEASURED, Kind, Question, QuestionnaireKind
from questionnaires.words import SIDES
from service.documents.formats.sheets import Cell, Column, Sheet
from service.documents.participants import Participants
from service.view import RunView

FEWEST = 5
"""Answers of fewer people are not shown."""
HIDDEN = "скрыто"
TOP = 2
"""A mark counts as high when it is at most so far from the best one: 8, 9, 10 of 10."""
STAGES = (QuestionnaireKind.MONITORING_BEFORE, QuestionnaireKind.MONITORING_AFTER)
TITLE = "Мониторинг: до начала и после завершения"
MEANING = (
    "Шкала — средняя оценка; «да» — процент ответивших «да». «Высокие» — доля оценок не ниже лучшей минус два.",
    "Изменение — у тех, кто ответил оба раза. После завершения считаются те, кто был в паре или группе.",
)
"""What the numbers are."""
ABOVE = (
    TITLE,
    *MEANING,
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
    Column(title="Оба раза: ответов", width=12),
    Column(title="Изменение", width=12),
    Column(title="После: высокие, %", width=14),
)

LEFT_OUT = "Ответили после завершения, но в паре или группе не были и не посчитаны: {count}."

Marks = Mapping[str, int]
"""Code → mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one side answered to one question, before and after; HIDDEN stands where few did, None where nobody did.

    Parameters
    ----------
    counted
        What the numbers are: a mean mark, or the percentage of yes-answers.
    answers
        Of how many people, before, after and both times.
    high
        Percentage of high marks after; None for a question of yes and no.
    """

    question: str
    side: Side
    counted: str
    answers: tuple[int, int, int]
    before: str | float | None
    after: str | float | None
    change: str | float | None
    high: str | float | None


@dataclass(frozen=True, slots=True)
class Monitored:
    """What was measured, and how many answered afterwards without having been in a pair or a group."""

    rows: tuple[Measured, ...]
    left_out: int


def measure(participants: Participants) -> Monitored | None:
    """Return what monitoring has shown, or None where nobody has answered yet."""
    everybody = list(_answered(participants))
    answered = [one for one in everybody if one.counts]
    if not everybody:
        return None
    rows = tuple(
        _row(question, side, [_marks(answered, question.key, side, stage) for stage in STAGES])
        for question in _questions(participants)
        for side in SIDES
        if any(_marks(answered, question.key, side, stage) for stage in STAGES)
    )
    return Monitored(rows, len(everybody) - len(answered))


def sheet_of(found: Monitored) -> Sheet:
    """Return the sheet «Мониторинг»."""
    rows = [_cells(row) for row in found.rows]
    above = (*ABOVE, LEFT_OUT.format(count=found.left_out)) if found.left_out else ABOVE
    return Sheet(title="Мониторинг", columns=COLUMNS, rows=rows, above=above)


def _cells(row: Measured) -> list[Cell]:
    before, after, both = (count or None for count in row.answers)
    asked = [row.question, SIDES[row.side].ru, row.counted]
    return [*asked, before, row.before, after, row.after, both, row.change, row.high]


@dataclass(frozen=True, slots=True)
class _Answered:
    """What one person answered at one stage, and whether that tells of the programme."""

    code: str
    side: Side
    stage: QuestionnaireKind
    marks: Marks
    counts: bool


def _answered(participants: Participants) -> Iterator[_Answered]:
    worked, roles = _worked(participants.view), participants.view.answers.people.roles()
    for one in participants.view.answers.monitoring:
        if not participants.is_own(participants.persons[one.code]) or participants.is_private(one.code):
            continue
        # who answered under one name may stand in two bases, and have worked in one of them
        code = next((role for role in roles.get(one.code, ()) if role in worked), one.code)
        if participants.is_private(code):
            continue
        side = participants.bases[participants.persons[code].base].side
        counts = one.stage is QuestionnaireKind.MONITORING_BEFORE or code in worked
        yield _Answered(code, side, one.stage, {key: int(m) for key, m in one.marks.items()}, counts)


def _worked(view: RunView) -> frozenset[str]:
    """Return who was in a pair or a group: of the earlier run where there is one, else of this one."""
    earlier = [pair for pair in view.answers.previous if pair.state is not PairState.DECLINED]
    pairs: Sequence[EarlierPair | Pair] = earlier or view.result.pairs
    members = [] if earlier else [group.members for group in view.result.groups]
    return frozenset().union(*((pair.mentee, pair.mentor) for pair in pairs), *members)


def _questions(participants: Participants) -> list[Question]:
    """Return what both stages ask, each question once; where they word it differently, with both wordings."""
    asked: dict[str, Question] = {}
    for form in sorted(participants.view.programme.monitoring, key=lambda each: STAGES.index(each.kind)):
        for question in form.questions:
            if question.kind in MEASURED:
                asked[question.key] = _joined(asked.get(question.key, question), question)
    return list(asked.values())


def _joined(before: Question, after: Question) -> Question:
    if before.text == after.text:
        return after
    return replace(after, text=f"До: {before.text}. После: {after.text}")


def _marks(answered: Sequence[_Answered], key: str, side: Side, stage: QuestionnaireKind) -> Marks:
    here = (one for one in answered if (one.side, one.stage) == (side, stage) and key in one.marks)
    return {one.code: one.marks[key] for one in here}


def _row(question: Question, side: Side, stages: Sequence[Marks]) -> Measured:
    before, after = (_value(question, list(marks.values())) for marks in stages)
    both = sorted(stages[0].keys() & stages[1].keys())
    was, now = (_value(question, [marks[code] for code in both]) for marks in stages)
    change: str | float | None = HIDDEN if both else None
    if isinstance(was, float) and isinstance(now, float):
        change = round(now - was, 1)
    return Measured(
        question=question.text,
        side=side,
        counted=f"оценка из {question.most}" if question.kind is Kind.SCALE else "ответили «да», %",
        answers=(len(stages[0]), len(stages[1]), len(both)),
        before=before,
        after=after,
        change=change,
        high=_high(question, list(stages[1].values())),
    )


def _value(question: Question, marks: Sequence[int]) -> str | float | None:
    """Return the mean with one decimal, halves up, or the percentage of yes-answers."""
    if len(marks) < FEWEST:
        return HIDDEN if marks else None
    scale = 10 if question.kind is Kind.SCALE else 1000
    return _half_up(scale * sum(marks), len(marks)) / 10


def _high(question: Question, marks: Sequence[int]) -> str | float | None:
    if question.kind is not Kind.SCALE or question.most is None or not marks:
        return None
    if len(marks) < FEWEST:
        return HIDDEN
    high = sum(mark >= question.most - TOP for mark in marks)
    return _half_up(1000 * high, len(marks)) / 10


def _half_up(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
