"""Costs of deciding otherwise, checked by brute force over the problem with one more decision."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, optima, options, problems, worth
from engine_table import best_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher import (
    Cost,
    Problem,
    Purpose,
    Status,
    alternatives,
    cost_of_forbidding,
    cost_of_forcing,
    margins,
    solve,
)
from matcher.problem import dense_points
from matcher.solution import EffortEnded
from matcher.solve.search import cpsat


def difference(problem, solution, best):
    """Return what the best choices under another decision lose, or None when there are none."""
    if not best:
        return None
    points = dense_points(problem)
    served = len({i for i, _ in solution.pairs}) - len({i for i, _ in best[0]})
    total = sum(int(points[p]) for p in solution.pairs) - sum(int(points[p]) for p in best[0])
    return served, len(solution.pairs) - len(best[0]), total


def assert_quiet_levels(asked, cost, before, after):
    """Check the classes, earlier pairs and worst pair lost; `before` and `after` are (problem, pairs)."""
    had, has = (worth(problem, asked, frozenset(pairs)) for problem, pairs in (before, after))
    lost = [a - b for a, b in zip(had, has, strict=True)]
    if asked.max_changes is None:
        assert cost.kept == lost[0 if asked.purpose is Purpose.BEST_TOTAL else -3]
    if asked.purpose is Purpose.MOST_MATCHED:
        assert list(cost.classes) == (lost[:-4] if len(lost) > 5 else [])
        unlocked = [set(pairs) - {tuple(p) for p in problem.locked} for problem, pairs in (before, after)]
        assert cost.worst == (lost[-2] if asked.raise_worst and all(unlocked) else 0)


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_costs_agree_with_solving_again(data):
    problem = data.draw(problems(most=4))
    asked = data.draw(asks(problem))
    solution = solve(problem, **options(asked))
    assume(solution.status is not Status.INFEASIBLE)
    found = margins(problem, solution)
    for i in range(problem.shape[0]):
        for j in range(problem.shape[1]):
            decided = (i, j) in [tuple(p) for p in (*problem.locked, *problem.forbidden)]
            if (i, j) in solution.pairs:
                cost = cost_of_forbidding(problem, solution, (i, j))
                other = None if decided else replace(problem, forbidden=[*problem.forbidden, (i, j)])
                margin = found[solution.pairs.index((i, j))]
                assert (margin is None) == (cost is None)
                if margin is not None:
                    assert (margin.people, margin.pairs, margin.points) == (
                        cost.people,
                        cost.pairs,
                        cost.points,
                    )
            else:
                cost = cost_of_forcing(problem, solution, (i, j))
                other = None if decided else replace(problem, locked=[*problem.locked, (i, j)])
            best = optima(other, asked) if other else []
            expected = difference(problem, solution, best)
            assert (cost is None) == (expected is None)
            if cost is not None and other:
                assert_quiet_levels(asked, cost, (problem, solution.pairs), (other, best[0]))
            if cost is not None and asked.purpose is Purpose.MOST_MATCHED:
                assert (cost.people, cost.pairs, cost.points) == expected
            elif cost is not None:
                assert (cost.pairs, cost.points) == expected[1:]


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_costs_found_by_solving_again_agree_with_brute_force(data):
    """Where group minima, crossing loads, a bound on changes or the worst pair decide."""
    groups, few = data.draw(st.sampled_from([(True, False), (False, True), (True, True), (False, False)]))
    problem = data.draw(problems(laminar=data.draw(st.booleans()), groups=groups, most=4))
    problem = replace(problem, locked=(), lower=0)
    asked = data.draw(asks(problem, max_changes=few))
    solution = solve(problem, **options(asked))
    assume(solution.status is Status.OPTIMAL)
    cells = list(np.ndindex(*problem.shape))
    for pair in data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=3, unique=True)):
        if pair in solution.pairs:
            cost = cost_of_forbidding(problem, solution, pair)
            other = replace(problem, forbidden=[*problem.forbidden, pair])
        else:
            cost = cost_of_forcing(problem, solution, pair)
            other = None if pair in problem.forbidden else replace(problem, locked=[pair])
        best = None if other is None else best_of(other, asked)
        expected = difference(problem, solution, best and [best.pairs])
        assert (cost is None) == (expected is None)
        if cost is not None:
            assert cost.proved
            by_people = asked.purpose is Purpose.MOST_MATCHED
            assert (cost.people, cost.pairs, cost.points)[not by_people :] == expected[not by_people :]


def loses_points_only(problem, asked, solution, cost):
    """Tell whether no level of the ladder but points is worse than before."""
    before = frozenset(solution.pairs)
    after = (before - {(i, a) for i, a, _ in cost.moves}) | {
        (i, b) for i, _, b in cost.moves if b is not None
    }
    place = 1 if asked.purpose is Purpose.BEST_TOTAL else -1
    above = [worth(problem, asked, pairs)[:place] for pairs in (before, after)]
    return cost.people <= 0 and cost.pairs <= 0 and above[0] == above[1]


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_alternatives_are_the_pairs_that_cost_no_more(data):
    problem = data.draw(problems(groups=data.draw(st.integers(0, 4)) == 0, most=4))
    asked = data.draw(asks(problem))
    solution = solve(problem, **options(asked))
    assume(solution.status is Status.OPTIMAL)
    most = data.draw(st.sampled_from((0, 1, 2, 3, 4, 1 << 40)))
    costs = {
        pair: cost_of_forcing(problem, solution, pair)
        for pair in np.ndindex(*problem.shape)
        if pair not in solution.pairs and dense_points(problem)[pair] >= asked.floor
    }
    near = {
        pair: cost.points
        for pair, cost in costs.items()
        if cost is not None and loses_points_only(problem, asked, solution, cost) and cost.points <= most
    }
    found = alternatives(problem, solution, most)
    assert {pair: cost.points for pair, cost in found} == near
    assert [cost.points for _, cost in found] == sorted(near.values())


def test_however_many_points_are_allowed_an_alternative_costs_no_earlier_pair_and_no_class():
    problem = Problem([[9, 9]])
    solution = solve(problem, previous=[(0, 0)])
    assert alternatives(problem, solution, 1 << 40) == alternatives(problem, solution, 0) == ()
    problem = Problem([[5], [7]], priority=[1, 0])
    solution = solve(problem)
    assert solution.pairs == ((0, 0),)
    assert alternatives(problem, solution, 1 << 40) == ()


def test_by_best_total_a_pair_that_brings_another_with_it_is_an_alternative():
    problem = Problem([[9, 4], [4, 0]], allowed=[[1, 1], [1, 0]])
    solution = solve(problem, Purpose.BEST_TOTAL)
    assert solution.pairs == ((0, 0),)
    assert alternatives(problem, solution, 1) == (
        ((0, 1), Cost(-1, -1, 1, ())),
        ((1, 0), Cost(-1, -1, 1, ())),
    )


def test_a_cost_that_is_not_proved_says_so_and_one_that_is_not_known_raises(monkeypatch):
    rng = np.random.default_rng(0)
    problem = Problem(
        rng.integers(0, 100, (30, 20)),
        upper=4,
        lower_if_used=3,
        shared_upper=[([0, 1, 2], 5), ([2, 3, 4], 5)],
    )
    found = solve(problem, effort=0.01)
    assert found.status is Status.FEASIBLE
    assert not cost_of_forcing(problem, found, (0, 0)).proved
    monkeypatch.setattr(cpsat, "FIRST_EFFORT", 0.0)
    with pytest.raises(EffortEnded, match="effort ended"):
        cost_of_forcing(problem, replace(found, asked=replace(found.asked, effort=0.0)), (0, 0))


def test_who_moves_is_named():
    problem = Problem([[9, 8, 0], [9, 5, 0], [0, 0, 9]])
    solution = solve(problem)
    assert solution.pairs == ((0, 1), (1, 0), (2, 2))
    cost = cost_of_forcing(problem, solution, (0, 0))
    assert cost == Cost(0, 0, 3, ((0, 1, 0), (1, 0, 1)))
    assert cost_of_forcing(problem, solution, (2, 2)) == Cost(0, 0, 0, ())
    assert cost_of_forbidding(problem, solution, (2, 2)).moves == ((0, 1, 2), (2, 2, 1))


def test_an_impossible_pair_has_no_cost():
    problem = Problem([[1, 1]], forbidden=[(0, 0)])
    assert cost_of_forcing(problem, solve(problem), (0, 0)) is None
    locked = Problem([[1, 1]], locked=[(0, 0)])
    assert cost_of_forbidding(locked, solve(locked), (0, 0)) is None
    with pytest.raises(ValueError, match="out of range"):
        cost_of_forcing(problem, solve(problem), (0, 9))


def test_margins_of_many_pairs_agree_with_costs_one_by_one():
    problem = Problem(np.random.default_rng(5).integers(0, 50, (40, 25)), upper=2, lower=1)
    solution = solve(problem)
    every = margins(problem, solution)
    for k in range(0, len(every), 7):
        cost = cost_of_forbidding(problem, solution, solution.pairs[k])
        assert (every[k].people, every[k].pairs, every[k].points) == (cost.people, cost.pairs, cost.points)
        assert every[k].points >= 0
