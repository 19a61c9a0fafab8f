"""Runs, what they were asked and what they gave; and the workers that carry them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import DIGEST, ID, Base, Tenanted, choice, now
from service.store.ids import Kind, new_id
from service.store.run_states import RunOutcome, State, StopReason


class Run(Tenanted, Base):
    """One solve of a programme.

    Parameters
    ----------
    options
        `matcher.options.Options` as JSON.
    stop_asked
        ``stop`` keeps the best so far, ``cancel`` drops it; None when nobody asked.
    attempt
        Which start of a worker may write the result; one more with every start, of each part of the run.
    losses
        Starts that ended without a word; too many of them and the run is set aside as failed.
    stage, progress, bound
        What the solver says of itself: `service.runs.solving.progress.Told`.
    counts
        Counts of the result, without names; the problems or conflicts of a run that gave none.
    version
        Grows with every change: the ETag.
    """

    __tablename__ = "runs"
    __table_args__ = (Index("ix_runs_state_created_at", "state", "created_at"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.RUN))
    programme_id: Mapped[str] = mapped_column(ID, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    state: Mapped[State] = mapped_column(choice(State), default=State.CREATED)
    outcome: Mapped[RunOutcome | None] = mapped_column(choice(RunOutcome))
    stop_reason: Mapped[StopReason | None] = mapped_column(choice(StopReason))
    stop_asked: Mapped[str | None] = mapped_column(String(16))
    attempt: Mapped[int] = mapped_column(default=0)
    losses: Mapped[int] = mapped_column(default=0)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stage: Mapped[str] = mapped_column(String(32), default="")
    progress: Mapped[int] = mapped_column(default=0)
    objective: Mapped[int | None] = mapped_column(BigInteger)
    bound: Mapped[int | None] = mapped_column(BigInteger)
    counts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    problems: Mapped[list[Any]] = mapped_column(default=list)
    created_by: Mapped[str | None] = mapped_column(ID)
    worker_id: Mapped[str | None] = mapped_column(ID)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class RunInput(Tenanted, Base):
    """One input of a run: the path below its folder and the bytes, fixed when the run is accepted."""

    __tablename__ = "run_inputs"

    run_id: Mapped[str] = mapped_column(ID, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(String(500), primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("blobs.digest"), index=True)


class RunResult(Tenanted, Base):
    """One file of a finished run's folder; inputs are kept as inputs, not twice."""

    __tablename__ = "run_results"

    run_id: Mapped[str] = mapped_column(ID, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(String(500), primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("blobs.digest"), index=True)


class Worker(Base):
    """A living worker; it writes `seen_at` as long as it lives, and others take over its runs when it stops."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    host: Mapped[str] = mapped_column(String(255), default="")
    process: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now, index=True)


class Idempotency(Tenanted, Base):
    """What was answered to a request with an ``Idempotency-Key``.

    Parameters
    ----------
    key
        As sent, with the method and path it was sent to.
    body
        Digest of the request's body.
    status, headers, answer
        What the first request was answered.
    """

    __tablename__ = "idempotency"
    __table_args__ = (UniqueConstraint("organisation_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(600))
    body: Mapped[str] = mapped_column(DIGEST)
    status: Mapped[int]
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
