"""The states of a run and the ways between them, in one table."""

from enum import StrEnum


class State(StrEnum):
    """Where a run is."""

    CREATED = "created"
    """Accepted; a worker will look at its input."""
    VALIDATING = "validating"
    """No solver is free for long, so its input is being read meanwhile."""
    QUEUED = "queued"
    """It waits for a solver: its input is good, or one had begun it and ended in good order."""
    RUNNING = "running"
    """A solver reads its input and solves it."""
    STOPPING = "stopping"
    """Somebody asked to stop or cancel it; the solver winds up."""
    FINISHED = "finished"
    """Nothing changes any more."""


class RunOutcome(StrEnum):
    """How a finished run ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    """A result, without proof that nothing better exists."""
    INFEASIBLE = "infeasible"
    """Nothing satisfies the musts; the conflicts are listed."""
    INVALID = "invalid"
    """The input was refused; every problem is listed."""
    CANCELLED = "cancelled"
    FAILED = "failed"


GOOD = (RunOutcome.OPTIMAL, RunOutcome.FEASIBLE)
"""Outcomes with a result."""


class StopReason(StrEnum):
    """Why a run stopped."""

    PROVED = "proved"
    EFFORT_LIMIT = "effort_limit"
    USER = "user"
    SHUTDOWN = "shutdown"


MOVES: dict[State, tuple[State, ...]] = {
    State.CREATED: (State.VALIDATING, State.RUNNING, State.FINISHED),
    State.VALIDATING: (State.CREATED, State.QUEUED, State.RUNNING, State.FINISHED),
    State.QUEUED: (State.RUNNING, State.FINISHED),
    # A worker that shuts down gives the run back; what a lost one left is begun again.
    State.RUNNING: (State.RUNNING, State.STOPPING, State.QUEUED, State.FINISHED),
    State.STOPPING: (State.STOPPING, State.FINISHED),
    State.FINISHED: (),
}
"""State → states it may move to. Staying means another attempt after a loss. Finished is absorbing."""
