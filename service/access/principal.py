"""Who is asking: found by the bearer key, in one organisation, with one role."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from service.access.keys import hash_key
from service.access.roles import PERMISSIONS, May
from service.store.base import now
from service.store.users import ApiKey, Membership, Role, User

BY_DIGEST = select(ApiKey).where(ApiKey.digest == bindparam("digest"))
SHOWN_EVERY = timedelta(minutes=1)
"""How exact «last used» is: one write a minute and not one a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody who may do something.

    Parameters
    ----------
    organisation
        Id of the organisation; None for an operator of the whole service.
    others
        Ids of more organisations that a methodologist sees.
    actor
        Id of the user or of the key: what the audit names.
    scopes
        What a key is limited to; empty: all that the role may do.
    """

    organisation: str | None
    role: Role
    actor: str
    scopes: frozenset[May] = frozenset()
    others: frozenset[str] = frozenset()

    @property
    def organisations(self) -> frozenset[str] | None:
        """Whose rows are seen; None for all, which only an operator has."""
        return None if self.organisation is None else self.others | {self.organisation}

    def may(self, what: May) -> bool:
        """Tell whether the role allows it and the key is not limited to less."""
        return what in PERMISSIONS[self.role] and (not self.scopes or what in self.scopes)


def find_key(session: Session, key: str) -> ApiKey | None:
    """Return the key somebody showed, or None when it is unknown, revoked or expired."""
    row = session.scalar(BY_DIGEST, {"digest": hash_key(key)})
    if row is None or row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now()):
        return None
    return row


def of_key(session: Session, row: ApiKey) -> Principal | None:
    """Return who holds a key; a key of a person is worth what that person's roles are worth at this moment."""
    known = {scope.value for scope in May}
    scopes = frozenset(May(scope) for scope in row.scopes if scope in known)
    if row.created_by is None:
        return Principal(organisation=row.organisation_id, role=row.role, actor=row.id, scopes=scopes)
    user = session.get(User, row.created_by)
    own = of_user(session, user) if user is not None and user.disabled_at is None else None
    return replace(own, actor=row.id, scopes=scopes) if own is not None and own.role is row.role else None


def is_stale(row: ApiKey) -> bool:
    """Tell whether «last used» should be written down again."""
    return row.last_used_at is None or now() - row.last_used_at > SHOWN_EVERY


def mark_used(session: Session, key_id: str) -> None:
    """Write down that a key was used."""
    session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now()))


def find_by_password(session: Session, login: str, password: str) -> User | None:
    """Return the user, or None; a name that does not exist takes as long as a wrong password."""
    from service.access.passwords import is_right

    user = session.scalar(select(User).where(User.login == login))
    known = user.password_hash if user is not None and user.disabled_at is None else None
    return user if is_right(password, known) else None


def of_user(session: Session, user: User) -> Principal | None:
    """Return what a user is in the organisation of the strongest role; None for one without any role."""
    query = (
        select(Membership).where(Membership.user_id == user.id).order_by(Membership.created_at, Membership.id)
    )
    rows = list(session.scalars(query))
    if rows:
        strongest = max(rows, key=lambda row: len(PERMISSIONS[row.role]))
        return Principal(
            organisation=strongest.organisation_id,
            role=strongest.role,
            actor=user.id,
            others=_others(rows) if strongest.role is Role.METHODOLOGIST else frozenset(),
        )
    if user.is_operator:
        return Principal(organisation=None, role=Role.OPERATOR, actor=user.id)
    return None


def _others(rows: Iterable[Membership]) -> frozenset[str]:
    """Return the organisations of a methodologist: one person, one district, several schools."""
    return frozenset(row.organisation_id for row in rows if row.role is Role.METHODOLOGIST)
