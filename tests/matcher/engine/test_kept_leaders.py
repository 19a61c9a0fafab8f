"""Group minima with a bound on changes, where the minima cost people or the worst pair."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from engine_oracle import asks, examples, options, problems
from engine_table import best_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matcher import Problem, Proof, Purpose, Status, solve, verify
from matcher.solution import Asked
from matcher.solve.pairs.board import set_board
from matcher.solve.pairs.network import build_network
from matcher.solve.search.gathering import gather
from matcher.solve.search.keeping import keep_enough
from matcher.solve.search.leading import least_of, loads, too_small
from matcher.solve.search.sums import most_in_groups


@st.composite
def kept_groups(draw):
    """Problems in which every mentor has a group or nobody, and most mentees had a mentor before."""
    problem = draw(problems(groups=True, most=5, demands=draw(st.integers(1, 2))))
    n, m = problem.shape
    upper = np.array(draw(st.lists(st.integers(1, 3), min_size=m, max_size=m)))
    problem = replace(
        problem,
        upper=np.maximum(upper, problem.lower),
        lower_if_used=draw(st.lists(st.integers(2, 3), min_size=m, max_size=m)),
    )
    earlier = [(i, draw(st.integers(0, m - 1))) for i in range(n) if draw(st.booleans())]
    asked = replace(draw(asks(problem)), previous=tuple(sorted(earlier)), max_changes=draw(st.integers(0, 3)))
    return problem, asked


@settings(max_examples=examples(150), deadline=None)
@given(kept_groups())
def test_groups_that_keep_earlier_pairs_agree_with_brute_force(asked_of):
    problem, asked = asked_of
    solution, best = solve(problem, **options(asked)), best_of(problem, asked)
    assert verify(problem, solution) == []
    assert (solution.status is Status.INFEASIBLE) == (best is None)
    if best is not None:
        assert solution.status is Status.OPTIMAL
        assert (frozenset(solution.pairs), solution.objective) == (best.pairs, best.points)
        assert solution.canonical


def scarce(people, mentors, seed, *, of_mentor=3):
    """Return groups of exactly so many, and earlier pairs that leave some of them too small."""
    rng = np.random.default_rng(seed)
    problem = Problem(
        rng.integers(0, 100, (people, mentors)),
        upper=of_mentor,
        lower_if_used=of_mentor,
        allowed=rng.random((people, mentors)) < 0.3,
        mentee_ids=[f"e{i}" for i in range(people)],
        mentor_ids=[f"o{j}" for j in range(mentors)],
    )
    chosen = solve(replace(problem, lower_if_used=0, upper=2)).pairs
    return problem, chosen[: people // 2]


@pytest.mark.parametrize(
    ("purpose", "raise_worst"),
    [(Purpose.MOST_MATCHED, False), (Purpose.MOST_MATCHED, True), (Purpose.BEST_TOTAL, False)],
)
def test_minima_that_cost_people_are_proved_and_do_not_depend_on_the_order_of_rows(purpose, raise_worst):
    problem, earlier = scarce(29, 10, 4)
    asked = {"raise_worst": raise_worst, "max_changes": 4, "salt": b"s"}
    solution = solve(problem, purpose, previous=earlier, **asked)
    assert (solution.status, solution.proof, solution.canonical) == (Status.OPTIMAL, Proof.SOLVER, True)
    assert len(set(earlier) - set(solution.pairs)) <= 4
    assert verify(problem, solution) == []
    rows, columns = np.random.default_rng(0).permutation(29), np.random.default_rng(1).permutation(10)
    turned = replace(
        problem,
        points=problem.points[rows][:, columns],
        allowed=problem.allowed[rows][:, columns],
        mentee_ids=[problem.mentee_ids[i] for i in rows],
        mentor_ids=[problem.mentor_ids[j] for j in columns],
    )
    back_rows, back_columns = np.argsort(rows), np.argsort(columns)
    moved = [(int(back_rows[i]), int(back_columns[j])) for i, j in earlier]
    other = solve(turned, purpose, previous=moved, **asked)
    assert {(int(rows[i]), int(columns[j])) for i, j in other.pairs} == set(solution.pairs)


def test_the_worst_pair_is_raised_anew_where_a_group_that_cannot_be_formed_costs_people():
    """The first mentor needs two people, and one of the two who may come must stay with the second."""
    problem = Problem(
        [[1, 9, 0, 0], [1, 0, 0, 0], [0, 0, 10, 4], [0, 0, 6, 1]],
        upper=[2, 1, 1, 1],
        lower_if_used=[2, 0, 0, 0],
        allowed=[[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]],
    )
    solution = solve(problem, raise_worst=True, previous=[(0, 1)], max_changes=0)
    assert solution.pairs == ((0, 1), (2, 3), (3, 2))
    assert (solution.status, solution.objective) == (Status.OPTIMAL, 19)


@settings(max_examples=examples(150), deadline=None)
@given(kept_groups())
def test_gathering_people_keeps_what_was_reached_and_enough_earlier_pairs(asked_of):
    problem, asked = asked_of
    problem = replace(problem, lower=0, locked=(), forbidden=())
    board = set_board(problem, replace(asked, purpose=Purpose.MOST_MATCHED))
    needed = len(board.kept) - asked.max_changes
    every = np.flatnonzero(board.opened)
    kept = keep_enough(board, build_network(problem, Purpose.MOST_MATCHED), every, needed)
    assume(kept is not None)
    least = least_of(board)
    gathered = gather(kept, needed, least)
    assert np.isin(board.kept, gathered.pairs).sum() >= needed
    assert len(gathered.pairs) == len(kept.pairs)
    before, after = (too_small(loads(board, found.pairs), least) for found in (kept, gathered))
    assert len(after) <= len(before)


@pytest.mark.parametrize(("changes", "short"), [(0, 2), (1, 0)])
def test_people_are_gathered_only_as_far_as_enough_earlier_pairs_stay(changes, short):
    problem = Problem(np.ones((3, 2), int), upper=3, lower_if_used=3)
    asked = Asked(
        purpose=Purpose.MOST_MATCHED,
        floor=0,
        raise_worst=False,
        previous=((0, 0), (1, 0), (2, 1)),
        max_changes=changes,
        salt=b"",
    )
    board = set_board(problem, asked)
    kept = keep_enough(board, build_network(problem, asked.purpose), np.arange(6), 3 - changes)
    assert loads(board, kept.pairs).tolist() == [2, 1]
    gathered = gather(kept, 3 - changes, least_of(board))
    assert len(too_small(loads(board, gathered.pairs), least_of(board))) == short


@given(st.data())
def test_sums_of_whole_groups_are_those_of_all_choices(data):
    bounds = st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, 3))
    mentors = data.draw(st.lists(bounds, max_size=4))
    most = data.draw(st.integers(0, 12))
    may = [[k for k in range(low, high + 1) if not 0 < k < least] for low, high, least in mentors]
    sums = [sum(choice) for choice in product(*may) if sum(choice) <= most]
    low, high, least = np.array(mentors, dtype=np.int64).reshape(-1, 3).T
    assert most_in_groups(low, high, least, most) == max(sums, default=None)
