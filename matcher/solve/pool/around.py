"""Which odd sets lie around both people of a pair: of nested sets, the smallest says it all."""

from collections.abc import Sequence

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices


class Around:
    """The smallest set around every two people, and what it and all sets around it are worth together.

    People take places such that those of a set are neighbours. Between two of them, the largest of the sets that are
    smallest around two neighbours is the smallest around both.

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
        """(levels, none and sets from the largest): the worth of a set with all sets around it."""
        innermost, above = np.zeros(count, dtype=np.int64), [0]
        for rank, k in enumerate(falling, 1):
            above.append(int(innermost[sets[k][0]]))
            innermost[sets[k]] = rank
            self.worths[:, rank] = self.worths[:, above[rank]] + found.worths[:, k]
        self._place, first = _places(innermost, above)
        self._between = np.zeros(max(0, count - 1), dtype=np.int64)
        """Place → the smallest set around the one there and the next."""
        for rank, k in enumerate(falling, 1):
            self._between[first[rank] : first[rank] + len(sets[k]) - 1] = rank

    def block(self, first: int, last: int) -> IntArray:
        """Return where in `worths` every pair of a block of rows stands; nobody is a pair with themselves."""
        inside = np.zeros((last - first, len(self._place)), dtype=np.int64)
        for row, place in zip(inside, self._place[first:last], strict=True):
            row[place + 1 :] = np.minimum.accumulate(self._between[place:])
            row[:place] = np.minimum.accumulate(self._between[:place][::-1])[::-1]
        return inside[:, self._place]

    def pairs(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Return where in `worths` these pairs of two people stand."""
        one, two = self._place[rows], self._place[columns]
        first, steps = np.minimum(one, two), np.abs(one - two)
        inside, least, reach = np.zeros_like(first), self._between, 1
        # The least of any run is the least of two runs that are powers of two long and cover it.
        while reach < len(self._place):
            here = (steps >= reach) & (steps < 2 * reach)
            left = first[here]
            inside[here] = np.minimum(least[left], least[left + steps[here] - reach])
            least, reach = np.minimum(least[:-reach], least[reach:]), 2 * reach
        return inside


def _places(innermost: IntArray, above: Sequence[int]) -> tuple[IntArray, IntArray]:
    """Return a place for everybody such that every set takes neighbouring places, and the first place of every set."""
    by_set = np.argsort(innermost, kind="stable")
    start = np.searchsorted(innermost[by_set], np.arange(len(above) + 1))
    inside: list[list[int]] = [[] for _ in above]
    for rank in range(1, len(above)):
        inside[above[rank]].append(rank)
    order, first, taken, waiting = [], np.zeros(len(above), dtype=np.int64), 0, [0]
    while waiting:
        rank = waiting.pop()
        first[rank] = taken
        order.append(by_set[start[rank] : start[rank + 1]])
        taken += len(order[-1])
        waiting += inside[rank]
    place = np.empty_like(innermost)
    place[np.concatenate(order)] = np.arange(len(innermost))
    return place, first
