"""The connection to the database: SQLite in a file by default, PostgreSQL for a district or a region."""

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url

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
READ_ONLY = "matcher_read_only"
"""Execution option of a connection that will not write: on SQLite it then waits for nobody."""


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
    return create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True, hide_parameters=True
    )


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_MILLISECONDS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver would begin only before the first write, too late to be sure of what was read.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        reads = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
