"""Costs of deciding otherwise, checked by brute force over the problem with one more decision."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, optima, options, problems
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher import Cost, Problem, Purpose, Status, cost_of_forbidding, cost_of_forcing, margins, solve
from matcher.problem import dense_points


def difference(problem, solution, best):
    """Return what the best choices under another decision lose, or None when there are none."""
    if not best:
        return None
    points = dense_points(problem)
    served = len({i for i, _ in solution.pairs}) - len({i for i, _ in best[0]})
    total = sum(int(points[p]) for p in solution.pairs) - sum(int(points[p]) for p in best[0])
    return served, len(solution.pairs) - len(best[0]), total


@settings(max_examples=80, deadline=None)
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
            expected = difference(problem, solution, optima(other, asked)) if other else None
            assert (cost is None) == (expected is None)
            if cost is not None and asked.purpose is Purpose.MOST_MATCHED:
                assert (cost.people, cost.pairs, cost.points) == expected
            elif cost is not None:
                assert (cost.pairs, cost.points) == expected[1:]


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
