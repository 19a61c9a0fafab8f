"""Whether a programme's criteria can be computed from the questions it asks: known before anything is read."""

from collections.abc import Iterator

from matcher.scoring import check_form
from questionnaires.programme import Programme
from questionnaires.question import Question
from questionnaires.wording import Wording


def find_faults(programme: Programme) -> tuple[tuple[str, Wording], ...]:
    """Return (form key, fault) for every criterion that does not fit the questionnaires of its form."""
    return tuple(
        (form.key, fault)
        for form in programme.forms
        for fault in check_form(form, _asked(programme, form.mentees), _asked(programme, form.mentors))
    )


def _asked(programme: Programme, bases: tuple[str, ...]) -> dict[str, Question]:
    return {question.key: question for key in bases for question in _questions(programme, key)}


def _questions(programme: Programme, base: str) -> Iterator[Question]:
    yield from programme.get_base(base).questionnaire.questions
