"""Wide problems, never made dense: the same pairs and the same certificate, to the byte, as small problems get."""

from dataclasses import replace

import numpy as np
import pytest
from both_ways import assert_same, solve_both
from engine_oracle import asks, examples, options, problems
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matcher import Problem, Purpose, Rules, Scores, solve, verify
from matcher.shape import is_flow
from matcher.solve import choosing
from matcher.solve.pairs import glance
from matcher.solve.wide import kernels, level, survey, tight


@pytest.fixture(scope="module", autouse=True)
def narrow():
    """Offer few pairs and look at few together, so that tiny problems take every turn of the way."""
    patch = pytest.MonkeyPatch()
    for place, name, value in (
        (survey, "OF_MENTEE", 1),
        (survey, "OF_MENTOR", 1),
        (tight, "OF_MENTEE", 1),
        (tight, "OF_MENTOR", 1),
        (level, "WORST", 1),
        (tight, "MOST_GAINING", 1),
        (tight, "MOST_MISPLACED", 1),
        (glance, "BLOCK_CELLS", 8),
        (glance, "LEAST_ROWS", 1),
        (glance, "LEAST_COLUMNS", 1),
    ):
        patch.setattr(place, name, value)
    yield
    patch.undo()


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_wide_and_small_ways_give_the_same_bytes(data):
    problem = data.draw(problems(most=5))
    asked = data.draw(asks(problem))
    assert is_flow(problem, asked)
    small, wide = solve_both(problem, options(asked), listed=data.draw(st.sampled_from([0, 20])))
    assert_same(small, wide)


def drawn(seed, n, m, *, values=4, share=1.0):
    """Return a problem as features with exceptions and rules, and the same one as matrices."""
    dice = np.random.default_rng(seed)
    left, right = dice.integers(0, values, (n, 3)), dice.integers(0, values, (m, 3))
    rows, columns = dice.integers(0, n, 20), dice.integers(0, m, 20)
    added = dice.integers(0, 9, 20)
    of_mentee, of_mentor = dice.random((n, 4)) < share, dice.random((m, 4)) < share
    points = left @ right.T
    np.add.at(points, (rows, columns), added)
    allowed = of_mentee.astype(int) @ of_mentor.T.astype(int) >= 1
    scores = Scores(left, right, exceptions=(rows, columns, added))
    rules = Rules(((of_mentee.astype(np.int8), of_mentor.astype(np.int8), 1),))
    return Problem(scores, allowed=rules), Problem(points, allowed=allowed)


CASES = {
    "plain": ({}, {}),
    "several places": ({"upper": 3, "lower": 1}, {}),
    "scarce": ({}, {}),
    "best total": ({"upper": 2}, {"purpose": Purpose.BEST_TOTAL}),
    "several mentors": ({"demand": 2, "upper": 2}, {}),
    "loads and classes": ({"upper": 2, "shared_upper": [((0, 1, 2), 3)], "priority": "mixed"}, {}),
    "raised": ({}, {"raise_worst": True}),
    "floor": ({"upper": 2}, {"floor": 6}),
    "earlier pairs": ({}, {"previous": [(k, k) for k in range(15)]}),
    "locked": ({"locked": [(3, 5)], "forbidden": [(4, 4)]}, {"salt": b"spring"}),
}


@pytest.mark.parametrize("listed", [0, 20])
@pytest.mark.parametrize("name", CASES)
def test_features_rules_and_exceptions_give_the_same_bytes_as_matrices(name, listed):
    changes, asked = CASES[name]
    n, m = (60, 30) if name == "scarce" else (40, 35)
    if changes.get("priority"):
        changes = changes | {"priority": np.arange(n) % 3}
    features, matrices = (replace(problem, **changes) for problem in drawn(len(name), n, m, share=0.6))
    small = solve(matrices, **asked)
    _, wide = solve_both(features, asked, listed=listed)
    assert_same(small, wide)
    assert verify(features, wide) == []


def test_sparse_openness_is_read_as_it_is():
    _, matrices = drawn(1, 30, 30, share=0.4)
    small, wide = solve_both(replace(matrices, allowed=csr_array(matrices.allowed)), {}, listed=20)
    assert_same(small, wide)


def test_points_beyond_float32_stay_exact():
    _, matrices = drawn(2, 20, 20)
    large = replace(matrices, points=np.asarray(matrices.points) * 3_000_001 + 1)
    assert_same(*solve_both(large, {}, listed=20))


@pytest.mark.parametrize(("mentees", "mentors"), [(5, 0), (0, 5), (0, 0)])
def test_a_side_may_be_empty(mentees, mentors):
    empty = Problem(Scores(np.ones((mentees, 2), dtype=int), np.ones((mentors, 2), dtype=int)))
    small, wide = solve_both(empty, {}, listed=20)
    assert_same(small, wide)
    assert verify(empty, wide) == []


def test_negative_products_of_features_are_refused():
    problem = Problem(Scores(np.array([[1], [1]]), np.array([[-1], [2]])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "WIDE", -1)
        with pytest.raises(ValueError, match="at least 0"):
            solve(problem)


def test_products_of_features_beyond_all_points_are_refused():
    problem = Problem(Scores(np.array([[1 << 16], [1]]), np.array([[1 << 15], [2]])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "WIDE", -1)
        with pytest.raises(ValueError, match="below 2147483648"):
            solve(problem)


def test_compiled_lots_are_the_published_ones():
    from matcher.lot import LotSide, lots, person_keys

    mentees, mentors = (
        person_keys(b"salt", side, ["a", "б", ""]) for side in (LotSide.MENTEE, LotSide.MENTOR)
    )
    compiled = [[kernels.draw(np.uint64(kernels.mix(i)), j) for j in mentors] for i in mentees]
    assert np.array_equal(compiled, lots(mentees[:, None], mentors[None]))
