"""One level of a wide problem: a flow on few pairs, kept optimal while all are priced and those that gain added."""

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.levels import Near, WideKind
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.settled import Settled, Tell, most_gained
from matcher.solve.wide.lookout import Lookout
from matcher.solve.wide.warm_flow import WarmFlow, add_pairs, greatest, start_flow


def settle_wide(
    network: Network, level: WideKind, fixed: IntArray, offers: IntArray, tell: Tell | None = None
) -> Settled | None:
    """Solve one level over all open pairs; see `matcher.solve.ladder.settling.settle`.

    The flow's own potentials price the pairs until none gains, then the canonical ones do: these are the greatest only
    once the pairs that bound them are among those offered.
    """
    offered = distinct(offers[level.is_open(offers)])
    warm = start_flow(network, level, distinct(np.concatenate([offered, fixed])), fixed)
    if warm is None:
        return None
    lookout = Lookout(level, warm.keys)
    warm = _price_out(warm, level, lookout, tell)
    warm, potential = _price_out_canonically(warm, level, lookout)
    return Settled(
        flow=warm.of_network,
        keys=warm.keys,
        chosen=warm.of_pairs,
        potential=potential,
        near=Near(warm.keys, lookout.near),
    )


def _price_out(warm: WarmFlow, level: WideKind, lookout: Lookout, tell: Tell | None) -> WarmFlow:
    """Add pairs that gain by the flow's own potentials until there are none."""
    while True:
        added, gains = lookout.look(warm.potential, warm.keys)
        if tell is not None:
            value = int((warm.arcs.reward * warm.flow).sum())
            tell(warm.pairs, value + most_gained(warm.network, added, gains))
        if not len(added):
            return warm
        warm = add_pairs(warm, level, added)


def _price_out_canonically(warm: WarmFlow, level: WideKind, lookout: Lookout) -> tuple[WarmFlow, IntArray]:
    """Add pairs that gain by the canonical potentials until there are none, and return these."""
    largest = max(level.largest, int(warm.network.arcs.reward.max(initial=0)))
    while True:
        potential = greatest(warm, largest)
        added, _ = lookout.look(potential, warm.keys)
        if not len(added):
            return warm, potential
        warm = add_pairs(warm, level, added)
