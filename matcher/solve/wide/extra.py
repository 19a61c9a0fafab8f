"""Numbers of single pairs that no product of features gives: exceptions, and pairs that should stay."""

from dataclasses import dataclass

import numpy as np

from matcher.problem import IntArray
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

    def add_to(self, block: FloatArray, rows: IntArray, scale: int = 1) -> None:
        """Add the numbers of these mentees' pairs to their block."""
        place, entries = entries_of(self.keys, rows, block.shape[1])
        block.ravel()[place] += self.values[entries] * scale

    def at(self, keys: IntArray) -> IntArray:
        """Return the number of each of these pairs, 0 for a pair without one."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.values[place], 0)


def entries_of(keys: IntArray, rows: IntArray, mentors: int) -> tuple[IntArray, IntArray]:
    """Return where the pairs of some mentees stand: (flat places in their block, places among all the rising keys)."""
    first, last = np.searchsorted(keys, rows * mentors), np.searchsorted(keys, (rows + 1) * mentors)
    count = last - first
    entries = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    inside = np.repeat(np.arange(len(rows)), count)
    return inside * mentors + keys[entries] % max(1, mentors), entries


NO_EXTRA = Extra(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def add_up(keys: IntArray, values: IntArray) -> Extra:
    """Return the sums of the values by key."""
    unique, inverse = np.unique(keys, return_inverse=True)
    sums = np.zeros(len(unique), dtype=np.int64)
    np.add.at(sums, inverse, values)
    return Extra(unique, sums)
