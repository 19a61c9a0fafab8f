"""Bounds of groups, and the best grouping with its proof where all groups that matter can be listed.

A grouping better than the best one found consists of groups that are each worth enough beyond their members' prices.
Where all of them can be listed, CP-SAT chooses among them, and the best one is known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.bound import NEVER, GroupKind, group_kinds, plain_bound, plain_prices, size_bound
from matcher.solve.groups.cover import Listed, better_cover
from matcher.solve.groups.prices import AGAIN, ROUNDS, examples, find_prices, points_inside
from matcher.solve.groups.problem import GroupProblem, MemberArray, worth
from matcher.solve.groups.relaxation import relaxed_bound
from matcher.solve.groups.survey import Survey, survey

LIMIT = 4_000_000
"""Most numbers kept of partly formed groups of one size, by default; with fewer groups than that there is a proof."""
ATTEMPTS = 2
"""Times that prices are made anew when groups turn up that are worth more than expected."""
DEEPER = 4
"""Times that groups are looked for with the same prices, each time down to less worth where nothing was found."""
LISTED = 5_000
"""Most groups that CP-SAT chooses from."""
COVER = 0.1
"""Part of the effort, in CP-SAT's units, that it spends on choosing."""
MOST_GROUPS = 200_000_000
"""With more possible groups there is no listing, and with more than 30 people it is fewer of them; with mentors, the
survey still betters the bound."""
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
    """What was found with prices, the bound they give, and whether any better grouping consists of what was found."""

    kinds: Sequence[GroupKind]
    surveys: Sequence[Survey]
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
        listed = _listed(attempt.kinds, attempt.surveys)
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
    most = MOST_GROUPS * min(1.0, 30 / problem.people) ** 2
    return sum(math.comb(problem.people, size) for size in sizes) <= most


def _attempt(
    problem: GroupProblem, pool: MemberArray, objective: int, limit: int, rounds: int
) -> tuple[_Attempt, MemberArray]:
    """Return what one set of prices shows, and the pool with the groups that are worth most."""
    kinds, (cohesion, _) = group_kinds(problem), problem.matrices()
    if _few_groups(problem):
        price, pool = find_prices(problem, pool, rounds=rounds)
        pool = np.concatenate([pool, examples(problem, price, pool)])
    else:
        price = plain_prices(problem)
    expected = [
        _expected(kind, mine, pool, points_inside(cohesion, pool))
        for kind, mine in zip(kinds, price, strict=True)
    ]
    attempt = _look(problem, price, expected, objective, limit)
    new = [_worthiest(part.groups, mine, cohesion) for part, mine in zip(attempt.surveys, price, strict=True)]
    return attempt, np.concatenate([pool, *new])


def _look(
    problem: GroupProblem, price: IntArray, expected: Sequence[IntArray], objective: int, limit: int
) -> _Attempt:
    """Look at groups down to less worth, turn by turn, until any better grouping consists of those seen."""
    kinds = group_kinds(problem)
    total = int((price[0] + kinds[0].led).sum())
    missing, bound = objective + 1 - total, plain_bound(problem)
    needed = _needed(kinds, expected, missing, problem.people)
    for turn in range(1, DEEPER + 1):
        surveys = _survey_kinds(problem, price, needed, limit)
        most = [part.most for part in surveys]
        bound = min(bound, total + size_bound(kinds, most, problem.people)[0])
        really = _needed(kinds, most, missing, problem.people)
        complete = all(part.complete for part in surveys)
        enough = complete and all(
            bool((least >= before).all()) for least, before in zip(really, needed, strict=True)
        )
        if enough or not complete or _listed(kinds, surveys) > LISTED:
            break
        needed = [
            _lower(before, least, seen, part) if turn < DEEPER - 1 else np.minimum(before, least)
            for before, least, seen, part in zip(needed, really, expected, surveys, strict=True)
        ]
    return _Attempt(kinds, surveys, bound, enough)


def _survey_kinds(
    problem: GroupProblem, price: IntArray, needed: Sequence[IntArray], limit: int
) -> list[Survey]:
    """Look at the groups of each kind; of kinds with the same points with mentors only once."""
    kinds = group_kinds(problem)
    least: dict[bytes, IntArray] = {}
    for kind, mine in zip(kinds, needed, strict=True):
        least[kind.led.tobytes()] = np.minimum(mine, least.get(kind.led.tobytes(), NEVER))
    prices = {kind.led.tobytes(): mine for kind, mine in zip(kinds, price, strict=True)}
    seen = {led: survey(problem, prices[led], asked, limit) for led, asked in least.items()}
    return [_of_kind(kind, seen[kind.led.tobytes()]) for kind in kinds]


def _of_kind(kind: GroupKind, part: Survey) -> Survey:
    size = np.arange(len(part.most))
    fits = (size >= kind.low) & (size <= kind.high)
    return Survey(
        groups=part.groups[fits[part.groups.sum(axis=1)]],
        most=np.where(fits, part.most, -NEVER),
        complete=part.complete,
    )


def _listed(kinds: Sequence[GroupKind], surveys: Sequence[Survey]) -> int:
    """Return how many groups were found; those of kinds with the same points with mentors count once."""
    found = {
        (kind.led.tobytes(), size, int(many))
        for kind, part in zip(kinds, surveys, strict=True)
        for size, many in enumerate(np.bincount(part.groups.sum(axis=1)).tolist())
    }
    return sum(many for _, _, many in found)


def _lower(before: IntArray, least: IntArray, expected: IntArray, part: Survey) -> IntArray:
    """Return what is needed next of sizes of which nothing was found: more than the best example.

    What was found is known exactly; what was not may be worth nearly what was asked for, and all sizes are
    judged by that of the others.
    """
    found = np.bincount(part.groups.sum(axis=1), minlength=len(before)) > 0
    return np.where(found, before, np.minimum(before, np.maximum(least, expected + 1)))


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
    listed: dict[Listed, None] = {}
    for kind, part in zip(attempt.kinds, attempt.surveys, strict=True):
        points = points_inside(cohesion, part.groups) + part.groups @ kind.led
        for group, value in zip(part.groups, points.tolist(), strict=True):
            listed[kind.led.tobytes(), tuple(np.flatnonzero(group).tolist()), value] = None
    if len(listed) > LISTED:
        return Proved(found, bound, best=False)
    least = worth(problem, found) + 1
    better, shown = better_cover(problem.people, attempt.kinds, list(listed), least, COVER * effort)
    found = found if better is None else better
    return Proved(found, worth(problem, found) if shown else bound, best=shown)
