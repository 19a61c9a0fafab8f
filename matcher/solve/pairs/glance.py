"""Which pairs have to be looked at: of each mentee those with the first few mentors of an order."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray

LEAST_ROWS = 128
"""Mentees of one block, unless there are fewer: a product of less costs more for every pair."""
LEAST_COLUMNS = 64
"""Mentors of one block, unless there are fewer."""
BLOCK_CELLS = 1 << 22
"""Pairs of one block: 16 MB of float32; a few larger ones would leave the cache before they are scanned."""
ALIKE = 0.75
"""Mentees of one block need at least so large a part of what the first of them needs."""


@dataclass(frozen=True, slots=True, eq=False)
class Glance:
    """Pairs to be looked at.

    Parameters
    ----------
    mentees
        Those who are looked at.
    needs
        With how many mentors each of them is looked at, falling.
    order
        Indices of all mentors, those first who are needed by most.
    """

    mentees: IntArray
    needs: IntArray
    order: IntArray

    def blocks(self) -> Iterator[tuple[IntArray, int]]:
        """Yield (mentees, with how many mentors) in parts of bounded size."""
        first, m = 0, len(self.order)
        while first < len(self.mentees):
            width = min(m, max(int(self.needs[first]), LEAST_COLUMNS))
            alike = int(np.searchsorted(-self.needs, -int(ALIKE * width), side="right"))
            most = max(LEAST_ROWS, BLOCK_CELLS // width)
            last = first + min(max(alike - first, LEAST_ROWS), most)
            yield self.mentees[first:last], width
            first = last


def glance_of(mentees: IntArray, needs: IntArray, order: IntArray) -> Glance:
    """Look at some mentees, each with so many mentors of an order."""
    falling = np.argsort(-needs, kind="stable")
    return Glance(mentees[falling], needs[falling], order)


def whole(mentees: IntArray, mentors: int) -> Glance:
    """Look at all pairs of some mentees."""
    return Glance(mentees, np.full(len(mentees), mentors, dtype=np.int64), np.arange(mentors))
