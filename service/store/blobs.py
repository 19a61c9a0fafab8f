"""Bytes by their SHA-256: equal content is kept once and counted, so that erasure knows when it may go."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Table, bindparam, delete, select, update
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


BLOBS: Table = Blob.__table__  # type: ignore[assignment]
OURS = (
    select(BLOBS.c.digest)
    .where(BLOBS.c.digest.in_(bindparam("digests", expanding=True)))
    .order_by(BLOBS.c.digest)
    .with_for_update()
)
"""Rows are locked in one order, so that two transactions that keep the same bytes wait for each other only one way.

Where they are held in several steps, all of them are locked before the first.
"""
HOLD = (
    update(BLOBS)
    .where(BLOBS.c.digest.in_(OURS))
    .values(holders=BLOBS.c.holders + bindparam("more"))
    .returning(BLOBS.c.digest)
)


class Kept(bytes):
    """The digest of bytes that are kept already, in place of the bytes themselves: they are held once more unread."""


class Gone(LookupError):  # noqa: N818 - named for what happened
    """Bytes of which only the digest is known are no longer kept."""


def put_blob(session: Session, content: bytes) -> str:
    """Keep some bytes for one more holder; return their digest."""
    return put_blobs(session, {"": content})[""]


def put_blobs(session: Session, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Keep the bytes of some paths, for one more holder each; return path → digest in the paths' order.

    Raises
    ------
    Gone
        When bytes of which only the digest is known are no longer kept.
    """
    digests = {path: _digest(contents[path]) for path in sorted(contents)}
    holders = Counter(digests.values())
    missing = set(holders)
    if len(set(holders.values())) > 1:
        session.connection().execute(OURS, {"digests": sorted(holders)})
    for more in sorted(set(holders.values())):
        # Mostly one step: the same bytes at two paths are rare.
        missing -= _held(session, sorted(digest for digest in holders if holders[digest] == more), more)
    if missing:
        found = {digest: contents[path] for path, digest in digests.items() if digest in missing}
        _insert(session, [_row(digest, found[digest], holders[digest]) for digest in sorted(found)])
    return digests


def _digest(content: bytes) -> str:
    return content.decode() if isinstance(content, Kept) else hashlib.sha256(content).hexdigest()


def _held(session: Session, digests: Sequence[str], more: int) -> set[str]:
    """Add holders to bytes that are kept already, as those of a run's files mostly are: they need not travel."""
    return set(session.connection().scalars(HOLD, {"digests": digests, "more": more}))


def _row(digest: str, content: bytes, holders: int) -> dict[str, Any]:
    if isinstance(content, Kept):
        raise Gone(digest)
    return {
        "digest": digest,
        "size": len(content),
        "holders": holders,
        "created_at": now(),
        "content": content,
    }


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = insert(BLOBS)
    # Two transactions may keep the same bytes at the same moment.
    added = {"holders": BLOBS.c.holders + new.excluded.holders}
    session.connection().execute(new.on_conflict_do_update(index_elements=["digest"], set_=added), rows)


def get_blob(session: Session, digest: str) -> bytes:
    """Return the bytes of a digest; raise `KeyError` when they are not kept."""
    return get_blobs(session, [digest])[digest]


def get_blobs(session: Session, digests: Iterable[str]) -> dict[str, bytes]:
    """Return digest → bytes in one query; raise `KeyError` for the first that is not kept."""
    wanted = list(digests)
    query = select(BLOBS.c.digest, BLOBS.c.content).where(BLOBS.c.digest.in_(wanted))
    found = {row.digest: bytes(row.content) for row in session.connection().execute(query)}
    return {digest: found[digest] for digest in wanted}


def drop_blob(session: Session, digest: str) -> None:
    """Take one holder away; the bytes go with the last one."""
    connection = session.connection()
    connection.execute(update(BLOBS).where(BLOBS.c.digest == digest).values(holders=BLOBS.c.holders - 1))
    connection.execute(delete(BLOBS).where(BLOBS.c.digest == digest, BLOBS.c.holders <= 0))
