"""`solve_pool` against all matchings of tiny bases, and against another solver on larger ones."""

import importlib
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
import rustworkx
from engine_oracle import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pool_oracle import SHAPES, large, matchings, pools

from matcher import PoolProblem, Proof, Purpose, Status, pool_certificate_bytes, solve_pool, verify_pool
from matcher.lot import LotSide, lots, person_keys

SEARCH = importlib.import_module("matcher.solve.pool.search")


def alone_in(problem, pairs):
    return set(range(len(problem.points))) - {person for pair in pairs for person in pair}


@settings(max_examples=examples(150), deadline=None)
@given(pools(), st.sampled_from(Purpose), st.booleans())
def test_agrees_with_all_matchings_and_is_proved(problem, purpose, compiled):
    n = len(problem.points)
    keys = person_keys(b"", LotSide.POOL, [str(i) for i in range(n)])

    def levels(pairs):
        total = sum(int(problem.points[pair]) for pair in pairs)
        return (len(pairs), total) if purpose is Purpose.MOST_MATCHED else (total, len(pairs))

    def drawn(pairs):
        return sum(int(lots(min(keys[i], keys[j]), max(keys[i], keys[j]))[0]) for i, j in pairs)

    every = [pairs for pairs in matchings(problem, list(range(n))) if set(problem.locked) <= pairs]
    with patch.object(SEARCH, "FEW", -1 if compiled else n):
        solution = solve_pool(problem, purpose)
    assert verify_pool(problem, solution) == []
    assert (solution.status is Status.INFEASIBLE) == (not every)
    if not every:
        return
    best = max(map(levels, every))
    optima = [pairs for pairs in every if levels(pairs) == best]
    assert frozenset(solution.pairs) == min(optima, key=drawn)
    assert solution.objective == solution.bound == best[purpose is Purpose.MOST_MATCHED]
    assert solution.proof is Proof.DUALS
    assert solution.canonical
    assert [all(pair in other for other in optima) for pair in solution.pairs] == list(solution.certain)
    alone = [all(who in alone_in(problem, other) for other in optima) for who in solution.unmatched]
    assert alone == list(solution.unmatched_certain)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("opened", [1.0, 0.03])
@pytest.mark.parametrize("shape", SHAPES)
def test_agrees_with_another_solver_on_larger_bases(shape, opened, purpose):
    problem = large(shape, opened=opened)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(problem.points)))
    most_matched = purpose is Purpose.MOST_MATCHED
    for i, j in np.argwhere(np.triu(problem.allowed)).tolist():
        graph.add_edge(i, j, int(problem.points[i, j]) * 1000 + (not most_matched))
    other = rustworkx.max_weight_matching(graph, max_cardinality=most_matched, weight_fn=int)
    solution = solve_pool(problem, purpose)
    assert len(solution.pairs) == len(other)
    assert solution.objective == sum(int(problem.points[pair]) for pair in other)
    assert verify_pool(problem, solution) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_a_pair_is_certain_when_there_is_no_optimum_without_it(seed):
    """Few needs and offers make many equal optima, so that it takes many to see what all share."""
    draw = np.random.default_rng(seed)
    half = np.triu(draw.integers(0, 2, (30, 6)) @ draw.integers(0, 2, (6, 30)), 1)
    problem = PoolProblem(half + half.T)
    found = solve_pool(problem)
    best = len(found.pairs), found.objective
    others = [solve_pool(replace(problem, forbidden=(pair,))) for pair in found.pairs]
    assert list(found.certain) == [(len(other.pairs), other.objective) != best for other in others]
    assert verify_pool(problem, found) == []


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("seed", [188, 310])
def test_two_nodes_of_a_tree_meet_only_where_their_edge_is_tight(seed, compiled):
    """Whoever was near a tree while outside may come into it otherwise, and is then farther than was told."""
    problem = fives(seed)
    with patch.object(SEARCH, "FEW", -1 if compiled else len(problem.points)):
        solution = solve_pool(problem)
    assert verify_pool(problem, solution) == []
    assert solution.canonical


def fives(seed):
    """Return a base where people fit best in fives, and only half of all pairs are allowed."""
    draw, five = np.random.default_rng(seed), np.arange(25) // 5
    points = np.triu((five[:, None] == five[None]) * 10 + draw.integers(0, 2, (25, 25)), 1)
    allowed = np.triu(draw.random((25, 25)) < 0.5, 1)
    return PoolProblem(points + points.T, allowed=allowed | allowed.T, ids=[f"У-{i}" for i in range(25)])


@pytest.mark.parametrize("shape", SHAPES)
def test_neither_pairs_nor_proof_depend_on_the_order_of_rows(shape):
    problem = large(shape, n=40)
    order = np.random.default_rng(1).permutation(40)
    square = np.ix_(order, order)
    moved = PoolProblem(
        problem.points[square], allowed=problem.allowed[square], ids=[problem.ids[i] for i in order]
    )
    one, two = solve_pool(problem), solve_pool(moved)
    back = sorted(tuple(sorted((int(order[i]), int(order[j])))) for i, j in two.pairs)
    assert back == list(one.pairs)
    prices = np.zeros_like(one.certificate.choice.prices)
    prices[:, order] = two.certificate.choice.prices
    assert (prices == one.certificate.choice.prices).all()


def test_another_salt_or_other_names_draw_other_lots():
    problem = large("few distinct points", n=40)
    renamed = PoolProblem(problem.points, ids=[f"Р-{i}" for i in range(40)])
    found = solve_pool(problem)
    assert found.pairs != solve_pool(problem, salt=b"2").pairs
    assert found.pairs != solve_pool(renamed).pairs
    assert pool_certificate_bytes(found.certificate) == pool_certificate_bytes(
        solve_pool(problem).certificate
    )


def test_equal_sums_of_lots_are_decided_by_the_next_lots(monkeypatch):
    """Lots of one value say nothing; the second ones decide and stand in the proof."""
    problem = large("few distinct points", n=12)

    def poor(mentees, mentors, turn=0):
        return lots(mentees, mentors, turn) * (turn > 0)

    for module in ("matcher.solve.pool.pool", "matcher.proof.pool_verify"):
        monkeypatch.setattr(importlib.import_module(module), "lots", poor)
    solution = solve_pool(problem)
    assert solution.canonical
    assert len(solution.certificate.choice.prices) == 5
    assert verify_pool(problem, solution) == []


def test_a_choice_that_lots_cannot_make_is_not_called_canonical(monkeypatch):
    problem = PoolProblem(np.zeros((4, 4), int))

    def none(mentees, mentors, turn=0):
        return 0 * lots(mentees, mentors, turn)

    for module in ("matcher.solve.pool.pool", "matcher.proof.pool_verify"):
        monkeypatch.setattr(importlib.import_module(module), "lots", none)
    solution = solve_pool(problem)
    assert (solution.canonical, solution.proof, len(solution.pairs)) == (False, Proof.DUALS, 2)
    assert verify_pool(problem, solution) == []


def test_all_faults_are_named_together():
    with pytest.raises(ValueError, match=r"(?s)symmetric"):
        PoolProblem([[0, 1], [2, 0]])
    with pytest.raises(ValueError, match=r"(?s)out of range.*both locked and forbidden.*'a' twice"):
        PoolProblem(np.zeros((2, 2), int), locked=[(1, 0)], forbidden=[(0, 1), (0, 7)], ids=["a", "a"])
    with pytest.raises(ValueError, match="locked pairs 1 with itself"):
        PoolProblem(np.zeros((2, 2), int), locked=[(1, 1)])


def test_points_too_great_for_exact_sums_are_refused():
    with pytest.raises(ValueError, match="points must be below 2147483648"):
        PoolProblem([[0, 1 << 31], [1 << 31, 0]])
