"""`solve_stable` and `blocking_pairs` against all choices of a few people, by the definition of stability."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Status, blocking_pairs, solve_stable


@st.composite
def wishes(draw, *, strict):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def ranks(rows, columns):
        if strict:
            places = [draw(st.permutations(range(1, columns + 1))) for _ in range(rows)]
        else:
            places = [
                draw(st.lists(st.integers(1, 2), min_size=columns, max_size=columns)) for _ in range(rows)
            ]
        refused = [draw(st.lists(st.booleans(), min_size=columns, max_size=columns)) for _ in range(rows)]
        return np.where(np.array(refused) & (np.array(places) > 1), 0, np.array(places))

    upper = draw(st.lists(st.integers(0, 2), min_size=m, max_size=m))
    points = np.array(draw(st.lists(st.integers(0, 4), min_size=n * m, max_size=n * m))).reshape(n, m)
    return ranks(n, m), ranks(m, n).T, upper, points


def blocks(theirs, ours, upper, pairs, i, j):
    """Tell by the definition: both accept each other and both gain."""
    if (i, j) in pairs or not theirs[i, j] or not ours[i, j]:
        return False
    mine = [theirs[i, b] for a, b in pairs if a == i]
    held = [ours[a, j] for a, b in pairs if b == j]
    mentee_gains = not mine or theirs[i, j] < mine[0]
    mentor_gains = len(held) < upper[j] or any(ours[i, j] < place for place in held)
    return mentee_gains and mentor_gains


def choices(theirs, ours, upper):
    n, m = theirs.shape
    for chosen in product(range(-1, m), repeat=n):
        pairs = frozenset((i, j) for i, j in enumerate(chosen) if j >= 0)
        full = all(sum(b == j for _, b in pairs) <= upper[j] for j in range(m))
        if full and all(theirs[p] and ours[p] for p in pairs):
            yield pairs


def stable_choices(theirs, ours, upper):
    n, m = theirs.shape
    for pairs in choices(theirs, ours, upper):
        if not any(blocks(theirs, ours, upper, pairs, i, j) for i in range(n) for j in range(m)):
            yield pairs


@settings(max_examples=120, deadline=None)
@given(wishes(strict=False))
def test_ties_leave_a_stable_choice(given_wishes):
    theirs, ours, upper, points = given_wishes
    for found in (solve_stable(theirs, ours, upper), solve_stable(theirs, ours, upper, points)):
        assert blocking_pairs(theirs, ours, found.pairs, upper) == ()
        assert frozenset(found.pairs) in set(stable_choices(theirs, ours, upper))


@settings(max_examples=60, deadline=None)
@given(wishes(strict=True))
def test_strict_ranks_give_the_best_for_mentees_or_the_most_points(given_wishes):
    theirs, ours, upper, points = given_wishes
    every = list(stable_choices(theirs, ours, upper))
    best = dict(solve_stable(theirs, ours, upper).pairs)
    for pairs in every:
        assert all(i in best and theirs[i, best[i]] <= theirs[i, j] for i, j in pairs)
    found = solve_stable(theirs, ours, upper, points)
    assert found.status is Status.OPTIMAL
    assert found.objective == found.bound == max(sum(points[p] for p in pairs) for pairs in every)
    assert frozenset(found.pairs) in every


@settings(max_examples=100, deadline=None)
@given(wishes(strict=False), st.randoms())
def test_blocking_pairs_are_those_of_the_definition(given_wishes, random):
    theirs, ours, upper, _ = given_wishes
    pairs = random.choice(list(choices(theirs, ours, upper)))
    expected = [p for p in np.ndindex(theirs.shape) if blocks(theirs, ours, upper, pairs, *p)]
    assert list(blocking_pairs(theirs, ours, pairs, upper)) == expected


def test_faults_of_ranks_are_named():
    with pytest.raises(ValueError, match="got shapes"):
        solve_stable([[1]], [[1, 2]])
    with pytest.raises(ValueError, match=r"(?s)mentee_ranks must be at least 0.*points must have shape"):
        solve_stable([[-1]], [[1]], points=[[1, 2]])
