"""`solve` against brute force: optimal, canonical, and refused exactly when nothing exists."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, optima, options, problems
from engine_table import best_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher import Problem, Proof, Purpose, Status, solve, verify
from matcher.solve.ladder.feasibility import lock_conflicts
from matcher.solve.pairs import offers
from matcher.solve.pairs.board import set_board
from matcher.solve.search.branching import solve_by_branching


def agree(problem, asked, solution, best):
    """Check all that a solution says against the best assignment that a table of all choices gives."""
    assert (solution.status is Status.INFEASIBLE) == (best is None)
    assert verify(problem, solution) == []
    if best is None:
        assert solution.conflicts
        return
    assert solution.status is Status.OPTIMAL
    assert frozenset(solution.pairs) == best.pairs
    assert (solution.objective, solution.bound) == (best.points, best.points)
    assert solution.canonical
    if solution.certain is not None:
        assert list(solution.certain) == [pair in best.in_all for pair in solution.pairs]
        assert list(solution.unmatched_certain) == [i not in best.ever_served for i in solution.unmatched]


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_flows_agree_with_brute_force(data):
    problem = data.draw(problems(most=5))
    asked = data.draw(asks(problem))
    best = best_of(problem, asked)
    solution = solve(problem, **options(asked))
    agree(problem, asked, solution, best)
    if best is not None:
        assert solution.proof is Proof.DUALS
        assert solution.certain is not None


@settings(max_examples=examples(100), deadline=None)
@given(st.data())
def test_a_table_of_all_choices_finds_what_listing_them_finds(data):
    problem = data.draw(problems(laminar=False, groups=True, most=3))
    asked = data.draw(asks(problem, max_changes=True))
    every, best = optima(problem, asked), best_of(problem, asked)
    assert (best is None) == (not every)
    if best is not None:
        assert best.pairs == every[0]
        assert best.in_all == frozenset.intersection(*every)
        assert best.ever_served == {i for pairs in every for i, _ in pairs}


def test_no_level_fixes_pairs_for_the_next():
    """Filling the lower quota of the first mentor first would give 11."""
    problem = Problem([[10, 10], [9, 1]], upper=[1, 2], lower=[1, 0])
    assert solve(problem).objective == 19


def test_most_points_may_leave_people_out_only_when_asked():
    problem = Problem([[9, 8], [8, 0]], allowed=[[True, True], [True, False]])
    assert solve(problem).pairs == ((0, 1), (1, 0))
    weak = Problem([[9, 3], [3, 0]], allowed=[[True, True], [True, False]])
    assert solve(weak, Purpose.MOST_MATCHED).objective == 6
    assert solve(weak, Purpose.BEST_TOTAL).objective == 9


def test_large_ties_are_settled_alike_on_few_and_on_all_pairs(monkeypatch):
    problem = Problem(np.random.default_rng(3).integers(0, 3, (60, 40)), upper=2, lower=1)
    whole = solve(problem)
    monkeypatch.setattr(offers, "ALL_PAIRS", 0)
    monkeypatch.setattr(offers, "BEST", 2)
    priced = solve(problem)
    assert priced.pairs == whole.pairs
    assert priced.certain == whole.certain


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_groups_agree_with_brute_force(data):
    problem = data.draw(problems(groups=True, most=5))
    asked = data.draw(asks(problem))
    agree(problem, asked, solve(problem, **options(asked)), best_of(problem, asked))


LEADERS = {
    "one person of a higher class before two of a lower one": (
        Problem(
            [[5, 0], [0, 5], [0, 5]],
            upper=[1, 2],
            lower_if_used=[0, 2],
            allowed=[[1, 0], [0, 1], [0, 1]],
            shared_upper=[((0, 1), 2)],
            priority=[1, 0, 0],
        ),
        ((0, 0),),
    ),
    "three people before two with two mentors each": (
        Problem(
            [[1, 0, 0]] * 3 + [[0, 9, 9]] * 2,
            upper=[3, 2, 2],
            lower_if_used=[3, 2, 2],
            demand=[1, 1, 1, 2, 2],
            allowed=[[1, 0, 0]] * 3 + [[0, 1, 1]] * 2,
            shared_upper=[((0, 1, 2), 4)],
        ),
        ((0, 0), (1, 0), (2, 0)),
    ),
}


@pytest.mark.parametrize("name", LEADERS)
def test_leaders_are_compared_level_by_level_and_not_by_a_sum(name):
    """Served by other leaders, more people in all may be fewer of a higher class: no flow reaches both at once."""
    problem, pairs = LEADERS[name]
    solution = solve(problem)
    assert solution.status is Status.OPTIMAL
    assert solution.pairs == pairs


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_crossing_loads_with_groups_and_few_changes_agree_with_brute_force(data):
    problem = data.draw(problems(laminar=data.draw(st.booleans()), groups=data.draw(st.booleans()), most=5))
    asked = data.draw(asks(problem, max_changes=True))
    agree(problem, asked, solve(problem, **options(asked)), best_of(problem, asked))


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_crossing_loads_agree_with_brute_force_whether_the_flow_keeps_them_or_not(data):
    n, m = data.draw(st.integers(3, 5)), data.draw(st.integers(3, 5))
    row = st.lists(st.integers(0, 3), min_size=m, max_size=m)
    points = data.draw(st.lists(row, min_size=n, max_size=n))
    crossing = [([0, 1], data.draw(st.integers(0, 3))), ([1, 2], data.draw(st.integers(0, 3)))]
    demand = data.draw(st.lists(st.integers(1, 2), min_size=n, max_size=n))
    problem = Problem(np.array(points), upper=2, demand=demand, shared_upper=crossing)
    asked = data.draw(asks(problem))
    agree(problem, asked, solve(problem, **options(asked)), best_of(problem, asked))


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_few_changes_agree_with_brute_force(data):
    problem = data.draw(problems(most=5, groups=data.draw(st.booleans())))
    drawn = data.draw(asks(problem, max_changes=True))
    asked = replace(drawn, max_changes=drawn.max_changes or 0)
    agree(problem, asked, solve(problem, **options(asked)), best_of(problem, asked))


@pytest.mark.parametrize(
    ("changes", "asked"), [({"lower_if_used": 2}, {}), ({}, {"previous": [(0, 0)], "max_changes": 0})]
)
def test_where_one_flow_is_best_all_is_certain_for_groups_and_few_changes_too(changes, asked):
    problem = Problem([[9, 1], [8, 2], [1, 7], [2, 8], [0, 0]], upper=2, **changes)
    solution = solve(problem, **asked)
    assert solution.proof is Proof.DUALS
    assert (solution.certain, solution.unmatched_certain) == ((True,) * 4, (True,))
    assert verify(problem, solution) == []
    doubtful = solve(replace(problem, points=np.ones((5, 2), int)), **asked)
    assert (doubtful.certain, doubtful.unmatched_certain) == (None, None)


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_branching_agrees_with_brute_force_where_a_flow_would_do(data):
    problem = data.draw(problems(most=5))
    asked = data.draw(asks(problem))
    assume(not lock_conflicts(problem, b""))
    solution, best = solve_by_branching(set_board(problem, asked)), best_of(problem, asked)
    assert (solution.status is Status.INFEASIBLE) == (best is None)
    if best is not None:
        assert (solution.status, frozenset(solution.pairs)) == (Status.OPTIMAL, best.pairs)
