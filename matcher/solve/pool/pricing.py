"""The few pairs of a base among which a matching is searched: good ones first, then those that prices ask for."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import LOT_BITS
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.around import Around
from matcher.solve.pool.levels import Levels

BLOCK = 1 << 20
"""Pairs priced at once."""
SMALL_BLOCK = 1 << 16
"""Pairs screened at once, so few that they stay in the cache."""
BEST = 12
"""Candidates of every person at the start."""
MOST_ADDED = 8
"""Pairs of a person that are added at once."""
MOST_SORTED = 16
"""Pairs sorted at once, for each person."""
CHUNK = 1 << 14
MOST_SLACK = 1 << 22
MOST_KEY = 1 << 62
"""Farther from its price, or not open: of no interest before prices say otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some of the pairs looked at, and where they stand among all of these."""

    rows: IntArray
    columns: IntArray
    places: IntArray


class Candidates:
    """The pairs looked at so far."""

    def __init__(self) -> None:
        self._ends = np.zeros((2, 0), dtype=np.int64)

    def add(self, rows: IntArray, columns: IntArray) -> Part:
        """Look at these pairs too, none of which was looked at before."""
        first = self._ends.shape[1]
        self._ends = np.hstack([self._ends, [rows, columns]])
        return Part(rows, columns, np.arange(first, self._ends.shape[1]))

    def part(self, where: BoolArray | None = None) -> Part:
        """Return all pairs, or those that are marked."""
        places = np.arange(self._ends.shape[1]) if where is None else np.flatnonzero(where)
        rows, columns = self._ends[:, places]
        return Part(rows, columns, places)


def first_candidates(points: IntArray, opened: BoolArray) -> Candidates:
    """Return the pairs of most points of every person, and good pairs that leave nobody out."""
    # Among equal points the neighbours in the circle of people come first, so that not all choose the same ones.
    apart = np.abs(np.arange(len(points))[None, :] - np.arange(len(points))[:, None])
    keys = np.where(opened, (points << 31) - np.minimum(apart, len(points) - apart) + (1 << 31), 0)
    wanted = _best(-keys) & opened
    wanted |= wanted.T
    candidates = Candidates()
    candidates.add(*np.nonzero(np.triu(wanted, 1)))
    candidates.add(*share_out_best(keys, np.flatnonzero(np.triu(opened & ~wanted, 1))))
    return candidates


def share_out_best(keys: IntArray, left: IntArray) -> tuple[IntArray, IntArray]:
    """Return what `share_out` makes of pairs from the greatest key on, given by places in the square of keys."""
    count, load = len(keys), np.zeros(len(keys), dtype=np.int64)
    kept = [np.zeros((2, 0), dtype=np.int64)]
    while len(left):
        few, key = min(len(left), MOST_SORTED * count), keys.ravel()[left]
        now = key >= np.partition(key, -few)[-few]
        order = np.argsort(-key[now], kind="stable")
        rows, columns = np.divmod(left[now][order], count)
        kept.append(share_out(rows, columns, load))
        rows, columns = np.divmod(left[~now], count)
        left = left[~now][(load[rows] < MOST_ADDED) & (load[columns] < MOST_ADDED)]
    rows, columns = np.hstack(kept)
    return rows, columns


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
    rows, columns = _above_people(levels, found)
    if not len(rows):
        return rows, columns
    slack = np.array(_pair_slack(levels, found, rows, columns))
    if len(found.sizes):
        around = Around(found)
        slack += around.worths[:, around.pairs(rows, columns)]
    bad = np.flatnonzero(~_at_least_zero(list(slack)))
    order = bad[np.lexsort(slack[::-1, bad])]
    shared = share_out(rows[order], columns[order], np.zeros(len(levels.opened), dtype=np.int64))
    return shared[0], shared[1]


def _above_people(levels: Levels, found: OddPrices) -> tuple[IntArray, IntArray]:
    """Return the pairs worth more than the prices of their two people: only these can be worth more than all prices."""
    count = len(levels.opened)
    rows, columns = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    step = max(1, SMALL_BLOCK // max(1, count))
    for first in range(0, count, step):
        last = min(count, first + step)
        here = np.nonzero(_may_be_above(levels, found, first, last))
        rows.append(here[0] + first)
        columns.append(here[1] + first)
    left = np.concatenate(rows), np.concatenate(columns)
    bad = ~_at_least_zero(_pair_slack(levels, found, *left))
    return left[0][bad], left[1][bad]


def _may_be_above(levels: Levels, found: OddPrices, first: int, last: int) -> BoolArray:
    """Mark pairs of a block of rows, each pair once, that the two highest levels do not show to be worth no more."""
    above = np.zeros((last - first, len(levels.opened) - first), dtype=np.bool_)
    equal = np.triu(levels.opened[first:last, first:], 1)
    for price, level in list(zip(found.prices, levels.worths, strict=True))[:2]:
        worth = levels.scale * level[first:last, first:].astype(np.int64)
        slack = price[first:last, None] + price[None, first:] - worth
        above |= equal & (slack < 0)
        equal &= slack == 0
    return above | equal if len(levels.worths) > 2 else above


def _pair_slack(levels: Levels, found: OddPrices, rows: IntArray, columns: IntArray) -> list[IntArray]:
    """Return, level by level, the prices of the two people of pairs less their scaled worth."""
    worths = levels.scaled(rows, columns)
    return [price[rows] + price[columns] - worth for price, worth in zip(found.prices, worths, strict=True)]


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


def share_out(rows: IntArray, columns: IntArray, load: IntArray) -> IntArray:
    """Return pairs in their order as long as neither person has too many already, who are counted in the load."""
    has, kept = load.tolist(), []
    for first in range(0, len(rows), CHUNK):
        part = slice(first, first + CHUNK)
        load[:] = has
        free = (load[rows[part]] < MOST_ADDED) & (load[columns[part]] < MOST_ADDED)
        for k in (np.flatnonzero(free) + first).tolist():
            i, j = int(rows[k]), int(columns[k])
            if has[i] < MOST_ADDED and has[j] < MOST_ADDED:
                has[i] += 1
                has[j] += 1
                kept.append(k)
    load[:] = has
    return np.array([rows[kept], columns[kept]])
