"""Lists of the best few pairs of rows and of columns, filled by the scans of blocks."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.problem import IntArray


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

    def keys_by_row(self, mentors: int) -> tuple[IntArray, IntArray]:
        """Return (rising keys of the pairs, their values), the people being mentees."""
        mentee, mentor, values = self.filled()
        order = np.argsort(mentee * mentors + mentor)
        return (mentee * mentors + mentor)[order], values[order].astype(np.int64)


def no_best(people: int, most: int, kind: Any) -> Best:
    """Return empty lists."""
    return Best(
        np.zeros((people, most), dtype=kind),
        np.zeros((people, most), dtype=np.int32),
        np.zeros(people, dtype=np.int64),
    )
