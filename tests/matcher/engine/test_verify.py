"""`verify` refuses what is wrong: in the pairs, in the figures, and in every part of the certificate."""

from dataclasses import fields, replace
from itertools import permutations

import numpy as np
import pytest

from matcher import Certificate, Problem, Proof, Purpose, Status, solve, verify
from matcher.proof.ledger import keep_ledger
from matcher.solution import Conflict, ConflictKind, Solution


@pytest.fixture
def problem():
    rng = np.random.default_rng(4)
    return Problem(
        rng.integers(0, 4, (12, 8)),
        upper=2,
        lower=[1, 0, 0, 1, 0, 0, 0, 0],
        demand=[2] + [1] * 11,
        allowed=rng.random((12, 8)) < 0.7,
        priority=rng.integers(0, 2, 12),
        shared_upper=[([0, 1, 2], 4), ([0, 1], 3)],
    )


@pytest.fixture
def solution(problem):
    found = solve(problem, raise_worst=True, salt=b"s")
    assert verify(problem, found) == []
    return found


def tampered_with_pairs(problem, solution):
    pairs, unused = list(solution.pairs), set(np.ndindex(*problem.shape)) - set(solution.pairs)
    yield pairs[1:]
    yield pairs[::-1]
    yield [*pairs, pairs[-1]]
    yield [*pairs, (0, 99)]
    for pair in sorted(unused)[:40]:
        yield sorted([*pairs, pair])
        yield sorted([pair if old[0] == pair[0] else old for old in pairs])


def test_other_pairs_are_refused(problem, solution):
    for pairs in tampered_with_pairs(problem, solution):
        if pairs != list(solution.pairs):
            assert verify(problem, replace(solution, pairs=tuple(pairs)))


@pytest.mark.parametrize(
    "change",
    [
        {"objective": 1},
        {"bound": 0},
        {"bound": 999},
        {"gap": 0.5},
        {"unmatched": (99,)},
        {"certificate": None},
        {"status": Status.FEASIBLE},
        {"proof": Proof.NONE},
    ],
)
def test_other_figures_are_refused(problem, solution, change):
    assert verify(problem, replace(solution, **change))


def test_other_certainty_is_refused(problem, solution):
    for k, sure in enumerate(solution.certain):
        other = [*solution.certain[:k], not sure, *solution.certain[k + 1 :]]
        assert verify(problem, replace(solution, certain=tuple(other)))
    for k, sure in enumerate(solution.unmatched_certain):
        other = [*solution.unmatched_certain[:k], not sure, *solution.unmatched_certain[k + 1 :]]
        assert verify(problem, replace(solution, unmatched_certain=tuple(other)))


@pytest.mark.parametrize("name", ["coverage", "blocked", "points", "rank", "order", "lots"])
def test_prices_of_the_wrong_number_are_refused(problem, solution, name):
    prices = getattr(solution.certificate, name)
    for other in (prices[..., :-1], np.zeros(0, dtype=np.int64)[: prices.ndim * 0]):
        if name == "lots" and not other.size:
            continue
        assert verify(problem, replace(solution, certificate=replace(solution.certificate, **{name: other})))


@pytest.mark.parametrize("name", ["coverage", "points", "lots"])
def test_prices_that_fit_no_more_are_refused(problem, solution, name):
    """A price of a person in play cannot move far without some arc noticing; both directions are tried."""
    prices, refused, tried = getattr(solution.certificate, name), 0, 0
    for node in range(sum(problem.shape)):
        for step in (-(1 << 45), 1 << 45):
            other = prices.copy()
            other[..., node] += step
            changed = replace(solution, certificate=replace(solution.certificate, **{name: other}))
            tried += 1
            refused += bool(verify(problem, changed))
    assert refused > tried * 0.6


def test_prices_that_would_overflow_are_refused(problem, solution):
    other = solution.certificate.points.copy()
    other[0] = 1 << 62
    assert verify(problem, replace(solution, certificate=replace(solution.certificate, points=other)))


def test_a_certificate_does_not_prove_an_equal_choice(problem):
    """The optimum under one salt has the same points as under another, and yet is not the choice of the other."""
    first, second = solve(problem, salt=b"a"), solve(problem, salt=b"b")
    assert first.objective == second.objective
    assert first.pairs != second.pairs
    assert verify(problem, replace(first, asked=second.asked))
    assert verify(problem, replace(first, pairs=second.pairs, certain=second.certain))


def test_ranks_that_show_nothing_are_refused(problem, solution):
    flat = replace(solution.certificate, rank=np.zeros_like(solution.certificate.rank))
    assert verify(problem, replace(solution, certificate=flat))


def test_a_worst_pair_said_to_be_better_or_not_liftable_is_refused(problem):
    solution = solve(problem, raise_worst=True)
    for least in (solution.certificate.least + 1, solution.certificate.least - 1):
        assert verify(problem, replace(solution, certificate=replace(solution.certificate, least=least)))


def test_prices_that_do_not_block_a_better_worst_pair_are_refused(problem, solution):
    flat = replace(solution.certificate, blocked=np.zeros_like(solution.certificate.blocked))
    assert verify(problem, replace(solution, certificate=flat)) == [
        f"Prices do not show that some pair must have {solution.certificate.least} points or fewer."
    ]


def test_loads_stand_inside_one_another_in_the_ledger():
    """Of equal loads the one of the lower bound lies inside, wherever it is listed; the outermost leads to the root."""
    loads = [([0, 1], 2), ([0, 1, 2], 3), ([1, 0], 1)]
    for order in permutations(range(3)):
        problem = Problem(np.ones((1, 3), int), shared_upper=[loads[k] for k in order])
        ledger = keep_ledger(problem, solve(problem))
        above = dict(zip(ledger.tail.tolist(), ledger.head.tolist(), strict=True))
        first_load, root = 4, ledger.nodes - 1
        two, three, one = (first_load + order.index(k) for k in range(3))
        assert [above[1], above[2], above[3]] == [one, one, three]
        assert [above[two], above[three], above[one]] == [three, root, two]


def test_a_solution_of_another_problem_is_refused(problem, solution):
    assert verify(replace(problem, points=np.asarray(problem.points) + np.eye(12, 8, dtype=int)), solution)
    assert verify(replace(problem, upper=1), solution)
    assert verify(replace(problem, forbidden=[solution.pairs[0]]), solution)
    assert verify(replace(problem, priority=1 - np.asarray(problem.priority)), solution)
    locked = next(
        p for p in np.argwhere(np.asarray(problem.allowed)).tolist() if tuple(p) not in solution.pairs
    )
    assert verify(replace(problem, locked=[tuple(locked)]), solution)
    assert verify(problem, replace(solution, asked=replace(solution.asked, floor=4)))


def test_only_points_proved_is_not_people_proved():
    """Most points alone leave a person out: under the other purpose the same pairs are refused."""
    problem = Problem([[9, 3], [3, 0]], allowed=[[True, True], [True, False]])
    weak = solve(problem, Purpose.BEST_TOTAL)
    assert verify(problem, weak) == []
    assert verify(problem, replace(weak, asked=solve(problem).asked))


def test_lower_quotas_out_of_reach_are_proved_by_a_cut():
    problem = Problem(
        np.ones((3, 3), int),
        lower=[1, 1, 0],
        allowed=[[True, True, True], [False, False, True], [False] * 3],
    )
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    (conflict,) = solution.conflicts
    assert conflict.kind is ConflictKind.LOWER_OUT_OF_REACH
    assert conflict.mentors == (0, 1)
    assert (conflict.needed, conflict.possible) == (2, 1)
    assert len(conflict.repair) == 1
    assert verify(problem, solution) == []
    assert verify(replace(problem, allowed=None), solution)
    assert verify(problem, replace(solution, certificate=Certificate()))
    zeros = Certificate(reach=np.zeros_like(solution.certificate.reach))
    assert verify(problem, replace(solution, certificate=zeros))


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ({"allowed": [[False, True], [True, True]], "locked": [(0, 0)]}, ConflictKind.LOCK_NOT_ALLOWED),
        ({"locked": [(0, 0), (0, 1)]}, ConflictKind.LOCKS_OVER_DEMAND),
        ({"locked": [(0, 0), (1, 0)]}, ConflictKind.LOCKS_OVER_UPPER),
        ({"locked": [(0, 0), (1, 1)], "shared_upper": [([0, 1], 1)]}, ConflictKind.LOCKS_OVER_SHARED),
        ({"lower": 1, "shared_upper": [([0, 1], 1)]}, ConflictKind.LOWER_OVER_SHARED),
        ({"upper": 3, "lower_if_used": 3, "locked": [(0, 0)]}, ConflictKind.REQUIREMENTS),
    ],
)
def test_conflicts_are_named_and_recounted(settings, kind):
    problem = Problem([[1, 1], [1, 1]], **settings)
    solution = solve(problem)
    assert solution.status is Status.INFEASIBLE
    assert [conflict.kind for conflict in solution.conflicts] == [kind]
    assert verify(problem, solution) == []
    assert verify(Problem([[1, 1], [1, 1]], upper=2, demand=2), solution)


def test_every_part_of_a_certificate_is_named_in_its_page():
    from pathlib import Path

    page = (Path(__file__).parents[3] / "docs" / "certificate.md").read_text(encoding="utf-8")
    assert all(f"`{field.name}`" in page for field in fields(Certificate))


def refused(problem: Problem, kind: ConflictKind, **more) -> Solution:
    """Return a claim that no assignment exists, made by hand."""
    conflict = Conflict(kind=kind, **more)
    return Solution(
        pairs=(),
        certain=None,
        objective=None,
        bound=None,
        gap=None,
        status=Status.INFEASIBLE,
        proof=Proof.SOLVER if kind is ConflictKind.NONE_FOUND else Proof.DUALS,
        unmatched=(),
        unmatched_certain=None,
        conflicts=(conflict,),
    )


@pytest.mark.parametrize(
    "claim",
    [
        {"kind": ConflictKind.LOCKS_OVER_DEMAND, "mentees": (0,), "locks": ((0, 0), (1, 1))},
        {"kind": ConflictKind.LOCKS_OVER_DEMAND, "mentees": (0,), "locks": ((0, 0), (0, 0))},
        {"kind": ConflictKind.LOCKS_OVER_UPPER, "mentors": (0,), "locks": ((0, 0), (1, 1))},
        {"kind": ConflictKind.LOCKS_OVER_UPPER, "mentors": (0,), "locks": ((0, 0), (0, 0))},
        {"kind": ConflictKind.LOCKS_OVER_SHARED, "mentors": (), "locks": ((0, 0), (1, 1))},
        {"kind": ConflictKind.LOCKS_OVER_SHARED, "mentors": (2,), "locks": ((0, 0), (1, 1))},
        {"kind": ConflictKind.NONE_FOUND},
    ],
)
def test_possible_problem_is_never_refused(claim):
    problem = Problem(np.ones((3, 3), int), locked=((0, 0), (1, 1)), shared_upper=(((1, 2), 1),))
    assert verify(problem, solve(problem)) == []
    assert verify(problem, refused(problem, **claim))


def test_word_of_a_solver_is_no_proof_where_a_flow_says_it_all():
    problem = Problem([[9, 0], [0, 9]])
    worse = replace(
        solve(problem),
        pairs=((0, 1), (1, 0)),
        objective=0,
        bound=0,
        proof=Proof.SOLVER,
        certificate=None,
        certain=None,
    )
    assert verify(problem, worse)
