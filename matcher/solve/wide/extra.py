"""Numbers of single pairs that no product of features gives: exceptions, and pairs that should stay."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.wide.product import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Extra:
    """Numbers added to single pairs, by rising key ``mentee * mentors + mentor``."""

    keys: IntArray
    values: IntArray

    @property
    def size(self) -> int:
        """No number is greater in size."""
        return int(np.abs(self.values).max(initial=0))

    def ordered(self, order: IntArray) -> "Extra":
        """Return the same with the mentors in another order."""
        keys = keys_in_order(self.keys, order)
        rising = np.argsort(keys)
        return Extra(keys[rising], self.values[rising])

    def add_to(self, block: FloatArray, rows: IntArray, mentors: int, scale: int = 1) -> None:
        """Add the numbers of these mentees' pairs to their block, which holds the first mentors."""
        place, entries = entries_of(self.keys, rows, mentors, block.shape[1])
        block.ravel()[place] += self.values[entries] * scale

    def at(self, keys: IntArray) -> IntArray:
        """Return the number of each of these pairs, 0 for a pair without one."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.values[place], 0)


def entries_of(
    keys: IntArray, rows: IntArray, mentors: int, width: int | None = None
) -> tuple[IntArray, IntArray]:
    """Return where some mentees' pairs with the first `width` mentors stand.

    That is (flat places in the block of these pairs, places among all the rising keys).
    """
    width = mentors if width is None else width
    first, last = np.searchsorted(keys, rows * mentors), np.searchsorted(keys, rows * mentors + width)
    count = last - first
    entries = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    inside = np.repeat(np.arange(len(rows)), count)
    return inside * width + keys[entries] % max(1, mentors), entries


def keys_in_order(keys: IntArray, order: IntArray) -> IntArray:
    """Return the keys of the same pairs with the mentors in another order; they may not be rising any more."""
    rows, columns = np.divmod(keys, max(1, len(order)))
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return rows * len(order) + place[columns]


NO_EXTRA = Extra(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def add_up(keys: IntArray, values: IntArray) -> Extra:
    """Return the sums of the values by key."""
    unique, inverse = np.unique(keys, return_inverse=True)
    sums = np.zeros(len(unique), dtype=np.int64)
    np.add.at(sums, inverse, values)
    return Extra(unique, sums)
