"""Whether any assignment exists: locks against rules and quotas, and lower quotas out of reach."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import Problem
from matcher.solution import Conflict, ConflictKind
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.levels import Level
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import Settled


def lock_conflicts(problem: Problem) -> list[Conflict]:
    """Return every contradiction among locks, rules and quotas that is seen without solving."""
    if not len(problem.locked):
        return list(_lower_over_shared(problem))
    return [
        *_not_allowed(problem),
        *_over_quota(problem),
        *_over_shared(problem),
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


def _over_quota(problem: Problem) -> Iterator[Conflict]:
    locked = sorted((int(i), int(j)) for i, j in problem.locked)
    demand, upper = problem.per_mentee(problem.demand), problem.per_mentor(problem.upper)
    for i in sorted({i for i, _ in locked}):
        mine = tuple(pair for pair in locked if pair[0] == i)
        if len(mine) > demand[i]:
            yield _over(ConflictKind.LOCKS_OVER_DEMAND, mine, int(demand[i]))
    for j in sorted({j for _, j in locked}):
        mine = tuple(pair for pair in locked if pair[1] == j)
        if len(mine) > upper[j]:
            yield _over(ConflictKind.LOCKS_OVER_UPPER, mine, int(upper[j]))


def _over_shared(problem: Problem) -> Iterator[Conflict]:
    for mentors, most in problem.shared_upper:
        mine = tuple(sorted((int(i), int(j)) for i, j in problem.locked if j in set(mentors)))
        if len(mine) > most:
            yield _over(ConflictKind.LOCKS_OVER_SHARED, mine, int(most))


def _over(kind: ConflictKind, locks: tuple[tuple[int, int], ...], possible: int) -> Conflict:
    return Conflict(
        kind=kind,
        mentees=tuple(sorted({i for i, _ in locks})),
        mentors=tuple(sorted({j for _, j in locks})),
        locks=locks,
        needed=len(locks),
        possible=possible,
        repair=locks[possible:],
    )


def _lower_over_shared(problem: Problem) -> Iterator[Conflict]:
    lower = problem.per_mentor(problem.lower)
    for mentors, most in problem.shared_upper:
        needed = int(lower[list(mentors)].sum())
        if needed > most:
            yield Conflict(
                kind=ConflictKind.LOWER_OVER_SHARED,
                mentors=tuple(sorted(int(j) for j in mentors)),
                needed=needed,
                possible=int(most),
            )


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
