"""However little effort is allowed, nothing is said that is not so: no better bound, no proof, no impossibility."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, options, problems
from engine_table import best_of
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Proof, Purpose, Status, solve, verify
from matcher.solve.ladder.feasibility import lock_conflicts
from matcher.solve.pairs.board import set_board
from matcher.solve.search import cpsat, leading
from matcher.solve.search.branching import solve_by_branching

EFFORTS = st.sampled_from([0.0, 1e-9, 1e-5, 1e-4, 1e-3, 1e-2])


@st.composite
def hard_ones(draw):
    """Problems that no flow decides, of each path: groups, few changes, crossing loads, and two of these."""
    groups, few, laminar = draw(
        st.sampled_from(
            [(True, False, True), (False, True, True), (False, False, False), (True, True, False)]
        )
    )
    problem = draw(problems(laminar=laminar, groups=groups, most=5))
    return problem, draw(asks(problem, max_changes=few))


def honest(problem, solution, best):
    """Check that a solution claims nothing that the best assignment contradicts."""
    assert verify(problem, solution) == []
    if solution.status is Status.UNKNOWN:
        assert solution.proof is Proof.NONE
        assert solution.conflicts == ()
        return
    assert (solution.status is Status.INFEASIBLE) == (best is None)
    if best is None:
        return
    if solution.status is Status.OPTIMAL:
        assert solution.objective == best.points
    if solution.canonical:
        assert frozenset(solution.pairs) == best.pairs
    if solution.bound is not None:
        assert solution.objective <= best.points <= solution.bound


@settings(max_examples=examples(100), deadline=None)
@given(hard_ones(), EFFORTS, st.sampled_from([0.0, 1e-4, 60.0]), st.sampled_from([1, 2, 400]))
def test_nothing_is_claimed_beyond_the_effort(asked_of, effort, first, nodes):
    problem, asked = asked_of
    best = best_of(problem, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cpsat, "FIRST_EFFORT", first)
        patch.setattr(leading, "NODES", nodes)
        solution = solve(problem, **{**options(asked), "effort": effort})
        honest(problem, solution, best)
        honest_branching(problem, asked, effort, best)


def honest_branching(problem, asked, effort, best):
    """Check the model alone, whatever path would have been taken."""
    if not lock_conflicts(problem, b""):
        solution = solve_by_branching(set_board(problem, replace(asked, effort=effort)))
        assert (solution.status is Status.INFEASIBLE) <= (best is None)
        if solution.status is Status.OPTIMAL:
            assert solution.objective == best.points
        if solution.bound is not None:
            assert solution.objective <= best.points <= solution.bound


def crowded():
    """Return a problem that CP-SAT does not decide at once: groups of exactly three, and loads that cross."""
    rng = np.random.default_rng(0)
    return Problem(
        rng.integers(0, 100, (30, 20)),
        upper=4,
        lower_if_used=3,
        shared_upper=[([0, 1, 2], 5), ([2, 3, 4], 5)],
        allowed=rng.random((30, 20)) < 0.5,
    )


def test_a_choice_is_found_even_when_hardly_any_effort_is_left_to_improve_it():
    solution = solve(crowded(), effort=1e-6)
    assert solution.status is Status.FEASIBLE
    assert verify(crowded(), solution) == []


def test_unknown_is_said_when_nothing_was_found_and_nothing_was_shown(monkeypatch):
    monkeypatch.setattr(cpsat, "FIRST_EFFORT", 0.0)
    solution = solve(crowded(), effort=1e-9)
    assert (solution.status, solution.proof, solution.pairs) == (Status.UNKNOWN, Proof.NONE, ())
    assert (solution.objective, solution.bound, solution.gap) == (None, None, None)
    assert verify(crowded(), solution) == []
    easy = Problem([[1, 2], [3, 4]])
    assert verify(easy, solution), "A flow always decides, so nothing can stay unknown there."


@pytest.mark.parametrize("best_total", [False, True])
def test_the_bound_of_groups_is_one_on_points_alone(best_total, monkeypatch):
    """Kept pairs and, for best total, the number of pairs stand in one number with points while searching."""
    monkeypatch.setattr(leading, "NODES", 1)
    rng = np.random.default_rng(2)
    purpose = Purpose.BEST_TOTAL if best_total else Purpose.MOST_MATCHED
    bounds = []
    for _ in range(8):
        problem = Problem(rng.integers(0, 30, (7, 4)), upper=4, lower_if_used=3)
        previous = [(int(i), int(rng.integers(4))) for i in range(3)]
        short = solve(problem, purpose, previous=previous)
        whole = solve(problem, purpose, previous=previous, effort=2000)
        assert whole.status is Status.OPTIMAL
        if short.bound is not None:
            bounds.append(short.bound)
            assert short.objective <= whole.objective <= short.bound <= 30 * 7
    assert bounds
