"""Faults of a problem are named together; scores and rules are the same small and by blocks."""

import numpy as np
import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Purpose, Rules, Scores, Status, solve, verify
from matcher.arrays import exact_product
from matcher.problem import dense_allowed, dense_points


def test_all_faults_are_named_together():
    with pytest.raises(ValueError, match="at least 0") as caught:
        Problem(
            np.ones((2, 2), int),
            upper=[1, -1],
            demand=[1, 2, 3],
            allowed=np.ones((3, 2), bool),
            locked=[(0, 0), (0, 0), (5, 0)],
            forbidden=[(0, 0)],
            shared_upper=[([0, 9], -1)],
            priority=[0.5, 1],
            mentee_ids=["a", "a"],
            mentor_ids=["x"],
        )
    text = str(caught.value)
    for part in (
        "upper must be at least 0, got -1",
        "demand must be one number or 2 numbers, got shape (3,)",
        "allowed must have shape (2, 2), got (3, 2)",
        "locked: mentee 5 is out of range",
        "locked names the pair (0, 0) twice",
        "pair (0, 0) is both locked and forbidden",
        "shared_upper 0: mentor 9 is out of range",
        "shared_upper 0 must have a bound of at least 0, got -1",
        "priority must be integers",
        "mentee_ids has the id 'a' twice",
        "mentor_ids must be 2 ids, got 1",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"points": [1, 2]}, "two dimensions"),
        ({"points": [[0.5]]}, "must be integers"),
        ({"points": [[float("nan")]]}, "must be integers"),
        ({"points": [[-1]]}, "at least 0, got -1"),
        ({"points": [[1 << 40]]}, "must be below"),
        ({"points": [[1]], "lower": 2}, "lower must be at most upper"),
        ({"points": Scores(np.ones((1, 2)), np.ones((1, 3)))}, "features must be two matrices"),
        ({"points": Scores(np.ones((1, 1)), np.ones((1, 1)), ([0], [0], []))}, "three arrays of one length"),
    ],
)
def test_a_fault_is_a_sentence(settings, message):
    with pytest.raises(ValueError, match=message):
        Problem(**settings)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"raise_worst": True, "purpose": Purpose.BEST_TOTAL}, "raise_worst goes with"),
        ({"floor": -1}, "floor must be at least 0"),
        ({"previous": [(0, 0)], "max_changes": -1}, "max_changes must be at least 0"),
        ({"previous": [(0, 5)]}, "previous: mentor 5 is out of range"),
    ],
)
def test_what_cannot_be_asked_is_refused(request_, message):
    with pytest.raises(ValueError, match=message):
        solve(Problem([[1]]), **request_)


def test_scores_and_rules_are_exact_by_blocks(monkeypatch):
    rng = np.random.default_rng(2)
    left, right = rng.integers(-9, 9, (30, 4)), rng.integers(-9, 9, (20, 4))
    offset = np.ones((30, 1), int) * 400, np.ones((20, 1), int)
    scores = Scores(np.hstack([left, offset[0]]), np.hstack([right, offset[1]]), ([3, 3], [4, 4], [5, 6]))
    rules = Rules(((left, right, -50), (left[:, :2], right[:, :2], -60)))
    problem = Problem(scores, allowed=rules, forbidden=[(0, 0)])
    expected = left @ right.T + 400
    expected[3, 4] += 11
    allowed = (left @ right.T >= -50) & (left[:, :2] @ right[:, :2].T >= -60)
    allowed[0, 0] = False
    monkeypatch.setattr("matcher.problem.BLOCK_CELLS", 50)
    assert np.array_equal(dense_points(problem), expected)
    assert np.array_equal(dense_allowed(problem), allowed)
    dense = Problem(expected, allowed=allowed)
    assert solve(problem).pairs == solve(dense).pairs
    assert verify(problem, solve(problem)) == []


def test_sparse_allowed_is_read_as_dense():
    from scipy.sparse import csr_array

    allowed = np.array([[True, False], [True, True]])
    points = [[1, 9], [5, 1]]
    assert (
        solve(Problem(points, allowed=csr_array(allowed))).pairs
        == solve(Problem(points, allowed=allowed)).pairs
    )


@settings(max_examples=examples(50), deadline=None)
@given(st.integers(1, 60), st.data())
def test_products_are_exact_beyond_what_floats_hold(bits, data):
    size = data.draw(st.integers(1, 3))
    values = st.integers(-(1 << bits // 2), 1 << bits // 2)
    left = np.array(
        data.draw(st.lists(st.lists(values, min_size=size, max_size=size), min_size=1, max_size=3))
    )
    expected = [[sum(int(a) * int(b) for a, b in zip(x, y, strict=True)) for y in left] for x in left]
    assert exact_product(left, left).tolist() == expected


def test_points_below_zero_from_features_are_refused_when_seen():
    with pytest.raises(ValueError, match="at least 0"):
        solve(Problem(Scores(np.ones((1, 1)), -np.ones((1, 1)))))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nobody_on_a_side_is_no_fault(shape):
    problem = Problem(np.zeros(shape, int))
    solution = solve(problem)
    assert solution.status is Status.OPTIMAL
    assert solution.pairs == ()
    assert len(solution.unmatched) == shape[0]
    assert verify(problem, solution) == []
