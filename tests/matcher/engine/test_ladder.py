"""`solve` against brute force: optimal, canonical, and refused exactly when nothing exists."""

from dataclasses import replace

import numpy as np
from engine_oracle import asks, optima, options, problems
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Proof, Purpose, Status, solve, verify
from matcher.solve import pricing


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_agrees_with_brute_force(data):
    problem = data.draw(problems())
    asked = data.draw(asks(problem))
    best = optima(problem, asked)
    solution = solve(problem, **options(asked))
    assert (solution.status is Status.INFEASIBLE) == (not best)
    assert verify(problem, solution) == []
    if not best:
        assert solution.conflicts
        return
    assert frozenset(solution.pairs) == best[0]
    assert solution.proof is Proof.DUALS
    assert solution.canonical
    in_all = [all(pair in pairs for pairs in best) for pair in solution.pairs]
    assert list(solution.certain) == in_all
    never = [all(i not in {a for a, _ in pairs} for pairs in best) for i in solution.unmatched]
    assert list(solution.unmatched_certain) == never


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
    monkeypatch.setattr(pricing, "ALL_PAIRS", 0)
    monkeypatch.setattr(pricing, "BEST", 2)
    priced = solve(problem)
    assert priced.pairs == whole.pairs
    assert priced.certain == whole.certain


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_groups_crossing_loads_and_few_changes_agree_with_brute_force(data):
    problem = data.draw(problems(laminar=data.draw(st.booleans()), groups=True, most=4))
    asked = data.draw(asks(problem, max_changes=data.draw(st.booleans())))
    best = optima(problem, asked)
    solution = solve(problem, **options(asked))
    assert (solution.status is Status.INFEASIBLE) == (not best)
    assert verify(problem, solution) == []
    if best:
        assert solution.status is Status.OPTIMAL
        assert frozenset(solution.pairs) == best[0]
        assert solution.canonical


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_few_changes_agree_with_brute_force(data):
    problem = data.draw(problems())
    drawn = data.draw(asks(problem, max_changes=True))
    asked = replace(drawn, max_changes=drawn.max_changes or 0)
    best = optima(problem, asked)
    solution = solve(problem, **options(asked))
    assert (solution.status is Status.INFEASIBLE) == (not best)
    assert verify(problem, solution) == []
    assert not best or frozenset(solution.pairs) == best[0]
