"""One level solved on few pairs: solve, price all pairs by the duals, add what violates, repeat."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.problem import BoolArray, IntArray
from matcher.solve.flow import find_circulation, greatest_potentials
from matcher.solve.levels import Level, row_blocks
from matcher.solve.network import Arcs, Network

ALL_PAIRS = 40_000
"""With so few pairs all of them are offered at once."""
BEST = 12
"""Pairs of every person offered at first."""
WORST = 6
"""Violating pairs of a mentee added in one round."""

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settled:
    """An optimal flow of a level with the potentials that prove it.

    Parameters
    ----------
    flow
        Flow of the network's arcs.
    keys
        Pairs that were offered, ``mentee * mentors + mentor``, sorted.
    chosen
        For each of `keys`: whether the pair is formed.
    potential
        Greatest optimal potential of every node; valid for all pairs, offered or not.
    """

    flow: IntArray
    keys: IntArray
    chosen: IntArray
    potential: IntArray

    @property
    def pairs(self) -> IntArray:
        """Keys of the pairs that are formed."""
        return self.keys[self.chosen > 0]


Tell = Callable[[IntArray, int], None]
"""Told of the pairs of every round and of a bound on the value of the level."""


def settle(
    network: Network, level: Level, fixed: IntArray, offers: IntArray, tell: Tell | None = None
) -> Settled | None:
    """Solve one level over all open pairs.

    Parameters
    ----------
    network
        Arcs with the bounds and rewards of this level.
    fixed
        Keys of pairs that must be formed, whether open or not.
    offers
        Keys of pairs to be offered from the start where open; with them a flow within all bounds must exist,
        if any does.

    Returns
    -------
    Settled or None
        None when no flow keeps all bounds.
    """
    offered = np.unique(offers[level.is_open(offers)])
    while True:
        keys = np.union1d(offered, fixed)
        arcs = network.arcs.joined(pair_arcs(network, level, keys, fixed))
        flow = find_circulation(network.nodes, arcs)
        if flow is None:
            return None
        ceiling = network.nodes * (max(level.largest, int(network.arcs.reward.max(initial=0))) + 1)
        potential = greatest_potentials(network.nodes, arcs, flow, network.root, ceiling)
        added, gains = violations(level, potential, keys)
        if tell is not None:
            bound = int((arcs.reward * flow).sum()) + _most_gained(network, added, gains)
            tell(keys[flow[len(network.arcs) :] > 0], bound)
        if not len(added):
            first = len(network.arcs)
            return Settled(flow=flow[:first], keys=keys, chosen=flow[first:], potential=potential)
        assert not np.isin(added, keys).any(), "A pair that is offered cannot violate its own prices."
        offered = np.union1d(offered, added)


def pair_arcs(network: Network, level: Level, keys: IntArray, fixed: IntArray) -> Arcs:
    """Return the arcs of pairs; a fixed pair carries exactly one unit."""
    rows, columns = np.divmod(keys, network.mentors)
    low = np.isin(keys, fixed).astype(np.int64)
    return Arcs(rows, network.mentees + columns, low, np.ones_like(keys), level.at(keys))


def _most_gained(network: Network, keys: IntArray, gains: IntArray) -> int:
    """Return a bound on what other pairs could add: a mentee gains at most the best of them for every mentor wanted."""
    wanted = np.bincount(
        network.arcs.head[network.serving], network.arcs.high[network.serving], network.mentees
    ).astype(np.int64)
    best = np.zeros(network.mentees, dtype=np.int64)
    np.maximum.at(best, keys // max(1, network.mentors), gains)
    return int((best * wanted).sum())


def violations(level: Level, potential: IntArray, keys: IntArray) -> tuple[IntArray, IntArray]:
    """Return the worst violating pairs of each mentee, of all open pairs not offered yet, and their gains."""
    n, m = level.shape
    found, gains = [_NONE], [_NONE]
    for rows in row_blocks(level.shape):
        weights, opened = level.block(rows, slice(None))
        gain = weights - potential[rows, None] + potential[None, n : n + m]
        gain[~opened] = 0
        # Offered pairs go before the list is cut: a saturated pair may well price above zero.
        inside = keys[np.searchsorted(keys, rows.start * m) : np.searchsorted(keys, rows.stop * m)]
        gain.ravel()[inside - rows.start * m] = 0
        worst = _worst(gain)
        found.append(worst + rows.start * m)
        gains.append(gain.ravel()[worst])
    return np.concatenate(found), np.concatenate(gains)


def _worst(gain: IntArray) -> IntArray:
    """Return flat indices of the few greatest positive gains of every row."""
    flat = np.flatnonzero(gain > 0)
    if not len(flat):
        return _NONE
    row, value = flat // gain.shape[1], gain.ravel()[flat]
    order = np.lexsort((-value, row))
    row = row[order]
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    rank = np.arange(len(row)) - np.repeat(starts, np.diff(np.append(starts, len(row))))
    return flat[order[rank < WORST]]


def first_offers(level: Level) -> IntArray:
    """Return the best open pairs of every mentee and of every mentor, or all of them when they are few."""
    n, m = level.shape
    every = open_keys(level, max(ALL_PAIRS, 2 * BEST * (n + m)))
    if every is not None:
        return every
    found = []
    for rows in row_blocks(level.shape):
        weights, opened = level.block(rows, slice(None))
        row, column = _best(weights, opened)
        found.append((row + rows.start) * m + column)
    for columns in row_blocks((m, n)):
        weights, opened = level.block(slice(None), columns)
        column, row = _best(weights.T, opened.T)
        found.append(row * m + column + columns.start)
    return np.unique(np.concatenate(found))


def open_keys(level: Level, most: int) -> IntArray | None:
    """Return the keys of all open pairs, or None when there are more than so many."""
    found, count = [_NONE], 0
    for rows in row_blocks(level.shape):
        keys = np.flatnonzero(level.opened_block(rows)) + rows.start * level.shape[1]
        count += len(keys)
        if count > most:
            return None
        found.append(keys)
    return np.concatenate(found)


def _best(weights: IntArray, opened: BoolArray) -> tuple[IntArray, IntArray]:
    """Return (row, column) of the best few open pairs of every row; equals are spread over columns."""
    r, c = weights.shape
    spread = (np.arange(r)[:, None] * 40503 + np.arange(c)[None] * 30103) & 0xFFFF
    score = (
        weights * (1 << 16) + spread if weights.size and abs(int(weights.min())) < 1 << 45 else weights.copy()
    )
    score[~opened] = np.iinfo(np.int64).min
    best = min(BEST, c)
    column = np.argpartition(score, c - best, axis=1)[:, c - best :]
    row = np.repeat(np.arange(r), best)
    column = column.ravel()
    kept = opened[row, column]
    return row[kept], column[kept]
