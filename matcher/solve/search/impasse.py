"""Why no assignment exists: the smallest set of requirements that cannot hold together, and the fewest to lift.

A set that is in conflict meets every correction (what is lifted so that the rest can hold). So the smallest meeting set
of the corrections found so far bounds the smallest conflict from below, and is one itself as soon as it cannot hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matcher.solution import Conflict, ConflictKind, Lift, Requirement, RequirementKind, Solution
from matcher.solve.pairs.board import Board
from matcher.solve.search.cpsat import FIRST_EFFORT, Effort
from matcher.solve.search.quota_flow import QuotaFlow
from matcher.solve.search.requirements import RequirementModel, build_requirements, possible_earlier

MOST_PAIRS = 100_000
"""With more pairs that may be formed the conflict is told by its cut alone."""
SMALLEST_EFFORT = 1.0
"""Work spent on the smallest conflict when a minimal one is known; after so much that one is told."""


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
    built = build_requirements(board)
    found = find_impasse(board, built)
    if found is None:
        return solution
    effort = Effort(FIRST_EFFORT)
    named = [_named(board, built, conflict, found, effort) for conflict in solution.conflicts]
    return replace(solution, conflicts=tuple(named))


def find_impasse(board: Board, built: RequirementModel) -> Impasse | None:
    """Find the smallest conflict and the cheapest repair; None when the effort ended before any was shown."""
    effort = Effort(FIRST_EFFORT)
    lifted, fewest = _correction(built, (), effort)
    minimal = _shrink(built, _core(built, range(len(built.asked)), effort), effort)
    if lifted is None or minimal is None:
        return None
    smallest, proved = _smallest(built, minimal, lifted, Effort(SMALLEST_EFFORT))
    return Impasse(
        conflict=tuple(built.asked[k] for k in smallest),
        lifts=tuple(_reach(built, board, lifted, Effort(FIRST_EFFORT))),
        proved=proved and fewest,
    )


def _named(
    board: Board, built: RequirementModel, conflict: Conflict, found: Impasse, effort: Effort
) -> Conflict:
    """Return a conflict with its requirements; those seen without solving keep their own."""
    seen = [built.asked.index(one) for one in _own(board, conflict)]
    own = tuple(built.asked[k] for k in _shrink(built, seen, effort) or ())
    if conflict.kind is ConflictKind.NONE_FOUND:
        conflict = replace(conflict, kind=ConflictKind.REQUIREMENTS)
    return replace(
        conflict, requirements=own or found.conflict, lifts=found.lifts, proved=found.proved or bool(own)
    )


def _own(board: Board, conflict: Conflict) -> tuple[Requirement, ...]:
    """Return the requirements of a conflict that is seen by counting."""
    locks = tuple(Requirement(RequirementKind.LOCK, pair) for pair in conflict.locks[: conflict.possible + 1])
    if conflict.kind in (ConflictKind.LOCKS_OVER_SHARED, ConflictKind.LOWER_OVER_SHARED):
        shared = _shared(board, conflict)
        lower = board.problem.per_mentor(board.problem.lower)
        largest = sorted(conflict.mentors, key=lambda j: (-lower[j], j)) if not locks else []
        count = int(np.searchsorted(np.cumsum(lower[largest]), conflict.possible, side="right")) + 1
        quotas = [Requirement(RequirementKind.LOWER, (j,)) for j in sorted(largest[:count])]
        return (*quotas, Requirement(RequirementKind.SHARED, (shared,)), *locks)
    return locks


def _shared(board: Board, conflict: Conflict) -> int:
    """Return the place of the load that a conflict is about."""
    fits = (
        k
        for k, (mentors, most) in enumerate(board.problem.shared_upper)
        if int(most) == conflict.possible and set(conflict.mentors) <= {int(j) for j in mentors}
    )
    return next(fits)


def _holds(built: RequirementModel, which: Sequence[int], effort: Effort) -> bool | None:
    """Tell whether these requirements can hold together; None when the effort ended before."""
    if built.flow is not None:
        return built.flow.holds(built.asked[k] for k in which)
    from ortools.sat.python import cp_model

    status = _run(built, which, effort)[1]
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _run(built: RequirementModel, which: Sequence[int], effort: Effort) -> tuple[Any, Any]:
    built.model.clear_assumptions()
    built.model.add_assumptions([built.switches[k] for k in which])
    return effort.run(built.model)


def _core(built: RequirementModel, which: Sequence[int], effort: Effort) -> list[int] | None:
    """Return requirements that cannot hold together, as the flow or the solver names them."""
    if built.flow is not None:
        inside = set(built.flow.core(built.asked[k] for k in which))
        return [k for k in which if built.asked[k] in inside] or None
    from ortools.sat.python import cp_model

    built.model.clear_objective()
    solver, status = _run(built, which, effort)
    if status != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    core = [k for k in which if built.switches[k].index in named]
    # What the solver names is checked, since it is not its proof.
    return core if _holds(built, core, effort) is False else list(which)


def _shrink(built: RequirementModel, core: list[int] | None, effort: Effort) -> list[int] | None:
    """Return a set none of which can be left out: each is tried, the heaviest to lift first."""
    if core is None:
        return None
    for k in reversed(core):
        rest = [other for other in core if other != k]
        if _holds(built, rest, effort) is False:
            core = rest
    return core


def _correction(
    built: RequirementModel, kept: Sequence[int], effort: Effort
) -> tuple[list[int] | None, bool]:
    """Return the fewest requirements to lift while some are kept, the lightest of them, and whether that is proved."""
    from ortools.sat.python import cp_model

    built.model.clear_assumptions()
    built.model.maximize(_weighted(built.switches))
    model = built.model.clone()
    for k in kept:
        model.add(model.get_bool_var_from_proto_index(built.switches[k].index) == 1)
    solver, status = effort.run(model)
    built.model.clear_objective()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    lifted = [k for k, switch in enumerate(built.switches) if not solver.value(switch)]
    return lifted, status == cp_model.OPTIMAL


def _weighted(switches: list[Any]) -> Any:
    """Return the worth of what holds: every requirement counts alike, and then the later ones more."""
    count = len(switches)
    return sum((count * count + k) * switch for k, switch in enumerate(switches))


def _smallest(
    built: RequirementModel, minimal: list[int], lifted: list[int], effort: Effort
) -> tuple[list[int], bool]:
    """Return the smallest conflict, and whether it is known to be the smallest."""
    corrections = [lifted]
    while True:
        meeting = _meeting(len(built.asked), corrections, effort)
        if meeting is None or len(meeting) >= len(minimal):
            return minimal, meeting is not None
        possible = _holds(built, meeting, effort)
        if possible is False:
            return meeting, True
        correction, _ = _correction(built, meeting, effort) if possible else (None, False)
        if not correction:
            return minimal, False
        corrections.append(correction)


def _meeting(count: int, corrections: Sequence[Sequence[int]], effort: Effort) -> list[int] | None:
    """Return the smallest set that meets every correction, the lightest of them."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(count)]
    for correction in corrections:
        model.add_bool_or([chosen[k] for k in correction])
    model.minimize(_weighted(chosen))
    solver, status = effort.run(model)
    return [k for k in range(count) if solver.value(chosen[k])] if status == cp_model.OPTIMAL else None


def _reach(built: RequirementModel, board: Board, lifted: Sequence[int], effort: Effort) -> Iterator[Lift]:
    """Yield each requirement to lift with what can still be asked in its place, one after another."""
    if built.flow is not None:
        yield from _reach_by_flow(built, built.flow, lifted)
        return
    from ortools.sat.python import cp_model

    built.model.clear_assumptions()
    model = built.model.clone()
    for k, switch in enumerate(built.switches):
        model.add(model.get_bool_var_from_proto_index(switch.index) == int(k not in lifted))
    for k in lifted:
        one, amount = built.asked[k], built.amounts[k]
        if amount is None:
            yield Lift(one, None)
            continue
        total, large = amount
        (model.maximize if large else model.minimize)(total)
        solver, status = effort.run(model)
        if status != cp_model.OPTIMAL:
            yield Lift(one, None)
            continue
        value = int(solver.value(total))
        model.add(total >= value if large else total <= value)
        ends = one.kind is RequirementKind.CHANGES
        yield Lift(one, len(possible_earlier(board)) - value if ends else value)


def _reach_by_flow(built: RequirementModel, flow: QuotaFlow, lifted: Sequence[int]) -> Iterator[Lift]:
    kept = [one for k, one in enumerate(built.asked) if k not in lifted]
    reached: dict[int, int] = {}
    for one in (built.asked[k] for k in lifted):
        if one.kind is RequirementKind.LOCK:
            yield Lift(one, None)
            continue
        (mentor,) = one.of
        reached[mentor] = flow.reach(kept, reached, mentor)
        yield Lift(one, reached[mentor])
