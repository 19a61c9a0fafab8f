"""Cells that name something known: options, organisations, yes and no, people."""

import pytest
from cell_sample import OPTIONS, read_cell
from reading_sample import make_programme, question

from questionnaires.question import Kind
from questionnaires.reading.cells import make_reader


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("да", True),
        ("Да.", True),
        ("+", True),
        (True, True),
        ("нет", False),
        (0.0, False),
        ("может быть", None),
    ],
)
def test_yes_and_no(cell, value):
    assert read_cell(Kind.YES_NO, cell)[0] == value


@pytest.mark.parametrize(
    ("cell", "value", "remarks"),
    [
        ("Очно", "yes", []),
        ("очно ", "yes", []),
        ("онлайн", "far", ["read-as"]),
        ("Очно.", "yes", ["read-as"]),
        ("Ачно", None, ["unknown-option"]),
    ],
)
def test_one_option(cell, value, remarks):
    assert read_cell(Kind.CHOICE, cell, options=OPTIONS) == (value, remarks)


def test_an_unknown_option_is_proposed_and_not_taken():
    reading = make_reader(question("q", "Вопрос", Kind.CHOICE, options=OPTIONS), make_programme())(
        "Дистанцыонно"
    )
    assert reading.value is None
    assert "похоже на «Дистанционно»" in reading.remarks[0].reason.ru


def test_own_words_are_kept_out():
    assert read_cell(Kind.CHOICE, "Другое: в парке", options=OPTIONS, other=True) == (None, ["other-answer"])


def test_a_slip_is_told_from_own_words():
    assert read_cell(Kind.CHOICE, "Дистанцыонно", options=OPTIONS, other=True) == (None, ["unknown-option"])


@pytest.mark.parametrize(
    "cell", ["Школа № 2", "школа №2", "Средняя школа № 2 посёлка Заречного", "СОШ 2", "school-2"]
)
def test_an_organisation_by_any_of_its_spellings(cell):
    assert read_cell(Kind.ORGANISATION, cell) == ("school-2", [])


def test_an_unknown_organisation_is_refused_with_the_nearest():
    assert read_cell(Kind.ORGANISATION, "Школа № 9") == (None, ["unknown-organisation"])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Иванова М.; Петров И.", ("Иванова М.", "Петров И.")),
        ("1. Иванова М. 2. Петров И.", ("Иванова М.", "Петров И.")),
        ("Иванова М. и Петров И.", ("Иванова М.", "Петров И.")),
        ("Иванова Мария, 9А", ("Иванова Мария (9А)",)),
        ("нет", ()),
        ("никого", ()),
    ],
)
def test_lists_of_names(cell, value):
    assert read_cell(Kind.NAMES, cell)[0] == value
