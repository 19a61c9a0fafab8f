from decimal import Decimal

import pytest
from one_form import CriterionKind, crowd, must, score, wish, words

from questionnaires.question import Grade, Range

WITHIN = CriterionKind.WITHIN


@pytest.mark.parametrize(
    ("mentee", "mentor", "points"),
    [
        (5, Range(5, 7), 1000),
        (Grade(7, "Б"), Range(5, 7), 1000),
        (8, Range(5, 7), 0),
        (Decimal("7.5"), Range(5, 7), 0),
        (None, Range(5, 7), 500),
        (5, None, 500),
    ],
)
def test_number_in_the_mentors_range(mentee, mentor, points):
    assert score(wish(WITHIN), [mentee], [mentor]).points().tolist() == [[points]]


def test_says_the_number_and_the_range():
    scores = score(wish(WITHIN), [Grade(7, "Б"), Grade(9)], [Range(5, 7)])
    assert (words(scores), words(scores, 1)) == ("7Б — в пределах 5–7", "9 — вне пределов 5–7")


def test_must_over_the_fact_of_age():
    mentees = crowd("Н", [None, None, None], age=(12, 16, None))
    scores = score(must(WITHIN, mentee="age"), mentees, [Range(10, 14)])
    assert scores.allowed().tolist() == [[True], [False], [False]]
