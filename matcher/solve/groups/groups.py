"""Groups: people of one base who work together, with or without a mentor who leads; honest about bound and gap."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matcher.arrays import IntArray
from matcher.faults.numbers import faults_of_effort
from matcher.faults.pairs import faults_of_salt
from matcher.lot import LotSide, person_keys
from matcher.solution import Proof, Status
from matcher.solve.groups.problem import GroupProblem, worth
from matcher.solve.groups.starts import first_groupings
from matcher.solve.groups.table import best_grouping

EXACT_PEOPLE = 14
"""With so few people all groupings are compared."""


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
        Why there are no groups, when infeasible or unknown.
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
    problem
        Cohesion of n people, sizes of the groups, and decisions.
    salt
        Decides equal choices together with the ids, where the choice is exact.
    effort
        Deterministic amount of work; None for the default.

    Returns
    -------
    GroupSolution
        OPTIMAL only when no better grouping exists; FEASIBLE with its gap otherwise; INFEASIBLE when no grouping
        exists, UNKNOWN when none was found and it is not shown that none exists. With ids it depends neither on the
        order of people nor on chance.

    Raises
    ------
    ValueError
        Naming every fault of salt and effort.

    Notes
    -----
    Groupings are found by tabu search [1]_ or annealing [2]_; the bound comes from prices of people and a relaxation of
    who meets whom. Where all groups that could better the best can be listed, CP-SAT chooses among them.

    References
    ----------
    .. [1] F. Glover, "Tabu search, part I", 1989.
    .. [2] S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by simulated annealing", 1983.

    Examples
    --------
    >>> import matcher
    >>> cohesion = [[0, 5, 1, 1], [5, 0, 1, 1], [1, 1, 0, 4], [1, 1, 4, 0]]
    >>> groups = matcher.solve_groups(matcher.GroupProblem(cohesion, sizes=[(2, 2), (2, 2)]))
    >>> groups.members, groups.objective
    (((0, 1), (2, 3)), 9)
    """
    if faults := faults_of_salt(salt) + faults_of_effort(effort):
        raise ValueError("\n".join(faults))
    order = _drawn_order(problem, bytes(salt))
    group_of, bound, proof = _solve(_reordered(problem, order), bytes(salt), effort)
    if isinstance(group_of, GroupConflict):
        return refused(group_of, proof)
    return read_groups(problem, group_of[np.argsort(order)], bound, proof)


def _drawn_order(problem: GroupProblem, salt: bytes) -> IntArray:
    """Return the people in an order that does not depend on the order of rows; without ids, as they are."""
    if problem.ids is None:
        return np.arange(problem.people)
    names = problem.names
    keys = person_keys(salt, LotSide.POOL, names)
    return np.array(sorted(range(problem.people), key=lambda i: (int(keys[i]), names[i])), dtype=np.int64)


def _reordered(problem: GroupProblem, order: IntArray) -> GroupProblem:
    """Return the problem with people in another order."""
    place = np.argsort(order).tolist()
    cohesion, led = problem.matrices()
    return GroupProblem(
        cohesion[np.ix_(order, order)],
        [(min(low, problem.people + 1), min(high, problem.people + 1)) for low, high in problem.sizes],
        mentor_points=None if problem.mentor_points is None else led[order],
        together=[(place[i], place[j]) for i, j in problem.together],
        apart=[(place[i], place[j]) for i, j in problem.apart],
        categories=None if problem.categories is None else [problem.categories[i] for i in order],
        ids=None if problem.ids is None else [problem.names[i] for i in order],
    )


def _solve(
    problem: GroupProblem, salt: bytes, effort: float | None
) -> tuple[IntArray | GroupConflict, int, Proof]:
    """Return a grouping with its bound and proof, or why there is none."""
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
    return _searched(problem, starts, effort)


def _searched(
    problem: GroupProblem, starts: list[IntArray], effort: float | None
) -> tuple[IntArray | GroupConflict, int, Proof]:
    """Return what is found of more people than all groupings can be compared of."""
    from matcher.solve.groups.model import find_grouping
    from matcher.solve.groups.proof import prove
    from matcher.solve.groups.search import search_groups

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
        status=Status.UNKNOWN if conflict is GroupConflict.NONE_FOUND else Status.INFEASIBLE,
        proof=proof,
        conflict=conflict,
    )


def _ranks(problem: GroupProblem) -> IntArray:
    """Return everyone's place among the ids, as text; without ids, among the indices."""
    if problem.ids is None:
        return np.arange(problem.people)
    names = problem.names
    return np.argsort(sorted(range(problem.people), key=names.__getitem__))


def read_groups(problem: GroupProblem, group_of: IntArray, bound: int, proof: Proof) -> GroupSolution:
    """Return the solution of a grouping; groups that could change places stand in the order of their members' ids."""
    rank = _ranks(problem)
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
