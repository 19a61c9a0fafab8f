"""Check a criterion against the questions it compares, before any run: every fault at once."""

from collections.abc import Iterator
from string import Formatter

from matcher.criteria.answer import answer_kind
from matcher.criteria.comparison import Definition
from matcher.criteria.fault import (
    bad_setting,
    missing_question,
    missing_setting,
    unknown_field,
    unknown_setting,
    wrong_kind,
)
from questionnaires.criterion import Criterion
from questionnaires.loading.shape.settings import SETTINGS, fits
from questionnaires.question import Kind, Question
from questionnaires.wording import Wording

FIELDS = frozenset({"shared", "mentee", "mentor"})
"""What the words of a programme may name."""


def find_faults(
    definition: Definition,
    criterion: Criterion,
    mentee_question: Question | None,
    mentor_question: Question | None,
) -> Iterator[Wording]:
    """Yield every fault of a criterion of the kind defined."""
    yield from _setting_faults(criterion)
    yield from _question_faults(criterion, criterion.mentee, mentee_question, definition.mentee_kinds)
    yield from _question_faults(criterion, criterion.mentor, mentor_question, definition.mentor_kinds)
    yield from _word_faults(criterion)
    yield from definition.faults(criterion, mentee_question, mentor_question)


def _setting_faults(criterion: Criterion) -> Iterator[Wording]:
    known = SETTINGS[criterion.kind]
    for name, value in criterion.settings.items():
        if name not in known:
            yield unknown_setting(criterion, name, ", ".join(known))
        elif not fits(value, known[name]):
            yield bad_setting(criterion, name, value)
    for name, setting in known.items():
        if setting.required and name not in criterion.settings:
            yield missing_setting(criterion, name)


def _question_faults(
    criterion: Criterion, key: str, question: Question | None, kinds: frozenset[Kind]
) -> Iterator[Wording]:
    found = answer_kind(key, question)
    if kinds and found is None:
        yield missing_question(criterion, key)
    elif kinds and found not in kinds:
        yield wrong_kind(criterion, key, str(found), ", ".join(sorted(kinds)))


def _word_faults(criterion: Criterion) -> Iterator[Wording]:
    for template in (criterion.yes, criterion.no):
        fields = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
        yield from (unknown_field(criterion, field) for field in sorted(fields - FIELDS))
