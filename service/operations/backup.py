"""A backup of everything kept, in one archive that both databases can write and read."""

import base64
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Date, Enum, LargeBinary, Table, insert, select, text
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.store import schema
from service.store.base import UTCDateTime
from service.store.runs import Run, Worker
from service.store.store import Store
from service.store.tables import all_tables

FORMAT = 1
HEAD = "backup.json"
ROWS = 500
"""Rows read and written at a time: blobs are large."""


NOT_EMPTY = Wording(
    "в базе данных уже что-то есть, и она не тронута. Копию восстанавливают в новую базу, до первого matcher serve: "
    "укажите другую папку MATCHER_HOME или другую базу MATCHER_DATABASE_URL.",
    "the database is not empty, and was left as it is. A backup is restored into a new one, before the first "
    "matcher serve: name another folder MATCHER_HOME or another database MATCHER_DATABASE_URL.",
)
NO_BACKUP = Wording("это не копия этой программы.", "the file is no backup of this program.")
DAMAGED = Wording("архив повреждён.", "the archive is damaged.")
NOTHING = Wording("в базе данных ещё нет таблиц.", "the database has no tables yet.")
NEWER = Wording(
    "база данных новее программы, и часть её она не знает. Обновите программу.",
    "the database is newer than the program, which does not know all of it. Update the program.",
)
LATER = Wording(
    "копию сделала более новая версия программы.", "the backup was made by a later version of this program."
)


class BackupRefused(Exception):  # noqa: N818 - named for what a person sees
    """The archive is no backup of this program, or the database cannot be read or filled by it."""

    def __init__(self, why: Wording) -> None:
        self.why = why
        super().__init__(why.en)


def write_backup(store: Store, path: Path) -> dict[str, int]:
    """Write every row, as of one moment; return the number of rows of each table.

    Raises
    ------
    BackupRefused
        When the database has no tables, or some that this program does not know.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        counts = _write(store, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)  # half a copy is of no use, and holds personal data too
    return counts


def _write(store: Store, path: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    found = schema.current_revision(store.engine).found
    if found not in schema.known_revisions():
        raise BackupRefused(NOTHING if found is None else NEWER)
    with (
        store.whole(read_only=True) as session,
        _own(path) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        if session.get_bind().dialect.name == "postgresql":
            # The scope has begun the transaction already; a copy of one moment needs one of its own kind.
            _one_moment(session)
        for table in _kept(session.connection()):
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                for row in _rows(session.connection(), table):
                    lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                    counts[table.name] = counts.get(table.name, 0) + 1
        head = {"format": FORMAT, "revision": found, "rows": counts}
        archive.writestr(HEAD, json.dumps(head, indent=2, sort_keys=True))
    return counts


def _own(path: Path) -> BinaryIO:
    """Open a new file that its owner alone may read, from the first byte."""
    path.unlink(missing_ok=True)  # what was left there may be open to others, and would stay so
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def read_backup(store: Store, path: Path) -> dict[str, int]:
    """Fill an empty database from a backup; runs that were open wait again afterwards.

    Raises
    ------
    BackupRefused
        When the archive is not a backup, was made by a later version, or the database holds rows already; nothing
        is changed then.
    """
    from service.runs.queue import engine

    with zipfile.ZipFile(path) as archive:
        head = _head(archive)
        _check_is_empty(store)
        schema.bring_to(store.engine, head["revision"])
        with store.whole() as session:
            for table in schema.tables_now(session.connection()):
                _fill(session.connection(), table, archive)
            _wind_sequences(session)
    schema.upgrade(store.engine)
    engine.prepare(store.url)
    _hand_over_again(store)
    rows: dict[str, int] = head["rows"]
    return rows


def _check_is_empty(store: Store) -> None:
    """Refuse a database that holds anything, before a migration touches it."""
    with store.whole(read_only=True) as session:
        for table in _kept(session.connection()):
            if session.execute(select(table).limit(1)).first():
                raise BackupRefused(NOT_EMPTY)


def _kept(connection: Connection) -> list[Table]:
    """Return the tables as they are now: a database that waits for its migrations is copied as well."""
    return [table for table in schema.tables_now(connection) if table.name != Worker.__tablename__]


def _one_moment(session: Session) -> None:
    session.rollback()
    session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    order = list(table.primary_key.columns)
    rows = connection.execution_options(yield_per=ROWS).execute(select(table).order_by(*order))
    for row in rows.mappings():
        yield {name: _to_json(value) for name, value in row.items()}


def _to_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date) else value


def _head(archive: zipfile.ZipFile) -> dict[str, Any]:
    if HEAD not in archive.namelist():
        raise BackupRefused(NO_BACKUP)
    head: dict[str, Any] = json.loads(archive.read(HEAD))
    if head["format"] != FORMAT or head["revision"] not in schema.known_revisions():
        raise BackupRefused(LATER)
    if archive.testzip() is not None:
        raise BackupRefused(DAMAGED)
    return head


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile) -> None:
    if f"{table.name}.jsonl" not in archive.namelist():
        return
    with archive.open(f"{table.name}.jsonl") as file:
        batch: list[dict[str, Any]] = []
        for line in file:
            batch.append(_from_json(table, json.loads(line)))
            if len(batch) == ROWS:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)


def _from_json(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.columns[name].type, value) for name, value in row.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, UTCDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _wind_sequences(session: Session) -> None:
    """Let new rows be numbered after the restored ones."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in _numbered(all_tables()):
        session.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
            )
        )


def _numbered(tables: Iterable[Table]) -> list[Table]:
    return [table for table in tables if table.autoincrement_column is not None]


def _hand_over_again(store: Store) -> None:
    """Put runs that were open when the backup was made into the queue: places in it are not part of a backup."""
    from service.runs.queue import engine
    from service.store.run_states import State

    runs = engine.DurableRuns(store)
    with store.whole() as session:
        for run in session.scalars(select(Run).where(Run.state != State.FINISHED)):
            is_new = run.state in {State.CREATED, State.VALIDATING}
            run.state = State.CREATED if is_new else State.QUEUED
    runs.hand_over_forgotten()
    runs.close()
