"""Search for groups: every step is the one it says it is, and keeps all conditions."""

import numpy as np
import pytest
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from small_groups import group_problems, groupings

from matcher import GroupProblem
from matcher.solve.groups.annealing import lay_ground
from matcher.solve.groups.problem import broken, worth
from matcher.solve.groups.search import search_groups
from matcher.solve.groups.starts import first_groupings
from matcher.solve.groups.tabu import STAY, go_on, set_out


@settings(max_examples=examples(30), deadline=None)
@given(group_problems())
def test_local_search_keeps_all_conditions(problem):
    starts = first_groupings(problem)
    assert all(broken(GroupProblem(problem.cohesion, problem.sizes), start) == 0 for start in starts)
    found = search_groups(problem, starts, 1.0)
    for group_of in found:
        assert broken(problem, group_of) == 0
        assert any(np.array_equal(group_of, other) for other in groupings(problem))


def fined(problem, group_of, fine):
    """Points less a fine for every broken decision and everyone who stands alone, by the definition of each."""
    labels = problem.categories or [None] * problem.people
    cohesion, _ = problem.matrices()
    # A decision about two people is a point more or less of theirs, once however often it is written.
    for i, j in problem.together:
        cohesion[i, j] = cohesion[j, i] = cohesion[i, j] + fine
    for i, j in problem.apart:
        cohesion[i, j] = cohesion[j, i] = cohesion[i, j] - fine
    alone = sum(
        labels[i] is not None
        and not any(
            labels[j] == labels[i] and group_of[j] == group_of[i] for j in range(problem.people) if j != i
        )
        for i in range(problem.people)
    )
    same = group_of[:, None] == group_of[None]
    led = problem.matrices()[1][np.arange(problem.people), group_of].sum()
    return int(np.triu(np.where(same, cohesion, 0), 1).sum() + led - fine * alone)


@settings(max_examples=examples(60), deadline=None)
@given(group_problems(), st.integers(1, 50), st.integers(0, 30), st.integers(1, 1 << 60))
def test_cooling_counts_what_it_gains_and_keeps_sizes(problem, fine, heat, seed):
    """Also what people alone of their category cost, however often it went through such groupings."""
    ground = lay_ground(problem, fine)
    for start in first_groupings(problem):
        found, gained = ground.cooled(start, np.array([heat, heat // 2, 0]), 300, seed)
        assert gained == fined(problem, found, fine) - fined(problem, start, fine) >= 0
        counts = np.bincount(found, minlength=len(problem.sizes)).tolist()
        assert all(low <= count <= high for count, (low, high) in zip(counts, problem.sizes, strict=True))


def neighbours(ground, group_of):
    """Every grouping of right sizes that one exchange or move makes, with who changes places."""
    people, groups = range(len(group_of)), range(len(ground.sizes))
    for i in people:
        for j in people[:i]:
            if group_of[i] != group_of[j]:
                other = group_of.copy()
                other[[i, j]] = group_of[[j, i]]
                yield other, [i, j]
        for g in groups:
            other = group_of.copy()
            other[i] = g
            counts = np.bincount(other, minlength=len(groups))
            if (
                g != group_of[i]
                and (counts >= ground.sizes[:, 0]).all()
                and (counts <= ground.sizes[:, 1]).all()
            ):
                yield other, [i]


@settings(max_examples=examples(60), deadline=None)
@given(group_problems(), st.integers(1, 50), st.integers(0, 1 << 30))
def test_wandering_makes_the_best_change_that_it_may(problem, fine, seed):
    """And all that it carries from step to step is what counting it anew would give."""
    ground, rng = lay_ground(problem, fine), np.random.default_rng(seed)
    starts = first_groupings(problem)
    if not starts:
        return
    walk, met = set_out(ground, np.array(starts)), []
    for step in range(8):
        before, best, busy = walk.group_of.copy(), walk.best.copy(), walk.busy_until > step
        go_on(walk, step, rng)
        for row, group_of in enumerate(before):
            values = [
                fined(problem, other, fine)
                for other, moved in neighbours(ground, group_of)
                if not busy[row, moved].any() or fined(problem, other, fine) > best[row]
            ]
            assert walk.value[row] == max(values, default=fined(problem, group_of, fine))
        assert (walk.busy_until[before != walk.group_of] > step + STAY[0]).all()
        anew = set_out(ground, walk.group_of)
        assert all(
            np.array_equal(getattr(walk, name), getattr(anew, name))
            for name in ("value", "there", "count", "held")
        )
        met.append(walk.value.copy())
    assert np.array_equal(walk.best, np.max([set_out(ground, np.array(starts)).value, *met], axis=0))
    assert [fined(problem, group_of, fine) for group_of in walk.best_of] == walk.best.tolist()


@pytest.mark.parametrize("seed", range(6))
def test_search_leaves_nobody_alone_of_a_category_and_finds_the_best_grouping(seed):
    rng = np.random.default_rng(seed)
    half = np.triu(rng.integers(0, 10, (8, 8)), 1)
    labels = rng.permutation(["a", "a", "b", "b", "c", "c", "c", None]).tolist()
    problem = GroupProblem(half + half.T, [(2, 4)] * 3, categories=labels)
    every = list(groupings(problem))
    found = search_groups(problem, first_groupings(problem), 5.0)
    assert broken(problem, found[0]) == 0
    assert worth(problem, found[0]) == max(worth(problem, group_of) for group_of in every)
