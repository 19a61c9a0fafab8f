"""The smallest set of requirements that cannot hold together, and the fewest to lift so that the others can.

A set that is in conflict meets every correction (what is lifted so that the rest can hold). So the smallest meeting set
of the corrections found so far bounds the smallest conflict from below, and is one itself as soon as it cannot hold.
Sets are compared by weight, and only those of the least one by their lots.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher.solve.search.cpsat import Effort
from matcher.solve.search.requirements import RequirementModel

Places = list[int]
"""Which requirements, by their places in `RequirementModel.asked`."""


def minimal_conflict(built: RequirementModel, effort: Effort) -> Places | None:
    """Return requirements that cannot hold together, none of which can be left out; None when none were shown."""
    return shrink(built, _core(built, range(len(built.asked)), effort), effort)


def shrink(built: RequirementModel, core: Places | None, effort: Effort) -> Places | None:
    """Return a set none of which can be left out: each is tried, the heaviest to lift first."""
    if core is None:
        return None
    for k in reversed(core):
        rest = [other for other in core if other != k]
        if _holds(built, rest, effort) is False:
            core = rest
    return core


def smallest_conflict(
    built: RequirementModel, minimal: Places, lifted: Places, effort: Effort
) -> tuple[Places, bool]:
    """Return the smallest conflict, of the least lots if that was found, and whether none is known to be smaller.

    Parameters
    ----------
    minimal
        A conflict.
    lifted
        A correction.
    """
    sought = _Sought(built, minimal, [lifted], effort)
    if sought.settle(built.weights):
        sought.settle(built.lots)
    return sought.best, sought.least == len(sought.best)


@dataclass(slots=True, eq=False)
class _Sought:
    """The search for the smallest conflict.

    Parameters
    ----------
    best
        The best conflict so far.
    corrections
        What any conflict meets.
    """

    built: RequirementModel
    best: Places
    corrections: list[Places]
    effort: Effort
    settled: list[tuple[Sequence[int], int]] = field(default_factory=list)
    """Worths, and the sum of the best conflict by them."""
    least: int = 0
    """No conflict is smaller."""

    def settle(self, worths: Sequence[int]) -> bool:
        """Find the conflict of the least worth among those of the sums that are settled; tell whether it is known."""
        while (meeting := _meeting(worths, self.settled, self.corrections, self.effort)) is not None:
            self.least = len(meeting)
            if _sum(worths, meeting) >= _sum(worths, self.best) or self._cannot_hold(meeting):
                self.settled.append((worths, _sum(worths, self.best)))
                return True
            if not self._correct(meeting):
                return False
        return False

    def _cannot_hold(self, meeting: Places) -> bool:
        """Take a meeting set for the best conflict if it is one."""
        if _holds(self.built, meeting, self.effort) is not False:
            return False
        self.best = meeting
        return True

    def _correct(self, meeting: Places) -> bool:
        """Add a correction that does not touch a meeting set, if one is found."""
        correction, _ = _lightest(self.built, meeting, self.effort)
        self.corrections += [correction] if correction else []
        return bool(correction)


def fewest_to_lift(built: RequirementModel, effort: Effort, further: Effort) -> tuple[Places | None, bool]:
    """Return the fewest requirements to lift, of the least lots if `further` was enough, and whether fewer never do."""
    lifted, fewest = _lightest(built, (), effort)
    if not lifted or not fewest:
        return lifted, fewest
    total = _sum(built.weights, lifted)
    drawn, least = _lift(built, built.lots, further, held=total, near=lifted)
    return (drawn if drawn and least else lifted), True


def _lightest(built: RequirementModel, kept: Sequence[int], effort: Effort) -> tuple[Places | None, bool]:
    return _lift(built, built.weights, effort, kept=kept)


def _lift(
    built: RequirementModel,
    worths: Sequence[int],
    effort: Effort,
    *,
    kept: Sequence[int] = (),
    held: int | None = None,
    near: Sequence[int] = (),
) -> tuple[Places | None, bool]:
    """Return what to lift so that the rest can hold, of the least worth, and whether it is known to be of the least.

    Parameters
    ----------
    kept
        Not to be lifted.
    held
        The weight of what is lifted, when it is settled.
    near
        Something to begin with that can be lifted.
    """
    from ortools.sat.python import cp_model

    built.model.clear_assumptions()
    built.model.clear_objective()
    model = built.model.clone()
    switches = [model.get_bool_var_from_proto_index(switch.index) for switch in built.switches]
    for k in kept:
        model.add(switches[k] == 1)
    if held is not None:
        model.add(_total(built.weights, switches) == sum(built.weights) - held)
        for k, switch in enumerate(switches):
            model.add_hint(switch, k not in near)
    model.maximize(_total(worths, switches))
    solver, status = effort.run(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False
    lifted = [k for k, switch in enumerate(switches) if not solver.value(switch)]
    return lifted, status == cp_model.OPTIMAL


def _meeting(
    worths: Sequence[int],
    settled: Sequence[tuple[Sequence[int], int]],
    corrections: Sequence[Sequence[int]],
    effort: Effort,
) -> Places | None:
    """Return the set of the least worth that meets every correction, of the sets of the sums that are settled."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in worths]
    for correction in corrections:
        model.add_bool_or([chosen[k] for k in correction])
    for others, total in settled:
        model.add(_total(others, chosen) == total)
    model.minimize(_total(worths, chosen))
    solver, status = effort.run(model)
    return [k for k, one in enumerate(chosen) if solver.value(one)] if status == cp_model.OPTIMAL else None


def _total(worths: Sequence[int], chosen: Sequence[Any]) -> Any:
    return sum(worth * one for worth, one in zip(worths, chosen, strict=True))


def _sum(worths: Sequence[int], which: Sequence[int]) -> int:
    return sum(worths[k] for k in which)


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


def _core(built: RequirementModel, which: Sequence[int], effort: Effort) -> Places | None:
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
