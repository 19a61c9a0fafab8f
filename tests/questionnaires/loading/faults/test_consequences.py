"""One misspelt word is one fault, whatever would have stood there."""

import pytest

from questionnaires.finding import InputRefused
from questionnaires.loading import load_programme
from questionnaires.loading.catalogue import CATALOGUE

READY = (CATALOGUE / "programmes" / "r2-gymnasium.toml").read_text("utf-8")
SLIPS = {
    "questionnaire": (
        'questionnaire = "alumnus-mentor"',
        'questionnaire = "alumnus-mentro"',
        "base.alumni.questionnaire.extends",
    ),
    "monitoring": (
        '"monitoring-before", "monitoring-after"',
        '"monitoring-befor", "monitoring-after"',
        "monitoring.1.extends",
    ),
    "order": ('extends = "usual"', 'extends = "usal"', "order.extends"),
    "weight": (
        'mentors = ["alumni"]',
        'mentors = ["alumni"]\nweights = { goals = "важна" }',
        "form.alumnus-student.criterion.goals.weight",
    ),
}


def faults(text):
    with pytest.raises(InputRefused) as refused:
        load_programme(text.encode())
    return [finding.column for finding in refused.value.findings]


@pytest.mark.parametrize(("old", "new", "place"), SLIPS.values(), ids=SLIPS)
def test_a_misspelt_word_is_one_fault(old, new, place):
    assert old in READY
    assert faults(READY.replace(old, new)) == [place]


def test_faults_of_other_places_are_all_said():
    text = READY
    for old, new, _ in SLIPS.values():
        text = text.replace(old, new)
    assert sorted(faults(text)) == sorted(place for _, _, place in SLIPS.values())


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('a = "b\nc = 1', "строка 1, столбец"),
        ('{"a": 1,, }', "строка 1, столбец 9"),
        ("a = ", "строка 1, столбец"),
    ],
)
def test_where_a_file_breaks_off_is_said_in_russian(content, place):
    with pytest.raises(InputRefused) as refused:
        load_programme(content.encode())
    (finding,) = refused.value.findings
    assert place in finding.reason.ru or "конец файла" in finding.reason.ru
    assert "line" not in finding.reason.ru
