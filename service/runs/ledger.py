"""The run's row: who may change it, and when. Every change is one transaction and conditional on what was seen."""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.runs.port import Ask, RunStatus
from service.runs.states import MOVES, RunOutcome, State, StopReason
from service.runs.verdict import Verdict, failed
from service.store.base import now
from service.store.blobs import get_blobs, put_blobs
from service.store.runs import Run, RunInput, RunResult

LOSSES = 3
"""A run whose worker or solver died so often is set aside: it may be what kills them."""

SET_ASIDE = Wording(
    "Подбор трижды прервался без результата и отложен. Сообщите тому, кто поддерживает сервис.",
    "The run broke off three times without a result and was set aside. Tell whoever keeps the service.",
)
WAITING = (State.CREATED, State.VALIDATING, State.QUEUED)
GIVEN_BACK = ((State.VALIDATING, State.CREATED), (State.RUNNING, State.QUEUED))
"""Where a run goes whose worker ends in good order."""

CANCELLED = Verdict(outcome=RunOutcome.CANCELLED, stop_reason=StopReason.USER)
KEPT = frozenset({"options", "problems"})
"""What a verdict that says nothing of it leaves as it was: the options asked, and why somebody cancelled."""

Listener = Callable[[Session, Run], None]
"""Told of a finished run in the transaction that finishes it."""


class Part(enum.Enum):
    """What a worker does with a run at one time; its value: the states it begins from, and its own state."""

    VALIDATE = ((State.CREATED, State.VALIDATING), State.VALIDATING)
    SOLVE = ((State.QUEUED, State.RUNNING, State.STOPPING), State.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One start of a worker on a run; only the latest attempt may change the run.

    Parameters
    ----------
    files
        Path → bytes of the run's inputs.
    asked
        How the run was asked to end before this attempt began.
    """

    run_id: str
    number: int
    options: Mapping[str, Any]
    files: Mapping[str, bytes]
    asked: Ask | None = None


def begin(
    session: Session, run_id: str, part: Part, worker_id: str, listeners: Sequence[Listener] = ()
) -> Attempt | None:
    """Start an attempt; None when there is nothing left to do.

    A run found in the middle was lost by another worker. Too many losses, or a wish to cancel, end it here.
    """
    run = session.get(Run, run_id, with_for_update=True)
    before, state = part.value
    if run is None or run.state not in before:
        return None
    run.losses += run.state not in {State.CREATED, State.QUEUED}
    run.attempt += 1
    run.state = state if State.STOPPING is not run.state else run.state
    run.worker_id, run.started_at = worker_id, run.started_at or now()
    run.version += 1
    session.flush()
    if run.stop_asked == Ask.CANCEL or run.losses >= LOSSES:
        verdict = CANCELLED if run.stop_asked == Ask.CANCEL else failed("set-aside", SET_ASIDE)
        finish(session, run_id, run.attempt, verdict, {}, listeners)
        return None
    rows = session.scalars(select(RunInput).where(RunInput.run_id == run_id).order_by(RunInput.path))
    digests = {row.path: row.digest for row in rows}
    contents = get_blobs(session, set(digests.values()))
    files = {path: contents[digest] for path, digest in digests.items()}
    asked = Ask(run.stop_asked) if run.stop_asked else None
    return Attempt(run_id=run_id, number=run.attempt, options=run.options, files=files, asked=asked)


def queue(session: Session, attempt: Attempt) -> bool:
    """Note that the input is good; return whether this attempt was still the latest."""
    return _change(session, attempt, (State.VALIDATING,), state=State.QUEUED)


def note(session: Session, attempt: Attempt, told: Mapping[str, Any]) -> bool:
    """Note what a solver has told: `service.runs.progress.Told` as JSON; what it does not know stays as it was."""
    known = {name: value for name, value in told.items() if value is not None}
    return _change(session, attempt, (State.VALIDATING, State.RUNNING, State.STOPPING), **known)


def release(session: Session, attempt: Attempt) -> bool:
    """Give a run back because the worker ends: it waits again, and nothing is counted against it."""
    stopping = _change(session, attempt, (State.STOPPING,), losses=Run.losses - 1, stage="", worker_id=None)
    return stopping or any(
        _change(session, attempt, (here,), state=back, stage="", worker_id=None) for here, back in GIVEN_BACK
    )


def finish(
    session: Session,
    run_id: str,
    attempt: int,
    verdict: Verdict,
    files: Mapping[str, bytes],
    listeners: Sequence[Listener] = (),
) -> bool:
    """Record how a run ended, its files with it; return whether this was the one time it is recorded.

    A result that comes after somebody cancelled is dropped: what it was made from may be used no more.
    """
    open_states = tuple(state for state in State if State.FINISHED in MOVES[state])
    if session.scalar(select(Run.stop_asked).where(Run.id == run_id).with_for_update()) == Ask.CANCEL:
        verdict, files = CANCELLED, {}
    values = {
        **{name: value for name, value in verdict.data().items() if value or name not in KEPT},
        "state": State.FINISHED,
        "finished_at": now(),
        "version": Run.version + 1,
        "stage": "",
    }
    if verdict.outcome in {RunOutcome.OPTIMAL, RunOutcome.FEASIBLE}:
        values["progress"] = 100
    done = session.execute(
        update(Run)
        .where(Run.id == run_id, Run.attempt == attempt, Run.state.in_(open_states))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        return False
    session.expire_all()
    run = session.get_one(Run, run_id)
    for path, digest in put_blobs(session, files).items():
        session.add(RunResult(run_id=run_id, path=path, digest=digest, organisation_id=run.organisation_id))
    session.flush()
    for listener in listeners:
        listener(session, run)
    return True


def ask_to_end(
    session: Session,
    run_id: str,
    ask: Ask,
    listeners: Sequence[Listener] = (),
    *,
    why: Mapping[str, Any] | None = None,
) -> bool:
    """Ask a run to end; one that no worker has begun ends at once. Return whether it was open.

    Parameters
    ----------
    why
        A problem to be read with the run.
    """
    run = session.get(Run, run_id, with_for_update=True)
    if run is None or run.state is State.FINISHED:
        return False
    run.stop_asked = Ask.CANCEL if run.stop_asked == Ask.CANCEL else ask.value
    run.problems = [dict(why)] if why else run.problems
    if run.state in {State.CREATED, State.QUEUED}:
        # Nothing has been found yet, so there is nothing to keep.
        session.flush()
        return finish(session, run_id, run.attempt, CANCELLED, {}, listeners)
    if run.state is State.VALIDATING:
        run.stop_asked = Ask.CANCEL
    else:
        run.state = State.STOPPING
    run.version += 1
    return True


def asked(session: Session, attempt: Attempt) -> Ask | None:
    """Return how the run was asked to end; also CANCEL when this attempt is no longer the latest."""
    table = Run.__table__
    row = session.execute(
        select(table.c.stop_asked, table.c.attempt, table.c.state).where(table.c.id == attempt.run_id)
    ).one_or_none()
    if row is None or row.attempt != attempt.number or row.state == State.FINISHED:
        return Ask.CANCEL
    return Ask(row.stop_asked) if row.stop_asked else None


def get_status(session: Session, run_id: str) -> RunStatus:
    """Return where a run is; raise `KeyError` for an unknown one."""
    run = session.get(Run, run_id)
    if run is None:
        raise KeyError(run_id)
    return RunStatus(
        run_id=run.id,
        state=run.state,
        outcome=run.outcome,
        stop_reason=run.stop_reason,
        attempt=run.attempt,
        stage=run.stage,
        progress=run.progress,
        objective=run.objective,
        bound=run.bound,
        ahead=_ahead(session, run),
        version=run.version,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )


def count_attempts(run: Run) -> int:
    """Return how often a run was begun, as a client counts: once, and again after every loss.

    `Run.attempt` grows with each of its two parts and with an orderly end of a worker too: it only fences.
    """
    return min(1 + run.losses, LOSSES)


def count_waiting(session: Session) -> int:
    """Return how many runs no solver has begun."""
    return session.scalar(select(func.count()).where(Run.state.in_(WAITING))) or 0


def _ahead(session: Session, run: Run) -> int:
    if run.state not in WAITING:
        return 0
    earlier = select(func.count()).where(Run.state.in_(WAITING), Run.created_at < run.created_at)
    return session.scalar(earlier) or 0


def _change(session: Session, attempt: Attempt, states: tuple[State, ...], **values: Any) -> bool:
    done = session.execute(
        update(Run)
        .where(Run.id == attempt.run_id, Run.attempt == attempt.number, Run.state.in_(states))
        .values(**values, version=Run.version + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]
