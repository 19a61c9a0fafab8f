"""Lists of the best few pairs of rows and of columns, filled by the scans of blocks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The best few pairs of each of many people.

    Parameters
    ----------
    values
        (people, most): falling within what is filled.
    partners
        (people, most): indices of the other side.
    counts
        (people,): how many are filled.
    """

    values: npt.NDArray[Any]
    partners: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int64]

    def filled(self, most: int | None = None) -> tuple[IntArray, IntArray, npt.NDArray[Any]]:
        """Return (person, partner, value) of all that is filled, or of so many of each person."""
        inside = np.arange(self.values.shape[1])[None, :most] < self.counts[:, None]
        people, place = np.nonzero(inside)
        return (
            people.astype(np.int64),
            self.partners[people, place].astype(np.int64),
            self.values[people, place],
        )

    def of_mentees(self, mentors: int, most: int | None = None) -> IntArray:
        """Return the keys of the pairs, or of so many of each, the people being mentees."""
        mentee, mentor, _ = self.filled(most)
        return mentee * mentors + mentor

    def of_mentors(self, mentors: int) -> IntArray:
        """Return the keys of the pairs, the people being mentors."""
        mentor, mentee, _ = self.filled()
        return mentee * mentors + mentor

    def keys_by_row(self, order: IntArray, most: int) -> tuple[IntArray, IntArray]:
        """Return (keys of so many pairs of each mentee, their values); partners are places in an order."""
        mentee, place, values = self.filled(most)
        mentor, mentors = order[place], len(order)
        return mentee * mentors + mentor, values.astype(np.int64)

    def left(self, room: IntArray, most: int) -> IntArray:
        """Return how far the pairs are from gaining of which not so many are taken.

        `room` tells it where nothing gains; where all that gains is taken, the others are at 0 or farther.
        """
        next_best = self.values[:, most].astype(np.int64)
        return np.where(self.counts > most, -next_best, np.maximum(room, 0))


def no_best(people: int, most: int, kind: Any) -> Best:
    """Return empty lists."""
    return Best(
        np.zeros((people, most), dtype=kind),
        np.zeros((people, most), dtype=np.int32),
        np.zeros(people, dtype=np.int64),
    )
