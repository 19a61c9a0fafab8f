"""Submissions put into files: which shape each file has, who stands in it and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from questionnaires.examples.files.shapes import (
    EXCEL_BOM,
    EXCEL_RU,
    GOOGLE,
    GOOGLE_GMT,
    GOOGLE_PM,
    OWN,
    YANDEX,
    Shape,
)
from questionnaires.examples.files.sheet import Cell, Row, Sheet
from questionnaires.examples.files.writing import write_answer
from questionnaires.examples.people.submissions import Submission
from questionnaires.programme import Organisation, Programme
from questionnaires.question import Kind, Question, Questionnaire

SHAPES_OF = {
    "r1-district": (YANDEX, EXCEL_RU, GOOGLE, EXCEL_BOM, OWN),
    "r2-gymnasium": (YANDEX, OWN, EXCEL_RU, GOOGLE_GMT, EXCEL_BOM),
    "r3-full-process": (GOOGLE, YANDEX, EXCEL_BOM, OWN, GOOGLE_PM),
    "r4-additional-education": (OWN, EXCEL_RU, YANDEX),
    "r5-teachers": (EXCEL_BOM, YANDEX, GOOGLE_GMT, EXCEL_RU),
}
"""Shapes of the files of each programme, used in turn."""
CROWDED = 120
"""A questionnaire answered by more people comes in several files, one per group of organisations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One answer file before its bytes are made.

    Parameters
    ----------
    submissions
        One per row, in the order of the rows.
    questions
        One per column after the lead columns of the shape.
    """

    name: str
    shape: Shape
    submissions: tuple[Submission, ...]
    questions: tuple[Question, ...]
    sheet: Sheet

    def column(self, question: Question) -> int:
        """Return the column in which the question stands, counted from 0."""
        return len(self.shape.lead) + self.questions.index(question)


def file_answers(programme: Programme, submissions: Sequence[Submission], note: str = "") -> list[Part]:
    """Return the answer files that hold these submissions; `note` is put into their names."""
    shapes = SHAPES_OF.get(programme.key, (OWN, YANDEX, EXCEL_RU, GOOGLE, EXCEL_BOM, GOOGLE_GMT, GOOGLE_PM))
    parts: list[Part] = []
    for questionnaire, private in _questionnaires(programme):
        mine = [one for one in submissions if _belongs(one, questionnaire, private)]
        for group in _groups(programme, mine):
            shape = shapes[len(parts) % len(shapes)]
            parts.append(
                _part(programme, questionnaire, group, shape, _name(questionnaire, private, parts, note))
            )
    return parts


def _questionnaires(programme: Programme) -> list[tuple[Questionnaire, bool]]:
    """Return every questionnaire of the programme, twice when a private base uses it too."""
    found = {(base.questionnaire.key, base.private): base.questionnaire for base in programme.bases}
    return [(questionnaire, private) for (_, private), questionnaire in found.items()]


def _belongs(submission: Submission, questionnaire: Questionnaire, private: bool) -> bool:
    base = submission.persona.base
    return base.questionnaire.key == questionnaire.key and base.private is private


def _groups(programme: Programme, submissions: list[Submission]) -> list[list[Submission]]:
    """Return the submissions by groups of organisations, each small enough to be one file of its own."""
    if not submissions:
        return []
    number = -(-len(submissions) // CROWDED) if len(programme.organisations) > 1 else 1
    number = min(number, 5)
    place: dict[str, int] = {
        home.key: index * number // len(_homes(programme)) for index, home in _homes(programme)
    }
    groups: list[list[Submission]] = [[] for _ in range(number)]
    for submission in submissions:
        groups[place.get(submission.persona.organisation, 0)].append(submission)
    return [group for group in groups if group]


def _homes(programme: Programme) -> list[tuple[int, Organisation]]:
    return list(enumerate(place for place in programme.organisations if not place.partner))


def _name(questionnaire: Questionnaire, private: bool, parts: list[Part], note: str) -> str:
    """Return the name of the next file; that of a private base does not tell whose it is."""
    title = "Анкеты отдельной базы" if private else questionnaire.title
    same = sum(part.name.startswith(title) for part in parts)
    return " ".join(filter(None, (title, note, f"({same + 1})" if same else "")))


def _part(
    programme: Programme, questionnaire: Questionnaire, group: list[Submission], shape: Shape, name: str
) -> Part:
    questions = tuple(q for q in questionnaire.questions if not (shape.lead and q.kind is Kind.TIMESTAMP))
    timed = bool(shape.lead) or any(question.kind is Kind.TIMESTAMP for question in questions)
    ordered = sorted(_told_apart(group, timed), key=lambda one: (one.sent, one.persona.name))
    rows = [_row(programme, one, number, questions, shape) for number, one in enumerate(ordered, start=1)]
    headers = (*shape.lead, *(question.text for question in questions))
    return Part(
        name=f"{name}{shape.suffix}",
        shape=shape,
        submissions=tuple(ordered),
        questions=questions,
        sheet=Sheet(headers=headers, rows=tuple(rows)),
    )


def _told_apart(group: list[Submission], timed: bool) -> list[Submission]:
    """Leave out what was sent first where the file does not say when: the last would be unknown."""
    return group if timed else [one for one in group if not one.outdated]


def _times(submission: Submission, questions: tuple[Question, ...]) -> dict[str, datetime]:
    """Return the answers to the questions when the form was sent."""
    return {question.key: submission.sent for question in questions if question.kind is Kind.TIMESTAMP}


def _row(
    programme: Programme, submission: Submission, number: int, questions: tuple[Question, ...], shape: Shape
) -> Row:
    lead: tuple[Cell, ...] = (shape.moment(submission.sent),) if shape.lead else ()
    if len(shape.lead) > 1:
        lead = (1400 + number * 3, *lead)
    answers = {**submission.answers, **_times(submission, questions)}
    return (
        *lead,
        *(write_answer(question, answers[question.key], shape, programme) for question in questions),
    )
