"""Prices of people beyond which no group is worth much more.

They come from a linear programme over the groups found so far, and new groups from exchanging members where prices say
that it pays.
"""

from collections.abc import Sequence

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.bound import NEVER, GroupKind, group_kinds
from matcher.solve.groups.problem import GroupProblem, MemberArray, could_be_groups

ROUNDS, AGAIN = 14, 5
"""Times that new groups are looked for, at most, for 30 people: at first, and when prices are made anew."""
TRIES = 160
"""Groups improved in each round."""
TRIED_OF_A_SIZE = 24
"""Groups improved for an example of each size."""
MOST_KEPT = 800
"""Groups that prices are made from: beyond, those that come nearest to their members' prices."""


def find_prices(
    problem: GroupProblem, pool: MemberArray, *, rounds: int = ROUNDS
) -> tuple[IntArray, MemberArray]:
    """Return (kinds, people) prices less points with the mentor, and the pool with the groups found on the way.

    Parameters
    ----------
    pool
        Groups that keep all conditions, those of one grouping among them.
    rounds
        Times that new groups are looked for, at most, for 30 people; fewer where a round costs more.
    """
    kinds, (cohesion, _) = group_kinds(problem), problem.matrices()
    pull, rng = _apart_pull(problem), np.random.default_rng(0)
    pool = np.unique(pool, axis=0)
    for _ in range(max(3, int(rounds * min(1.0, 30 / problem.people)))):
        price, beyond = _programme(kinds, pool, points_inside(cohesion, pool))
        nearest = np.argsort(-beyond, kind="stable")
        tried = _tries(kinds, pool[nearest[:TRIES]], rng)
        # Someone stays in each: else all would become the same few best groups.
        stays = (rng.random(tried.shape) * tried).argmax(axis=1)
        better = np.concatenate(
            [_improve(pull, price - kind.led, tried, stays) for kind in _different(kinds)]
        )
        grown = np.unique(np.concatenate([pool, better[could_be_groups(problem, better)]]), axis=0)
        if len(grown) == len(pool):
            break
        pool = np.unique(
            np.concatenate([pool[nearest[:MOST_KEPT]], better[could_be_groups(problem, better)]]), axis=0
        )
    return np.array([price - kind.led for kind in kinds]), pool


def examples(problem: GroupProblem, price: IntArray, pool: MemberArray) -> MemberArray:
    """Return groups of every size that are worth much beyond the prices of their kind."""
    kinds, pull, rng = group_kinds(problem), _apart_pull(problem), np.random.default_rng(1)
    sizes = {size for kind in kinds for size in range(max(1, kind.low), kind.high + 1)}
    tried = np.zeros((TRIED_OF_A_SIZE * len(sizes), problem.people), dtype=np.bool_)
    for row, size in enumerate(np.repeat(sorted(sizes), TRIED_OF_A_SIZE).tolist()):
        near = pool[int(rng.integers(len(pool)))] + rng.random(problem.people)
        tried[row, np.argsort(-near)[:size]] = True
    stays = np.full(len(tried), -1)
    found = np.concatenate([_improve(pull, mine, tried, stays) for mine in np.unique(price, axis=0)])
    return np.unique(found[could_be_groups(problem, found)], axis=0)


def _apart_pull(problem: GroupProblem) -> IntArray:
    """Return the points of every two, so low for people apart that no group gains by both."""
    cohesion, _ = problem.matrices()
    pull = cohesion.copy()
    for i, j in problem.apart:
        pull[i, j] = pull[j, i] = -int(cohesion.sum())
    return pull


def _different(kinds: Sequence[GroupKind]) -> list[GroupKind]:
    return list({kind.led.tobytes(): kind for kind in kinds}.values())


def points_inside(cohesion: IntArray, members: MemberArray) -> IntArray:
    """Return the points of each group, those with mentors not counted."""
    chosen = members.astype(np.int64)
    points: IntArray = ((chosen @ cohesion) * chosen).sum(axis=1) // 2
    return points


def _programme(kinds: Sequence[GroupKind], pool: MemberArray, points: IntArray) -> tuple[IntArray, IntArray]:
    """Return the prices of the best mixture of groups, and what each group is worth beyond them."""
    from scipy.optimize import linprog
    from scipy.sparse import csc_array, vstack

    size = pool.sum(axis=1)
    column, kind_of = np.array(
        [
            (c, k)
            for k, kind in enumerate(kinds)
            for c in np.flatnonzero((size >= kind.low) & (size <= kind.high))
        ]
    ).T
    worth = points[column] + np.array([pool @ kind.led for kind in kinds])[kind_of, column]
    of_kind = csc_array(np.arange(len(kinds))[:, None] == kind_of[None], dtype=float)
    rows = vstack([csc_array(pool[column].T, dtype=float), of_kind], format="csc")
    count = [len(kind.groups) for kind in kinds]
    scale = max(1, int(worth.max()))
    found = linprog(
        -worth / scale, A_eq=rows, b_eq=np.concatenate([np.ones(pool.shape[1]), count]), method="highs"
    )
    price = np.rint(-found.eqlin.marginals[: pool.shape[1]] * scale).astype(np.int64)
    charge = -found.eqlin.marginals[pool.shape[1] :] * scale
    beyond = np.full(len(pool), -np.inf)
    np.maximum.at(beyond, column, worth - pool[column] @ price - charge[kind_of])
    return price, beyond


def _tries(kinds: Sequence[GroupKind], good: MemberArray, rng: np.random.Generator) -> MemberArray:
    """Return good groups as they are, and changed at random in members and size."""
    sizes = sorted({size for kind in kinds for size in range(max(1, kind.low), kind.high + 1)})
    if not sizes:
        return good
    changed = good[np.resize(np.arange(len(good)), TRIES)].copy()
    for members in changed:
        size = sizes[int(rng.integers(len(sizes)))]
        keep = max(0, min(size, int(members.sum())) - int(rng.integers(0, 4)))
        kept = rng.permutation(np.flatnonzero(members))[:keep]
        added = rng.permutation(np.setdiff1d(np.arange(len(members)), kept))[: size - len(kept)]
        members[:] = False
        members[kept] = members[added] = True
    return np.concatenate([good, changed])


def _improve(cohesion: IntArray, price: IntArray, members: MemberArray, stays: IntArray) -> MemberArray:
    """Return groups after the best exchanges of one member for another, as long as they are worth more for it."""
    if not members.any():
        return members
    members = members.copy()
    pull = members.astype(np.int64) @ cohesion - price
    active = np.arange(len(members))
    for _ in range(members.shape[1]):
        leaver, joiner, gain = _best_exchange(cohesion, pull[active], members[active], stays[active])
        better = gain > 0
        active, leaver, joiner = active[better], leaver[better], joiner[better]
        if not len(active):
            break
        members[active, leaver] = False
        members[active, joiner] = True
        pull[active] += cohesion[joiner] - cohesion[leaver]
    return members


def _best_exchange(
    cohesion: IntArray, pull: IntArray, members: MemberArray, stays: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Return for each group who leaves, who joins and the gain; pull is less prices."""
    inside = np.argsort(~members, axis=1, kind="stable")[:, : int(members.sum(axis=1).max())]
    there = np.take_along_axis(members, inside, 1)
    outside = np.where(members, -NEVER, pull)
    gains = outside[:, None] - np.take_along_axis(pull, inside, 1)[:, :, None] - cohesion[inside]
    gains[~there | (inside == stays[:, None])] = -2 * NEVER
    flat = gains.reshape(len(members), -1)
    best = flat.argmax(axis=1)
    row = np.arange(len(members))
    return inside[row, best // members.shape[1]], best % members.shape[1], flat[row, best]
