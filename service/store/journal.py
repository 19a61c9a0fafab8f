"""What happened: audit events, who looked at whom, and messages waiting to go out."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import DIGEST, ID, Base, Tenanted, now
from service.store.ids import Kind, new_id

POSITION = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite counts up by itself only in a plain integer."""


class AuditEvent(Tenanted, Base):
    """One link of an organisation's chain; never changed, without personal values.

    Parameters
    ----------
    position
        1, 2, 3 … inside the organisation.
    actor, subject
        Ids only.
    before, digest
        SHA-256 of the link before, and of this one.
    """

    __tablename__ = "audit_events"
    __table_args__ = (UniqueConstraint("organisation_id", "position"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.EVENT))
    position: Mapped[int] = mapped_column(POSITION)
    action: Mapped[str] = mapped_column(String(100))
    actor: Mapped[str | None] = mapped_column(ID)
    subject: Mapped[str | None] = mapped_column(ID, index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[str] = mapped_column(DIGEST)
    digest: Mapped[str] = mapped_column(DIGEST)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Access(Tenanted, Base):
    """Somebody looked at personal data of a participant or of a whole programme."""

    __tablename__ = "accesses"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.ACCESS))
    actor: Mapped[str | None] = mapped_column(ID, index=True)
    subject: Mapped[str] = mapped_column(ID, index=True)
    action: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class WebhookEndpoint(Tenanted, Base):
    """Where an organisation wants to be told of events.

    Parameters
    ----------
    secret
        Signs every message; shown once when it is made.
    former_secrets
        Those it had before, each with the moment until which messages are signed with it too.
    """

    __tablename__ = "webhook_endpoints"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.WEBHOOK))
    url: Mapped[str] = mapped_column(String(2000))
    secret: Mapped[str] = mapped_column(String(200))
    former_secrets: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    events: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    disabled_at: Mapped[datetime | None]


class Message(Tenanted, Base):
    """A message of the outbox, written in the transaction of what it tells about."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.MESSAGE))
    endpoint_id: Mapped[str] = mapped_column(
        ID, ForeignKey("webhook_endpoints.id", ondelete="CASCADE"), index=True
    )
    event: Mapped[str] = mapped_column(String(100))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now, index=True)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
