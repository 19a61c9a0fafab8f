"""The solving part: exact optimisation of numbers; it knows neither names nor programmes."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.problem import dense_allowed, dense_points
    from matcher.solve.choosing import solve

__all__ = ["dense_allowed", "dense_points", "solve"]


def __getattr__(name: str) -> Any:
    if name == "solve":
        from matcher.solve.choosing import solve

        return solve
    if name in {"dense_allowed", "dense_points"}:
        from matcher import problem

        return getattr(problem, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
