"""What can still be asked in place of requirements that are lifted."""

from collections.abc import Iterator, Sequence
from typing import Any

from matcher.solution import Lift, Requirement, RequirementKind
from matcher.solve.search.cpsat import Effort
from matcher.solve.search.quota_flow import QuotaFlow
from matcher.solve.search.requirements import RequirementModel


def reach(built: RequirementModel, lifted: Sequence[int], effort: Effort) -> Iterator[Lift]:
    """Yield each requirement to lift with what can still be asked in its place, one after another."""
    if built.flow is not None:
        yield from _by_flow(built, built.flow, lifted)
        return
    built.model.clear_assumptions()
    model = built.model.clone()
    for k, switch in enumerate(built.switches):
        model.add(model.get_bool_var_from_proto_index(switch.index) == int(k not in lifted))
    for k in lifted:
        yield Lift(built.asked[k], _farthest(built, model, k, effort))


def _farthest(built: RequirementModel, model: Any, k: int, effort: Effort) -> int | None:
    """Return how far a lifted requirement reaches, and keep it there; None for a lock, or when the effort ended."""
    from ortools.sat.python import cp_model

    amount = built.amounts[k]
    if amount is None:
        return None
    total, large = amount
    (model.maximize if large else model.minimize)(total)
    solver, status = effort.run(model)
    if status != cp_model.OPTIMAL:
        return None
    value = int(solver.value(total))
    model.add(total >= value if large else total <= value)
    return built.earlier - value if built.asked[k].kind is RequirementKind.CHANGES else value


def _by_flow(built: RequirementModel, flow: QuotaFlow, lifted: Sequence[int]) -> Iterator[Lift]:
    kept = [one for k, one in enumerate(built.asked) if k not in lifted]
    reached: dict[int, int] = {}
    for one in (built.asked[k] for k in lifted):
        yield Lift(one, _farthest_by_flow(flow, kept, reached, one))


def _farthest_by_flow(
    flow: QuotaFlow, kept: Sequence[Requirement], reached: dict[int, int], one: Requirement
) -> int | None:
    if one.kind is RequirementKind.LOCK:
        return None
    (mentor,) = one.of
    reached[mentor] = flow.reach(kept, reached, mentor)
    return reached[mentor]
