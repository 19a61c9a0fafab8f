"""A small programme in code, for tests of the main path: who needs a subject, who offers it, on which days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from matcher.result import Result
from questionnaires.answers import Answers, BaseAnswers, Record
from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.people import People, Person
from questionnaires.programme import (
    Base,
    Capacity,
    Category,
    Document,
    OrderText,
    Organisation,
    Programme,
    ProgrammeForm,
    Side,
)
from questionnaires.question import Kind, Option, Question, Questionnaire, QuestionnaireKind

SUBJECTS = tuple(Option(key=key, label=key.title()) for key in ("maths", "physics", "music"))
MATHS, MON = ("maths",), ("mon",)
MENTEE = {"needs": MATHS, "days": MON}
MENTOR = {"offers": MATHS, "days": MON, "capacity": 1}
"""Answers of somebody who needs maths, and of somebody who can help one such person, both on Mondays."""
DAYS = tuple(Option(key=key, label=key) for key in ("mon", "tue", "wed"))


def question(key: str, options: tuple[Option, ...] = ()) -> Question:
    """Return a question with several answers."""
    return Question(key=key, text=key, kind=Kind.CHOICES, purpose="test", options=options)


def base(key: str, side: Side, **more: Any) -> Base:
    """Return a base of pupils."""
    questions = (
        question("needs", SUBJECTS),
        question("offers", SUBJECTS),
        question("days", DAYS),
        question("forms"),
    )
    asked = Questionnaire(
        key=key, title=key, kind=QuestionnaireKind.BASE, introduction="", questions=questions
    )
    facts: dict[str, Any] = {
        "documents": (Document.PROCESSING,),
        "capacity": Capacity(question="capacity"),
        **more,
    }
    return Base(key=key, title=key, side=side, category=Category.PUPIL, questionnaire=asked, **facts)


SUBJECT = Criterion(
    key="subject",
    kind=CriterionKind.NEED_OFFER,
    title="Предметы",
    force=Force.WISH,
    mentee="needs",
    mentor="offers",
    points=10_000,
)
SHARED_DAY = Criterion(
    key="day",
    kind=CriterionKind.AVAILABILITY,
    title="Удобные дни",
    force=Force.MUST,
    mentee="days",
    mentor="days",
    settings={"least": 1},
)


def form(key: str = "help", **more: Any) -> ProgrammeForm:
    """Return a form between «mentees» and «mentors»: a shared day is a must, the subject a wish."""
    facts = {
        "mentees": ("mentees",),
        "mentors": ("mentors",),
        "criteria": (SUBJECT, SHARED_DAY),
        "upper": 3,
        **more,
    }
    return ProgrammeForm(key=key, title=key, **facts)


def programme(*forms: ProgrammeForm, bases: Sequence[Base] | None = None, **more: Any) -> Programme:
    """Return a programme of two schools."""
    facts = {
        "key": "small",
        "title": "Малая программа",
        "road_map": "R2",
        "about": "",
        "date": date(2026, 9, 1),
        "start": date(2026, 10, 1),
        "end": date(2027, 5, 31),
        "salt": "small",
        "organisations": (
            Organisation(key="north", name="Северная школа", short="Северная"),
            Organisation(key="south", name="Южная школа", short="Южная"),
        ),
        "bases": tuple(bases or (base("mentees", Side.MENTEE), base("mentors", Side.MENTOR))),
        "forms": forms or (form(),),
        "stages": (),
        "order": OrderText(preamble="", duties=()),
        **more,
    }
    return Programme(**facts)


def answers(people: Mapping[str, Mapping[str, Any]], *, consent: bool = True, **more: Any) -> Answers:
    """Return answers: code → the person's answers, with ``base``, ``school``, ``born`` where they are not the usual."""
    persons = tuple(_person(code, given) for code, given in sorted(people.items()))
    bases = sorted({person.base for person in persons})
    records = tuple(Record(code=code, document=Document.PROCESSING, given=True) for code in sorted(people))
    facts = {"records": records if consent else (), **more}
    return Answers(people=People(persons), bases=tuple(_base(key, persons, people) for key in bases), **facts)


def _person(code: str, given: Mapping[str, Any]) -> Person:
    return Person(
        code=code,
        name=code,
        organisation=given.get("school", "north"),
        base=given.get("base", "mentees" if code.startswith("Н") else "mentors"),
        birth_date=given.get("born", date(2012, 1, 1)),
        twin=given.get("twin", ""),
    )


def _base(key: str, persons: Sequence[Person], people: Mapping[str, Mapping[str, Any]]) -> BaseAnswers:
    mine = [person for person in persons if person.base == key]
    keys = ("needs", "offers", "days", "capacity", "grade", "forms")
    return BaseAnswers(
        base=key,
        codes=tuple(person.code for person in mine),
        organisations=tuple(person.organisation for person in mine),
        columns={name: tuple(people[person.code].get(name) for person in mine) for name in keys},
    )


def pairs_of(result: Result) -> set[tuple[str, str]]:
    """Return who is paired with whom."""
    return {(pair.mentee, pair.mentor) for pair in result.pairs}
