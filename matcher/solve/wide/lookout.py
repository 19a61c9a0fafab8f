"""Who has to be looked at again after prices have changed, and with whom."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.glance import Glance, glance_of
from matcher.solve.pairs.levels import ALWAYS, WideKind


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """With whom everybody has to be looked at.

    Parameters
    ----------
    order
        Indices of the mentors, those first whose prices have risen most.
    counts
        With how many of them each mentee has to be looked at.
    beyond
        How far the pairs with the others are from gaining, at least.
    """

    order: IntArray
    counts: IntArray
    beyond: IntArray

    def glance(self, mentees: IntArray) -> Glance:
        """Return the pairs to be looked at, of these mentees."""
        return glance_of(mentees, self.counts[mentees], self.order)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """How far everybody was from a pair that gains, when prices were these.

    A pair gains more by what its mentor's price has risen and its mentee's has fallen. So only those pairs have to be
    looked at whose mentor's price has risen by more than there is *room* for: what the pair nearest to gaining had
    left, less what the mentee's own price has fallen.
    """

    room: IntArray
    prices: IntArray

    def needs(self, prices: IntArray) -> Needs:
        """Return what has to be looked at now that prices are others."""
        n = len(self.room)
        change = prices - self.prices
        room, rises = self.room + change[:n], change[n:]
        order = np.argsort(-rises, kind="stable")
        falling = np.append(rises[order], -ALWAYS)
        counts = len(rises) - np.searchsorted(falling[-2::-1], room, side="right")
        beyond = np.where(counts < len(rises), np.minimum(room - falling[counts], ALWAYS), ALWAYS)
        return Needs(order, counts, beyond)


class Lookout:
    """Remembers what was seen last, and what was known before any price was paid.

    Where prices have come a long way since, the last look tells more of those it fell on, the first of all others.
    """

    def __init__(self, level: WideKind, offered: IntArray) -> None:
        nothing = np.zeros(sum(level.shape), dtype=np.int64)
        self._level = level
        self._first = self._last = Seen(level.room_beyond(offered), nothing)

    @property
    def near(self) -> IntArray:
        """The mentees with whom a pair that was not offered may gain nothing, and no less."""
        return np.flatnonzero(self._last.room <= 0)

    def look(self, potential: IntArray, offered: IntArray) -> tuple[IntArray, IntArray]:
        """Return the most gaining pairs that are not offered yet, and their gains."""
        prices = potential[: len(self._first.prices)].copy()
        first, last = self._first.needs(prices), self._last.needs(prices)
        by_first = first.counts < last.counts
        room = np.where(by_first, first.beyond, last.beyond)
        keys, gains = [offered[:0]], [offered[:0]]
        for needs, chosen in ((first, by_first), (last, ~by_first)):
            glance = needs.glance(np.flatnonzero(chosen & (needs.counts > 0)))
            if len(glance.mentees):
                found, gained, left = self._level.look_at(glance, potential, offered)
                room[glance.mentees] = np.minimum(room[glance.mentees], left)
                keys.append(found)
                gains.append(gained)
        self._last = Seen(room, prices)
        return _rising(np.concatenate(keys), np.concatenate(gains))


def _rising(keys: IntArray, gains: IntArray) -> tuple[IntArray, IntArray]:
    order = np.argsort(keys)
    return keys[order], gains[order]
