from decimal import Decimal

import pytest
from one_form import CriterionKind, Kind, ask, must, score, wish, words

from questionnaires.question import Grade

STYLE = ask("answer", Kind.CHOICE, {"quiet": "Спокойно", "even": "Ровно", "lively": "Живо"})
CLOSE = CriterionKind.CLOSENESS


@pytest.mark.parametrize(
    ("mentee", "mentor", "span", "points"),
    [
        (3, 3, 4, 1000),
        (3, 4, 4, 750),
        (4, 3, 4, 750),
        (1, 5, 4, 0),
        (1, 5, 2, 0),
        (1, 2, 3, 667),  # two thirds, halves and more upwards
        (Decimal("2.5"), 2, 4, 875),
        (Grade(7, "А"), Grade(8, "В"), 2, 500),
        (None, 3, 4, 500),
    ],
)
def test_the_nearer_the_more(mentee, mentor, span, points):
    scores = score(wish(CLOSE, settings={"span": span}), [mentee], [mentor])
    assert scores.points().tolist() == [[points]]


def test_options_are_ordered_as_the_question_lists_them():
    scores = score(wish(CLOSE, settings={"span": 2}), ["quiet"], ["quiet", "even", "lively"], STYLE)
    assert scores.points().tolist() == [[1000, 500, 0]]
    said = [words(scores, 0, j) for j in range(3)]
    assert said == ["одинаково: Спокойно", "близко: Спокойно и Ровно", "далеко: Спокойно и Живо"]


def test_must_refuses_from_the_span_on():
    scores = score(must(CLOSE, settings={"span": 2}), [1, None], [1, 2, 3])
    assert scores.allowed().tolist() == [[True, True, False], [False, False, False]]
