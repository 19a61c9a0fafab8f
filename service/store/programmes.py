"""Programmes and what is brought to them: imports, participants, decisions about pairs."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.store.base import DIGEST, ID, Base, Tenanted, choice, now
from service.store.blobs import drop_blob, put_blob
from service.store.ids import Kind, new_id


class Programme(Tenanted, Base):
    """A cohort with its rules.

    Parameters
    ----------
    content
        Digest of the bytes of the self-contained programme file.
    version
        Grows with every change: the ETag.
    """

    __tablename__ = "programmes"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.PROGRAMME))
    key: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(500))
    content: Mapped[str] = mapped_column(DIGEST, ForeignKey("blobs.digest"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    closed_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy on the class


def replace_rules(session: Session, programme: Programme, content: bytes) -> None:
    """Keep other rules in place of those that were; runs that were made keep theirs."""
    before, programme.content = programme.content, put_blob(session, content)
    session.flush()
    drop_blob(session, before)


class ImportState(StrEnum):
    """How far an uploaded file came."""

    CHECKING = "checking"
    CHECKED = "checked"
    """Read; nothing is used until it is accepted."""
    REFUSED = "refused"
    """It has errors."""
    ACCEPTED = "accepted"
    REPLACED = "replaced"
    """A later import took its place."""


class Import(Tenanted, Base):
    """One uploaded file with what was found in it.

    Parameters
    ----------
    role
        What the file is for: a `service.folder.request.Role`.
    findings
        A list of findings as JSON; cells as they were written are kept only until the import is accepted.
    rows_ok, rows_bad
        Rows read, and rows with an error.
    """

    __tablename__ = "imports"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.IMPORT))
    programme_id: Mapped[str] = mapped_column(ID, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[str] = mapped_column(String(32))
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("blobs.digest"))
    size: Mapped[int] = mapped_column(default=0)
    state: Mapped[ImportState] = mapped_column(choice(ImportState), default=ImportState.CHECKING)
    findings: Mapped[list[Any]] = mapped_column(default=list)
    rows_ok: Mapped[int] = mapped_column(default=0)
    rows_bad: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(default=now)
    accepted_at: Mapped[datetime | None]


class Participant(Tenanted, Base):
    """A person of a programme.

    Parameters
    ----------
    external_id
        The id of the person in the system that sends them.
    code
        The person's code in the register: Н-014, М-007.
    name, name_key
        As typed, and folded in Python (case, ё→е): SQLite's own folding knows no Cyrillic.
    facts
        What else was sent, by column.
    erased_at
        Only the id and this moment are left.
    """

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("programme_id", "external_id"),
        Index("ix_participants_programme_id_name_key", "programme_id", "name_key"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.PARTICIPANT))
    programme_id: Mapped[str] = mapped_column(ID, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    external_id: Mapped[str | None] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(40), index=True)
    name: Mapped[str | None] = mapped_column(String(500))
    name_key: Mapped[str | None] = mapped_column(String(500))
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    erased_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy on the class


class ConstraintKind(StrEnum):
    """What a curator decides about two people, or about one."""

    LOCK = "lock"
    FORBID = "forbid"
    TOGETHER = "together"
    APART = "apart"
    LEFT = "left"
    """The person takes part no more."""
    RETURNED = "returned"
    """An earlier «выбыл» is over, wherever it was said."""


PRESENCE = frozenset({ConstraintKind.LEFT, ConstraintKind.RETURNED})
"""Kinds about one person: `Constraint.second` is empty."""


class Constraint(Tenanted, Base):
    """A curator's decision about two people or about one, with a private reason and its author."""

    __tablename__ = "constraints"
    __table_args__ = (UniqueConstraint("programme_id", "kind", "form", "first", "second"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.CONSTRAINT))
    programme_id: Mapped[str] = mapped_column(ID, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ConstraintKind] = mapped_column(choice(ConstraintKind))
    form: Mapped[str] = mapped_column(String(100), default="")
    first: Mapped[str] = mapped_column(String(40))
    second: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Retention(Tenanted, Base):
    """A date on which something is destroyed by itself."""

    __tablename__ = "retention"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.RETENTION))
    subject_id: Mapped[str] = mapped_column(ID, index=True)
    due: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]
