"""One level solved on few pairs: solve, price all pairs by the duals, add what violates, repeat."""

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.flow import canonical_potentials, find_circulation, reduced_costs
from matcher.solve.pairs.keys import are_among, distinct
from matcher.solve.pairs.levels import HeldKind
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.settled import Settled, Tell, most_gained, pair_arcs

SPARED = 2
"""After the first prices, pairs that lose so many times what any gains are no longer offered."""


def settle_dense(
    network: Network, level: HeldKind, fixed: IntArray, offers: IntArray, tell: Tell | None = None
) -> Settled | None:
    """Solve one level whose pairs are held as matrices; see `matcher.solve.ladder.settling.settle`."""
    offered, is_first = distinct(offers[level.is_open(offers)]), True
    while True:
        keys = distinct(np.concatenate([offered, fixed]))
        arcs = network.arcs.joined(pair_arcs(network, level, keys, fixed))
        flow = find_circulation(network.nodes, arcs)
        if flow is None:
            return None
        largest = max(level.largest, int(network.arcs.reward.max(initial=0)))
        potential = canonical_potentials(
            arcs, flow, nodes=network.nodes, mentees=network.mentees, largest=largest
        )
        added, gains = level.violations(potential, keys)
        if tell is not None:
            bound = int((arcs.reward * flow).sum()) + most_gained(network, added, gains)
            tell(keys[flow[len(network.arcs) :] > 0], bound)
        if not len(added):
            first = len(network.arcs)
            return Settled(flow=flow[:first], keys=keys, chosen=flow[first:], potential=potential)
        assert not are_among(added, keys).any(), "A pair that is offered cannot violate its own prices."
        if is_first:
            likely = reduced_costs(arcs, potential)[len(network.arcs) :] <= SPARED * int(gains.max())
            offered, is_first = offered[are_among(offered, keys[likely])], False
        offered = distinct(np.concatenate([offered, added]))
