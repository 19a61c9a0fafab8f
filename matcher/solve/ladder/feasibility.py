"""Whether any assignment exists: locks against rules and quotas, and lower quotas out of reach."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import Problem
from matcher.requirement_lots import requirement_lots
from matcher.solution import Conflict, ConflictKind, Requirement, RequirementKind
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.levels import Level
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import Settled


def lock_conflicts(problem: Problem, salt: bytes) -> list[Conflict]:
    """Return every contradiction among locks, rules and quotas that is seen without solving."""
    if not len(problem.locked):
        return list(_lower_over_shared(problem))
    return [
        *_not_allowed(problem),
        *_over_quota(problem, salt),
        *_over_shared(problem, salt),
        *_lower_over_shared(problem),
    ]


def _not_allowed(problem: Problem) -> Iterator[Conflict]:
    for i, j in sorted(problem.locked):
        if not problem.allowed_block(i, i + 1)[0, j]:
            yield Conflict(
                kind=ConflictKind.LOCK_NOT_ALLOWED,
                mentees=(i,),
                mentors=(j,),
                locks=((i, j),),
                repair=((i, j),),
            )


def _over_quota(problem: Problem, salt: bytes) -> Iterator[Conflict]:
    demand, upper = problem.per_mentee(problem.demand), problem.per_mentor(problem.upper)
    for i in sorted({i for i, _ in problem.locked}):
        mine = [pair for pair in problem.locked if pair[0] == i]
        if len(mine) > demand[i]:
            yield _over(problem, salt, ConflictKind.LOCKS_OVER_DEMAND, mine, int(demand[i]))
    for j in sorted({j for _, j in problem.locked}):
        mine = [pair for pair in problem.locked if pair[1] == j]
        if len(mine) > upper[j]:
            yield _over(problem, salt, ConflictKind.LOCKS_OVER_UPPER, mine, int(upper[j]))


def _over_shared(problem: Problem, salt: bytes) -> Iterator[Conflict]:
    for mentors, most in _loads(problem):
        mine = [pair for pair in problem.locked if pair[1] in mentors]
        if len(mine) > most:
            yield _over(problem, salt, ConflictKind.LOCKS_OVER_SHARED, mine, most)


def _over(
    problem: Problem, salt: bytes, kind: ConflictKind, locks: Sequence[tuple[int, int]], possible: int
) -> Conflict:
    """Return the conflict of too many locks; as many as are too many are lifted, those of the least lots."""
    drawn = requirement_lots(problem, salt, [Requirement(RequirementKind.LOCK, lock) for lock in locks])
    by_lot = [lock for _, lock in sorted(zip(drawn, locks, strict=True))]
    return Conflict(
        kind=kind,
        mentees=tuple(sorted({i for i, _ in locks})),
        mentors=tuple(sorted({j for _, j in locks})),
        locks=tuple(sorted(locks)),
        needed=len(locks),
        possible=possible,
        repair=tuple(sorted(by_lot[: len(locks) - possible])),
    )


def _lower_over_shared(problem: Problem) -> Iterator[Conflict]:
    lower = problem.per_mentor(problem.lower)
    for mentors, most in _loads(problem):
        needed = int(lower[list(mentors)].sum())
        if needed > most:
            yield Conflict(kind=ConflictKind.LOWER_OVER_SHARED, mentors=mentors, needed=needed, possible=most)


def _loads(problem: Problem) -> list[tuple[tuple[int, ...], int]]:
    """Return the shared loads in an order in which it does not matter how they were listed."""
    return sorted((tuple(sorted(mentors)), most) for mentors, most in problem.shared_upper)


def reach_lower(
    network: Network, level: Level, locked: IntArray, offers: IntArray
) -> tuple[Settled, Network]:
    """Fill as many places of lower quotas as possible, and return the network with lower quotas as rewards.

    With locks within all quotas a flow always exists here, so that few pairs may be offered at first.
    """
    arcs, leaving = network.arcs, network.leaving
    lower = arcs.low[leaving]
    low, high, reward = arcs.low.copy(), arcs.high.copy(), np.zeros_like(arcs.reward)
    low[leaving] = 0
    high[leaving] = lower
    reward[leaving] = 1
    beyond = Arcs(
        arcs.tail[leaving],
        arcs.head[leaving],
        np.zeros_like(lower),
        arcs.high[leaving] - lower,
        np.zeros_like(lower),
    )
    elastic = replace(network, arcs=replace(arcs, low=low, high=high, reward=reward).joined(beyond))
    settled = settle(elastic, level, locked, offers)
    assert settled is not None, "Locks within all quotas are themselves a flow."
    return settled, elastic


def lower_conflict(network: Network, settled: Settled, filled: IntArray) -> Conflict | None:
    """Return the conflict of lower quotas when some place of theirs cannot be filled.

    Parameters
    ----------
    filled
        How many of these places each mentor gets: together the most that can be filled.
    """
    lower = network.arcs.low[network.leaving]
    short = np.flatnonzero(filled < lower)
    if not len(short):
        return None
    # Another place of theirs would gain nothing: they share what there is, and all others have what they need.
    tail, head = network.arcs.tail[network.leaving], network.arcs.head[network.leaving]
    scarce = settled.potential[tail] - settled.potential[head] >= 1
    mentors = np.flatnonzero(scarce & (lower > 0))
    mentees = np.flatnonzero(settled.potential[: network.mentees] > 0)
    return Conflict(
        kind=ConflictKind.LOWER_OUT_OF_REACH,
        mentees=tuple(mentees.tolist()),
        mentors=tuple(mentors.tolist()),
        needed=int(lower[mentors].sum()),
        possible=int(filled[mentors].sum()),
        repair=tuple((int(j), int(filled[j])) for j in short),
    )
