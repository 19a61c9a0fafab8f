"""Forms of one criterion and crowds of one answer, so that a test of a criterion states its facts in a line."""

from matcher.crowd import Circumstances, Crowd
from matcher.scoring import FormScores, score_form
from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.programme import ProgrammeForm
from questionnaires.question import Kind, Option, Question

SUBJECTS = {"maths": "Математика", "physics": "Физика", "chemistry": "Химия"}
DAYS = {"mon": "Понедельник", "tue": "Вторник", "wed": "Среда"}


def ask(key, kind=Kind.CHOICES, options=None, *, private=False):
    listed = tuple(Option(key=key, label=label) for key, label in (options or {}).items())
    return Question(key=key, text=key, kind=kind, purpose="проверка", options=listed, private=private)


def wish(kind, points=1000, *, mentee="answer", mentor="answer", settings=None, **more):
    return Criterion(
        key="c", kind=kind, title="Сравнение", force=Force.WISH, mentee=mentee, mentor=mentor,
        points=points, settings=settings or {}, **more,
    )  # fmt: skip


def must(kind, *, mentee="answer", mentor="answer", settings=None, **more):
    return Criterion(
        key="c", kind=kind, title="Сравнение", force=Force.MUST, mentee=mentee, mentor=mentor,
        settings=settings or {}, **more,
    )  # fmt: skip


def crowd(prefix, answers, question=None, **columns):
    """People coded М-0, М-1 …: one answer each, and further columns by name."""
    columns = {"answer": tuple(answers), **{key: tuple(values) for key, values in columns.items()}}
    questions = {} if question is None else {question.key: question}
    codes = tuple(f"{prefix}-{place}" for place in range(len(columns["answer"])))
    return Crowd(codes=codes, columns=columns, questions=questions)


def form_of(*criteria):
    return ProgrammeForm(key="form", title="форма", mentees=("n",), mentors=("m",), criteria=criteria)


def score(criterion, mentees, mentors, question=None, circumstances=None, **more) -> FormScores:
    """Score one criterion for lists of answers; `mentees` and `mentors` may be crowds already."""
    sides = [
        side if isinstance(side, Crowd) else crowd(prefix, side, question)
        for prefix, side in (("Н", mentees), ("М", mentors))
    ]
    return score_form(form_of(criterion), *sides, circumstances or Circumstances(), **more)


def words(scores, i=0, j=0):
    """Return what is said of a pair about the only wish of its form."""
    return scores.parts(i, j)[0].words.ru


__all__ = [
    "DAYS",
    "SUBJECTS",
    "CriterionKind",
    "Kind",
    "ask",
    "crowd",
    "form_of",
    "must",
    "score",
    "wish",
    "words",
]
