"""Groups: people of one base who work together, with or without a mentor who leads; honest about bound and gap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.faults import faults_of_ids, faults_of_pairs, faults_of_square
from matcher.problem import IntArray
from matcher.solution import Proof, Status

EXACT_PEOPLE = 14
"""With so few people all groupings are compared; beyond, local search is used."""


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
        (n, n_groups) integers when a mentor leads each group.
    together, apart
        Pairs of people who must, or must not, be in one group.
    categories
        One label per person, or None: no group has exactly one member of a category. A label None belongs to none.
    ids
        Stable ids that decide equal choices.
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
        if not faults:
            n = self.people
            faults += [
                f"sizes must be ranges from 0 up, got {size}."
                for size in self.sizes
                if not 0 <= size[0] <= size[1]
            ]
            for name in ("together", "apart"):
                faults += faults_of_pairs(name, getattr(self, name), (n, n))
            faults += faults_of_ids("ids", self.ids, n)
            if self.mentor_points is not None and np.shape(self.mentor_points) != (n, len(self.sizes)):
                found = np.shape(self.mentor_points)
                faults.append(f"mentor_points must have shape {(n, len(self.sizes))}, got {found}.")
            if self.categories is not None and len(self.categories) != n:
                faults.append(f"categories must be {n} labels, got {len(self.categories)}.")
        if faults:
            raise ValueError("\n".join(faults))

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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupSolution:
    """Result of `solve_groups`.

    Parameters
    ----------
    members
        Sorted indices of the members of each group, in the order of `GroupProblem.sizes`.
    objective
        Cohesion inside groups plus points with mentors; None when no grouping was found.
    bound, gap
        No grouping has more; relative distance to it.
    proof
        SOLVER when all groupings were compared; NONE when the bound is a plain sum of best partners.
    """

    members: tuple[tuple[int, ...], ...]
    objective: int | None
    bound: int | None
    gap: float | None
    status: Status
    proof: Proof


def solve_groups(problem: GroupProblem, *, salt: bytes = b"", effort: float | None = None) -> GroupSolution:
    """Place everyone in groups of most cohesion and most points with mentors.

    Parameters
    ----------
    salt
        Decides equal choices together with the ids, where the choice is exact.
    effort
        Deterministic amount of work; None for the default.

    Returns
    -------
    GroupSolution
        OPTIMAL only when all groupings were compared; FEASIBLE with its gap otherwise; INFEASIBLE when no
        grouping exists or, with proof NONE, none was found.
    """
    from matcher.solve.group_model import find_grouping
    from matcher.solve.group_search import first_groupings, search_groups

    starts, bound = first_groupings(problem), plain_bound(problem)
    if not starts:
        return refused(Proof.SOLVER)
    if problem.people <= EXACT_PEOPLE:
        return _solve_exactly(problem, salt)
    found, none_exists = search_groups(problem, starts, effort), False
    if found is None:
        start, none_exists = find_grouping(problem, effort)
        found = None if start is None else search_groups(problem, [start], effort)
    if found is None:
        return refused(Proof.SOLVER if none_exists else Proof.NONE)
    return read_groups(problem, found, bound, Proof.NONE)


def _solve_exactly(problem: GroupProblem, salt: bytes) -> GroupSolution:
    from matcher.solve.group_table import best_grouping

    best = best_grouping(problem, salt)
    return (
        refused(Proof.SOLVER)
        if best is None
        else read_groups(problem, best, worth(problem, best), Proof.SOLVER)
    )


def refused(proof: Proof) -> GroupSolution:
    """Return the solution of a problem for which no grouping was found."""
    return GroupSolution(
        members=(), objective=None, bound=None, gap=None, status=Status.INFEASIBLE, proof=proof
    )


def plain_bound(problem: GroupProblem) -> int:
    """Return half the sum of everyone's best partners in the largest group, plus everyone's best mentor."""
    cohesion, led = problem.matrices()
    most = max((size[1] for size in problem.sizes), default=0)
    if not problem.people or most < 1:
        return 0
    best = -np.sort(-cohesion, axis=1)[:, : most - 1].sum()
    return int(best) // 2 + int(led.max(axis=1).sum())


def worth(problem: GroupProblem, group_of: IntArray) -> int:
    """Return the points of a grouping."""
    cohesion, led = problem.matrices()
    same = group_of[:, None] == group_of[None]
    return int(cohesion[same].sum()) // 2 + int(led[np.arange(len(group_of)), group_of].sum())


def read_groups(problem: GroupProblem, group_of: IntArray, bound: int, proof: Proof) -> GroupSolution:
    """Return the solution of a grouping; groups that could change places stand in the order of their members."""
    objective = worth(problem, group_of)
    members = [tuple(np.flatnonzero(group_of == g).tolist()) for g in range(len(problem.sizes))]
    if problem.mentor_points is None:
        for size in {tuple(size) for size in problem.sizes}:
            alike = [g for g, other in enumerate(problem.sizes) if tuple(other) == size]
            ordered = sorted((members[g] for g in alike), key=lambda group: (not group, group))
            for g, group in zip(alike, ordered, strict=True):
                members[g] = group
    exact = proof is Proof.SOLVER and bound == objective
    return GroupSolution(
        members=tuple(members),
        objective=objective,
        bound=bound,
        gap=0.0 if bound == objective else (bound - objective) / bound,
        status=Status.OPTIMAL if exact else Status.FEASIBLE,
        proof=proof,
    )


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
    given = problem.categories or [None] * problem.people
    names = sorted({str(label) for label in given if label is not None})
    return np.array([-1 if label is None else names.index(str(label)) for label in given], dtype=np.int64)
