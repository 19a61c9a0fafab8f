"""The programme of `sample` with as many invented people as a test wants; one number gives one view."""

from dataclasses import replace
from datetime import date
from random import Random

from sample import sample_view

from matcher.result import Absence, Change, FunnelStep, Origin, Pair, Part, PartialProof, Result, Unmatched
from matcher.solution import Proof, Status
from questionnaires.answers import BaseAnswers, Record, Source, Tally
from questionnaires.finding import Finding, Severity
from questionnaires.people import People, Person
from questionnaires.programme import Document
from questionnaires.question import Grade, Value
from questionnaires.wording import Wording
from service.view import RunView

SURNAMES = [
    "Абрамов",
    "Белкин",
    "Ветров",
    "Гусев",
    "Дёмин",
    "Ершов",
    "Жаров",
    "Зимин",
    "Исаев",
    "Котов",
    "Лапин",
    "Мохов",
    "Носов",
    "Орлов",
]
NAMES = [
    "Алексей",
    "Борис",
    "Виктор",
    "Глеб",
    "Денис",
    "Егор",
    "Захар",
    "Илья",
    "Кирилл",
    "Лев",
    "Марк",
    "Никита",
]
PATRONYMICS = ["Антонович", "Борисович", "Викторович", "Денисович", "Егорович", "Ильич", "Львович"]
SUBJECTS, DAYS = ("maths", "physics", "russian"), ("mon", "tue", "wed", "thu", "fri")
DAY = Wording("оба свободны: вторник, четверг", "both free: Tuesday, Thursday")
SUBJECT = Wording("Математика, Физика: нужны — может помочь", "Maths, Physics: needed, can help")
NO_ANSWER = Wording("ответа нет: дано нейтрально 50 %", "no answer: neutral 50 %")
READY = Wording("готовые наставники этих форм", "mentors of these forms who are ready")
MUSTS = (Wording("своя организация", "own organisation"), Wording("есть общий день", "a common day"))
TAKEN = Wording("места, не занятые другими парами", "places not taken by other pairs")


def crowded_view(count: int) -> RunView:
    """Return a run with so many people: two mentees per mentor, one pair worth a look in fifteen."""
    dice = Random(count)
    mentees = [_person(dice, f"Н-{k:04}", "pupil-mentees", 5, 8) for k in range(1, 1 + count * 2 // 3)]
    mentors = [_person(dice, f"М-{k:04}", "pupil-mentors", 9, 11) for k in range(1, 1 + count - len(mentees))]
    absent, rest = mentees[: len(mentees) // 8], mentees[len(mentees) // 8 :]
    served = rest[: int(len(mentors) * 1.5)]
    pairs = tuple(_pair(dice, person.code, mentors[k % len(mentors)].code) for k, person in enumerate(served))
    ready = {"pupil-mentees": tuple(p.code for p in rest), "pupil-mentors": tuple(p.code for p in mentors)}
    result = Result(
        programme="sample",
        pairs=pairs,
        groups=(),
        unmatched=tuple(_waiting(dice, person, mentors, served) for person in rest[len(served) :]),
        absences=tuple(_absent(dice, person) for person in absent),
        ready=ready,
        proofs=(_proof(pairs, len(mentors) * 2),),
        changes=tuple(_change(dice, pair, mentors) for pair in pairs[:6]),
        idle_mentors=tuple(person.code for person in mentors[len(pairs) :]),
    )
    base = sample_view()
    people = People((*mentors, *mentees))
    answers = replace(
        base.answers,
        people=people,
        bases=(_answers(dice, "pupil-mentees", mentees), _answers(dice, "pupil-mentors", mentors)),
        records=tuple(_records(dice, people)),
        previous=(),
        verdicts=(),
        tallies=(
            Tally(
                file="Анкеты.xlsx", base="pupil-mentees", rows=count, ready=count - 9, repeated=6, refused=3
            ),
        ),
        findings=tuple(_finding(dice, k) for k in range(count // 4)),
    )
    return replace(base, answers=answers, result=result)


def _person(dice: Random, code: str, base: str, lowest: int, highest: int) -> Person:
    grade = Grade(dice.randint(lowest, highest), dice.choice("АБВ"))
    return Person(
        code=code,
        name=f"{dice.choice(SURNAMES)} {dice.choice(NAMES)} {dice.choice(PATRONYMICS)}",
        organisation=dice.choice(("gymnasium-1", "school-3", "school-3")),
        base=base,
        grade=grade,
        birth_date=date(2019 - grade.number, 5, 1),
    )


def _answers(dice: Random, base: str, people: list[Person]) -> BaseAnswers:
    topics: list[tuple[str, ...]] = [tuple(s for s in SUBJECTS if dice.random() < 0.5) for _ in people]
    columns: dict[str, tuple[Value | None, ...]] = {
        "grade": tuple(person.grade for person in people),
        "subjects_needed": tuple(topics),
        "subjects_offered": tuple(topics),
        "days": tuple(tuple(d for d in DAYS if dice.random() < 0.4) for _ in people),
        "capacity": tuple(dice.choice((1, 2, None)) for _ in people),
    }
    return BaseAnswers(
        base=base,
        codes=tuple(person.code for person in people),
        organisations=tuple(person.organisation for person in people),
        columns=columns,
        sources=tuple(Source("Анкеты.xlsx", row) for row in range(2, 2 + len(people))),
    )


def _pair(dice: Random, mentee: str, mentor: str) -> Pair:
    good = dice.random() > 0.07
    blank = dice.random() < 0.15
    subjects = dice.randint(3500, 6000) if good else dice.randint(500, 2000)
    days = 1250 if blank else dice.choice((1000, 2000, 2500))
    interests = dice.choice((0, 400, 800, 1200))
    parts = (
        Part(criterion="subjects", title="Предметы", points=subjects, most=6000, blank=False, words=SUBJECT),
        Part(
            criterion="days",
            title="Удобные дни",
            points=days,
            most=2500,
            blank=blank,
            words=NO_ANSWER if blank else DAY,
        ),
        Part(
            criterion="interests", title="Интересы", points=interests, most=1200, blank=False, words=SUBJECT
        ),
        Part(
            criterion="request",
            title="Запрос",
            points=150,
            most=300,
            blank=True,
            words=NO_ANSWER,
            private=True,
        ),
    )
    return Pair(
        form="student-student",
        mentee=mentee,
        mentor=mentor,
        points=sum(part.points for part in parts),
        origin=dice.choices(tuple(Origin), (90, 3, 4, 3))[0],
        certain=dice.random() > 0.1,
        parts=parts,
        margin=dice.randint(1, 900),
    )


def _waiting(dice: Random, person: Person, mentors: list[Person], served: list[Person]) -> Unmatched:
    left = [len(mentors), len(mentors) // 3, dice.choice((0, len(mentors) // 9))]
    steps = [FunnelStep(must=must, left=many) for must, many in zip((READY, *MUSTS), left, strict=True)]
    return Unmatched(
        mentee=person.code,
        forms=("student-student",),
        certain=dice.random() > 0.3,
        reason=Wording("Подходящих наставников нет в удобный день.", "No mentor on a day that suits."),
        funnel=(*steps, FunnelStep(must=TAKEN, left=0)),
        rivals=tuple(rival.code for rival in dice.sample(served, min(7, len(served)))),
        remedy=Wording(
            f"Если добавить четверг, подойдёт {mentors[0].code}.", f"With Thursday {mentors[0].code} fits."
        ),
    )


def _absent(dice: Random, person: Person) -> Absence:
    reasons = (
        Wording("нет: согласие на обработку персональных данных", "missing: consent to processing"),
        Wording("нет: согласие родителя на участие", "missing: a parent's consent"),
    )
    return Absence(code=person.code, base=person.base, reasons=reasons[dice.randint(0, 1) :])


def _change(dice: Random, pair: Pair, mentors: list[Person]) -> Change:
    ground = Wording("просьба стороны", "asked by one side")
    before = dice.choice((mentors[-1].code, None))
    return Change(
        mentee=pair.mentee, before=before, after=pair.mentor, gain=dice.randint(-500, 2500), ground=ground
    )


def _records(dice: Random, people: People) -> list[Record]:
    kinds = (Document.PROCESSING, Document.PUBLICATION)
    return [
        Record(code=person.code, document=kind, given=dice.random() > 0.03)
        for person in people
        for kind in kinds
        if dice.random() < 0.8
    ]


def _finding(dice: Random, row: int) -> Finding:
    return Finding(
        severity=dice.choice((Severity.WARNING, Severity.NOTE)),
        code="latin-letter",
        reason=Wording(
            "«9a» написано латинской буквой, прочитано как 9А.", "«9a» has a Latin letter, read as 9А."
        ),
        remedy=Wording("Проверьте класс.", "Check the class."),
        file="Анкеты.xlsx",
        row=row + 2,
        column="Класс",
        found="9a",
    )


def _proof(pairs: tuple[Pair, ...], places: int) -> PartialProof:
    total = sum(pair.points for pair in pairs)
    return PartialProof(
        part="forms",
        status=Status.OPTIMAL,
        proof=Proof.DUALS,
        objective=total,
        bound=total,
        served=len(pairs),
        people=places,
    )
