"""The one way to the database: a scope opens a session that sees only what it may."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from service.store import tables
from service.store.engine import READ_ONLY, UNSYNCED, open_engine
from service.store.scope import Scope, enclose, shut_out
from service.store.users import Role

__all__ = ["Store", "pause"]

assert tables.CONCEPTS  # every table is known once the store is


class Store:
    """A database of the service.

    Parameters
    ----------
    url
        ``sqlite:///path`` or ``postgresql://…``.
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.engine: Engine = open_engine(url, pool_size=pool_size)
        self._reading = self.engine.execution_options(**{READ_ONLY: True})
        self._unsynced = self.engine.execution_options(**{UNSYNCED: True})
        is_server = self.engine.dialect.name == "postgresql"
        self._alone = (
            self.engine.execution_options(isolation_level="AUTOCOMMIT") if is_server else self._reading
        )

    @contextmanager
    def scope(
        self, organisation_id: str | Iterable[str] | None, role: Role, *, read_only: bool = False
    ) -> Iterator[Session]:
        """Open a session for one organisation, several, or (operator only) all; commit at the end.

        Parameters
        ----------
        organisation_id
            Whose rows are seen and written; None for all.
        role
            In which role; None for `organisation_id` needs the operator's.
        read_only
            Nothing will be written: on SQLite such a session waits for no writer; it is rolled back at the end.
        """
        scope = Scope(organisations=_ids(organisation_id), role=role)
        with self._open(self._reading if read_only else self.engine, scope, read_only) as session:
            yield session

    @contextmanager
    def whole(self, *, read_only: bool = False) -> Iterator[Session]:
        """Open a session of the service itself, over all organisations."""
        with self.scope(None, Role.OPERATOR, read_only=read_only) as session:
            yield session

    @contextmanager
    def passing(self) -> Iterator[Session]:
        """Open a session of the service itself for what a power cut may take: on SQLite it waits for no disk.

        A process that dies takes nothing of it. Nothing may be answered for it to anybody.
        """
        with self._open(self._unsynced, Scope(organisations=None, role=Role.OPERATOR), False) as session:
            yield session

    @contextmanager
    def doors(self) -> Iterator[Session]:
        """Open a session that reads who may come in: users, memberships and keys, which belong to no organisation.

        On PostgreSQL each statement stands alone and nothing is told to the database first: every request begins
        here. Such a session sees no row of any organisation.
        """
        with Session(self._alone, expire_on_commit=False) as session:
            shut_out(session)
            session.info[READ_ONLY] = True
            yield session
            session.expunge_all()

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _open(self, engine: Engine, scope: Scope, read_only: bool) -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session:
            enclose(session, scope)
            session.info[READ_ONLY] = read_only
            session.connection()  # what is read is read as of now, and on SQLite a writer has its turn
            try:
                yield session
            except BaseException:
                session.rollback()
                raise
            if read_only:
                # What was read stays readable: a rollback would empty the rows that are still attached.
                session.expunge_all()
                session.rollback()
            else:
                session.commit()


def pause(session: Session) -> None:
    """End the transaction of a session that only reads, before something slow; what was read stays readable.

    The session may go on afterwards, in a new transaction. An open one would hold a connection for nothing, and
    PostgreSQL back from tidying up.

    Raises
    ------
    RuntimeError
        When the session writes: what it has written must not wait for something slow.
    """
    if not session.info[READ_ONLY]:
        raise RuntimeError("a session that writes cannot be paused: ask first, then write.")
    session.commit()


def _ids(organisation_id: str | Iterable[str] | None) -> frozenset[str] | None:
    if organisation_id is None:
        return None
    return frozenset([organisation_id] if isinstance(organisation_id, str) else organisation_id)
