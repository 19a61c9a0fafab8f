"""Several options in one cell: a brute-force oracle over all subsets of options that may hold commas."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sample import SUBJECTS, make_programme, question

from questionnaires.question import Kind, Option
from questionnaires.reading.cells import make_reader
from questionnaires.reading.cells.choices import options_of_grid


def read_cell(
    text: str, options: tuple[Option, ...] = SUBJECTS, *, other: bool = False
) -> tuple[object, list[str]]:
    asked = question("q", "Вопрос", Kind.CHOICES, options=options, other=other)
    reading = make_reader(asked, make_programme())(text)
    return reading.value, [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    ("cell", "value", "remarks"),
    [
        ("Математика, Физика", ("maths", "physics"), []),
        ("физика;математика", ("maths", "physics"), []),
        ("Физика\nМатематика", ("maths", "physics"), []),
        ("чтение, книги", ("reading",), []),
        ("чтение, книги, Физика", ("physics", "reading"), []),
        ("книги, чтение, книги", ("reading", "books"), []),
        ("алгебра", ("maths",), []),
        ("Математика, Физика,", ("maths", "physics"), []),
        ("Математика 🧮, ⚡️Физика", ("maths", "physics"), []),
        ("👍", None, ["unknown-option"]),
        ("Математика, математика", ("maths",), []),
        ("ничего", (), []),
        ("нет", (), []),
        ("Химия", None, ["unknown-option"]),
        ("Физика, Химия", ("physics",), ["unknown-option"]),
        ("Физикa", None, ["unknown-option"]),
    ],
)
def test_several_options(cell, value, remarks):
    assert read_cell(cell) == (value, remarks)


def test_own_words_with_commas_are_one_answer():
    value, remarks = read_cell("Физика, люблю море, горы и лес", other=True)
    assert (value, remarks) == (("physics",), ["other-answer"])


WORDS = ("а", "б", "в")
LABELS = [", ".join(words) for size in (1, 2) for words in combinations(WORDS, size)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True), st.sampled_from([", ", "; "]))
def test_agrees_with_all_subsets(labels, joiner):
    """Whatever was ticked, in any order, is read back, unless two answers are written alike; then it is one of them."""
    options = tuple(Option(key=f"k{place}", label=label) for place, label in enumerate(labels))
    keys = {option.label: option.key for option in options}
    written: dict[str, set[tuple[str, ...]]] = {}
    for size in range(1, len(labels) + 1):
        # people also tick nothing twice, but «а, а» is «а» for the reader
        for chosen in product(labels, repeat=size):
            written.setdefault(joiner.join(chosen), set()).add(
                tuple(sorted({keys[label] for label in chosen}))
            )
    for text, answers in written.items():
        value, remarks = read_cell(text, options)
        assert not remarks
        assert value in answers


def test_a_full_split_is_preferred_to_the_longest_piece():
    options = tuple(
        Option(key=key, label=label) for key, label in (("ab", "а, б"), ("bc", "б, в"), ("a", "а"))
    )
    assert read_cell("а, б, в", options) == (("bc", "a"), [])


def test_many_repeats_do_not_take_forever():
    options = tuple(Option(key=f"k{n}", label=", ".join(["а"] * n)) for n in range(1, 9))
    value, remarks = read_cell(", ".join(["а"] * 400) + ", я", options)
    assert "unknown-option" in remarks
    assert value is not None


DAYS = (
    Option(key="mon", label="Понедельник"),
    Option(key="tue", label="Вторник"),
    Option(key="wed-late", label="Среда, после уроков"),
    Option(key="thu-late", label="Четверг: после уроков"),
    Option(key="fri-late", label="Пятница - после уроков"),
    Option(key="sat-early", label="Суббота утром"),
)


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"Понедельник": "да", "Вторник": "нет"}, ("mon",)),
        ({"Понедельник": "+", "Вторник": "V"}, ("mon", "tue")),
        ({"Среда": "после уроков"}, ("wed-late",)),
        ({"Четверг": "После уроков", "Пятница": "после уроков"}, ("thu-late", "fri-late")),
        ({"Суббота": "утром; после уроков"}, ("sat-early",)),
        ({"Понедельник": "нет"}, ()),
        ({}, None),
    ],
)
def test_a_grid_question_is_several_options(cells, value):
    asked = question("days", "Удобные дни", Kind.CHOICES, options=DAYS)
    assert options_of_grid(asked, cells).value == value
