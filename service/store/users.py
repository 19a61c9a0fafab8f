"""Who logs in: users, their roles in organisations, API keys and log-ins."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import DIGEST, ID, Base, choice, now
from service.store.ids import Kind, new_id


class Role(StrEnum):
    """What a user may do in an organisation."""

    VIEWER = "viewer"
    CURATOR = "curator"
    HEAD = "head"
    """Signs: approves plans."""
    METHODOLOGIST = "methodologist"
    """Sees counts and codes over several organisations."""
    OPERATOR = "operator"
    """Keeps the service running; sees no answers."""


class User(Base):
    """A person who logs in.

    Parameters
    ----------
    password_hash
        argon2; None when the user logs in by OIDC only.
    subject
        Issuer and subject of OIDC, joined by a space.
    """

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.USER))
    login: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(500), default="")
    password_hash: Mapped[str | None] = mapped_column(String(300))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    subject: Mapped[str | None] = mapped_column(String(500), unique=True)
    is_operator: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Membership(Base):
    """One role of a user in one organisation.

    Read before a scope is known, so it is no tenant table: it says which scope a user has.
    """

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id", "role"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.MEMBERSHIP))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[str] = mapped_column(ID, ForeignKey("organisations.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role))
    created_at: Mapped[datetime] = mapped_column(default=now)


class ApiKey(Base):
    """A bearer key: only the SHA-256 of its 256 bits is kept.

    Parameters
    ----------
    organisation_id
        None for a key of an operator.
    hint
        First letters of the key, so that a person knows which of two live keys is meant.
    """

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.API_KEY))
    organisation_id: Mapped[str | None] = mapped_column(ID, ForeignKey("organisations.id"), index=True)
    digest: Mapped[str] = mapped_column(DIGEST, unique=True)
    hint: Mapped[str] = mapped_column(String(16), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[Role] = mapped_column(choice(Role))
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    created_by: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class Login(Base):
    """A live log-in of a browser; its cookie holds a token of which only the digest is kept."""

    __tablename__ = "logins"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=lambda: new_id(Kind.LOGIN))
    user_id: Mapped[str] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(DIGEST, unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
