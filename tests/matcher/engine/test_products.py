"""Points by blocks are exact to the last unit, however large the numbers and narrow the types they are given in."""

import numpy as np
import pytest
from both_ways import assert_same, solve_both

from matcher import Problem, Purpose, Scores
from matcher.solve.wide import level, survey
from matcher.solve.wide.product import feature_product

N, M = 12, 11
DICE = np.random.default_rng(8)
LARGE = DICE.integers(1 << 20, 1 << 21, (N, 3)) | 1
SMALL = DICE.integers(0, 3, (M, 3))
POINTS = DICE.integers(0, 127, (N, M))

GIVEN = {
    "large features": Scores(LARGE, SMALL),
    "eight bits": POINTS.astype(np.int8),
    "sixteen bits": (POINTS * 250).astype(np.int16),
    "thirty-two bits": ((POINTS << 24) + POINTS).astype(np.int32),
}


@pytest.fixture(autouse=True)
def few_offers(monkeypatch):
    """Offer few pairs at first, so that what is missing is found by pricing blocks."""
    for place, name in ((survey, "OF_MENTEE"), (survey, "OF_MENTOR"), (level, "WORST")):
        monkeypatch.setattr(place, name, 1)


@pytest.mark.parametrize("points", GIVEN.values(), ids=GIVEN)
def test_the_best_total_is_the_same_by_blocks(points):
    # Points count as many times as there can be pairs, so that a pair less is worth none of them.
    problem = Problem(points, upper=2, demand=2)
    small, wide = solve_both(problem, {"purpose": Purpose.BEST_TOTAL})
    assert_same(small, wide)


def test_features_that_hold_the_least_number_of_their_type_are_not_rounded():
    mentees = np.array([[-(1 << 31)], [-(1 << 24) - 1]], dtype=np.int32)
    product = feature_product(mentees, np.array([[-1]]))
    assert product.at(np.array([1]), np.array([0])).tolist() == [(1 << 24) + 1]
