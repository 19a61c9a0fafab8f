"""What is to be solved: points, who may be paired, quotas, decisions. Numbers and ids only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.faults.matrices import faults_of_allowed, faults_of_points, faults_of_shape
from matcher.faults.numbers import faults_of_priority, faults_of_quotas, faults_of_vector
from matcher.faults.pairs import faults_of_both, faults_of_ids, faults_of_loads, faults_of_pairs, whole_pairs
from matcher.scores import MOST_POINTS, Rules, Scores

BLOCK_CELLS = 1 << 20
"""Pairs looked at together: keeps the memory of a pass over all pairs bounded."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """An assignment problem.

    Parameters
    ----------
    points
        (n_mentees, n_mentors) integers of at least 0 and below 2³¹, or `Scores`.
    upper, lower
        Most mentees a mentor takes; least mentees every mentor gets. One number of at least 0, or (n_mentors,).
    lower_if_used
        Least mentees of a mentor who gets any: the least size of a group. One number, or (n_mentors,).
    demand
        Most mentors a mentee gets, all different. One number, or (n_mentees,).
    allowed
        (n_mentees, n_mentors): bool array, scipy sparse array or `Rules`; None allows every pair.
    locked, forbidden
        Pairs (mentee, mentor) of indices that must, or must not, be formed.
    shared_upper
        ((mentor indices, most), ...): the load of one person over several forms.
    priority
        (n_mentees,) integers: the higher, the earlier served; None puts all in one class.
    mentee_ids, mentor_ids
        Stable ids that decide equal choices; without them the indices do, and the choice depends on row
        order.

    Raises
    ------
    ValueError
        Naming every fault at once. A problem that merely has no assignment is no fault.

    Examples
    --------
    >>> import matcher
    >>> matcher.Problem([[10, -1]], upper=[1, 1], locked=[(0, 2)])
    Traceback (most recent call last):
    ValueError: points must be at least 0, got -1.
    locked: mentor 2 is out of range; expected 0 to 1.
    """

    points: npt.ArrayLike | Scores
    upper: int | npt.ArrayLike = 1
    lower: int | npt.ArrayLike = 0
    lower_if_used: int | npt.ArrayLike = 0
    demand: int | npt.ArrayLike = 1
    allowed: Any = None
    locked: Sequence[tuple[int, int]] = ()
    forbidden: Sequence[tuple[int, int]] = ()
    shared_upper: Sequence[tuple[Sequence[int], int]] = ()
    priority: npt.ArrayLike | None = None
    mentee_ids: Sequence[str] | None = None
    mentor_ids: Sequence[str] | None = None

    def __post_init__(self) -> None:
        faults = faults_of_shape(self.points) or list(self._further_faults())
        if faults:
            raise ValueError("\n".join(faults))
        self._settle()

    def _further_faults(self) -> Iterator[str]:
        n, m = self.shape
        yield from faults_of_points(self.points, (n, m))
        yield from faults_of_quotas(m, upper=self.upper, lower=self.lower, lower_if_used=self.lower_if_used)
        yield from faults_of_vector("demand", self.demand, n)
        if self.priority is not None:
            yield from faults_of_priority(self.priority, n)
        yield from faults_of_allowed(self.allowed, (n, m))
        yield from faults_of_pairs("locked", self.locked, (n, m))
        yield from faults_of_pairs("forbidden", self.forbidden, (n, m))
        yield from faults_of_both("locked", self.locked, "forbidden", self.forbidden)
        yield from faults_of_loads(self.shared_upper, m, MOST_POINTS)
        yield from faults_of_ids("mentee_ids", self.mentee_ids, n)
        yield from faults_of_ids("mentor_ids", self.mentor_ids, m)

    def _settle(self) -> None:
        """Take lists of any kind as they are read from now on: arrays, tuples and whole numbers."""
        if not isinstance(self.points, Scores):
            object.__setattr__(self, "points", np.asarray(self.points))
        if not (self.allowed is None or isinstance(self.allowed, Rules)):
            object.__setattr__(self, "allowed", _as_matrix(self.allowed))
        for name in ("locked", "forbidden"):
            object.__setattr__(self, name, whole_pairs(getattr(self, name)))
        loads = tuple((tuple(int(j) for j in mentors), int(most)) for mentors, most in self.shared_upper)
        object.__setattr__(self, "shared_upper", loads)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and of mentors."""
        if isinstance(self.points, Scores):
            return len(self.points.mentee_features), len(self.points.mentor_features)
        n, m = np.shape(self.points)
        return n, m

    def per_mentor(self, quota: int | npt.ArrayLike) -> IntArray:
        """Return a quota as one number per mentor."""
        return np.broadcast_to(np.asarray(quota, dtype=np.int64), (self.shape[1],)).copy()

    def per_mentee(self, number: int | npt.ArrayLike) -> IntArray:
        """Return a demand or priority as one number per mentee."""
        return np.broadcast_to(np.asarray(number, dtype=np.int64), (self.shape[0],)).copy()

    def ids(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids of mentees and mentors, indices where none were given."""
        n, m = self.shape
        mentees = self.mentee_ids if self.mentee_ids is not None else range(n)
        mentors = self.mentor_ids if self.mentor_ids is not None else range(m)
        return tuple(str(i) for i in mentees), tuple(str(j) for j in mentors)

    def points_block(self, first: int, last: int) -> IntArray:
        """Return the points of the mentees from `first` to before `last` with every mentor.

        Raises
        ------
        ValueError
            When a product of features gives a pair fewer points than 0, or too many: only now are they known.
        """
        if isinstance(self.points, Scores):
            block = self.points.block(first, last)
            if block.size and block.min() < 0:
                raise ValueError(
                    f"Points must be at least 0, got {block.min()} from the product of features."
                )
            if block.size and block.max() >= MOST_POINTS:
                raise ValueError(
                    f"Points must be below {MOST_POINTS}, got {block.max()} from the product of features."
                )
            return block
        return np.asarray(self.points)[first:last].astype(np.int64)

    def allowed_block(self, first: int, last: int) -> BoolArray:
        """Return which of these mentees may have which mentor; locks are not looked at."""
        allowed = self._ruled_block(first, last)
        if len(self.forbidden):
            rows, columns = np.array(self.forbidden, dtype=np.int64).T
            inside = (rows >= first) & (rows < last)
            allowed[rows[inside] - first, columns[inside]] = False
        return allowed

    def _ruled_block(self, first: int, last: int) -> BoolArray:
        if self.allowed is None:
            return np.ones((last - first, self.shape[1]), dtype=np.bool_)
        if isinstance(self.allowed, Rules):
            return self.allowed.block(first, last, self.shape[1])
        if hasattr(self.allowed, "tocsr"):
            return np.asarray(self.allowed[first:last].toarray()).astype(np.bool_)
        return np.array(np.asarray(self.allowed)[first:last], dtype=np.bool_)

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield (first, last) ranges of mentees, so that a pass over all pairs needs little memory."""
        n, m = self.shape
        rows = max(1, BLOCK_CELLS // max(1, m))
        for first in range(0, n, rows):
            yield first, min(n, first + rows)


def _as_matrix(allowed: Any) -> Any:
    """Return a matrix whose rows can be taken one by one; entries given twice of a sparse one are added up."""
    if not hasattr(allowed, "tocsr"):
        return np.asarray(allowed)
    rows = allowed.tocsr()
    if rows.has_canonical_format:
        return rows
    rows = rows.copy()  # the one given is not ours to change
    rows.sum_duplicates()
    return rows


def dense_points(problem: Problem) -> IntArray:
    """Return the points of all pairs, row after row in memory: the one place where a problem is made dense."""
    parts = [problem.points_block(first, last) for first, last in problem.blocks()]
    return _stacked(parts) if parts else np.zeros(problem.shape, dtype=np.int64)


def dense_allowed(problem: Problem) -> BoolArray:
    """Return which pairs the rules and prohibitions allow, row after row in memory; locks are not looked at."""
    parts = [problem.allowed_block(first, last) for first, last in problem.blocks()]
    return _stacked(parts) if parts else np.zeros(problem.shape, dtype=np.bool_)


def _stacked(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.ascontiguousarray(np.concatenate(parts) if len(parts) > 1 else parts[0])
