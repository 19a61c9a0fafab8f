"""What the points of pairs, and whether pairs are allowed, may be given by: products of features of both sides."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray, exact_kind, exact_product, whole_product

MOST_POINTS = 1 << 31
"""Points of one pair stay below this, so that every sum of a run stays within 64 bits."""


@dataclass(frozen=True, eq=False)
class Scores:
    """Points as a low-rank product plus sparse exceptions: ``mentee_features @ mentor_features.T + E``.

    Parameters
    ----------
    mentee_features
        (n_mentees, k) integers.
    mentor_features
        (n_mentors, k) integers.
    exceptions
        (rows, columns, added points): three arrays of one length; a pair listed twice adds twice.

    Examples
    --------
    Two mentees and two mentors: 60 points for each subject in common, and 5 more for a pair who know each other.

    >>> import matcher
    >>> import numpy as np
    >>> needs, offers = np.array([[1, 0], [1, 1]]), np.array([[60, 0], [60, 60]])
    >>> matcher.Scores(needs, offers, exceptions=([0], [1], [5])).block(0, 2)
    array([[ 60,  65],
           [ 60, 120]])
    """

    mentee_features: npt.NDArray[Any]
    mentor_features: npt.NDArray[Any]
    exceptions: tuple[npt.ArrayLike, npt.ArrayLike, npt.ArrayLike] | None = None

    def block(self, first: int, last: int) -> IntArray:
        """Return the points of the mentees from `first` to before `last` with every mentor."""
        left, right = self._features
        block = whole_product(left[first:last], right)
        if self.exceptions is not None:
            rows, columns, added = (np.asarray(part, dtype=np.int64) for part in self.exceptions)
            inside = (rows >= first) & (rows < last)
            np.add.at(block, (rows[inside] - first, columns[inside]), added[inside])
        return block

    @cached_property
    def _features(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Features as floats where their products are exact, so that they are made so once and not for every block."""
        left, right = np.asarray(self.mentee_features), np.asarray(self.mentor_features)
        kind = exact_kind(left, right)
        return left.astype(kind), right.astype(kind)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Must-rules: a pair is allowed when every product is at least its bound.

    Parameters
    ----------
    rules
        ((mentee_features (n_mentees, k), mentor_features (n_mentors, k), least), ...): integers.

    Examples
    --------
    A mentor must be at least two grades above the mentee: grade of the mentor − grade of the mentee ≥ 2.

    >>> import matcher
    >>> import numpy as np
    >>> mentees, mentors = np.array([[-5, 1], [-8, 1]]), np.array([[1, 9], [1, 10]])
    >>> matcher.Rules(((mentees, mentors, 2),)).block(0, 2, 2)
    array([[ True,  True],
           [False,  True]])
    """

    rules: tuple[tuple[npt.NDArray[Any], npt.NDArray[Any], int], ...]

    def block(self, first: int, last: int, mentors: int) -> BoolArray:
        """Return which of the mentees from `first` to before `last` may have which mentor."""
        allowed = np.ones((last - first, mentors), dtype=np.bool_)
        for mentee_features, mentor_features, least in self.rules:
            left, right = np.asarray(mentee_features), np.asarray(mentor_features)
            allowed &= exact_product(left[first:last], right) >= least
        return allowed
