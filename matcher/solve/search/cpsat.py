"""CP-SAT with deterministic limits: one worker, one seed, an amount of work and never a time."""

from typing import Any

EFFORT = 20.0
"""Default amount of work of one solve, in CP-SAT's deterministic units (of the order of seconds)."""


FIRST_EFFORT = 3 * EFFORT
"""Least amount of work spent on finding any choice at all: `effort` bounds how far a choice is improved."""


def run_model(model: Any, effort: float | None, *, by_sums: bool = False) -> tuple[Any, Any]:
    """Solve a model and return (solver, status): the same on every machine of one architecture.

    With `by_sums` every constraint is part of the linear relaxation: that more is wanted in all than there is, the
    search would hardly find without it.
    """
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    if by_sums:
        solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = EFFORT if effort is None else effort
    return solver, solver.solve(model)


def find_first(model: Any, effort: float | None) -> tuple[Any, Any]:
    """Look for any solution of a model, whatever it is worth, and return (solver, status).

    That groups of a least size want more people than there are shows in sums, and in nothing else for long.
    """
    model.clear_objective()
    return run_model(model, max(FIRST_EFFORT, effort or 0), by_sums=True)


class Effort:
    """An amount of work that several solves share."""

    def __init__(self, units: float | None) -> None:
        self._left = EFFORT if units is None else units

    @property
    def left(self) -> float:
        """What no solve has taken yet."""
        return self._left

    def spend(self, units: float) -> None:
        """Take so much of what is left."""
        self._left = max(0.0, self._left - units)

    def run(self, model: Any) -> tuple[Any, Any]:
        """Solve a model with what is left, and return (solver, status)."""
        solver, status = run_model(model, self._left, by_sums=True)
        self.spend(solver.deterministic_time)
        return solver, status
