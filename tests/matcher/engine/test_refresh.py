"""Earlier pairs: as many as possible stay, or at most so many end."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from engine_oracle import examples, options
from engine_table import best_of
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matcher import Problem, Proof, Purpose, Status, solve, verify
from matcher.lot import LotSide, lots, person_keys
from matcher.solution import Asked
from matcher.solve.pairs.board import set_board
from matcher.solve.search import closing, few_changes
from matcher.solve.search.branching import maximize, solve_by_branching

DIAGONAL = [(i, i) for i in range(8)]


@pytest.mark.parametrize("seed", [0, 1, 2, 4])
def test_pairs_decided_by_price_are_those_of_the_whole_model(seed):
    """In these the price does not meet the number of changes exactly, so that CP-SAT has something to decide."""
    rng = np.random.default_rng(seed)
    problem = Problem(rng.integers(0, 9, (8, 8)))
    solution = solve(problem, previous=DIAGONAL, max_changes=int(rng.integers(1, 5)))
    assert solution.status is Status.OPTIMAL
    assert solution.pairs == solve_by_branching(set_board(problem, solution.asked)).pairs


def test_enough_pairs_stay_where_equal_people_make_flows_that_keep_fewer_worth_as_much():
    """With a price of 2 it is all the same how many stay: flows of kinds keep another number than those of people."""
    earlier = [(i, j) for i in range(4) for j in (0, 2, 4, 6)]
    problem = Problem([[1, 3] * 4] * 4)
    for needed in range(1, 5):
        solution = solve(problem, previous=earlier, max_changes=len(earlier) - needed)
        assert len(set(earlier) & set(solution.pairs)) == needed
        assert (solution.status, solution.objective) == (Status.OPTIMAL, 12 - 2 * needed)
        assert solution.canonical
        assert verify(problem, solution) == []


@settings(max_examples=examples(40), deadline=None)
@given(st.data())
def test_equal_people_with_few_changes_are_settled_as_by_the_whole_model(data):
    of_mentees = np.sort(data.draw(st.lists(st.integers(0, 1), min_size=8, max_size=8)))
    of_mentors = np.sort(data.draw(st.lists(st.integers(0, 1), min_size=8, max_size=8)))
    kinds = np.ix_(of_mentees, of_mentors)
    table = st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2)
    before = np.array(data.draw(table))[kinds] > 1
    earlier = [(int(i), int(j)) for i, j in np.argwhere(before)]
    problem = Problem(
        np.array(data.draw(table))[kinds],
        upper=data.draw(st.integers(1, 2)),
        lower_if_used=data.draw(st.sampled_from([0, 0, 2])),
    )
    purpose = data.draw(st.sampled_from(Purpose))
    stay = data.draw(st.integers(0, 8))
    solution = solve(problem, purpose, previous=earlier, max_changes=max(0, len(earlier) - stay))
    assert verify(problem, solution) == []
    whole = solve_by_branching(set_board(problem, replace(solution.asked, effort=5)))
    if solution.status is Status.INFEASIBLE or whole.status is Status.INFEASIBLE:
        assert solution.status is whole.status
    else:
        assert len(set(earlier) & set(solution.pairs)) >= min(stay, len(earlier))
        assert solution.status is Status.OPTIMAL
        if whole.status is Status.OPTIMAL:
            assert (solution.objective, len(solution.pairs)) == (whole.objective, len(whole.pairs))


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


@pytest.mark.parametrize(("seed", "changes"), [(61, 2), (95, 1), (129, 1), (158, 2), (49, 2), (180, 2)])
def test_the_worst_pair_is_raised_while_enough_pairs_stay(seed, changes):
    """In these the worst pair of most points is worse, and in two of them fewer people have a mentor than could."""
    rng = np.random.default_rng(seed)
    problem = Problem(rng.integers(0, 9, (5, 5)), allowed=rng.random((5, 5)) < 0.7)
    solution = solve(problem, previous=DIAGONAL[:5], max_changes=changes, raise_worst=True)
    assert frozenset(solution.pairs) == best_of(problem, solution.asked).pairs
    assert solution.pairs != solve(problem, previous=DIAGONAL[:5], max_changes=changes).pairs


def test_earlier_pairs_that_are_forbidden_now_are_no_changes():
    problem = Problem([[5, 1], [1, 5]], forbidden=[(0, 0)])
    solution = solve(problem, previous=[(0, 0)], max_changes=0)
    assert solution.pairs == ((0, 1), (1, 0))


EVERY = np.array(list(permutations(range(7))))
"""All ways to give each of seven mentees one of seven mentors."""


def best_permutation(points, changes):
    """Return (points, pairs) of the best way in which no more than so many of the diagonal end, lot included."""
    mentees, mentors = (
        person_keys(b"", side, [str(k) for k in range(7)]) for side in (LotSide.MENTEE, LotSide.MENTOR)
    )
    drawn = lots(mentees[:, None], mentors[None, :])
    may = EVERY[(np.arange(7) != EVERY).sum(axis=1) <= changes]
    total, sums = (matrix[np.arange(7), may].sum(axis=1) for matrix in (points, drawn))
    first = np.lexsort((sums, -total))[0]
    return int(total[first]), tuple(enumerate(may[first].tolist()))


@settings(max_examples=examples(60), deadline=None)
@given(
    seed=st.integers(0, 10**6),
    most=st.sampled_from([4, 30, 1000]),
    changes=st.integers(2, 6),
    effort=st.sampled_from([None, None, 0.0, 1e-5, 1e-4, 1e-3]),
    first=st.sampled_from([0.0, 0.5, 2.0]),
    purpose=st.sampled_from(Purpose),
)
def test_what_the_bound_leaves_open_is_closed(seed, most, changes, effort, first, purpose):
    """The bound and the flow below it mostly differ here, and few pairs are looked at before all that matter are."""
    points = np.random.default_rng(seed).integers(0, most, (7, 7))
    points[np.arange(7), np.arange(7)] //= 2
    problem = Problem(points, mentee_ids=[str(k) for k in range(7)], mentor_ids=[str(k) for k in range(7)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closing, "FIRST", first)
        solution = solve(
            problem, purpose, previous=[(i, i) for i in range(7)], max_changes=changes, effort=effort
        )
    total, pairs = best_permutation(points, changes)
    assert verify(problem, solution) == []
    assert solution.objective <= total <= solution.bound
    if effort is None:
        assert (solution.status, solution.canonical) == (Status.OPTIMAL, True)
    if solution.status is Status.OPTIMAL:
        assert solution.objective == total
    if solution.canonical:
        assert solution.pairs == pairs


@pytest.mark.parametrize(("seed", "changes"), [(27, 3), (44, 4), (50, 4), (32, 5), (44, 5), (46, 5)])
def test_an_effort_that_ends_among_few_pairs_bounds_all_of_them(monkeypatch, seed, changes):
    """In these the best choice of the few pairs is not the best of all."""

    def ends(built, gain, effort, **how):
        solver, status, most = maximize(built, gain, effort, **how)
        return solver, cp_model.FEASIBLE if status == cp_model.OPTIMAL else status, most

    monkeypatch.setattr(closing, "FIRST", 0.2)
    monkeypatch.setattr(closing, "maximize", ends)
    points = np.random.default_rng(seed).integers(0, 1000, (7, 7))
    points[np.arange(7), np.arange(7)] = 500
    solution = solve(Problem(points), previous=[(i, i) for i in range(7)], max_changes=changes)
    assert solution.objective < best_permutation(points, changes)[0] <= solution.bound


def a_refresh(seed):
    """Return a problem with quotas, loads, classes and locks, and earlier pairs that suited other points."""
    rng = np.random.default_rng(seed)
    n, m = rng.integers(3, 6, 2)
    upper = rng.integers(1, 3, m)
    rules = {
        "upper": upper,
        "lower": np.minimum(upper, rng.integers(0, 4, m) == 0),
        "demand": rng.integers(1, 3, n) if rng.integers(3) == 0 else 1,
        "allowed": rng.random((n, m)) < rng.choice([0.6, 0.9]),
        "shared_upper": [(range(m), int(rng.integers(2, 6))), ((0, 1), 2)] if rng.integers(3) == 0 else (),
        "priority": rng.integers(0, 2, n) if rng.integers(3) == 0 else None,
    }
    previous = solve(Problem(rng.integers(0, 200, (n, m)), **rules)).pairs
    locked = previous[:1] if rng.integers(4) == 0 else ()
    points = rng.integers(0, rng.choice([8, 200]), (n, m))
    purpose = list(Purpose)[rng.integers(2)]
    asked = Asked(
        purpose=purpose,
        raise_worst=purpose is Purpose.MOST_MATCHED and bool(rng.integers(2)),
        previous=previous,
        max_changes=int(rng.integers(0, 4)),
    )
    return Problem(points, locked=locked, **rules), asked


def a_scarce_refresh(seed):
    """Return a problem of few possible pairs in which newcomers are served only where earlier pairs move along."""
    problem, asked = a_refresh(seed)
    rng = np.random.default_rng(seed)
    n, m = problem.shape
    chain = np.eye(n, m, dtype=bool) | np.eye(n, m, 1, dtype=bool)
    allowed = chain | (rng.random((n, m)) < 0.2)
    # Two pairs with one mentor, at times: then the bound on changes can be out of reach.
    earlier = (np.eye(n, m, 1) > 0) & (rng.random((n, 1)) < 0.8) | chain & (rng.random((n, m)) < 0.05)
    previous = tuple((int(i), int(j)) for i, j in np.argwhere(earlier & allowed))
    scarce = replace(problem, allowed=allowed, upper=1, lower=0, locked=())
    if rng.integers(3) == 0:
        scarce = replace(scarce, upper=problem.upper, lower=problem.lower)
    return scarce, replace(asked, previous=previous)


@settings(max_examples=examples(120), deadline=None)
@given(
    seed=st.integers(0, 10**6),
    first=st.sampled_from([0.0, 0.2, 2.0]),
    draw=st.sampled_from([a_refresh, a_scarce_refresh, a_scarce_refresh]),
)
def test_the_gap_is_closed_whatever_quotas_there_are(seed, first, draw):
    problem, asked = draw(seed)
    best = best_of(problem, asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closing, "FIRST", first)
        # Nothing of this is left to a search among all pairs.
        patch.delattr(few_changes, "solve_by_branching")
        solution = solve(problem, **options(asked))
    assert verify(problem, solution) == []
    assert (solution.status is Status.INFEASIBLE) == (best is None)
    if best is not None:
        assert solution.status is Status.OPTIMAL
        assert frozenset(solution.pairs) == best.pairs


def test_groups_of_a_least_size_with_few_changes_are_proved_too():
    """A price of earlier pairs bounds the points; level by level CP-SAT leaves a tenth of them open."""
    dice = np.random.default_rng(1)
    points = dice.integers(0, 10_001, (60, 20))
    earlier = solve(Problem(dice.integers(0, 10_001, (60, 20)), upper=4)).pairs
    problem = Problem(points, upper=4, lower_if_used=3)
    solution = solve(problem, previous=earlier, max_changes=3)
    assert (solution.status, solution.proof, solution.canonical) == (Status.OPTIMAL, Proof.SOLVER, True)
    assert verify(problem, solution) == []
    load = np.bincount([j for _, j in solution.pairs], minlength=20)
    assert not ((load > 0) & (load < 3)).any()
    assert len(set(earlier) - set(solution.pairs)) <= 3
