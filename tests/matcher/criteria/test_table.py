import pytest
from one_form import CriterionKind, Kind, ask, must, score, wish, words

from questionnaires.question import Grade

FORMAT = ask("answer", Kind.CHOICE, {"here": "Очно", "online": "Онлайн", "any": "Всё равно"})
TABLE = {"here|here": 100, "here|any": 80, "online|online": 100, "any|here": 33}


@pytest.mark.parametrize(
    ("mentee", "mentor", "points"),
    [
        ("here", "here", 1000),
        ("here", "any", 800),
        ("any", "here", 330),  # the table has two sides
        ("online", "here", 10),
        (None, "here", 500),
    ],
)
def test_percentage_of_the_table(mentee, mentor, points):
    own = wish(CriterionKind.TABLE, settings={"table": TABLE, "otherwise": 1})
    assert score(own, [mentee], [mentor], FORMAT).points().tolist() == [[points]]


def test_any_closed_answer_can_be_named():
    own = wish(CriterionKind.TABLE, settings={"table": {"yes|no": 10, "7|11": 20, "3|5": 30}})
    scores = score(own, [True, Grade(7, "А"), 3], [False, Grade(11), 5])
    assert scores.points().diagonal().tolist() == [100, 200, 300]


def test_says_whether_the_two_suit():
    scores = score(
        wish(CriterionKind.TABLE, settings={"table": TABLE}), ["here"], ["here", "any", "online"], FORMAT
    )
    assert [words(scores, 0, j) for j in range(3)] == [
        "подходит (Очно — Очно)",
        "подходит отчасти (Очно — Всё равно)",
        "не подходит (Очно — Онлайн)",
    ]


def test_must_refuses_what_has_nothing():
    scores = score(must(CriterionKind.TABLE, settings={"table": TABLE}), ["here"], ["any", "online"], FORMAT)
    assert scores.allowed().tolist() == [[True, False]]


def test_an_entry_that_is_no_pair_is_refused():
    with pytest.raises(ValueError, match=r"expected 'a\|b' = 0 to 100, got 'here' = 100"):
        score(wish(CriterionKind.TABLE, settings={"table": {"here": 100}}), ["here"], ["here"], FORMAT)
