"""Bounds of groups, and the best grouping with its proof where all groups that matter can be listed.

A grouping better than the best one found consists of groups that are each worth enough beyond their members' prices.
Where all of them can be listed, CP-SAT chooses among them, and the best one is known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.problem import IntArray
from matcher.solve.groups.bound import NEVER, GroupKind, group_kinds, plain_bound, plain_prices, size_bound
from matcher.solve.groups.cover import best_cover
from matcher.solve.groups.prices import AGAIN, ROUNDS, find_prices, points_inside
from matcher.solve.groups.problem import GroupProblem, MemberArray, worth
from matcher.solve.groups.relaxation import relaxed_bound
from matcher.solve.groups.survey import Survey, survey

LIMIT = 8_000_000
"""Most numbers kept of partly formed groups of one size, by default; with fewer groups than that there is a proof."""
ATTEMPTS = 3
"""Times that prices are made anew when groups turn up that are worth more than expected."""
LISTED = 5_000
"""Most groups that CP-SAT chooses from."""
COVER = 0.1
"""Part of the effort, in CP-SAT's units, that it spends on choosing."""
MOST_GROUPS = 200_000_000
"""With more possible groups, there is no listing; with mentors, the survey still betters the bound."""
MOST_PEOPLE = 240
"""With more people the bound is that of everyone's best partners."""


@dataclass(frozen=True, slots=True, eq=False)
class Proved:
    """A grouping, what no grouping exceeds, and whether the grouping is shown to be best."""

    group_of: IntArray
    bound: int
    best: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Attempt:
    """Prices, what was found with them, and the bound they give."""

    kinds: Sequence[GroupKind]
    price: IntArray
    surveys: Sequence[Survey]
    total: int
    bound: int
    enough: bool


def prove(problem: GroupProblem, groupings: Sequence[IntArray], effort: float) -> Proved:
    """Return the best grouping with a bound, starting from some that keep all conditions, the best one first."""
    found, limit = groupings[0], int(LIMIT * min(1.0, effort / 20))
    pool = np.concatenate(
        [np.arange(len(problem.sizes))[:, None] == group_of[None] for group_of in groupings]
    )
    bound, attempt = _quick_bound(problem, worth(problem, found)), None
    if bound <= worth(problem, found) or not _worth_a_survey(problem):
        return Proved(found, bound, best=bound <= worth(problem, found))
    for turn in range(ATTEMPTS):
        rounds = AGAIN if turn else ROUNDS
        attempt, pool = _attempt(problem, pool, worth(problem, found), limit, rounds)
        bound = min(bound, attempt.bound)
        listed = sum(len(part.groups) for part in attempt.surveys)
        if attempt.enough or listed > LISTED or not all(part.complete for part in attempt.surveys):
            break
    if bound <= worth(problem, found):
        return Proved(found, worth(problem, found), best=True)
    return (
        _choose(problem, found, attempt, bound, effort)
        if attempt and attempt.enough
        else Proved(found, bound, best=False)
    )


def _quick_bound(problem: GroupProblem, objective: int) -> int:
    """Return the bound of everyone's best partners, and where it is not reached, of who meets whom."""
    bound = plain_bound(problem)
    return bound if bound <= objective or problem.people > MOST_PEOPLE else min(bound, relaxed_bound(problem))


def _worth_a_survey(problem: GroupProblem) -> bool:
    """Tell whether looking at groups one by one may better the bound: of people without mentors only a listing does."""
    return problem.people <= MOST_PEOPLE and (problem.mentor_points is not None or _few_groups(problem))


def _few_groups(problem: GroupProblem) -> bool:
    """Tell whether possible groups are so few that prices for listing them are worth their time."""
    sizes = {size for kind in group_kinds(problem) for size in range(kind.low, kind.high + 1)}
    return sum(math.comb(problem.people, size) for size in sizes) <= MOST_GROUPS


def _attempt(
    problem: GroupProblem, pool: MemberArray, objective: int, limit: int, rounds: int
) -> tuple[_Attempt, MemberArray]:
    """Return what one set of prices shows, and the pool with the groups that are worth most."""
    kinds, (cohesion, _) = group_kinds(problem), problem.matrices()
    if _few_groups(problem):
        price, pool = find_prices(problem, pool, rounds=rounds)
    else:
        price = plain_prices(problem)
    total = int((price[0] + kinds[0].led).sum())
    expected = [
        _expected(kind, mine, pool, points_inside(cohesion, pool))
        for kind, mine in zip(kinds, price, strict=True)
    ]
    missing = objective + 1 - total
    needed = _needed(kinds, expected, missing, problem.people)
    surveys = [survey(problem, mine, least, limit) for mine, least in zip(price, needed, strict=True)]
    most = [part.most for part in surveys]
    bound = total + size_bound(kinds, most, problem.people)[0]
    really = _needed(kinds, most, missing, problem.people)
    enough = all(part.complete for part in surveys) and all(
        bool((least >= before).all()) for least, before in zip(really, needed, strict=True)
    )
    new = [_worthiest(part.groups, mine, cohesion) for part, mine in zip(surveys, price, strict=True)]
    attempt = _Attempt(kinds, price, surveys, total, bound, enough)
    return attempt, np.concatenate([pool, *new])


def _expected(kind: GroupKind, price: IntArray, pool: MemberArray, points: IntArray) -> IntArray:
    """Return for each size the most that a group of the pool is worth beyond the prices."""
    most = np.full(len(price) + 1, -NEVER, dtype=np.int64)
    np.maximum.at(most, pool.sum(axis=1), points - pool @ price)
    size = np.arange(len(most))
    most[(size < kind.low) | (size > kind.high)] = -NEVER
    if kind.low == 0:
        most[0] = 0
    return most


def _needed(
    kinds: Sequence[GroupKind], most: Sequence[IntArray], missing: int, people: int
) -> list[IntArray]:
    """Return for each kind and size the least worth of a group in a grouping that is better than the best."""
    _, others = size_bound(kinds, most, people)
    needed = []
    for kind, left, mine in zip(kinds, others, most, strict=True):
        # A size without example is looked at from the worth of the best example on.
        least = np.minimum(missing - left, max(0, int(mine.max())))
        size = np.arange(people + 1)
        needed.append(np.where((size < kind.low) | (size > kind.high), NEVER, least))
    return needed


def _worthiest(groups: MemberArray, price: IntArray, cohesion: IntArray) -> MemberArray:
    beyond = points_inside(cohesion, groups) - groups @ price
    return groups[np.argsort(-beyond, kind="stable")[:400]]


def _choose(problem: GroupProblem, found: IntArray, attempt: _Attempt, bound: int, effort: float) -> Proved:
    """Return the best grouping from all groups that may be in a better one."""
    cohesion, _ = problem.matrices()
    listed = []
    for k, (kind, part) in enumerate(zip(attempt.kinds, attempt.surveys, strict=True)):
        groups = (
            part.groups
            if kind.low
            else np.concatenate([part.groups, np.zeros_like(part.groups, shape=(1, problem.people))])
        )
        points = points_inside(cohesion, groups) + groups @ kind.led
        listed += [
            (k, tuple(np.flatnonzero(group).tolist()), value)
            for group, value in zip(groups, points.tolist(), strict=True)
        ]
    if len(listed) > LISTED:
        return Proved(found, bound, best=False)
    better, shown = best_cover(problem.people, attempt.kinds, listed, COVER * effort)
    if better is not None and worth(problem, better) > worth(problem, found):
        found = better
    return Proved(found, worth(problem, found) if shown else bound, best=shown)
