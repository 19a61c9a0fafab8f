"""The few pairs of a base among which a matching is searched: good ones first, then those that prices ask for."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import LOT_BITS
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.around import Around
from matcher.solve.pool.levels import Levels

BLOCK = 1 << 20
"""Pairs priced at once."""
BEST = 12
"""Candidates of every person at the start."""
MOST_ADDED = 8
"""Pairs of a person that are added at once."""
CHUNK = 1 << 14
MOST_SLACK = 1 << 22
MOST_KEY = 1 << 62
"""Farther from its price, or not open: of no interest before prices say otherwise."""


@dataclass(slots=True, eq=False)
class Candidates:
    """The pairs looked at so far."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def add(self, rows: IntArray, columns: IntArray) -> None:
        """Look at these pairs too."""
        self.rows += rows.tolist()
        self.columns += columns.tolist()

    def pairs(self) -> tuple[IntArray, IntArray]:
        """Return rows and columns of the pairs."""
        return np.array(self.rows, dtype=np.int64), np.array(self.columns, dtype=np.int64)


def first_candidates(points: IntArray, opened: BoolArray) -> Candidates:
    """Return the pairs of most points of every person, and good pairs that leave nobody out."""
    # Among equal points the neighbours in the circle of people come first, so that not all choose the same ones.
    apart = (np.arange(len(points))[None, :] - np.arange(len(points))[:, None]) % max(1, len(points))
    keys = np.where(opened, (points << 31) - np.minimum(apart, apart.T) + (1 << 31), 0)
    wanted = _best(-keys) & opened
    candidates = Candidates()
    candidates.add(*np.nonzero(np.triu(wanted | wanted.T, 1)))
    rows, columns = np.nonzero(np.triu(opened & ~wanted & ~wanted.T, 1))
    order = np.argsort(-keys[rows, columns], kind="stable")
    candidates.add(*_share_out(rows[order], columns[order], len(points)))
    return candidates


def near_candidates(
    levels: Levels, proof: OddPrices, chosen: Collection[tuple[int, int]], drawn: IntArray
) -> Candidates:
    """Return the pairs of every person that come nearest to their prices, by lot among equals, and those chosen."""
    around, count = Around(proof), len(levels.opened)
    wanted = np.zeros_like(levels.opened)
    step = max(1, BLOCK // max(1, count))
    for first in range(0, count, step):
        last = min(count, first + step)
        high, low = _slack(levels, proof, around, first, last)
        far = np.minimum(np.where(high > 0, MOST_SLACK, low), MOST_SLACK)
        keys = np.where(levels.opened[first:last], (far << LOT_BITS) + drawn[first:last], MOST_KEY)
        wanted[first:last] = _best(keys) & levels.opened[first:last]
    rows, columns = np.array(sorted(chosen), dtype=np.int64).reshape(-1, 2).T
    wanted[rows, columns] = True
    candidates = Candidates()
    candidates.add(*np.nonzero(np.triu(wanted | wanted.T, 1)))
    return candidates


def _best(keys: IntArray) -> BoolArray:
    """Mark the few least keys of every row."""
    wanted = np.zeros(keys.shape, dtype=np.bool_)
    few = min(BEST, keys.shape[1])
    if few:
        np.put_along_axis(wanted, np.argpartition(keys, few - 1, axis=1)[:, :few], values=True, axis=1)
    return wanted


def find_violations(levels: Levels, found: OddPrices) -> tuple[IntArray, IntArray]:
    """Return pairs worth more than their prices, the worst first, a bounded number of each person; none if none is."""
    count, around = len(levels.opened), Around(found)
    rows, columns, slacks = [], [], []
    step = max(1, BLOCK // max(1, count))
    for first in range(0, count, step):
        last = min(count, first + step)
        slack = _slack(levels, found, around, first, last)
        bad = np.triu(levels.opened[first:last] & ~_at_least_zero(slack), first + 1)
        here = np.nonzero(bad)
        rows.append(here[0] + first)
        columns.append(here[1])
        slacks.append(np.array([level[here] for level in slack]))
    if not any(len(part) for part in rows):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    order = np.lexsort(np.concatenate(slacks, axis=1)[::-1])
    return _share_out(np.concatenate(rows)[order], np.concatenate(columns)[order], count)


def _slack(levels: Levels, found: OddPrices, around: Around, first: int, last: int) -> list[IntArray]:
    """Return, level by level, prices less the scaled worth of the pairs of a block of rows."""
    slack = [
        price[first:last, None] + price[None, :] - levels.scale * level[first:last].astype(np.int64)
        for price, level in zip(found.prices, levels.worths, strict=True)
    ]
    if len(found.sizes):
        inside = around.block(first, last)
        for level, worths in zip(slack, around.worths, strict=True):
            level += worths[inside]
    return slack


def _at_least_zero(slack: list[IntArray]) -> BoolArray:
    """Tell which rows of numbers are not below zero: the first number that is not zero decides."""
    good = slack[-1] >= 0
    for level in slack[-2::-1]:
        good = (level > 0) | ((level == 0) & good)
    return good


def _share_out(rows: IntArray, columns: IntArray, count: int) -> tuple[IntArray, IntArray]:
    """Return pairs in their order as long as neither person has too many already."""
    load, kept = [0] * count, []
    for first in range(0, len(rows), CHUNK):
        part = slice(first, first + CHUNK)
        has = np.array(load)
        free = (has[rows[part]] < MOST_ADDED) & (has[columns[part]] < MOST_ADDED)
        for k in (np.flatnonzero(free) + first).tolist():
            i, j = int(rows[k]), int(columns[k])
            if load[i] < MOST_ADDED and load[j] < MOST_ADDED:
                load[i] += 1
                load[j] += 1
                kept.append(k)
    return rows[kept], columns[kept]
