"""Which odd sets lie around both people of a pair: of nested sets, the smallest says it all."""

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices


class Around:
    """The smallest set around every two people, and what it and all sets around it are worth together.

    Parameters
    ----------
    found
        Prices whose sets are nested or apart.
    """

    def __init__(self, found: OddPrices) -> None:
        count = found.prices.shape[1]
        sets = found.sets()
        falling = sorted(range(len(sets)), key=lambda k: -len(sets[k]))
        self.worths = np.zeros((len(found.prices), len(sets) + 1), dtype=np.int64)
        """(levels, sets and last none): the worth of a set with all sets around it."""
        self._place = _places([sets[k] for k in falling], count)
        self._inside = np.full((count, count) if sets else (0, 0), len(sets), dtype=np.int32)
        for k in falling:
            first = int(self._place[sets[k]].min())
            square = slice(first, first + len(sets[k]))
            above = self._inside[first, first]
            self.worths[:, k] = self.worths[:, above] + found.worths[:, k]
            self._inside[square, square] = k

    def block(self, first: int, last: int) -> IntArray:
        """Return the place in `worths` of every pair of a block of rows."""
        return self._inside[np.ix_(self._place[first:last], self._place)].astype(np.int64)


def _places(sets: list[IntArray], count: int) -> IntArray:
    """Return a place for everybody such that every set, given before the sets inside it, takes neighbouring places."""
    place = np.arange(count, dtype=np.int64)
    innermost = np.full(count, -1, dtype=np.int64)
    for k, people in enumerate(sets):
        room = np.flatnonzero(innermost == innermost[people[0]])
        # Sets of this room that were placed before took the first places of it, so the free ones are neighbours.
        free = np.sort(place[room])
        own = np.isin(room, people, assume_unique=True)
        place[room[own]], place[room[~own]] = free[: len(people)], free[len(people) :]
        innermost[people] = k
    return place
