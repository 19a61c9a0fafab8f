"""All that is said of a problem, by ids: nothing of it depends on the order of people, locks or loads."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from engine_oracle import asks, examples, options, problems
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reordering import orders, pairs_by_id, shuffled
from scipy import sparse

from matcher import (
    Problem,
    Rules,
    Scores,
    Status,
    alternatives,
    cost_of_forbidding,
    cost_of_forcing,
    margins,
    solve,
    solve_stable,
    verify,
)
from matcher.problem import dense_allowed, dense_points
from matcher.solution import Asked
from matcher.solve.pairs.in_order import put_in_order


def said(problem, solution):
    """Return all that a solution says, by ids."""
    mentees, _ = problem.ids()
    pairs, alone = solution.pairs, solution.unmatched
    return {
        "pairs": pairs_by_id(problem, pairs),
        "numbers": [getattr(solution, name) for name in ("objective", "bound", "gap", "canonical")],
        "proof": (solution.status, solution.proof),
        "certain": solution.certain and pairs_by_id(problem, _those(pairs, solution.certain)),
        "unmatched": {mentees[i] for i in alone},
        "unmatched_certain": solution.unmatched_certain
        and {mentees[i] for i in _those(alone, solution.unmatched_certain)},
        "prices": _prices(problem, solution.certificate),
    }


def _those(which, flags):
    return [one for one, flag in zip(which, flags, strict=True) if flag]


def _prices(problem, certificate):
    """Return the prices of people, loads and classes by what they are of."""
    if certificate is None:
        return None
    (n, m), (mentees, mentors) = problem.shape, problem.ids()
    loads = [(frozenset(mentors[j] for j in of), most) for of, most in problem.shared_upper]
    levels = [certificate.coverage, certificate.blocked, certificate.points, *certificate.lots]
    names = [*((0, one) for one in mentees), *((1, one) for one in mentors), *loads]
    found = [Counter(zip(names[: len(level)], level[: len(names)].tolist(), strict=True)) for level in levels]
    return certificate.least, found, [level[n + m + len(loads) :].tolist() for level in levels]


def cost_by_id(problem, cost):
    if cost is None:
        return None
    mentees, mentors = problem.ids()
    moves = {
        (mentees[i], *(None if j is None else mentors[j] for j in (before, after)))
        for i, before, after in cost.moves
    }
    return replace(cost, moves=()), moves


def everything_otherwise(problem, solution):
    """Return what it costs to decide otherwise, pair by pair."""
    mentees, mentors = problem.ids()
    cells = [(i, j) for i in range(len(mentees)) for j in range(len(mentors))]

    def name(pair):
        return mentees[pair[0]], mentors[pair[1]]

    costs = {
        (name(cell), way.__name__): cost_by_id(problem, way(problem, solution, cell))
        for cell in cells
        for way in (cost_of_forcing, cost_of_forbidding)
    }
    parted = zip(solution.pairs, margins(problem, solution), strict=True)
    near = alternatives(problem, solution, 2)
    return (
        costs,
        {name(pair): cost_by_id(problem, cost) for pair, cost in parted},
        {name(pair): cost_by_id(problem, cost) for pair, cost in near},
    )


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_a_solution_and_its_prices(data):
    crossing, groups, changes = (data.draw(st.booleans()) for _ in range(3))
    problem = data.draw(problems(laminar=not crossing, groups=groups))
    asked = data.draw(asks(problem, max_changes=changes))
    first = solve(problem, **options(asked))
    assume(first.status is not Status.INFEASIBLE)
    other, request = data.draw(orders(problem, asked))
    assert said(other, solve(other, **request)) == said(problem, first)


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_what_it_costs_to_decide_otherwise_and_who_moves(data):
    problem = data.draw(problems())
    asked = data.draw(asks(problem))
    first = solve(problem, **options(asked))
    assume(first.status is Status.OPTIMAL)
    other, request = data.draw(orders(problem, asked))
    second = solve(other, **request)
    assert everything_otherwise(other, second) == everything_otherwise(problem, first)


@pytest.mark.parametrize("turn", range(1, 4))
def test_one_of_several_ways_that_cost_the_same_is_gone_whoever_comes_first(turn):
    """The mentor of whoever is moved is sought among three free ones who are worth the same."""
    names = ["М-1", "М-2", "М-3", "М-4"]
    problem = Problem(np.ones((1, 4), int), mentee_ids=["Н-1"], mentor_ids=names)
    turned = names[turn:] + names[:turn]
    other = replace(problem, mentor_ids=turned)
    assert everything_otherwise(other, solve(other)) == everything_otherwise(problem, solve(problem))


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_stable_choices(data):
    n, m = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    draw = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    theirs, ours, points = draw.integers(0, [[[4]], [[4]], [[2]]], (3, n, m))
    if data.draw(st.booleans()):  # strict ranks
        theirs, ours = (
            draw.random((n, m)).argsort(1).argsort(1) + 1,
            draw.random((n, m)).argsort(0).argsort(0) + 1,
        )
    upper, worth = draw.integers(0, 3, m), data.draw(st.booleans())
    rows, columns = draw.permutation(n), draw.permutation(m)

    def chosen(rows, columns):
        cells = np.ix_(rows, columns)
        ids = {"mentee_ids": [f"Н-{i}" for i in rows], "mentor_ids": [f"М-{j}" for j in columns]}
        found = solve_stable(
            theirs[cells], ours[cells], upper[columns], points[cells] if worth else None, salt=b"s", **ids
        )
        pairs = {(int(rows[i]), int(columns[j])) for i, j in found.pairs}
        return pairs, found.objective, found.bound, found.status, found.proposals

    assert chosen(rows, columns) == chosen(np.arange(n), np.arange(m))


def test_two_loads_of_the_same_mentors():
    """The lower bound lies inside, whichever was listed first; prices of the two differ."""
    loads = [([0, 1], 0), ([1, 0], 2)]
    problem = Problem([[3, 0], [1, 2]], upper=2, shared_upper=loads)
    other = replace(problem, shared_upper=loads[::-1])
    assert said(other, solve(other)) == said(problem, solve(problem))
    assert len(set(solve(problem).certificate.points[4:6].tolist())) == 2


def in_any_order(problem, asked, seed):
    """Return the problem and the request in an order that is drawn at random."""
    draw = np.random.default_rng(seed)
    rows, columns = (draw.permutation(size) for size in problem.shape)
    return shuffled(
        problem, asked, rows, columns, lambda listed: [listed[k] for k in draw.permutation(len(listed))]
    )


@pytest.mark.parametrize("kind", ["crossing", "changes", "groups"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_before_the_effort_ends(kind, seed):
    """Nothing is proved of it, and yet it is the same."""
    draw = np.random.default_rng(seed)
    crossing = [(draw.choice(12, 3, replace=False).tolist(), 3) for _ in range(4)]
    problem = Problem(
        draw.integers(0, 3, (24, 12)),
        upper=3,
        lower_if_used=3 if kind == "groups" else 0,
        allowed=draw.random((24, 12)) < 0.6,
        shared_upper=crossing if kind == "crossing" else (),
    )
    asked = Asked(
        previous=tuple((i, i) for i in range(12)), max_changes=2 if kind == "changes" else None, effort=0.001
    )
    first = solve(problem, **options(asked))
    assert verify(problem, first) == []
    for turn in range(3):
        other, request = in_any_order(problem, asked, turn)
        second = solve(other, **request)
        assert said(other, second) == said(problem, first)
        assert verify(other, second) == []


def test_products_of_features_rules_and_sparse_matrices_in_order():
    draw = np.random.default_rng(5)
    exceptions = [0, 3, 3], [1, 2, 2], [7, 1, 4]
    points = Scores(draw.integers(0, 4, (5, 2)), draw.integers(0, 4, (4, 2)), exceptions)
    rules = Rules(((draw.integers(0, 3, (5, 2)), draw.integers(0, 3, (4, 2)), 2),))
    few = sparse.csr_array(draw.random((5, 4)) < 0.5)
    for more in ({}, {"allowed": rules}, {"allowed": few}):
        problem = Problem(points, **more, forbidden=[(1, 3)])
        ordered = put_in_order(problem, Asked(salt=b"s"))
        cells = np.ix_(ordered.mentees, ordered.mentors)
        assert sorted(ordered.mentees) != list(ordered.mentees)
        assert np.array_equal(dense_points(ordered.problem), dense_points(problem)[cells])
        assert np.array_equal(dense_allowed(ordered.problem), dense_allowed(problem)[cells])
