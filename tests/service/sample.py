"""A small finished run, made by hand, for tests of documents: two schools, one enterprise, invented people.

Тихонов stands in a private base, Кравец leads a group of three from both schools, Лебедева-Шмидт helps a
teacher of the other school, Швец was a mentor in an earlier run and is gone since.
"""

from dataclasses import fields, replace
from datetime import date

from sample_people import ANSWERED, PEOPLE, SECRET_REQUEST
from sample_programme import PROGRAMME

from matcher.result import (
    Absence,
    Change,
    FunnelStep,
    Origin,
    Pair,
    Part,
    PartialProof,
    Potential,
    Result,
    Unmatched,
)
from matcher.solution import Proof, Status
from questionnaires.answers import (
    Answers,
    BaseAnswers,
    EarlierPair,
    Lock,
    LockKind,
    Outcome,
    PairState,
    Record,
    Source,
    Tally,
    Verdict,
)
from questionnaires.programme import Document, Programme
from questionnaires.wording import Wording
from service.view import Approval, RunView

SECRET_REASON = "поссорились семьями"
"""The private reason of the curator's lock."""
SECRET_REFUSAL = "не понравился на встрече"
"""What was said of a declined pair."""


def _base(key: str) -> BaseAnswers:
    """Answers of one base from the table above; people of earlier runs did not answer this time."""
    people = [person for person in PEOPLE if person.base == key and person.code in ANSWERED]
    rows = [
        {
            "birth_date": person.birth_date,
            "grade": person.grade,
            "position": person.position or None,
            **ANSWERED[person.code],
        }
        for person in people
    ]
    questions = PROGRAMME.get_base(key).questionnaire.questions
    return BaseAnswers(
        base=key,
        codes=tuple(person.code for person in people),
        organisations=tuple(person.organisation for person in people),
        columns={
            question.key: tuple(row.get(question.key) for row in rows)
            for question in questions
            if question.key not in {"name", "organisation", "contact"}
        },
        sources=tuple(Source(f"{key}.xlsx", number) for number in range(2, 2 + len(people))),
    )


def _records() -> tuple[Record, ...]:
    """Everybody agreed to processing, except Н-010; М-003, М-005 and Н-001 also agreed to publication."""
    day = date(2026, 9, 1)
    agreed = [p.code for p in PEOPLE if p.code not in {"Н-010", "М-007"}]
    processing = [Record(code=code, document=Document.PROCESSING, given=True, on=day) for code in agreed]
    public = ("М-003", "М-005", "Н-001")
    publication = [Record(code=code, document=Document.PUBLICATION, given=True, on=day) for code in public]
    withdrawn = [Record(code="М-005", document=Document.TRANSFER, given=False, on=day)]
    return tuple(processing + publication + withdrawn)


_SUBJECT = Wording("Математика: нужна — может помочь", "Maths: needed, can help")
_DAY = Wording("оба свободны: вторник", "both free: Tuesday")
_BLANK = Wording("ответа нет, учтено нейтрально", "no answer, counted neutrally")
_PRIVATE = Wording("Запрос: " + SECRET_REQUEST, "Request: private")


def _pair(form: str, mentee: str, mentor: str, points: int, **more: object) -> Pair:
    subjects = min(6000, points - 2250)
    facts: dict[str, object] = {
        "origin": Origin.CHOSEN,
        "certain": True,
        "margin": 310,
        "parts": _parts(subjects, points - 750 - subjects),
    }
    return Pair(form=form, mentee=mentee, mentor=mentor, points=points, **{**facts, **more})


def _parts(subjects: int, days: int) -> tuple[Part, ...]:
    """Parts of one pair: two known, one blank, one that only the curator may read."""
    return (
        Part(criterion="subjects", title="Предметы", points=subjects, most=6000, blank=False, words=_SUBJECT),
        Part(criterion="days", title="Удобные дни", points=days, most=2500, blank=False, words=_DAY),
        Part(criterion="interests", title="Интересы", points=600, most=1200, blank=True, words=_BLANK),
        Part(
            criterion="request",
            title="Запрос",
            points=150,
            most=300,
            blank=False,
            words=_PRIVATE,
            private=True,
        ),
    )


PAIRS = (
    _pair("student-student", "Н-001", "М-001", 8137),
    _pair("student-student", "Н-002", "М-002", 7350, origin=Origin.TOGETHER),
    _pair("student-student", "Н-008", "М-002", 6921, certain=False),
    _pair("employer-student", "Н-003", "М-005", 9043, origin=Origin.KEPT),
    _pair("employer-student", "Н-004", "М-005", 7779, certain=False),
    _pair("employer-student", "Н-005", "М-005", 5312),
    _pair("teacher-teacher", "Н-009", "М-003", 9107, origin=Origin.ACCEPTED),
)

UNMATCHED = (
    Unmatched(
        mentee="Н-006",
        forms=("student-student",),
        certain=True,
        reason=Wording(
            "Общих дней нет ни с одним из наставников.",
            "No mentor is free on the same day.",
        ),
        funnel=(
            FunnelStep(must=Wording("готовы помогать", "ready to help"), left=3),
            FunnelStep(must=Wording("своя организация", "own organisation"), left=1),
            FunnelStep(must=Wording("есть общий день", "a common day"), left=0),
        ),
        remedy=Wording("Если Мельник сможет в субботу, пара сложится.", "One more day would help."),
    ),
    Unmatched(
        mentee="Н-007",
        forms=("student-student",),
        certain=False,
        reason=Wording(
            "Не хватило мест у наставников: равные варианты, выбран жребием.",
            "No place was left; equal choices, decided by lot.",
        ),
        funnel=(
            FunnelStep(must=Wording("готовы помогать", "ready to help"), left=3),
            FunnelStep(must=Wording("своя организация", "own organisation"), left=2),
        ),
        rivals=("Н-002",),
        remedy=None,
    ),
)

CHANGES = (
    Change(
        mentee="Н-001",
        before="М-007",
        after="М-001",
        gain=1210,
        ground=Wording("просьба стороны", "asked by one side"),
    ),
    Change(mentee="Н-002", before=None, after="М-002", gain=7350, ground=Wording("новая пара", "new pair")),
    Change(mentee="Н-007", before="М-001", after=None, gain=-4000, ground=Wording("болезнь", "illness")),
    Change(
        mentee="Н-008", before="М-001", after="М-002", gain=300, ground=Wording("несовместимость", "mismatch")
    ),
)

PREVIOUS = (
    EarlierPair(mentee="Н-001", mentor="М-007", form="student-student"),
    EarlierPair(mentee="Н-003", mentor="М-005", form="employer-student"),
    EarlierPair(mentee="Н-007", mentor="М-001", form="student-student"),
    EarlierPair(mentee="Н-008", mentor="М-001", form="student-student"),
    EarlierPair(
        mentee="Н-010",
        mentor="М-007",
        form="student-student",
        state=PairState.ENDED,
        ground="цели достигнуты",
    ),
    EarlierPair(mentee="Н-006", mentor="М-001", form="student-student", state=PairState.DECLINED),
)

SHORTLIST = tuple(
    Potential(form="student-student", mentee=mentee, mentor=mentor, rank=rank, points=points)
    for mentee, mentor, rank, points in (
        ("Н-001", "М-001", 1, 8137),
        ("Н-001", "М-002", 2, 7402),
        ("Н-002", "М-002", 1, 7350),
        ("Н-008", "М-002", 1, 6921),
    )
)


def _result() -> Result:
    return Result(
        programme=PROGRAMME.key,
        pairs=PAIRS,
        groups=(),
        unmatched=UNMATCHED,
        absences=(
            Absence(
                code="Н-010",
                base="pupil-mentees",
                reasons=(
                    Wording("Нет согласия на обработку персональных данных.", "No consent to processing."),
                ),
            ),
        ),
        ready={base.key: _base(base.key).codes for base in PROGRAMME.bases},
        proofs=(
            PartialProof(
                part="forms",
                status=Status.OPTIMAL,
                proof=Proof.DUALS,
                objective=53649,
                bound=53649,
                served=7,
                people=8,
            ),
        ),
        changes=CHANGES,
        idle_mentors=("М-004", "М-006"),
    )


def _answers() -> Answers:
    return Answers(
        people=PEOPLE,
        bases=tuple(_base(base.key) for base in PROGRAMME.bases),
        records=_records(),
        verdicts=(
            Verdict(mentee="Н-009", mentor="М-003", outcome=Outcome.ACCEPTED, by="Куратор"),
            Verdict(mentee="Н-006", mentor="М-001", outcome=Outcome.DECLINED, reason=SECRET_REFUSAL),
        ),
        locks=(
            Lock(
                kind=LockKind.TOGETHER,
                mentee="Н-002",
                mentor="М-002",
                reason="хорошо знакомы",
                author="Куратор",
            ),
            Lock(kind=LockKind.APART, mentee="Н-007", mentor="М-006", reason=SECRET_REASON, author="Куратор"),
        ),
        previous=PREVIOUS,
        tallies=(
            Tally(file="pupil-mentees.xlsx", base="pupil-mentees", rows=9, ready=7, repeated=1, refused=1),
        ),
    )


def sample_view(approved: bool = False, **changes: object) -> RunView:
    """Return the finished run; `changes` replace fields of the view, result, answers or programme by name.

    ``sample_view(approved=True, changes=(), previous=())`` is a first run whose pairs become an order.
    """
    approval = Approval(by="Орлова Т. Н.", on=date(2026, 9, 20)) if approved else None
    view = RunView(programme=PROGRAMME, answers=_answers(), result=_result(), approval=approval)
    result = replace(view.result, **_taken(Result, changes))
    answers = replace(view.answers, **_taken(Answers, changes))
    programme = replace(view.programme, **_taken(Programme, changes))
    whole: dict[str, object] = {"result": result, "answers": answers, "programme": programme}
    return replace(view, **{**whole, **_taken(RunView, changes)})


def _taken(kind: type, changes: dict[str, object]) -> dict[str, object]:
    """Return the changes that are fields of this class; a whole object goes to the view only."""
    whole = {"result", "answers", "programme"} if kind is not RunView else set()
    names = {field.name for field in fields(kind)} - whole
    return {name: value for name, value in changes.items() if name in names}
