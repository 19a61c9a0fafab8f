"""What no grouping exceeds: prices of all people, and what groups of the right sizes are worth beyond their prices.

The points of a grouping are the prices of all people plus what each group is worth beyond the prices of its members. So
any prices, and the most that a group of each size is worth beyond them, give a bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.problem import GroupProblem

NEVER = 1 << 58
"""More than any group can win or lose: what is needed of sizes that are not allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupKind:
    """Groups with one range of sizes and the same points with mentors.

    Parameters
    ----------
    groups
        Their indices.
    low, high
        Least and most members, the latter no more than there are people.
    led
        Points of each person with the mentor of such a group.
    """

    groups: tuple[int, ...]
    low: int
    high: int
    led: IntArray


def group_kinds(problem: GroupProblem) -> list[GroupKind]:
    """Return the kinds of groups in the order of their first one."""
    _, led = problem.matrices()
    found: dict[tuple[int, int, bytes], list[int]] = {}
    for g, (low, high) in enumerate(problem.sizes):
        found.setdefault((low, min(high, problem.people), led[:, g].tobytes()), []).append(g)
    return [
        GroupKind(tuple(groups), low, high, led[:, groups[0]]) for (low, high, _), groups in found.items()
    ]


def plain_bound(problem: GroupProblem) -> int:
    """Return the bound by half of everyone's best partners in the largest group and everyone's best mentor."""
    kinds, n = group_kinds(problem), problem.people
    largest = max((kind.high for kind in kinds), default=0)
    if not n or largest < 1:
        return 0
    cohesion, led = problem.matrices()
    best = -np.sort(-cohesion, axis=1)
    # Doubled, for the halves: partners[i, s] of person i in a group of s people.
    partners = np.concatenate([np.zeros((n, 2), dtype=np.int64), np.cumsum(best, axis=1)], axis=1)
    price = partners[:, largest] + 2 * led.max(axis=1)
    most = [_most(kind, partners, price) for kind in kinds]
    return (int(price.sum()) + size_bound(kinds, most, n)[0]) // 2


def plain_prices(problem: GroupProblem) -> IntArray:
    """Return (kinds, people): half of everyone's best partners in the largest group, less points with the mentor."""
    kinds, (cohesion, led) = group_kinds(problem), problem.matrices()
    largest = max(kind.high for kind in kinds)
    best = -np.sort(-cohesion, axis=1)[:, : max(0, largest - 1)].sum(axis=1)
    return np.array([best // 2 + led.max(axis=1) - kind.led for kind in kinds])


def _most(kind: GroupKind, partners: IntArray, price: IntArray) -> IntArray:
    """Return for each size the doubled worth beyond the prices of people who each have their best partners."""
    most = np.full(len(price) + 1, -NEVER, dtype=np.int64)
    for size in range(kind.low, kind.high + 1):
        beyond = partners[:, size] + 2 * kind.led - price
        most[size] = -np.sort(-beyond)[:size].sum()
    return most


def size_bound(
    kinds: Sequence[GroupKind], most: Sequence[IntArray], people: int
) -> tuple[int, list[IntArray]]:
    """Return the most that all groups are worth together, and for each kind what is left to the others by size.

    Parameters
    ----------
    most
        For each kind, the most that a group of each size is worth beyond the prices.
    """
    order = [k for k, kind in enumerate(kinds) for _ in kind.groups]
    before = [_none_placed(people)]
    for k in order:
        before.append(_joined(before[-1], most[k]))
    after = [_none_placed(people)]
    for k in reversed(order):
        after.append(_joined(after[-1], most[k]))
    after.reverse()
    others = [np.zeros(0, dtype=np.int64)] * len(kinds)
    for place, k in enumerate(order):
        others[k] = _joined(before[place], after[place + 1])[::-1]
    return int(before[-1][people]), others


def _none_placed(people: int) -> IntArray:
    worth = np.full(people + 1, -NEVER, dtype=np.int64)
    worth[0] = 0
    return worth


def _joined(left: IntArray, right: IntArray) -> IntArray:
    """Return for each number of people the most of both sides together."""
    people = len(left) - 1
    worth = np.full(people + 1, -NEVER, dtype=np.int64)
    for size in np.flatnonzero(right > -NEVER // 2).tolist():
        reached = np.where(
            left[: people + 1 - size] > -NEVER // 2, left[: people + 1 - size] + right[size], -NEVER
        )
        worth[size:] = np.maximum(worth[size:], reached)
    return worth
