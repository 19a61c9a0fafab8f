"""An optimal flow that is kept optimal while pairs are added to it."""

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.flow import LARGEST_COST, find_circulation, reduced_costs
from matcher.solve.pairs.levels import Level
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import pair_arcs
from matcher.solve.wide.repair import lower_potentials, raise_potentials, send_back
from matcher.solve.wide.residual_lists import Lists, make_lists


@dataclass(frozen=True, slots=True, eq=False)
class WarmFlow:
    """An optimal flow on the pairs offered so far, with potentials that prove it.

    Parameters
    ----------
    keys
        Pairs offered, sorted; their arcs follow those of the network.
    """

    network: Network
    keys: IntArray
    arcs: Arcs
    flow: IntArray
    potential: IntArray

    @property
    def pairs(self) -> IntArray:
        """Keys of the pairs that are formed."""
        return self.keys[self.of_pairs > 0]

    @property
    def of_network(self) -> IntArray:
        """Flow of the network's own arcs."""
        return self.flow[: len(self.network.arcs)]

    @property
    def of_pairs(self) -> IntArray:
        """Flow of the pairs, in the order of their keys."""
        return self.flow[len(self.network.arcs) :]


def start_flow(network: Network, level: Level, keys: IntArray, fixed: IntArray) -> WarmFlow | None:
    """Return an optimal flow on these pairs, or None when no flow keeps all bounds."""
    arcs = network.arcs.joined(pair_arcs(network, level, keys, fixed))
    # Where rewards are too long for the flow solver, their upper digits decide nearly everything.
    dropped = _digits_too_many(network, arcs)
    coarse = replace(arcs, reward=arcs.reward >> dropped)
    flow = find_circulation(network.nodes, coarse)
    if flow is None:
        return None
    potential = np.zeros(network.nodes, dtype=np.int64)
    lower_potentials(_lists(network, coarse, flow), potential)
    started = WarmFlow(network, keys, arcs, flow, potential << dropped)
    return _mend(started) if dropped else started


def _digits_too_many(network: Network, arcs: Arcs) -> int:
    largest = int(np.abs(arcs.reward).max(initial=0)) * network.nodes
    return max(0, largest.bit_length() - LARGEST_COST.bit_length())


def add_pairs(warm: WarmFlow, level: Level, added: IntArray) -> WarmFlow:
    """Return the flow that is optimal with these pairs as well; none of them was offered before."""
    network, first = warm.network, len(warm.network.arcs)
    place = np.searchsorted(warm.keys, added)
    rows, columns = np.divmod(added, network.mentors)
    more = Arcs(rows, network.mentees + columns, np.zeros_like(added), np.ones_like(added), level.at(added))
    names = ("tail", "head", "low", "high", "reward")
    joined = {name: np.insert(getattr(warm.arcs, name), place + first, getattr(more, name)) for name in names}
    return _mend(
        WarmFlow(
            network=network,
            keys=np.insert(warm.keys, place, added),
            arcs=Arcs(**joined),
            flow=np.insert(warm.flow, place + first, 0),
            potential=warm.potential.copy(),
        )
    )


def _mend(warm: WarmFlow) -> WarmFlow:
    """Make a flow optimal again whose potentials are nearly right; the potentials given are used up."""
    network, arcs, potential = warm.network, warm.arcs, warm.potential
    first = len(network.arcs)
    # A mentee whose new pair gains leaves the old mentor: that is one unit to send and not as many as pairs gain.
    free = np.flatnonzero(arcs.low[first:] == 0) + first
    np.maximum.at(potential, arcs.tail[free], arcs.reward[free] + potential[arcs.head[free]])
    cost = reduced_costs(arcs, potential)
    flow = np.where(cost < 0, arcs.high, np.where(cost > 0, arcs.low, warm.flow))
    excess = np.bincount(arcs.head, flow, network.nodes) - np.bincount(arcs.tail, flow, network.nodes)
    lists = _lists(network, arcs, flow)
    arrived = send_back(lists, potential, excess.astype(np.int64))
    assert arrived, "More pairs leave every flow possible."
    return replace(warm, flow=flow, potential=potential)


def greatest(warm: WarmFlow, largest: int) -> IntArray:
    """Return the canonical potentials on the pairs offered so far, as `flow.canonical_potentials` does."""
    network, ceiling = warm.network, largest + 1
    lists = _lists(network, warm.arcs, warm.flow)
    while True:
        found: IntArray = raise_potentials(lists, warm.potential, network.root, ceiling)
        if len(found):
            return found
        ceiling *= 2


def _lists(network: Network, arcs: Arcs, flow: IntArray) -> Lists:
    lists: Lists = make_lists(network.nodes, arcs.tail, arcs.head, arcs.low, arcs.high, arcs.reward, flow)
    return lists
