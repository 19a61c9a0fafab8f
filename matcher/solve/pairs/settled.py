"""A level of the ladder when it is settled, and what settling it on few pairs needs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.keys import are_among
from matcher.solve.pairs.levels import Level, Near
from matcher.solve.pairs.network import Arcs, Network


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
    near
        Where pairs that gain nothing can be, if that is known.
    telling
        Keys of other pairs, most of which gain nothing and show how the optima hang together, where that is told.
    """

    flow: IntArray
    keys: IntArray
    chosen: IntArray
    potential: IntArray
    near: Near | None = None
    telling: IntArray | None = None

    @property
    def pairs(self) -> IntArray:
        """Keys of the pairs that are formed."""
        return self.keys[self.chosen > 0]


Tell = Callable[[IntArray, int], None]
"""Told of the pairs of every round and of a bound on the value of the level."""


def pair_arcs(network: Network, level: Level, keys: IntArray, fixed: IntArray) -> Arcs:
    """Return the arcs of pairs; a fixed pair carries exactly one unit."""
    rows, columns = np.divmod(keys, network.mentors)
    low = are_among(keys, fixed).astype(np.int64)
    return Arcs(rows, network.mentees + columns, low, np.ones_like(keys), level.at(keys))


def most_gained(network: Network, keys: IntArray, gains: IntArray) -> int:
    """Return a bound on what other pairs could add: a mentee gains at most the best of them for every mentor wanted."""
    best = np.zeros(network.mentees, dtype=np.int64)
    np.maximum.at(best, keys // max(1, network.mentors), gains)
    return int((best * network.wanted).sum())
