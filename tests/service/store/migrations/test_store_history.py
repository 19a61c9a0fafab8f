"""A database that was filled at the oldest revision comes forward and back with every row, on both databases."""

import base64
import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from oldest_rows import fill_oldest, rows_now
from sqlalchemy import text

from service.operations.backup import BackupRefused, read_backup, write_backup
from service.store import schema
from service.store.store import Store

OLDEST = "0001"
DROPPED = {"order_number", "order_date", "approved_version", "difference"}
"""Columns that came to nothing on purpose: what stood in them stands elsewhere."""
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def old(empty_database: str) -> Iterator[Store]:
    """Open a database of the oldest revision with two rows in every table."""
    store = Store(empty_database)
    schema.upgrade(store.engine, OLDEST)
    with store.engine.begin() as connection:
        fill_oldest(connection)
    yield store
    store.close()


def rows_of(store: Store) -> Rows:
    with store.engine.connect() as connection:
        return rows_now(connection)


def lost(before: Rows, after: Rows) -> Rows:
    """Return the rows of which something is no more what it was, in the columns that are still there."""
    kept = {name: [_narrowed(row, after[name]) for row in rows] for name, rows in before.items()}
    return {
        name: rows
        for name, rows in kept.items()
        if [_narrowed(row, before[name]) for row in after[name]] != rows
    }


def _without(rows: Rows, columns: set[str]) -> Rows:
    return {
        table: [{name: value for name, value in row.items() if name not in columns} for row in found]
        for table, found in rows.items()
    }


def _narrowed(row: dict[str, Any], like: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if like and name in like[0]}


def test_every_row_of_the_oldest_database_comes_forward_and_back(old: Store) -> None:
    before = rows_of(old)
    schema.upgrade(old.engine)
    assert schema.check(old.engine).is_current
    assert lost(before, rows_of(old)) == {}
    schema.downgrade(old.engine, OLDEST)
    back = rows_of(old)
    for table in ("plans", "publications"):
        assert {n for row in back[table] for n, value in row.items() if value is None} <= DROPPED
    assert lost(_without(before, DROPPED), _without(back, DROPPED)) == {}
    schema.upgrade(old.engine)
    assert lost(before, rows_of(old)) == {}


def test_a_request_that_was_cut_off_is_no_obstacle(old: Store) -> None:
    """Its key waited for an answer; later revisions keep a key with its answer only."""
    with old.engine.begin() as connection:
        rows_now(connection)
        connection.execute(text("UPDATE idempotency SET status = NULL WHERE id = 1"))
    schema.upgrade(old.engine)
    assert [row["id"] for row in rows_of(old)["idempotency"]] == [2]


def test_a_database_that_holds_something_is_refused_before_anything_is_done_to_it(
    old: Store, tmp_path: Path
) -> None:
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    schema.upgrade(other.engine)
    write_backup(other, tmp_path / "backup.zip")
    other.close()
    before = rows_of(old)
    with pytest.raises(BackupRefused, match="not empty"):
        read_backup(old, tmp_path / "backup.zip")
    assert schema.current_revision(old.engine).found == OLDEST
    assert rows_of(old) == before


def plain(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Return rows as a backup has them, the same from either database; living workers are no part of it."""
    return {
        table: [{name: _plain(value) for name, value in row.items()} for row in found]
        for table, found in rows.items()
        if table != "workers"
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def write_oldest_backup(rows: Rows, path: Path) -> None:
    """Write what the program of that time wrote."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, found in rows.items():
            archive.writestr(f"{table}.jsonl", "".join(f"{json.dumps(row)}\n" for row in found))
        archive.writestr("backup.json", json.dumps({"format": 1, "revision": OLDEST, "rows": {}}))


def test_a_backup_of_the_oldest_program_is_restored_also_into_tables_of_today(
    database: str, tmp_path: Path
) -> None:
    old = Store(f"sqlite:///{tmp_path / 'old.db'}")
    schema.upgrade(old.engine, OLDEST)
    with old.engine.begin() as connection:
        fill_oldest(connection)
    before = plain(rows_of(old))
    write_oldest_backup(before, tmp_path / "backup.zip")
    today = Store(database)
    read_backup(today, tmp_path / "backup.zip")
    assert schema.check(today.engine).is_current
    assert lost(before, plain(rows_of(today))) == {}
    old.close()
    today.close()


def test_a_database_that_waits_for_its_migrations_is_copied_as_it_is(
    old: Store, migrated_file: Path, tmp_path: Path
) -> None:
    """A careful administrator makes a backup with the new program before it touches anything."""
    before = plain(rows_of(old))
    write_backup(old, tmp_path / "backup.zip")
    assert schema.current_revision(old.engine).found == OLDEST
    shutil.copy(migrated_file, tmp_path / "today.db")
    today = Store(f"sqlite:///{tmp_path / 'today.db'}")
    read_backup(today, tmp_path / "backup.zip")
    assert lost(before, plain(rows_of(today))) == {}
    today.close()


def test_what_has_no_tables_is_not_copied(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(BackupRefused, match="no tables yet"):
        write_backup(store, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()
    store.close()


def test_a_damaged_backup_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'x.db'}")
    write_oldest_backup({"blobs": [{"digest": "ab" * 32}]}, tmp_path / "backup.zip")
    content = bytearray((tmp_path / "backup.zip").read_bytes())
    content[content.index(b"blobs.jsonl") + len("blobs.jsonl") + 3] ^= 0xFF
    (tmp_path / "backup.zip").write_bytes(content)
    with pytest.raises(BackupRefused, match="damaged"):
        read_backup(store, tmp_path / "backup.zip")
    assert schema.current_revision(store.engine).found is None
    store.close()
