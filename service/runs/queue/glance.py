"""A look at whether something waits in a queue, as plain as can be: an idle worker takes many of them."""

import threading
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

LOOK = (
    "SELECT 1 FROM {places} WHERE queue_name = '{queue}' AND status = 'ENQUEUED'"
    " AND status IN ('ENQUEUED', 'PENDING') LIMIT 1"
)
"""Said twice, so that the run engine's index of what is open serves on both databases."""


class Glance:
    """Looks by one connection of its own, each time by a statement that stands alone.

    Parameters
    ----------
    places
        Where the run engine keeps what waits.
    queue
        The name of the queue.
    """

    def __init__(self, engine: Engine, places: str, queue: str) -> None:
        self._engine, self._lock = engine, threading.Lock()
        self._connection: Any = None
        self._error: type[Exception] = engine.dialect.loaded_dbapi.Error
        self._look = LOOK.format(places=places, queue=queue)

    def has_waiting(self) -> bool:
        """Return whether something waits; also False while the database is away."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._connect()
                return self._connection.execute(self._look).fetchone() is not None
            except (SQLAlchemyError, self._error):
                # The next look connects anew; the worker itself says that it is cut off.
                self._let_go()
                return False

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._let_go()

    def _connect(self) -> Any:
        borrowed = self._engine.raw_connection()
        connection: Any = borrowed.driver_connection
        borrowed.detach()
        if self._engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except self._error:
                return  # it was gone already
