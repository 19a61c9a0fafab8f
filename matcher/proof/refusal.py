"""Checking a claim that no assignment exists: every conflict is recounted from the problem, with numbers and repair."""

from collections.abc import Iterator

import numpy as np

from matcher.problem import Problem
from matcher.proof.certificate import Certificate
from matcher.proof.prices import of_shortage, shortage
from matcher.shape import is_flow
from matcher.solution import Conflict, ConflictKind, Proof, Requirement, RequirementKind, Solution


def of_refusal(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield what does not hold of a claim that no assignment exists."""
    if solution.pairs or solution.objective is not None:
        yield "No assignment is said to exist, and yet there are pairs or points."
        return
    if solution.proof is Proof.NONE:
        yield "No assignment is said to exist, and nothing proves it."
    if solution.proof is Proof.SOLVER and is_flow(problem, solution.asked):
        yield "A flow says it all here, so a solver's word is no proof: a cut or a count is expected."
    if not solution.conflicts:
        yield "No assignment is said to exist, and no conflict is named."
    for conflict in solution.conflicts:
        if not _holds(problem, solution, conflict):
            yield f"The conflict {conflict.kind.value} of mentors {conflict.mentors} does not hold."


def _holds(problem: Problem, solution: Solution, conflict: Conflict) -> bool:
    """Tell whether the conflict is one: every kind is recounted from the problem."""
    people = (conflict.mentees, conflict.mentors)
    if any(not 0 <= k < most for who, most in zip(people, problem.shape, strict=True) for k in who):
        return False
    if any(list(who) != sorted(set(who)) for who in people):
        return False
    named = {*conflict.requirements, *(lift.requirement for lift in conflict.lifts)}
    if not named <= set(requirements_of(problem, solution)):
        return False
    if conflict.kind in (ConflictKind.NONE_FOUND, ConflictKind.REQUIREMENTS):
        return solution.proof is Proof.SOLVER and _is_only_said(conflict)
    if conflict.kind is ConflictKind.LOWER_OUT_OF_REACH:
        proved = isinstance(solution.certificate, Certificate) and not list(of_shortage(problem, solution))
        return proved and _is_short(problem, solution, conflict)
    locks = {(int(i), int(j)) for i, j in problem.locked}
    if not set(conflict.locks) <= locks or len(set(conflict.locks)) < len(conflict.locks):
        return False
    return _counts(problem, conflict)


def _is_only_said(conflict: Conflict) -> bool:
    """Tell whether a conflict that is the solver's word names requirements, or none, and counts nothing."""
    bare = Conflict(
        kind=conflict.kind,
        requirements=conflict.requirements,
        lifts=conflict.lifts,
        proved=conflict.proved,
    )
    found = conflict.kind is ConflictKind.REQUIREMENTS
    return conflict == bare and bool(conflict.requirements) is found


def requirements_of(problem: Problem, solution: Solution) -> Iterator[Requirement]:
    """Yield every requirement of a problem, so that none is named that was not asked."""
    lower, least = problem.per_mentor(problem.lower), problem.per_mentor(problem.lower_if_used)
    if solution.asked.max_changes is not None:
        yield Requirement(RequirementKind.CHANGES, ())
    yield from (Requirement(RequirementKind.LOWER, (int(j),)) for j in np.flatnonzero(lower))
    yield from (Requirement(RequirementKind.GROUP, (int(j),)) for j in np.flatnonzero(least > 1))
    yield from (Requirement(RequirementKind.SHARED, (k,)) for k in range(len(problem.shared_upper)))
    yield from (Requirement(RequirementKind.LOCK, (int(i), int(j))) for i, j in problem.locked)


def _is_short(problem: Problem, solution: Solution, conflict: Conflict) -> bool:
    """Tell whether the places of these mentors and those that can be reached are counted right."""
    lower = problem.per_mentor(problem.lower)
    mentors = list(conflict.mentors)
    prices = solution.certificate.reach[: problem.shape[0]]
    if not mentors or conflict.locks or conflict.mentees != tuple(np.flatnonzero(prices > 0).tolist()):
        return False
    missing = conflict.needed - conflict.possible
    if conflict.needed != lower[mentors].sum() or missing != shortage(problem, solution, mentors):
        return False
    eased = dict(conflict.repair)
    if len(eased) < len(conflict.repair):
        return False
    own = set(eased) <= set(mentors) and all(0 <= reach < lower[j] for j, reach in eased.items())
    return own and missing == shortage(problem, solution) == sum(int(lower[j]) - r for j, r in eased.items())


def _counts(problem: Problem, conflict: Conflict) -> bool:
    """Tell whether more is asked of these people than they take, and whether the repair takes away what is too much."""
    if conflict.kind is ConflictKind.LOCK_NOT_ALLOWED:
        return _is_not_allowed(problem, conflict)
    if conflict.kind is ConflictKind.LOWER_OVER_SHARED:
        needed = int(problem.per_mentor(problem.lower)[list(conflict.mentors)].sum())
    else:
        needed = len(conflict.locks)
    too_many = needed == conflict.needed > conflict.possible
    return too_many and conflict.possible in _limits(problem, conflict) and _eases(conflict)


def _is_not_allowed(problem: Problem, conflict: Conflict) -> bool:
    locks = conflict.locks
    people = conflict.mentees == tuple(i for i, _ in locks) and conflict.mentors == tuple(j for _, j in locks)
    allowed = any(problem.allowed_block(i, i + 1)[0, j] for i, j in locks)
    counted = conflict.needed == conflict.possible == 0
    return len(locks) == 1 and people and counted and not allowed and conflict.repair == locks


def _eases(conflict: Conflict) -> bool:
    if conflict.kind is ConflictKind.LOWER_OVER_SHARED:
        return not conflict.repair and not conflict.locks and not conflict.mentees
    lifted = set(conflict.repair)
    return (
        lifted <= set(conflict.locks)
        and len(lifted) == len(conflict.repair) == conflict.needed - conflict.possible
    )


def _limits(problem: Problem, conflict: Conflict) -> set[int]:
    """Return how much the people of a conflict take together, by every limit that is about just them."""
    mentees, mentors = {i for i, _ in conflict.locks}, {j for _, j in conflict.locks}
    if conflict.kind is ConflictKind.LOWER_OVER_SHARED:
        mentees, mentors = set(conflict.mentees), set(conflict.mentors)
    if (mentees, mentors) != (set(conflict.mentees), set(conflict.mentors)) or not mentors:
        return set()
    if conflict.kind is ConflictKind.LOCKS_OVER_DEMAND:
        return {int(problem.per_mentee(problem.demand)[i]) for i in mentees} if len(mentees) == 1 else set()
    if conflict.kind is ConflictKind.LOCKS_OVER_UPPER:
        return {int(problem.per_mentor(problem.upper)[j]) for j in mentors} if len(mentors) == 1 else set()
    return {int(most) for shared, most in problem.shared_upper if mentors <= {int(j) for j in shared}}
