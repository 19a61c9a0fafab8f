"""The run engine behind its port: DBOS keeps the queue, and a run is handed over in the caller's transaction."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.runs import ledger
from service.runs.port import Ask, QueueFull, RunStatus
from service.runs.queue.room import Room
from service.store.engine import LONGEST_PAUSE, database_url
from service.store.run_states import State
from service.store.store import Store

if TYPE_CHECKING:
    from dbos import DBOSClient

APPLICATION = "matcher"
VERSION = "runs-2"
"""Version of what the workflows do: any worker of one version may carry on what another began."""
SCHEMA = "dbos"

QUEUE = CARRY = "carry"
"""Name of the queue, and of the workflow that waits in it: one for each run."""
FORGOTTEN = (
    "SELECT id FROM runs WHERE state <> :finished"
    " AND NOT EXISTS (SELECT 1 FROM {places} WHERE workflow_uuid = runs.id) ORDER BY created_at, id"
)


def prepare(url: str) -> None:
    """Create or bring forward the engine's own tables, which lie beside ours."""
    from dbos import DBOS

    logging.getLogger("dbos").setLevel(logging.WARNING)
    DBOS.migrate(engine_url(url), schema=SCHEMA)


def engine_url(url: str) -> str:
    """Return the address as the engine takes it."""
    address = database_url(url)
    if address.get_backend_name() == "postgresql":
        # Its transactions are short; one that is not belongs to a host that is cut off.
        pause = f"-c idle_in_transaction_session_timeout={LONGEST_PAUSE}"
        address = address.set(query={"options": pause, **address.query})
    return address.render_as_string(hide_password=False)


def places(dialect: str) -> str:
    """Return the engine's table with the places in its queue, by name as a statement takes it."""
    return f"{SCHEMA}.workflow_status" if dialect == "postgresql" else "workflow_status"


class DurableRuns:
    """Hands runs to the workers through the database they share.

    Parameters
    ----------
    store
        Where runs are kept.
    queue_limit
        Most runs that may wait.
    listeners
        Told of a run that ends by being cancelled before it began.
    """

    def __init__(
        self, store: Store, *, queue_limit: int = 2000, listeners: tuple[ledger.Listener, ...] = ()
    ) -> None:
        self._store, self._limit, self._listeners = store, queue_limit, listeners
        self._room = Room(queue_limit)

    @functools.cached_property
    def client(self) -> DBOSClient:
        """The engine's client; it connects when it is first used."""
        from dbos import DBOSClient, DBOSPortableJSONSerializer

        return DBOSClient(
            system_database_engine=self._store.engine,
            dbos_system_schema=SCHEMA,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
        )

    def warm_up(self) -> None:
        """Load the engine, so that the first request need not wait for it."""
        assert self.client

    def enqueue(self, session: Session, run_id: str) -> None:
        """Hand over a run in the caller's transaction; raise `QueueFull` when too many wait."""
        waiting = self._room.waiting(self.waiting)
        if waiting >= self._limit:
            raise QueueFull(waiting, self._limit)
        self.hand_over(session, run_id)
        self._room.take()

    def hand_over(self, session: Session, run_id: str) -> None:
        """Put a run into the queue in the caller's transaction; doing so twice is doing it once."""
        session.flush()
        self.client.enqueue_in_transaction(
            session,
            {"workflow_name": CARRY, "queue_name": QUEUE, "workflow_id": run_id, "app_version": VERSION},
            run_id,
        )

    def hand_over_forgotten(self) -> int:
        """Hand over every open run that has no place in the queue; return how many.

        So it is after a backup was restored, or where another version of this program had its own queues.
        """
        with self._store.whole() as session:
            found = text(FORGOTTEN.format(places=places(session.get_bind().dialect.name)))
            forgotten = list(session.scalars(found, {"finished": State.FINISHED.value}))
            for run_id in forgotten:
                self.hand_over(session, run_id)
        return len(forgotten)

    def status(self, run_id: str) -> RunStatus:
        """Return where a run is; raise `KeyError` for an unknown one."""
        with self._store.whole(read_only=True) as session:
            return ledger.get_status(session, run_id)

    def cancel(self, run_id: str, ask: Ask = Ask.CANCEL, why: Mapping[str, Any] | None = None) -> bool:
        """Ask a run to end; return whether it was still open."""
        with self._store.whole() as session:
            return ledger.ask_to_end(session, run_id, ask, self._listeners, why=why)

    def waiting(self) -> int:
        """Return how many runs of all organisations wait."""
        with self._store.whole(read_only=True) as session:
            return ledger.count_waiting(session)

    def close(self) -> None:
        """Let go of the database."""
        if "client" in self.__dict__:
            self.client.destroy()
