"""One person's load over several forms: nested loads stay a flow and are proved; loads that cross are labelled."""

from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, options, problems
from engine_table import best_of
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Certificate, Problem, Proof, Status, solve, verify
from matcher.shape import is_laminar

NESTED = [
    (range(12), 14),
    (range(6), 5),
    (range(3), 2),
    (range(1), 1),
    (range(6, 12), 10),
    (range(12, 20), 9),
]
CROSSING = [(range(4), 5), (range(2, 7), 5), (range(5, 9), 5)]


def two_forms(loads) -> Problem:
    """Return a problem of twenty seats, the seats of one person bound together."""
    rng = np.random.default_rng(3)
    return Problem(rng.integers(0, 5, (40, 20)), upper=2, shared_upper=loads, demand=2)


@pytest.mark.parametrize(
    "loads", [NESTED, NESTED[::-1], [*NESTED, (range(3), 3)], [([j], 1) for j in range(20)]]
)
def test_nested_loads_are_a_flow_and_are_proved(loads):
    problem = two_forms(loads)
    assert is_laminar(problem.shared_upper)
    solution = solve(problem)
    assert (solution.status, solution.proof, solution.canonical) == (Status.OPTIMAL, Proof.DUALS, True)
    assert verify(problem, solution) == []
    load = np.bincount([j for _, j in solution.pairs], minlength=20)
    assert any(load[list(mentors)].sum() == most for mentors, most in loads)


def test_the_order_in_which_loads_are_listed_does_not_matter():
    assert solve(two_forms(NESTED)).pairs == solve(two_forms(NESTED[::-1])).pairs


def test_loads_that_cross_are_decided_by_the_solver_and_labelled():
    rng = np.random.default_rng(3)
    problem = Problem(rng.integers(0, 5, (12, 9)), upper=2, shared_upper=CROSSING)
    assert not is_laminar(problem.shared_upper)
    solution = solve(problem)
    assert (solution.status, solution.proof) == (Status.OPTIMAL, Proof.SOLVER)
    assert (solution.certificate, solution.certain, solution.unmatched_certain) == (None, None, None)
    assert verify(problem, solution) == []


def test_prices_are_no_proof_of_loads_that_cross():
    """The best choice without the crossing loads keeps them here, and its prices are prices of another problem."""
    loose = [(range(6), 30), (range(3, 9), 30)]
    free, problem = two_forms(()), two_forms(loose)
    proved = solve(free)
    nodes = proved.certificate.points.size + 2

    def stretched(prices):
        return np.insert(prices, 60, [0, 0]) if prices.size else prices

    parts = {name: getattr(proved.certificate, name) for name in ("coverage", "points", "rank", "order")}
    forged = Certificate(
        **{name: stretched(prices) for name, prices in parts.items()},
        lots=np.array([stretched(turn) for turn in proved.certificate.lots]).reshape(-1, nodes),
    )
    found = verify(problem, replace(proved, certificate=forged))
    assert "Shared loads that cross are no flow, so prices prove nothing of them." in found


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_crossing_loads_agree_with_brute_force(data):
    problem = data.draw(problems(laminar=False, most=5))
    asked = data.draw(asks(problem))
    best, solution = best_of(problem, asked), solve(problem, **options(asked))
    assert verify(problem, solution) == []
    assert (solution.status is Status.INFEASIBLE) == (best is None)
    if best is not None:
        assert frozenset(solution.pairs) == best.pairs
        assert solution.proof is (Proof.DUALS if is_laminar(problem.shared_upper) else Proof.SOLVER)


@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_scarce_loads_that_cross_agree_with_brute_force(data):
    """The choice that CP-SAT starts from has most people often here, and seldom most points."""
    n = data.draw(st.integers(2, 5))
    row = st.lists(st.integers(0, 6), min_size=3, max_size=3)
    problem = Problem(
        np.array(data.draw(st.lists(row, min_size=n, max_size=n))),
        upper=data.draw(st.integers(1, 3)),
        demand=data.draw(st.integers(1, 2)),
        priority=data.draw(st.none() | st.lists(st.integers(0, 1), min_size=n, max_size=n)),
        shared_upper=[([0, 1], data.draw(st.integers(0, 2))), ([1, 2], data.draw(st.integers(0, 2)))],
    )
    asked = data.draw(asks(problem))
    best, solution = best_of(problem, asked), solve(problem, **options(asked))
    assert verify(problem, solution) == []
    assert best is not None
    assert frozenset(solution.pairs) == best.pairs


@pytest.mark.parametrize(
    ("points", "loads", "most"),
    [
        ([[5, 0, 6, 0], [5, 4, 5, 5]], [([0, 1], 2), ([1, 2], 0)], 10),
        ([[0, 6, 2, 1], [6, 1, 2, 0]], [([0, 1], 1), ([1, 2], 0), ([0, 2], 0)], 1),
    ],
)
def test_points_are_settled_where_people_are_known_beforehand(points, loads, most):
    """As many people as without the loads that cross, each with one mentor: the number of pairs is no level then."""
    problem = Problem(points, upper=[2, 3, 2, 2], shared_upper=loads)
    solution = solve(problem)
    assert (solution.status, len(solution.pairs), solution.objective) == (Status.OPTIMAL, 2, most)
