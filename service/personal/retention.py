"""Dates on which data are destroyed by themselves: a closed programme does not wait for anybody to remember it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.journal import note
from service.personal.destruction import Ask, carry_out, find_person, open_runs, read_held
from service.personal.erasure import sweep
from service.store.base import now
from service.store.blobs import drop_blob
from service.store.plans import Plan, PlanPaper
from service.store.programmes import Import, Participant, Programme, Retention
from service.store.runs import Run, RunInput, RunResult
from service.store.store import Store

ACTOR = "retention"
WITHDRAWAL_DAYS = 30
"""The law's term for destroying what was processed on a consent that is withdrawn."""


def close_programme(session: Session, programme: Programme, days: int) -> Retention:
    """Close a programme; its people's data are destroyed after so many days."""
    programme.closed_at = now()
    row = Retention(
        organisation_id=programme.organisation_id,
        subject_id=programme.id,
        due=now().date() + timedelta(days=days),
        reason="programme closed",
    )
    session.add(row)
    session.flush()
    return row


def follow_consent(session: Session, person: Participant, *, withdrawn: bool) -> bool:
    """Set the day on which the data of somebody who withdrew are destroyed; a consent given again lifts it.

    Return whether the withdrawal is new.
    """
    query = select(Retention).where(Retention.subject_id == person.id, Retention.done_at.is_(None))
    waiting = session.scalars(query).first()
    if withdrawn and waiting is None and person.erased_at is None:
        due = now().date() + timedelta(days=WITHDRAWAL_DAYS)
        reason = "consent withdrawn"
        session.add(
            Retention(organisation_id=person.organisation_id, subject_id=person.id, due=due, reason=reason)
        )
        return True
    if not withdrawn and waiting is not None:
        session.delete(waiting)
    return False


def destroy_due(store: Store, today: date | None = None, ask: Ask | None = None) -> int:
    """Destroy everything that is due; return how many programmes and people. Safe to call as often as one likes.

    Parameters
    ----------
    ask
        Reads files in a limited child; in this process without it.
    """
    with store.whole(read_only=True) as session:
        query = select(Retention).where(Retention.done_at.is_(None), Retention.due <= (today or now().date()))
        due = list(session.scalars(query.order_by(Retention.due, Retention.id)))
    done = sum(_carry_out(store, row, ask or _here) for row in due)
    if done:
        sweep(store)
    return done


def _carry_out(store: Store, due: Retention, ask: Ask) -> bool:
    """Destroy one programme or one person; False when it must wait for a run to end."""
    with store.whole() as session:
        programme = session.get(Programme, due.subject_id)
        if programme is not None:
            if open_runs(session, programme.id):
                return False
            _destroy(session, programme)
        person = session.get(Participant, due.subject_id)
        if person is None or person.erased_at is not None:
            session.get_one(Retention, due.id).done_at = now()
            return programme is not None
    return _destroy_person(store, person, ask)


def _destroy_person(store: Store, person: Participant, ask: Ask) -> bool:
    with store.whole(read_only=True) as session:
        if open_runs(session, person.programme_id):
            return False
        held = read_held(session, session.get_one(Participant, person.id))
    found = find_person(held, ask)
    with store.whole() as session:
        if open_runs(session, person.programme_id):
            return False
        return carry_out(session, person.id, found, by=ACTOR, reason="withdrawn") is not None


def _here(task: Any, *given: Any) -> Any:
    return task(*given)


def _destroy(session: Session, programme: Programme) -> None:
    """Destroy files, runs, plans and names of a programme; ids, counts and the chain of records stay."""
    own_runs = select(Run.id).where(Run.programme_id == programme.id)
    own_plans = select(Plan.id).where(Plan.programme_id == programme.id)
    held: list[RunInput | RunResult | PlanPaper] = [
        *session.scalars(select(RunInput).where(RunInput.run_id.in_(own_runs))),
        *session.scalars(select(RunResult).where(RunResult.run_id.in_(own_runs))),
        *session.scalars(select(PlanPaper).where(PlanPaper.plan_id.in_(own_plans))),
    ]
    digests = [row.digest for row in held]
    for row in held:
        session.delete(row)
    for run in session.scalars(select(Run).where(Run.programme_id == programme.id, Run.erased_at.is_(None))):
        run.problems, run.erased_at, run.version = [], now(), run.version + 1
    files = session.scalars(select(Import).where(Import.programme_id == programme.id)).all()
    digests += [_emptied(row) for row in files if row.content is not None]
    people = session.scalars(select(Participant).where(Participant.programme_id == programme.id)).all()
    for person in people:
        person.external_id = person.code = person.name = person.name_key = person.facts = None
        person.erased_at = person.erased_at or now()
    session.flush()
    for digest in digests:
        drop_blob(session, digest)
    facts = {"files": len(files), "people": len(people), "papers": len(held)}
    note(
        session,
        organisation=programme.organisation_id,
        actor=ACTOR,
        action="programme.destroyed",
        target=programme.id,
        facts={**facts},
    )


def _emptied(row: Import) -> str:
    digest, row.content, row.size, row.findings = row.content, None, 0, []
    assert digest is not None  # only files that exist are emptied
    return digest
