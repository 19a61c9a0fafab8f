"""The page about programme files names every setting and every value, and its example works as it says."""

import re
from pathlib import Path

import pytest

from questionnaires.criterion import BlankMust, CriterionKind, Force
from questionnaires.finding import InputRefused
from questionnaires.loading import find_programmes, load_programme
from questionnaires.loading.shape import schema
from questionnaires.loading.shape.settings import SETTINGS
from questionnaires.loading.shape.weights import WEIGHTS
from questionnaires.programme import Arrangement, Blank, Category, Document, Purpose, Side, Stage
from questionnaires.question import Kind, QuestionnaireKind

PAGE = (Path(__file__).parents[3] / "docs" / "programme.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))
SCHEMAS = [
    found for found in vars(schema).values() if isinstance(found, type) and found.__name__.endswith("Schema")
]
ENUMS = (
    Arrangement, Blank, BlankMust, Category, CriterionKind, Document, Force, Kind, Purpose, QuestionnaireKind, Side,
    Stage,
)  # fmt: skip


@pytest.mark.parametrize("table", SCHEMAS, ids=[table.__name__ for table in SCHEMAS])
def test_every_setting_is_named(table):
    assert not [name for name in table().fields if name not in NAMED]


@pytest.mark.parametrize("choices", ENUMS, ids=[choices.__name__ for choices in ENUMS])
def test_every_value_is_named(choices):
    assert not [member.value for member in choices if member.value not in NAMED]


def test_every_setting_of_a_criterion_every_weight_and_every_programme_is_named():
    assert not {name for settings in SETTINGS.values() for name in settings} - NAMED
    assert not [word for word in WEIGHTS if f"«{word}»" not in PAGE]
    assert not set(find_programmes()) - NAMED


def test_the_example_has_the_one_fault_it_speaks_of_and_loads_without_it():
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL).group(1)
    with pytest.raises(InputRefused) as refused:
        load_programme(example.encode())
    assert [(f.code, f.column) for f in refused.value.findings] == [
        ("must-with-weight", "form.student-student.criterion.days")
    ]
    assert load_programme(example.replace(', days = "важно"', "").encode()).key == "my-school"
