"""Groups: people of one base who work together, with or without a mentor who leads; honest about bound and gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matcher.faults import faults_of_ids, faults_of_pairs, faults_of_square
from matcher.lot import LotSide, person_keys
from matcher.problem import IntArray
from matcher.solution import Proof, Status

MemberArray = npt.NDArray[np.bool_]
"""(groups, people): who is in each group."""

EXACT_PEOPLE = 14
"""With so few people all groupings are compared."""


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


class GroupConflict(StrEnum):
    """Why there are no groups."""

    SIZES = "sizes"
    """More people than all groups hold, or fewer than they need."""
    CONDITIONS = "conditions"
    """Sizes, people together, people apart and categories contradict each other."""
    NONE_FOUND = "none-found"
    """None was found with this effort; it is not shown that none exists."""


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
        SOLVER when no better grouping exists: all were compared, CP-SAT chose among all groups that matter, or the
        bound is reached. NONE otherwise; the bound holds all the same.
    conflict
        Why there are no groups, when infeasible.
    """

    members: tuple[tuple[int, ...], ...]
    objective: int | None
    bound: int | None
    gap: float | None
    status: Status
    proof: Proof
    conflict: GroupConflict | None = None


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
        OPTIMAL only when no better grouping exists; FEASIBLE with its gap otherwise; INFEASIBLE when no grouping
        exists or, with proof NONE, none was found. With ids it depends neither on the order of people nor on chance.
    """
    order = _drawn_order(problem, salt)
    group_of, bound, proof = _solve(_reordered(problem, order), salt, effort)
    if isinstance(group_of, GroupConflict):
        return refused(group_of, proof)
    return read_groups(problem, group_of[np.argsort(order)], bound, proof)


def _drawn_order(problem: GroupProblem, salt: bytes) -> IntArray:
    """Return the people in an order that does not depend on the order of rows; without ids, as they are."""
    ids = problem.ids
    if ids is None:
        return np.arange(problem.people)
    keys = person_keys(salt, LotSide.POOL, ids)
    return np.array(sorted(range(problem.people), key=lambda i: (int(keys[i]), ids[i])), dtype=np.int64)


def _reordered(problem: GroupProblem, order: IntArray) -> GroupProblem:
    """Return the problem with people in another order."""
    place = np.argsort(order).tolist()
    cohesion, led = problem.matrices()
    return GroupProblem(
        cohesion[np.ix_(order, order)],
        [(low, high) for low, high in problem.sizes],
        mentor_points=None if problem.mentor_points is None else led[order],
        together=[(place[i], place[j]) for i, j in problem.together],
        apart=[(place[i], place[j]) for i, j in problem.apart],
        categories=None if problem.categories is None else [problem.categories[i] for i in order],
        ids=None if problem.ids is None else [problem.ids[i] for i in order],
    )


def _solve(
    problem: GroupProblem, salt: bytes, effort: float | None
) -> tuple[IntArray | GroupConflict, int, Proof]:
    """Return a grouping with its bound and proof, or why there is none."""
    from matcher.solve.groups.model import find_grouping
    from matcher.solve.groups.proof import prove
    from matcher.solve.groups.search import first_groupings, search_groups
    from matcher.solve.groups.table import best_grouping

    starts = first_groupings(problem)
    if not starts:
        return GroupConflict.SIZES, 0, Proof.SOLVER
    if problem.people <= EXACT_PEOPLE:
        best = best_grouping(problem, salt)
        return (
            (GroupConflict.CONDITIONS, 0, Proof.SOLVER)
            if best is None
            else (best, worth(problem, best), Proof.SOLVER)
        )
    found = search_groups(problem, starts, effort)
    if not found:
        start, none_exists = find_grouping(problem, effort)
        if start is None:
            return (
                (GroupConflict.CONDITIONS, 0, Proof.SOLVER)
                if none_exists
                else (GroupConflict.NONE_FOUND, 0, Proof.NONE)
            )
        found = search_groups(problem, [start], effort) or [start]
    proved = prove(problem, found, 20.0 if effort is None else effort)
    return proved.group_of, proved.bound, Proof.SOLVER if proved.best else Proof.NONE


def refused(conflict: GroupConflict, proof: Proof) -> GroupSolution:
    """Return the solution of a problem for which no grouping was found."""
    return GroupSolution(
        members=(),
        objective=None,
        bound=None,
        gap=None,
        status=Status.INFEASIBLE,
        proof=proof,
        conflict=conflict,
    )


def worth(problem: GroupProblem, group_of: IntArray) -> int:
    """Return the points of a grouping."""
    cohesion, led = problem.matrices()
    same = group_of[:, None] == group_of[None]
    return int(cohesion[same].sum()) // 2 + int(led[np.arange(len(group_of)), group_of].sum())


def read_groups(problem: GroupProblem, group_of: IntArray, bound: int, proof: Proof) -> GroupSolution:
    """Return the solution of a grouping; groups that could change places stand in the order of their members' ids."""
    rank = np.arange(problem.people) if problem.ids is None else np.argsort(np.argsort(problem.ids))
    objective = worth(problem, group_of)
    members = [tuple(np.flatnonzero(group_of == g).tolist()) for g in range(len(problem.sizes))]
    if problem.mentor_points is None:
        for size in {tuple(size) for size in problem.sizes}:
            alike = [g for g, other in enumerate(problem.sizes) if tuple(other) == size]
            ordered = sorted(
                (members[g] for g in alike), key=lambda group: (not group, sorted(rank[list(group)]))
            )
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
