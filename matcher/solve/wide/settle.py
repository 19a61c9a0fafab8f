"""One level of a wide problem: a flow on few pairs, kept optimal while all are priced and those that gain added."""

import numpy as np

from matcher.problem import IntArray
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.levels import WideKind
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.settled import Settled, Tell, most_gained
from matcher.solve.wide.warm_flow import WarmFlow, add_pairs, greatest, start_flow


def settle_wide(
    network: Network, level: WideKind, fixed: IntArray, offers: IntArray, tell: Tell | None = None
) -> Settled | None:
    """Solve one level over all open pairs; see `matcher.solve.pairs.settling.settle`.

    The flow's own potentials price the pairs until none gains, then the canonical ones do: these are the greatest only
    once the pairs that bound them are among those offered.
    """
    offered = distinct(offers[level.is_open(offers)])
    warm = start_flow(network, level, distinct(np.concatenate([offered, fixed])), fixed)
    if warm is None:
        return None
    warm = _price_out(warm, level, tell)
    warm, potential = _price_out_canonically(warm, level)
    return Settled(flow=warm.of_network, keys=warm.keys, chosen=warm.of_pairs, potential=potential)


def _price_out(warm: WarmFlow, level: WideKind, tell: Tell | None) -> WarmFlow:
    """Add pairs that gain by the flow's own potentials until there are none; mentors' only fall while it is mended."""
    lookout = Lookout(level, warm.potential)
    while True:
        added, gains = lookout.look(warm.potential, warm.keys)
        if tell is not None:
            value = int((warm.arcs.reward * warm.flow).sum())
            tell(warm.pairs, value + most_gained(warm.network, added, gains))
        if not len(added):
            return warm
        warm = add_pairs(warm, level, added)


def _price_out_canonically(warm: WarmFlow, level: WideKind) -> tuple[WarmFlow, IntArray]:
    """Add pairs that gain by the canonical potentials until there are none, and return these; all fall pair by pair."""
    largest = max(level.largest, int(warm.network.arcs.reward.max(initial=0)))
    potential = greatest(warm, largest)
    lookout = Lookout(level, potential)
    while True:
        added, _ = lookout.look(potential, warm.keys)
        if not len(added):
            return warm, potential
        warm, before = add_pairs(warm, level, added), potential
        potential = greatest(warm, largest)
        # A higher ceiling lets all rise.
        if (potential > before).any():
            lookout = Lookout(level, potential)


class Lookout:
    """Remembers who need not be looked at again.

    While no price of a mentor rises, a mentee has to be looked at again only when the own price has fallen by more than
    the pair nearest to gaining had left, or when not all pairs that gained were returned.
    """

    def __init__(self, level: WideKind, potential: IntArray) -> None:
        self._level = level
        self._looked_at = potential[: level.shape[0]].copy()
        self._room = np.full(len(self._looked_at), -1, dtype=np.int64)

    def look(self, potential: IntArray, offered: IntArray) -> tuple[IntArray, IntArray]:
        """Return the most gaining pairs that are not offered yet, and their gains."""
        own = potential[: len(self._looked_at)]
        mentees = np.flatnonzero(self._looked_at - own > self._room)
        added, gains, self._room[mentees] = self._level.look_at(mentees, potential, offered)
        self._looked_at[mentees] = own[mentees]
        return added, gains
