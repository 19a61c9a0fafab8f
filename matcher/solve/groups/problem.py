"""What groups are asked for, and how a grouping is counted and weighed."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray, largest
from matcher.faults.matrices import faults_of_matrix, faults_of_square, is_square
from matcher.faults.pairs import (
    PERSONS,
    faults_of_ids,
    faults_of_pairs,
    faults_of_ranges,
    faults_of_selves,
    is_list,
    whole_pairs,
)

MemberArray = npt.NDArray[np.bool_]
"""(groups, people): who is in each group."""
WITHIN, LEAST_WEIGHT = 1 << 60, 32
"""All points together, as often as there are conditions and at least so often, stay below this: a broken condition is
weighed more than all points, and bounds count what people could lose twice over."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupProblem:
    """Everyone is placed in one group.

    Parameters
    ----------
    cohesion
        (n, n) integers of at least 0, symmetric; counted once per unordered pair of a group.
    sizes
        One (least, most) range of members per group, the mentor not counted.
    mentor_points
        (n, n_groups) integers of at least 0 when a mentor leads each group.
    together, apart
        Pairs of people who must, or must not, be in one group.
    categories
        One label per person, or None: no group has exactly one member of a category. A label None belongs to none.
    ids
        Stable ids that decide equal choices; without them the indices do.

    Raises
    ------
    ValueError
        Naming every fault at once.
    """

    cohesion: npt.ArrayLike
    sizes: Sequence[tuple[int, int]]
    mentor_points: npt.ArrayLike | None = None
    together: Sequence[tuple[int, int]] = ()
    apart: Sequence[tuple[int, int]] = ()
    categories: Sequence[str | None] | None = None
    ids: Sequence[str] | None = None

    def __post_init__(self) -> None:
        faults = faults_of_square("cohesion", self.cohesion)
        if is_square(self.cohesion):
            faults += self._further_faults()
            faults += [] if faults else self._faults_of_weight()
        if faults:
            raise ValueError("\n".join(faults))
        for name in ("together", "apart"):
            object.__setattr__(self, name, whole_pairs(getattr(self, name)))

    def _further_faults(self) -> list[str]:
        n, faults = self.people, faults_of_ranges("sizes", self.sizes)
        for name in ("together", "apart"):
            faults += faults_of_pairs(name, getattr(self, name), (n, n), PERSONS)
            faults += faults_of_selves(name, getattr(self, name))
        faults += faults_of_ids("ids", self.ids, n)
        if self.mentor_points is not None and is_list(self.sizes):
            faults += faults_of_matrix("mentor_points", self.mentor_points, (n, len(self.sizes)))
        if self.categories is None:
            return faults
        if not is_list(self.categories) or isinstance(self.categories, Set):
            return [*faults, f"categories must be a list of {n} labels, got {self.categories!r}."]
        wrong = len(self.categories) != n
        return [*faults, f"categories must be {n} labels, got {len(self.categories)}."] if wrong else faults

    def _faults_of_weight(self) -> list[str]:
        n = self.people
        conditions = 1 + len(self.together) + len(self.apart) + (0 if self.categories is None else n)
        weight = (n * (n - 1) // 2 + n) * max(conditions, LEAST_WEIGHT)
        most = max(map(largest, self.matrices()))
        if most * weight < WITHIN:
            return []
        return [
            f"points must be at most {(WITHIN - 1) // weight} for {n} people and so many conditions, got {most}."
        ]

    @property
    def names(self) -> list[str]:
        """The ids, or the indices where none are given."""
        return [str(i) for i in (range(self.people) if self.ids is None else self.ids)]

    @property
    def people(self) -> int:
        """Number of people."""
        return len(np.asarray(self.cohesion))

    def matrices(self) -> tuple[IntArray, IntArray]:
        """Return cohesion with an empty diagonal, and points with mentors."""
        cohesion = np.array(self.cohesion, dtype=np.int64)
        np.fill_diagonal(cohesion, 0)
        shape = (self.people, len(self.sizes))
        led = (
            np.zeros(shape, dtype=np.int64)
            if self.mentor_points is None
            else np.array(self.mentor_points, dtype=np.int64)
        )
        return cohesion, led


def worth(problem: GroupProblem, group_of: IntArray) -> int:
    """Return the points of a grouping."""
    cohesion, led = problem.matrices()
    same = group_of[:, None] == group_of[None]
    return int(cohesion[same].sum()) // 2 + int(led[np.arange(len(group_of)), group_of].sum())


def broken(problem: GroupProblem, group_of: IntArray) -> int:
    """Return how many conditions a grouping breaks."""
    count = np.bincount(group_of, minlength=len(problem.sizes))
    wrong: int = sum(
        max(0, low - c) + max(0, c - high)
        for (low, high), c in zip(problem.sizes, count.tolist(), strict=True)
    )
    wrong += sum(int(group_of[i] != group_of[j]) for i, j in problem.together)
    wrong += sum(int(group_of[i] == group_of[j]) for i, j in problem.apart)
    return wrong + int((category_counts(problem, group_of) == 1).sum())


def category_counts(problem: GroupProblem, group_of: IntArray) -> IntArray:
    """Return (n_groups, n_categories): members of each category in each group."""
    labels = category_labels(problem)
    counts = np.zeros((len(problem.sizes), labels.max(initial=-1) + 1), dtype=np.int64)
    np.add.at(counts, (group_of[labels >= 0], labels[labels >= 0]), 1)
    return counts


def category_labels(problem: GroupProblem) -> IntArray:
    """Return the number of each person's category, or -1 for none."""
    given = [None] * problem.people if problem.categories is None else problem.categories
    names = sorted({str(label) for label in given if label is not None})
    return np.array([-1 if label is None else names.index(str(label)) for label in given], dtype=np.int64)


def could_be_groups(problem: GroupProblem, members: MemberArray) -> MemberArray:
    """Return for each group whether it keeps all conditions, sizes not looked at."""
    kept = np.ones(len(members), dtype=np.bool_)
    for i, j in problem.together:
        kept &= members[:, i] == members[:, j]
    for i, j in problem.apart:
        kept &= ~(members[:, i] & members[:, j])
    labels = category_labels(problem)
    for label in range(labels.max(initial=-1) + 1):
        kept &= members[:, labels == label].sum(axis=1) != 1
    return kept
