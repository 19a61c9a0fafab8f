"""A transaction of PostgreSQL begins together with what its row-level policies read: one message and not two."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text


def begin_with(connection: Connection, settings: Mapping[str, str]) -> None:
    """Begin the transaction of a connection, with settings that end with it.

    Every request does this once or twice, so the two statements travel together. Where that fails, as with a
    connection that is gone, they are said again in the usual way, which raises what is known to be caught.
    """
    if not _at_once(connection, settings):
        calls = ", ".join(f"set_config(:name{n}, :value{n}, true)" for n in range(len(settings)))
        values = {f"name{n}": name for n, name in enumerate(settings)}
        values |= {f"value{n}": value for n, value in enumerate(settings.values())}
        connection.execute(text(f"SELECT {calls}"), values)


def _at_once(connection: Connection, settings: Mapping[str, str]) -> bool:
    from psycopg import pq

    driver: Any = connection.connection.driver_connection
    line: Any = driver.pgconn
    if driver.autocommit or line.transaction_status != pq.TransactionStatus.IDLE:
        return False  # the driver would not begin here either
    quote = pq.Escaping(line).escape_literal
    said = [b"SET LOCAL %b = %b" % (name.encode(), quote(value.encode())) for name, value in settings.items()]
    return bool(line.exec_(b"; ".join([b"BEGIN", *said])).status == pq.ExecStatus.COMMAND_OK)
