"""A backup holds every row; either database takes it, and open runs wait again."""

import errno
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from tenants import add_organisation, add_run

from service.audit.heads import check_chains
from service.audit.journal import note
from service.operations.backup import BackupRefused, read_backup, write_backup
from service.store.base import now
from service.store.blobs import get_blob, put_blob
from service.store.journal import AuditEvent
from service.store.plans import Plan, PlanMove
from service.store.run_states import RunOutcome, State
from service.store.runs import Run
from service.store.store import Store
from service.store.tables import all_tables
from service.store.users import Role, User


@pytest.fixture
def filled(store: Store) -> Store:
    """Fill a store: one finished run with a plan, one that runs."""
    organisation = add_organisation(store)
    finished, _ = add_run(store, organisation), add_run(store, organisation)
    with store.scope(organisation, Role.CURATOR) as session:
        session.add(User(login="куратор", created_at=now()))
        run = session.get_one(Run, finished)
        plan = Plan(programme_id=run.programme_id, run_id=finished, pairs=[{"mentee": "Н-001"}])
        session.add_all([plan, AuditEvent(position=1, action="run", before="0" * 64, digest="1" * 64)])
        session.flush()
        session.add(PlanMove(plan_id=plan.id, position=1, kind="swap", effect={"points": -3}))
        run.state, run.outcome, run.finished_at = State.FINISHED, RunOutcome.OPTIMAL, now()
        for other in session.scalars(select(Run).where(Run.id != finished)):
            other.state, other.attempt = State.RUNNING, 2
    return store


def rows(store: Store) -> dict[str, int]:
    with store.whole(read_only=True) as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in all_tables()
        }


def test_every_row_comes_back_on_either_database(filled: Store, empty_database: str, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "backup.zip")
    other = Store(empty_database)
    read_backup(other, tmp_path / "backup.zip")
    assert rows(other) == rows(filled)
    with filled.whole(read_only=True) as here, other.whole(read_only=True) as there:
        for table in (User, Plan, PlanMove, AuditEvent):
            assert _facts(here, table) == _facts(there, table)
        digest = there.scalars(select(Run)).first()
        assert digest is not None
        assert {run.state for run in there.scalars(select(Run))} == {State.FINISHED, State.QUEUED}
    with other.whole() as session:
        # A new row is numbered after the restored ones.
        move = session.scalars(select(PlanMove)).one()
        values = {"plan_id": move.plan_id, "organisation_id": move.organisation_id, "kind": "undo"}
        session.add(PlanMove(position=2, **values))
        assert get_blob(session, put_blob(session, b"{}")) == b"{}"
    place = "dbos.workflow_status" if other.engine.dialect.name == "postgresql" else "workflow_status"
    with other.engine.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {place}")).scalar() == 1
    other.close()


def test_the_chain_of_the_audit_is_whole_after_the_way_back_and_goes_on(
    store: Store, empty_database: str, tmp_path: Path
) -> None:
    organisation = add_organisation(store)
    with store.scope(organisation, Role.CURATOR) as session:
        for number in range(5):
            facts = {"pairs": number, "whole": True, "form": "Ученик – ученик", "of": None}
            note(
                session, organisation=organisation, actor="usr_1", action="made", target="prg_1", facts=facts
            )
    with store.whole(read_only=True) as session:
        ends = {one.organisation: (one.count, one.checksum) for one in check_chains(session, {})}
    write_backup(store, tmp_path / "backup.zip")
    other = Store(empty_database)
    read_backup(other, tmp_path / "backup.zip")
    with other.scope(organisation, Role.CURATOR) as session:
        note(session, organisation=organisation, actor="usr_1", action="more", target="prg_1")
    with other.whole(read_only=True) as session:
        [state] = check_chains(session, ends)
        assert (state.count, state.broken_at, state.cut_at) == (6, None, None)
    other.close()


def _facts(session: object, table: type) -> list[dict[str, object]]:
    found = session.scalars(select(table))
    return [{c.name: getattr(row, c.key) for c in table.__table__.columns} for row in found]


def test_a_backup_and_a_database_are_their_owners_alone(filled: Store, tmp_path: Path) -> None:
    (tmp_path / ".backup.zip.partial").touch(0o644)  # left by one that was cut off
    write_backup(filled, tmp_path / "backup.zip")
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    with other.engine.connect():
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("*.*")}
    other.close()
    assert {"backup.zip", "other.db"} <= modes.keys()
    assert set(modes.values()) == {"0o600"}


def test_a_database_that_cannot_be_made_fails_as_one_that_is_not_there(tmp_path: Path) -> None:
    nowhere = Store(f"sqlite:///{tmp_path / 'gone' / 'other.db'}")
    with pytest.raises(OperationalError, match="unable to open"):
        nowhere.engine.connect()
    nowhere.close()


def test_half_a_backup_is_not_left(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError, match="No space"):
        write_backup(filled, tmp_path / "backup.zip")
    assert not [path.name for path in tmp_path.iterdir() if "backup.zip" in path.name]


def test_a_database_in_use_is_not_overwritten(filled: Store, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "backup.zip")
    with pytest.raises(BackupRefused, match="not empty"):
        read_backup(filled, tmp_path / "backup.zip")


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (None, "no backup"),
        ({"format": 2, "revision": "0001"}, "later"),
        ({"format": 1, "revision": "9"}, "later"),
    ],
)
def test_what_is_no_backup_is_refused(head: dict[str, object] | None, why: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        if head is not None:
            archive.writestr("backup.json", json.dumps(head))
    store = Store(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(BackupRefused, match=why) as refused:
        read_backup(store, tmp_path / "x.zip")
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(refused.value.why.ru)
    store.close()
