"""Earlier pairs: as many as possible stay, or at most so many end."""

import numpy as np
import pytest

from matcher import Problem, Proof, Status, solve, verify
from matcher.solve.pairs.board import set_board
from matcher.solve.search.branching import solve_by_branching

DIAGONAL = [(i, i) for i in range(8)]


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
def test_pairs_decided_by_price_are_those_of_the_whole_model(seed):
    """In these the price does not meet the number of changes exactly, so that CP-SAT has something to decide."""
    rng = np.random.default_rng(seed)
    problem = Problem(rng.integers(0, 9, (8, 8)))
    solution = solve(problem, previous=DIAGONAL, max_changes=int(rng.integers(1, 5)))
    assert solution.status is Status.OPTIMAL
    assert solution.pairs == solve_by_branching(set_board(problem, solution.asked)).pairs


def test_a_bound_that_does_not_bind_is_proved_by_duals():
    problem = Problem([[1, 9], [9, 1]])
    solution = solve(problem, previous=[(0, 0)], max_changes=1)
    assert solution.pairs == ((0, 1), (1, 0))
    assert solution.proof is Proof.DUALS
    assert verify(problem, solution) == []
    assert solve(problem, previous=[(0, 0)], max_changes=0).pairs == ((0, 0), (1, 1))
    assert solve(problem, previous=[(0, 0)]).pairs == ((0, 0), (1, 1))


def test_more_changes_bring_no_fewer_points():
    problem = Problem(np.random.default_rng(3).integers(0, 9, (8, 8)))
    totals = [solve(problem, previous=DIAGONAL, max_changes=k).objective for k in range(9)]
    assert totals == sorted(totals)
    assert totals[-1] == solve(problem).objective


def test_people_come_before_any_number_of_kept_pairs():
    """All four are served only if all three earlier pairs end."""
    allowed = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 0]], dtype=bool)
    problem = Problem(np.ones((4, 4), int), allowed=allowed)
    for worst in (False, True):
        solution = solve(problem, previous=[(0, 0), (1, 1), (2, 2)], raise_worst=worst)
        assert solution.pairs == ((0, 1), (1, 2), (2, 3), (3, 0))
        assert verify(problem, solution) == []


def test_earlier_pairs_that_are_forbidden_now_are_no_changes():
    problem = Problem([[5, 1], [1, 5]], forbidden=[(0, 0)])
    solution = solve(problem, previous=[(0, 0)], max_changes=0)
    assert solution.pairs == ((0, 1), (1, 0))
