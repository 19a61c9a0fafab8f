"""What the rest of the service knows of the run engine: three calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy.orm import Session

from service.store.run_states import RunOutcome, State, StopReason


class QueueFull(Exception):  # noqa: N818 - named for what a client hears
    """Too many runs wait already; nothing was accepted.

    Parameters
    ----------
    waiting, limit
        How many wait, and how many may.
    retry_after
        Seconds after which another attempt is worth making.
    """

    def __init__(self, waiting: int, limit: int, retry_after: int = 30) -> None:
        self.waiting, self.limit, self.retry_after = waiting, limit, retry_after
        super().__init__(f"{waiting} runs wait already, at most {limit} may.")


class Ask(StrEnum):
    """How a run is asked to end before its time."""

    STOP = "stop"
    """Keep the best so far."""
    CANCEL = "cancel"
    """Drop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStatus:
    """Where a run is, as a client sees it.

    Parameters
    ----------
    ahead
        How many accepted runs wait before it; 0 once it has begun.
    version
        Grows with every change.
    """

    run_id: str
    state: State
    outcome: RunOutcome | None
    stop_reason: StopReason | None
    attempt: int
    stage: str
    progress: int
    objective: int | None
    bound: int | None
    ahead: int
    version: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Runs(Protocol):
    """Carries accepted runs to their end, whatever dies on the way."""

    def enqueue(self, session: Session, run_id: str) -> None:
        """Hand over a run in the caller's transaction: both are committed or neither.

        Raises
        ------
        QueueFull
            When too many runs wait.
        """
        ...

    def status(self, run_id: str) -> RunStatus:
        """Return where a run is; raise `KeyError` for an unknown one. The caller has checked whose it is."""
        ...

    def cancel(self, run_id: str, ask: Ask = Ask.CANCEL, why: Mapping[str, Any] | None = None) -> bool:
        """Ask a run to end; return whether it was still open.

        Parameters
        ----------
        why
            A problem to be read with the run, where it was not its owner who asked.
        """
        ...
