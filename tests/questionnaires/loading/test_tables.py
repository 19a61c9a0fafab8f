"""A table compares any two answers of which each is one: an option, yes or no, a mark, a class, an organisation."""

import pytest
from small_programme import changed, criterion, faults_of

STYLE = ("forms", 0, "criteria", 2)


def with_table(question: str, entry: str):
    return changed(
        (STYLE, criterion("style", "table", question, points=1000, settings={"table": {entry: 100}}))
    )


@pytest.mark.parametrize(
    ("question", "entry"),
    [("style", "calm|fast"), ("ready", "yes|no"), ("mark", "7|8"), ("grade", "9|11")],
)
def test_single_answers_may_stand_in_a_table(question, entry):
    assert faults_of(with_table(question, entry)) == ()


@pytest.mark.parametrize(
    ("question", "entry", "code"),
    [
        ("style", "calm|slow", "unknown-option"),
        ("style", "calm", "table-pair"),
        ("days", "mon|tue", "wrong-kind"),
        ("note", "a|b", "wrong-kind"),
    ],
)
def test_what_no_answer_can_be_is_refused(question, entry, code):
    assert code in {fault.code for fault in faults_of(with_table(question, entry))}
