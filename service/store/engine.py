"""The connection to the database: SQLite in a file by default, PostgreSQL for a district or a region."""

import contextlib
import os
import time
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError

BUSY_MILLISECONDS = 30_000
CUT_OFF = {
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""A host that is cut off waits for no answer longer than this: its connections end within seconds."""
LONGEST_PAUSE = 20_000
"""Milliseconds a transaction that writes may do nothing: a host that is cut off in one holds no row longer."""
RESTED = "matcher_rested"
RESTS_SECONDS = 1.0
READ_ONLY = "matcher_read_only"
"""Execution option of a connection that will not write: on SQLite it then waits for nobody."""
UNSYNCED = "matcher_unsynced"
"""Execution option of a connection that writes what a power cut may take: on SQLite it then waits for no disk.

What is written afterwards by one that waits takes all before it to the disk too: they write into one journal.
"""
SYNCHRONOUS = "matcher_synchronous"


def database_url(text: str) -> URL:
    """Return the address with the driver this project uses."""
    url = make_url(text)
    if url.get_backend_name() != "postgresql":
        return url
    return url.set(drivername="postgresql+psycopg", query={**CUT_OFF, **url.query})


def open_engine(text: str, *, pool_size: int = 10) -> Engine:
    """Return an engine; nothing is connected yet."""
    url = database_url(text)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    # A failed statement is logged without its values: they may be of people.
    engine = create_engine(url, pool_size=pool_size, max_overflow=pool_size, hide_parameters=True)
    _try_rested(engine)
    return engine


def _try_rested(engine: Engine) -> None:
    """Try a connection that has rested before it is used: the database may have been started anew meanwhile.

    One that was used a moment ago is not tried: a request uses several, one after the other.
    """

    @event.listens_for(engine, "checkin")
    def rest(_: Any, record: Any) -> None:
        record.info[RESTED] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wake(connection: Any, record: Any, _: Any) -> None:
        if time.monotonic() - record.info.get(RESTED, time.monotonic()) < RESTS_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool connects anew and tries again


def _make_own(path: str) -> None:
    """Make the file of a new database readable by its owner alone; its journal takes that over."""
    if path and not path.startswith((":", "file:")) and not os.path.exists(path):
        with contextlib.suppress(OSError):  # SQLite fails at it too, and says so as a database does
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MILLISECONDS / 1000})

    @event.listens_for(engine, "do_connect")
    def own(_dialect: Any, _record: Any, arguments: list[Any], _given: Any) -> None:
        _make_own(str(arguments[0]))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver would begin only before the first write, too late to be sure of what was read.
        connection.isolation_level = None
        # What is said to be kept is on the disk: a power cut takes nothing that was answered for.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get(READ_ONLY, False):
            connection.exec_driver_sql("BEGIN")
            return
        _wait_for_disk(connection, not options.get(UNSYNCED, False))
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _wait_for_disk(connection: Any, waits: bool) -> None:
    """Say whether commits of this connection wait for the disk; it is no longer heard once a transaction has begun."""
    if connection.info.get(SYNCHRONOUS, True) is not waits:
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if waits else 'NORMAL'}")
        connection.info[SYNCHRONOUS] = waits
