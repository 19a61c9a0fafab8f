"""A hundred ways to tamper with a solution, each by name: `verify` refuses every one of them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from claims import (
    FAR,
    Claim,
    asked,
    first_pair,
    flipped,
    free_pair,
    points_at,
    price,
    proved_problem,
    raised,
    rule,
    said,
    swapped,
    without_first,
)

from matcher import Certificate, Problem, Proof, Purpose, Status, solve, verify
from matcher.solution import Conflict, ConflictKind


@pytest.fixture(scope="module")
def proved() -> Claim:
    problem = proved_problem()
    solution = solve(problem, raise_worst=True, previous=[(1, 0), (2, 1)], salt=b"s")
    assert solution.unmatched
    assert not all(solution.certain)
    assert verify(problem, solution) == []
    return problem, solution


RULES = {
    "points of a pair raised": rule(points=points_at(first_pair, 1)),
    "points of a pair lowered": rule(points=points_at(first_pair, -1)),
    "points of another pair raised": rule(points=points_at(free_pair, 50)),
    "a rule forbids a pair": rule(allowed=without_first),
    "no rule forbids anything": rule(allowed=None),
    "a pair forbidden": rule(forbidden=lambda p, s: [first_pair(p, s)]),
    "another pair locked": rule(locked=lambda p, s: [*p.locked, free_pair(p, s)]),
    "upper quota lowered": rule(upper=1),
    "upper quota raised": rule(upper=3),
    "lower quota of all": rule(lower=[2, 2, 2, 1, 1, 1, 1, 1]),
    "demand of all": rule(demand=2),
    "demand of nobody": rule(demand=0),
    "group minimum": rule(lower_if_used=3, upper=3),
    "smaller load": rule(shared_upper=[([0, 1, 2], 1), ([0, 1], 1)]),
    "load of all": rule(shared_upper=[(range(8), 5)]),
    "load gone": rule(shared_upper=()),
    "priority turned": rule(priority=lambda p, s: 1 - np.asarray(p.priority)),
    "priority gone": rule(priority=None),
    "ids of mentees turned": rule(mentee_ids=lambda p, s: list(p.mentee_ids)[::-1]),
    "ids of mentors turned": rule(mentor_ids=lambda p, s: list(p.mentor_ids)[::-1]),
    "ids gone": rule(mentee_ids=None, mentor_ids=None),
}


ASKED = {
    "salt": asked(salt=b"t"),
    "salt gone": asked(salt=b""),
    "floor": asked(floor=3),
    "floor beyond all": asked(floor=99),
    "best total": asked(purpose=Purpose.BEST_TOTAL),
    "other earlier pairs": asked(previous=((0, 0), (3, 3), (6, 6), (7, 7), (8, 1))),
    "no change allowed": asked(previous=tuple((i, (i * 5) % 8) for i in range(12)), max_changes=0),
}


PAIRS = {
    "first pair gone": said(pairs=lambda s: s.pairs[1:]),
    "last pair gone": said(pairs=lambda s: s.pairs[:-1]),
    "no pairs": said(pairs=()),
    "pairs turned": said(pairs=lambda s: s.pairs[::-1]),
    "a pair twice": said(pairs=lambda s: tuple(sorted([*s.pairs, s.pairs[0]]))),
    "mentors swapped": said(pairs=swapped),
    "a mentor who does not exist": said(pairs=lambda s: (*s.pairs[:-1], (s.pairs[-1][0], 99))),
    "a mentee who does not exist": said(pairs=lambda s: (*s.pairs[:-1], (99, 0))),
    "a negative index": said(pairs=lambda s: ((-1, 0), *s.pairs[1:])),
    "the locked pair gone": said(pairs=lambda s: tuple(p for p in s.pairs if p != (5, 3))),
}


FIGURES = {
    "total raised": said(objective=lambda s: s.objective + 1),
    "total lowered": said(objective=lambda s: s.objective - 1),
    "total unknown": said(objective=None),
    "bound raised": said(bound=lambda s: s.bound + 1),
    "bound lowered": said(bound=lambda s: s.bound - 1),
    "bound unknown": said(bound=None),
    "total and bound raised": said(objective=lambda s: s.objective + 1, bound=lambda s: s.bound + 1),
    "gap": said(gap=0.1),
    "gap unknown": said(gap=None),
    "feasible only": said(status=Status.FEASIBLE),
    "infeasible": said(status=Status.INFEASIBLE),
    "unknown": said(status=Status.UNKNOWN),
    "proof by a solver": said(proof=Proof.SOLVER),
    "no proof": said(proof=Proof.NONE),
    "one more without a mentor": said(unmatched=lambda s: tuple(sorted({*s.unmatched, s.pairs[0][0]}))),
    "one fewer without a mentor": said(unmatched=lambda s: s.unmatched[1:]),
    "somebody else without a mentor": said(unmatched=(99,)),
    "first pair's certainty turned": said(certain=lambda s: flipped(s.certain, 0)),
    "last pair's certainty turned": said(certain=lambda s: flipped(s.certain, -1 % len(s.certain))),
    "all pairs certain": said(certain=lambda s: (True,) * len(s.pairs)),
    "no pair certain": said(certain=lambda s: (False,) * len(s.pairs)),
    "certainty too short": said(certain=lambda s: s.certain[1:]),
    "waiting turned": said(unmatched_certain=lambda s: flipped(s.unmatched_certain, 0)),
    "waiting too short": said(unmatched_certain=lambda s: s.unmatched_certain[1:]),
    "waiting unknown": said(unmatched_certain=None),
    "certificate gone": said(certificate=None),
    "certificate empty": said(certificate=Certificate()),
    "certificate of bytes": said(certificate=b"PK"),
}


DUALS = {
    f"{name} {how}": price(name, change)
    for name in ("coverage", "blocked", "points", "rank", "order")
    for how, change in {
        "all zero": np.zeros_like,
        "one node short": lambda prices: prices[:-1],
        "one node long": lambda prices: np.append(prices, 0),
        "of another shape": lambda prices: prices[None],
        "beyond the limit": raised(0, (1 << 60) + 1),
    }.items()
    if (name, how) not in {("rank", "beyond the limit"), ("order", "beyond the limit")}
} | {
    "coverage negated": price("coverage", np.negative),
    "points negated": price("points", np.negative),
    "points turned": price("points", lambda prices: prices[::-1].copy()),
    "points of a mentee up": price("points", raised(0, FAR)),
    "points of a mentee down": price("points", raised(0, -FAR)),
    "points of a mentor up": price("points", raised(12, FAR)),
    "points of a mentor down": price("points", raised(12, -FAR)),
    "coverage of a mentee": price("coverage", raised(0, -FAR)),
    "coverage of the root": price("coverage", raised(-1, FAR)),
    "order turned": price("order", np.negative),
    "rank turned": price("rank", np.negative),
    "least raised": price("least", lambda least: int(least) + 1),
    "least lowered": price("least", lambda least: int(least) - 1),
}


LOTS = {
    "no turn": price("lots", lambda turns: turns[:0]),
    "all zero": price("lots", np.zeros_like),
    "negated": price("lots", np.negative),
    "one node short": price("lots", lambda turns: turns[:, :-1]),
    "a flat list": price("lots", lambda turns: turns.ravel()),
    "a mentee up": price("lots", raised(0, FAR)),
    "a mentor down": price("lots", raised(12, -FAR)),
    "beyond the limit": price("lots", raised(0, (1 << 60) + 1)),
}


KINDS = {
    f"{part}: {name}": change
    for part, kinds in {
        "rules": RULES,
        "asked": ASKED,
        "pairs": PAIRS,
        "figures": FIGURES,
        "duals": DUALS,
        "lots": LOTS,
    }.items()
    for name, change in kinds.items()
}


@pytest.mark.parametrize("name", KINDS)
def test_what_was_tampered_with_is_refused(name: str, proved: Claim) -> None:
    assert verify(*KINDS[name](proved))


def short_of_mentees() -> Claim:
    problem = Problem(
        np.ones((3, 3), int),
        lower=[1, 1, 0],
        allowed=[[True, True, True], [False, False, True], [False] * 3],
    )
    return problem, solve(problem)


def over_a_load() -> Claim:
    problem = Problem(
        np.ones((3, 3), int), upper=2, locked=[(0, 0), (1, 1), (2, 1)], shared_upper=[([0, 1], 1)]
    )
    return problem, solve(problem)


def conflict(**changes: object) -> Callable[[Claim], Claim]:
    def tamper(claim: Claim) -> Claim:
        return claim[0], replace(claim[1], conflicts=(replace(claim[1].conflicts[0], **changes),))

    return tamper


REFUSALS = {
    "more needed": conflict(needed=9),
    "less possible": conflict(possible=-1),
    "more possible": conflict(possible=2),
    "another mentor": conflict(mentors=(0, 2)),
    "no mentor": conflict(mentors=()),
    "a mentor who does not exist": conflict(mentors=(0, 9)),
    "a mentee who does not exist": conflict(mentees=(9,)),
    "no repair": conflict(repair=()),
    "a repair that is no change": conflict(repair=((0, 1), (1, 1))),
    "another kind": conflict(kind=ConflictKind.LOCK_NOT_ALLOWED),
    "nothing named": conflict(kind=ConflictKind.NONE_FOUND),
    "a cut that is none": conflict(kind=ConflictKind.LOWER_OVER_SHARED),
    "no conflict": said(conflicts=()),
    "pairs all the same": said(pairs=((0, 0),)),
    "points all the same": said(objective=0),
}


CUTS = {
    "no cut": said(certificate=None),
    "an empty cut": said(certificate=Certificate()),
    "a cut of nothing": price("reach", np.zeros_like),
    "a cut one node short": price("reach", lambda prices: prices[1:]),
    "a cut beyond the limit": price("reach", raised(0, (1 << 60) + 1)),
    "a cut turned": price("reach", np.negative),
    "places for everybody": rule(allowed=None),
    "nobody needed": rule(lower=0),
}


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize("claim", [short_of_mentees, over_a_load])
def test_a_conflict_that_was_tampered_with_is_refused(name: str, claim: Callable[[], Claim]) -> None:
    problem, solution = claim()
    assert solution.status is Status.INFEASIBLE
    assert verify(problem, solution) == []
    changed = REFUSALS[name]((problem, solution))
    assert verify(*changed), name


@pytest.mark.parametrize("name", CUTS)
def test_a_cut_that_was_tampered_with_is_refused(name: str) -> None:
    assert verify(*CUTS[name](short_of_mentees()))


def test_there_are_a_hundred_kinds() -> None:
    assert len(KINDS) + len(REFUSALS) + len(CUTS) >= 100
    assert isinstance(short_of_mentees()[1].conflicts[0], Conflict)
