"""Why no assignment exists: every conflict gets its requirements, and the fewest to lift in all.

People and loads stand in the order of their keys here, so that nothing depends on the order of rows.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.problem import Problem
from matcher.requirement_lots import requirement_lots
from matcher.solution import Conflict, ConflictKind, Lift, Requirement, RequirementKind, Solution
from matcher.solve.pairs.board import Board, set_board
from matcher.solve.pairs.in_order import InOrder, put_in_order
from matcher.solve.search.cpsat import FIRST_EFFORT, Effort
from matcher.solve.search.reach import reach
from matcher.solve.search.requirements import LIGHTEST, RequirementModel, build_requirements
from matcher.solve.search.smallest import fewest_to_lift, minimal_conflict, shrink, smallest_conflict

MOST_PAIRS = 100_000
"""With more pairs that may be formed the conflict is told by its cut alone."""
SMALLEST_EFFORT = 1.0
"""Work spent on the smallest conflict when a minimal one is known, and as much on which of the fewest to lift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impasse:
    """What was found; `proved` when no smaller conflict and no shorter repair exists."""

    conflict: tuple[Requirement, ...]
    lifts: tuple[Lift, ...]
    proved: bool


def with_requirements(board: Board, solution: Solution) -> Solution:
    """Return an infeasible solution whose conflicts name the requirements in them and what to lift."""
    if np.count_nonzero(board.opened) > MOST_PAIRS:
        return solution
    ordered = put_in_order(board.problem, board.asked)
    built = build_requirements(set_board(ordered.problem, ordered.asked))
    found = find_impasse(built)
    if found is None:
        return solution
    effort = Effort(FIRST_EFFORT)
    named = [_named(board, ordered, built, conflict, found, effort) for conflict in solution.conflicts]
    return replace(solution, conflicts=tuple(named))


def find_impasse(built: RequirementModel) -> Impasse | None:
    """Find the smallest conflict and the cheapest repair; None when the effort ended before any was shown."""
    effort = Effort(FIRST_EFFORT)
    lifted, fewest = fewest_to_lift(built, effort, Effort(SMALLEST_EFFORT))
    minimal = minimal_conflict(built, effort)
    if lifted is None or minimal is None:
        return None
    smallest, proved = smallest_conflict(built, minimal, lifted, Effort(SMALLEST_EFFORT))
    return Impasse(
        conflict=tuple(built.asked[k] for k in smallest),
        lifts=tuple(reach(built, lifted, Effort(FIRST_EFFORT))),
        proved=proved and fewest,
    )


def _named(
    board: Board,
    ordered: InOrder,
    built: RequirementModel,
    conflict: Conflict,
    found: Impasse,
    effort: Effort,
) -> Conflict:
    """Return a conflict with its requirements; those seen without solving keep their own."""
    seen = sorted(built.asked.index(ordered.placed(one)) for one in _own(board, conflict))
    own = tuple(built.asked[k] for k in shrink(built, seen, effort) or ())
    if conflict.kind is ConflictKind.NONE_FOUND:
        conflict = replace(conflict, kind=ConflictKind.REQUIREMENTS)
    return replace(
        conflict,
        requirements=_as_given(ordered, own or found.conflict),
        lifts=tuple(Lift(ordered.given(lift.requirement), lift.reach) for lift in found.lifts),
        proved=found.proved or bool(own),
    )


def _as_given(ordered: InOrder, found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """Return requirements by the indices of the problem as it was given, those of one kind in their order."""
    return tuple(sorted(map(ordered.given, found), key=lambda one: (LIGHTEST.index(one.kind), one.of)))


def _own(board: Board, conflict: Conflict) -> list[Requirement]:
    """Return the requirements of a conflict that is seen by counting: as many as are too many, by lot."""
    problem, salt = board.problem, board.asked.salt
    locks = [Requirement(RequirementKind.LOCK, pair) for pair in conflict.locks]
    locks = _by_lot(problem, salt, locks)[: conflict.possible + 1]
    if conflict.kind is ConflictKind.LOCKS_OVER_SHARED:
        return [_shared(problem, salt, conflict), *locks]
    if conflict.kind is ConflictKind.LOWER_OVER_SHARED:
        return [_shared(problem, salt, conflict), *_largest(problem, salt, conflict)]
    return locks


def _largest(problem: Problem, salt: bytes, conflict: Conflict) -> list[Requirement]:
    """Return as many of the lower quotas as are more than the load, the largest ones, equal ones by lot."""
    lower = problem.per_mentor(problem.lower)
    quotas = [Requirement(RequirementKind.LOWER, (j,)) for j in conflict.mentors]
    largest = sorted(_by_lot(problem, salt, quotas), key=lambda one: -lower[one.of[0]])
    reached = np.cumsum([lower[one.of[0]] for one in largest])
    return largest[: int(np.searchsorted(reached, conflict.possible, side="right")) + 1]


def _shared(problem: Problem, salt: bytes, conflict: Conflict) -> Requirement:
    """Return the load that a conflict is about; where several are, the one of the least lot."""
    fits = [
        Requirement(RequirementKind.SHARED, (k,))
        for k, (mentors, most) in enumerate(problem.shared_upper)
        if int(most) == conflict.possible and set(conflict.mentors) <= {int(j) for j in mentors}
    ]
    return _by_lot(problem, salt, fits)[0]


def _by_lot(problem: Problem, salt: bytes, some: list[Requirement]) -> list[Requirement]:
    lots = requirement_lots(problem, salt, some)
    return [some[k] for k in sorted(range(len(some)), key=lots.__getitem__)]
