"""The run's row: who may change it, and when. Every change is one transaction and conditional on what was seen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.runs.files import name_files
from service.runs.port import Ask, RunStatus
from service.runs.solving.verdict import Verdict, failed
from service.store.base import now
from service.store.blobs import Blob, put_blobs
from service.store.run_states import MOVES, RunOutcome, State, StopReason
from service.store.runs import Run, RunInput, RunResult

LOSSES = 3
"""A run whose worker or solver died so often is set aside: it may be what kills them."""

SET_ASIDE = Wording(
    "Подбор трижды прервался без результата и отложен. Сообщите тому, кто поддерживает сервис.",
    "The run broke off three times without a result and was set aside. Tell whoever keeps the service.",
)
WAITING = (State.CREATED, State.VALIDATING, State.QUEUED)
BEGUN = (State.RUNNING, State.STOPPING)
"""A run found here was lost by another worker."""
GIVEN_BACK = ((State.VALIDATING, State.CREATED), (State.RUNNING, State.QUEUED))
"""Where a run goes whose worker ends in good order, or whose input was not read to the end."""

CANCELLED = Verdict(outcome=RunOutcome.CANCELLED, stop_reason=StopReason.USER)
KEPT = frozenset({"options", "problems"})
"""What a verdict that says nothing of it leaves as it was: the options asked, and why somebody cancelled."""

Listener = Callable[[Session, Run], None]
"""Told of a finished run in the transaction that finishes it."""


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
    session: Session, run_id: str, worker_id: str, listeners: Sequence[Listener] = ()
) -> Attempt | None:
    """Start an attempt to solve; None when there is nothing left to do.

    A run found in the middle was lost by another worker. Too many losses, or a wish to cancel, end it here. One whose
    input is being read meanwhile is begun all the same: the reader finds that it is no longer the latest.
    """
    run = session.get(Run, run_id, with_for_update=True)
    if run is None or run.state is State.FINISHED:
        return None
    run.losses += run.state in BEGUN
    run.started_at = run.started_at or now()
    _take(session, run, State.STOPPING if run.state is State.STOPPING else State.RUNNING, worker_id)
    if run.stop_asked == Ask.CANCEL or run.losses >= LOSSES:
        verdict = CANCELLED if run.stop_asked == Ask.CANCEL else failed("set-aside", SET_ASIDE)
        finish(session, run_id, run.attempt, verdict, {}, listeners)
        return None
    return _attempt(session, run)


def begin_reading(session: Session, worker_id: str, passed: Collection[str]) -> Attempt | None:
    """Start to read the input of the longest waiting run that nobody has read; None when there is none.

    Parameters
    ----------
    passed
        Runs to leave to a solver.
    """
    waits = select(Run).where(Run.state == State.CREATED, Run.id.not_in(passed))
    run = session.scalar(waits.order_by(Run.created_at, Run.id).limit(1).with_for_update(skip_locked=True))
    if run is None:
        return None
    _take(session, run, State.VALIDATING, worker_id)
    return _attempt(session, run)


def queue(session: Session, attempt: Attempt) -> bool:
    """Note that the input is good; return whether this attempt was still the latest."""
    return _change(session, attempt, (State.VALIDATING,), state=State.QUEUED)


def note(session: Session, attempt: Attempt, told: Mapping[str, Any]) -> bool:
    """Note what a solver has told (`solving.progress.Told` as JSON); what it does not know stays as it was."""
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
    run = session.get(Run, run_id, with_for_update=True, populate_existing=True)
    if run is None or run.attempt != attempt or State.FINISHED not in MOVES[run.state]:
        return False
    if run.stop_asked == Ask.CANCEL:
        verdict, files = CANCELLED, {}
    for name, value in verdict.data().items():
        if value or name not in KEPT:
            setattr(run, name, value)
    if verdict.outcome in {RunOutcome.OPTIMAL, RunOutcome.FEASIBLE}:
        run.progress = 100
    run.state, run.stage, run.finished_at = State.FINISHED, "", now()
    run.version += 1
    session.flush()
    name_files(session, RunResult, run, put_blobs(session, files))
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
    if run.state in WAITING:
        # Nothing has been found yet, so there is nothing to keep.
        session.flush()
        return finish(session, run_id, run.attempt, CANCELLED, {}, listeners)
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

    `Run.attempt` grows with a reading meanwhile and with an orderly end of a worker too: it only fences.
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


def _take(session: Session, run: Run, state: State, worker_id: str) -> None:
    run.attempt += 1
    run.state, run.worker_id = state, worker_id
    run.version += 1
    session.flush()


def _attempt(session: Session, run: Run) -> Attempt:
    inputs, blobs = RunInput.__table__, Blob.__table__
    query = select(inputs.c.path, blobs.c.content).join(blobs, blobs.c.digest == inputs.c.digest)
    rows = session.connection().execute(query.where(inputs.c.run_id == run.id).order_by(inputs.c.path))
    return Attempt(
        run_id=run.id,
        number=run.attempt,
        options=run.options,
        files={row.path: bytes(row.content) for row in rows},
        asked=Ask(run.stop_asked) if run.stop_asked else None,
    )


def _change(session: Session, attempt: Attempt, states: tuple[State, ...], **values: Any) -> bool:
    done = session.execute(
        update(Run)
        .where(Run.id == attempt.run_id, Run.attempt == attempt.number, Run.state.in_(states))
        .values(**values, version=Run.version + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]
