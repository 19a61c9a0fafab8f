"""Bounds and proofs of groups against all groupings of few people."""

from itertools import product

import numpy as np
import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from small_groups import group_problems, groupings

from matcher import GroupProblem
from matcher.solve.groups import proof
from matcher.solve.groups.bound import group_kinds, plain_bound
from matcher.solve.groups.cover import better_cover
from matcher.solve.groups.prices import points_inside
from matcher.solve.groups.problem import broken, could_be_groups, worth
from matcher.solve.groups.proof import LIMIT, prove
from matcher.solve.groups.relaxation import _without_negative, relaxed_bound
from matcher.solve.groups.search import search_groups
from matcher.solve.groups.starts import first_groupings
from matcher.solve.groups.table import best_grouping


@settings(max_examples=examples(40), deadline=None)
@given(group_problems(), st.sampled_from([0, 40, 100_000]))
def test_bounds_are_never_exceeded_and_what_is_called_best_is(problem, limit):
    """However little may be looked at: all groups, a few sets, or none."""
    every = list(groupings(problem))
    if not every:
        return
    best = max(worth(problem, group_of) for group_of in every)
    proved = prove(problem, every[:2], 20 * limit / LIMIT)
    assert plain_bound(problem) >= best
    assert proved.bound >= best
    assert broken(problem, proved.group_of) == 0
    if limit == 100_000:
        assert proved.best
    if proved.best:
        assert worth(problem, proved.group_of) == best == proved.bound


@settings(max_examples=examples(60), deadline=None)
@given(group_problems(), st.integers(-2, 2))
def test_the_best_cover_is_found_when_it_is_good_enough(problem, more):
    """Out of all groups there are: with several groups empty, and kinds that overlap in sizes."""
    every = list(groupings(problem))
    best = max((worth(problem, group_of) for group_of in every), default=0)
    kinds, cohesion = group_kinds(problem), problem.matrices()[0]
    sets = np.array([bits for bits in product([False, True], repeat=problem.people) if any(bits)])
    sets = sets[could_be_groups(problem, sets)]
    listed = {
        (kind.led.tobytes(), tuple(np.flatnonzero(group).tolist()), int(value))
        for kind in kinds
        for group, value in zip(sets, points_inside(cohesion, sets) + sets @ kind.led, strict=True)
    }
    found, shown = better_cover(problem.people, kinds, sorted(listed), best + more, 20.0)
    assert shown
    assert (found is not None) == (bool(every) and more <= 0)
    if found is not None:
        assert (broken(problem, found), worth(problem, found)) == (0, best)


@settings(max_examples=examples(80), deadline=None)
@given(group_problems())
def test_no_grouping_exceeds_what_the_relaxation_says(problem):
    every = list(groupings(problem))
    if every:
        assert relaxed_bound(problem) >= max(worth(problem, group_of) for group_of in every)


@pytest.mark.parametrize(("people", "size", "slack"), [(30, 6, 0.06), (60, 10, 0.06)])
def test_the_relaxation_is_near_what_people_meeting_at_random_are_worth(people, size, slack):
    """Half as far as everyone's best partners, or less; and exact where people fall into groups by themselves."""
    rng = np.random.default_rng(people)
    half = np.triu(rng.integers(0, 100, (people, people)), 1)
    problem = GroupProblem(half + half.T, [(size, size)] * (people // size))
    found = search_groups(problem, first_groupings(problem), 4.0)[0]
    assert worth(problem, found) <= relaxed_bound(problem) <= (1 + slack) * worth(problem, found)
    assert plain_bound(problem) >= (1 + 2 * slack) * worth(problem, found)
    apart = np.arange(people) // size
    friends = 50 * (apart[:, None] == apart) + half % 2 + half.T % 2
    told = GroupProblem(friends, [(size - 1, size + 1)] * (people // size))
    assert relaxed_bound(told) <= 1.01 * worth(told, apart)


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(1, 5), st.integers(0, 1 << 40), st.integers(0, 1 << 30))
def test_a_matrix_is_mended_until_no_eigenvalue_is_negative(n, size, seed):
    """Shown exactly: all principal minors that count are positive, in whole numbers."""
    rng = np.random.default_rng(seed)
    half = rng.integers(-size, size + 1, (n, n))
    mended = _without_negative((half + half.T).astype(float))
    assert np.array_equal(mended - np.diag(np.diag(mended)), half + half.T - 2 * np.diag(np.diag(half)))
    assert all(_determinant(mended[:k, :k].tolist()) > 0 for k in range(1, n + 1))


def _determinant(rows):
    if not rows:
        return 1
    return sum(
        (-1) ** j * rows[0][j] * _determinant([[*row[:j], *row[j + 1 :]] for row in rows[1:]])
        for j in range(len(rows))
    )


def different_sizes(people, seed, sizes):
    half = np.triu(np.random.default_rng(seed).integers(0, 100, (people, people)), 1)
    return GroupProblem(half + half.T, sizes)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_proved_of_groups_of_different_sizes_is_the_best_of_all(seed):
    """Beside the table of all groupings, from one that is far from the best."""
    problem = different_sizes(11, seed, [(2, 4), (2, 5), (3, 6)])
    proved = prove(problem, first_groupings(problem)[-1:], 20.0)
    assert proved.best
    assert worth(problem, proved.group_of) == proved.bound == worth(problem, best_grouping(problem, b""))


@pytest.mark.parametrize("seed", range(2))
def test_groups_of_different_sizes_are_proved_by_looking_again_for_ones_worth_less(seed, monkeypatch):
    problem = different_sizes(18, seed, [(3, 6), (3, 5), (4, 7), (3, 6)])
    found = search_groups(problem, first_groupings(problem), 5.0)
    assert prove(problem, found, 20.0).best
    monkeypatch.setattr(proof, "DEEPER", 1)
    assert not prove(problem, found, 20.0).best
