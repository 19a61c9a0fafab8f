"""Pairs that gain nothing, where they are few enough to be listed, and the lot on them."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import LOT_BITS, KeyArray, lots
from matcher.solve.pairs.glance import Glance
from matcher.solve.pairs.keys import are_among
from matcher.solve.pairs.levels import ALWAYS, Near
from matcher.solve.pairs.network import Network

LISTED = 12
"""So many pairs a person may be listed; where there are more, they are looked through again each time."""


@dataclass(frozen=True, slots=True, eq=False)
class ListedTight:
    """Pairs by rising key; see `matcher.solve.pairs.levels.Tight`."""

    shape: tuple[int, int]
    keys: IntArray
    is_wide: bool
    """Whether pairs were too many to be held before; then the flow is kept and mended."""

    def contains(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs gain nothing."""
        return are_among(keys, self.keys)

    def known(self) -> IntArray:
        """Return the keys of all."""
        return self.keys

    def draw(self, mentees: KeyArray, mentors: KeyArray, turn: int) -> "ListedLots":
        """Return the level of the lot on these pairs."""
        return ListedLots(self, mentees, mentors, turn)

    def find_misplaced(
        self, chosen: IntArray, order: IntArray, component: IntArray, *, inside: bool = False
    ) -> IntArray:
        """Return nothing: all pairs are known, so none was overlooked."""
        return self.keys[:0]


@dataclass(frozen=True, slots=True, eq=False)
class ListedLots:
    """A turn of the lot on listed pairs; see `matcher.solve.pairs.levels.Level`."""

    tied: ListedTight
    mentees: KeyArray
    mentors: KeyArray
    turn: int
    largest: int = 1 << LOT_BITS

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        return self.tied.shape

    @property
    def is_wide(self) -> bool:
        """Whether the flow is kept and mended."""
        return self.tied.is_wide

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        rows, columns = np.divmod(keys, self.shape[1])
        return -lots(self.mentees[rows], self.mentors[columns], self.turn)

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.tied.contains(keys)

    def traits(self) -> None:
        """Say nothing: the lot tells everybody apart."""

    def first_offers(self, network: Network) -> IntArray:
        """Return all pairs: they are few."""
        return self.tied.keys

    def violations(self, potential: IntArray, offered: IntArray) -> tuple[IntArray, IntArray]:
        """Return nothing: all pairs are offered from the start."""
        return self.tied.keys[:0], self.tied.keys[:0]

    def room_beyond(self, offered: IntArray) -> IntArray:
        """Return that no pair is left which is not offered."""
        return np.full(self.shape[0], ALWAYS, dtype=np.int64)

    def look_at(
        self, glance: Glance, potential: IntArray, offered: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Return no violations, and that there never are any."""
        return self.tied.keys[:0], self.tied.keys[:0], np.full(len(glance.mentees), ALWAYS, dtype=np.int64)

    def tight(self, potential: IntArray, near: Near | None = None) -> ListedTight:
        """Return the pairs that gain nothing by this turn either."""
        n, m = self.shape
        rows, columns = np.divmod(self.tied.keys, m)
        gain = self.at(self.tied.keys) - potential[rows] + potential[n + columns]
        return ListedTight(self.shape, self.tied.keys[gain == 0], self.is_wide)
