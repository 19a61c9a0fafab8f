"""What the database itself refuses, whoever asks."""

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from tenants import add_organisation, add_run

from service.store.base import now
from service.store.blobs import put_blob
from service.store.journal import AuditEvent
from service.store.run_states import RunOutcome, State
from service.store.runs import Run, RunResult
from service.store.store import Store
from service.store.users import Role


@pytest.fixture
def finished(store: Store) -> str:
    """Make a run that ended."""
    run = add_run(store, add_organisation(store))
    with store.whole() as session:
        session.execute(update(Run).values(state=State.FINISHED, outcome=RunOutcome.OPTIMAL))
    return run


@pytest.mark.parametrize(
    "change",
    [{"state": State.QUEUED}, {"outcome": RunOutcome.FAILED}, {"attempt": 7}, {"counts": {"pairs": 1}}],
)
def test_a_finished_run_never_changes(store: Store, finished: str, change: dict[str, object]) -> None:
    with pytest.raises(DBAPIError, match="never changes"), store.whole() as session:
        session.execute(update(Run).where(Run.id == finished).values(**change))


def test_erasure_empties_a_finished_run_and_keeps_its_outcome(store: Store, finished: str) -> None:
    with store.whole() as session:
        session.execute(update(Run).values(problems=[], counts=None, erased_at=now()))
    with pytest.raises(DBAPIError, match="never changes"), store.whole() as session:
        session.execute(update(Run).values(outcome=RunOutcome.FAILED, erased_at=now()))


def test_a_result_is_recorded_once(store: Store, finished: str) -> None:
    with store.whole() as session:
        run = session.get_one(Run, finished)
        for content in (b"1", b"2"):
            digest = put_blob(session, content)
        session.add(
            RunResult(run_id=run.id, path="pairs.csv", digest=digest, organisation_id=run.organisation_id)
        )
    with pytest.raises(DBAPIError, match="once"), store.whole() as session:
        session.execute(update(RunResult).values(path="other.csv"))


@pytest.mark.parametrize("statement", ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"])
def test_audit_events_are_append_only(store: Store, statement: str) -> None:
    with store.scope(add_organisation(store), Role.CURATOR) as session:
        session.add(AuditEvent(position=1, action="run.created", before="0" * 64, digest="1" * 64))
    with pytest.raises(DBAPIError, match="append-only"), store.whole() as session:
        session.execute(text(statement))
