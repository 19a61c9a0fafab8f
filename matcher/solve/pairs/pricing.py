"""One level solved on few pairs: solve, price all pairs by the duals, add what violates, repeat."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.problem import IntArray
from matcher.solve.pairs.flow import canonical_potentials, find_circulation
from matcher.solve.pairs.keys import are_among, distinct
from matcher.solve.pairs.levels import Level, is_wide
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
    if is_wide(level):
        from matcher.solve.wide.settle import settle_wide

        return settle_wide(network, level, fixed, offers, tell)
    offered = distinct(offers[level.is_open(offers)])
    while True:
        keys = distinct(np.concatenate([offered, fixed]))
        arcs = network.arcs.joined(pair_arcs(network, level, keys, fixed))
        flow = find_circulation(network.nodes, arcs)
        if flow is None:
            return None
        largest = max(level.largest, int(network.arcs.reward.max(initial=0)))
        potential = canonical_potentials(network.nodes, arcs, flow, network.root, largest)
        added, gains = level.violations(potential, keys)
        if tell is not None:
            bound = int((arcs.reward * flow).sum()) + most_gained(network, added, gains)
            tell(keys[flow[len(network.arcs) :] > 0], bound)
        if not len(added):
            first = len(network.arcs)
            return Settled(flow=flow[:first], keys=keys, chosen=flow[first:], potential=potential)
        assert not are_among(added, keys).any(), "A pair that is offered cannot violate its own prices."
        offered = distinct(np.concatenate([offered, added]))


def pair_arcs(network: Network, level: Level, keys: IntArray, fixed: IntArray) -> Arcs:
    """Return the arcs of pairs; a fixed pair carries exactly one unit."""
    rows, columns = np.divmod(keys, network.mentors)
    low = are_among(keys, fixed).astype(np.int64)
    return Arcs(rows, network.mentees + columns, low, np.ones_like(keys), level.at(keys))


def most_gained(network: Network, keys: IntArray, gains: IntArray) -> int:
    """Return a bound on what other pairs could add: a mentee gains at most the best of them for every mentor wanted."""
    wanted = np.bincount(
        network.arcs.head[network.serving], network.arcs.high[network.serving], network.mentees
    ).astype(np.int64)
    best = np.zeros(network.mentees, dtype=np.int64)
    np.maximum.at(best, keys // max(1, network.mentors), gains)
    return int((best * wanted).sum())
