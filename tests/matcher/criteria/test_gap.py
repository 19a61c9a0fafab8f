from decimal import Decimal

import pytest
from one_form import CriterionKind, must, score, wish, words

from questionnaires.criterion import BlankMust
from questionnaires.question import Grade

GAP = CriterionKind.GAP


@pytest.mark.parametrize(
    ("settings", "mentee", "mentor", "points"),
    [
        ({"least": 2}, Grade(6, "Б"), Grade(8, "А"), 1000),
        ({"least": 2}, Grade(6), Grade(7), 0),
        ({"least": 2, "most": 4}, 10, 14, 1000),
        ({"least": 2, "most": 4}, 10, 15, 0),
        ({"most": 0}, 10, 8, 1000),
        ({"least": -1}, 10, 8, 0),
        ({"least": 2}, Decimal("0.5"), Decimal("2.5"), 1000),
        ({"least": 2}, Decimal("0.6"), Decimal("2.5"), 0),
        ({"least": 2}, None, 8, 500),
    ],
)
def test_mentor_minus_mentee_between_the_bounds(settings, mentee, mentor, points):
    assert score(wish(GAP, settings=settings), [mentee], [mentor]).points().tolist() == [[points]]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"least": 1}, "разница 0,5, нужна не меньше 1"),
        ({"most": 0}, "разница 0,5, нужна не больше 0"),
        ({"least": 1, "most": 3}, "разница 0,5, нужна от 1 до 3"),
        ({"least": -1}, "разница 0,5, подходит"),
    ],
)
def test_says_the_difference_and_what_was_expected(settings, said):
    assert words(score(wish(GAP, settings=settings), [2], [Decimal("2.5")])) == said


def test_must_refuses_outside_the_bounds():
    scores = score(must(GAP, settings={"least": 2}, blank_must=BlankMust.PASS), [6, None], [7, 8])
    assert scores.allowed().tolist() == [[False, True], [True, True]]
    assert scores.kept(1, 0)[0].ru == "Сравнение: ответа нет: правило не применяется"
