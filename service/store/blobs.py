"""Bytes by their SHA-256: equal content is kept once and counted, so that erasure knows when it may go."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import LargeBinary, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, deferred, mapped_column

from service.store.base import DIGEST, Base, now


class Blob(Base):
    """Some bytes; reached only through a row of its organisation, so it belongs to none itself.

    Parameters
    ----------
    holders
        How many rows hold it; at zero it is deleted.
    """

    __tablename__ = "blobs"

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    size: Mapped[int]
    holders: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


def put_blob(session: Session, content: bytes) -> str:
    """Keep some bytes for one more holder; return their digest."""
    digest = hashlib.sha256(content).hexdigest()
    if _is_held_once_more(session, digest):
        return digest
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(Blob.__table__).values(  # type: ignore[arg-type]
        digest=digest, size=len(content), holders=1, created_at=now(), content=content
    )
    # One statement: two transactions may keep the same bytes at the same moment.
    session.connection().execute(
        row.on_conflict_do_update(index_elements=["digest"], set_={"holders": Blob.__table__.c.holders + 1})
    )
    return digest


def _is_held_once_more(session: Session, digest: str) -> bool:
    """Add a holder to bytes that are kept already, as those of a run's files mostly are: they need not travel."""
    table = Blob.__table__
    held = update(table).where(table.c.digest == digest).values(holders=table.c.holders + 1)  # type: ignore[arg-type]
    return bool(session.connection().execute(held).rowcount)


def get_blob(session: Session, digest: str) -> bytes:
    """Return the bytes of a digest; raise `KeyError` when they are not kept."""
    return get_blobs(session, [digest])[digest]


def get_blobs(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """Return digest → bytes in one query; raise `KeyError` for the first that is not kept."""
    table, wanted = Blob.__table__, list(digests)
    query = select(table.c.digest, table.c.content).where(table.c.digest.in_(wanted))
    found = {row.digest: bytes(row.content) for row in session.connection().execute(query)}
    return {digest: found[digest] for digest in wanted}


def drop_blob(session: Session, digest: str) -> None:
    """Take one holder away; the bytes go with the last one."""
    table = Blob.__table__
    connection = session.connection()
    connection.execute(
        update(table).where(table.c.digest == digest).values(holders=table.c.holders - 1)  # type: ignore[arg-type]
    )
    connection.execute(delete(table).where(table.c.digest == digest, table.c.holders <= 0))  # type: ignore[arg-type]
