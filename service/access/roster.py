"""The roster of users: who exists, in which roles, and how they come in first; every change is written down."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from service.access.keys import hash_key, new_key
from service.access.passwords import hash_password
from service.access.principal import of_user
from service.audit.journal import note
from service.store.base import now
from service.store.organisation import Organisation
from service.store.users import ApiKey, Login, Membership, Role, User

ACTOR = "command"
PASSWORD_BYTES = 15
KEY_DAYS = 365
HINT = 8


class NotInRoster(Exception):  # noqa: N818 - named for what it means
    """There is no such user, organisation or role."""


def find_organisation(session: Session, known_as: str) -> Organisation:
    """Return an organisation by its id or its title; raise `NotInRoster`, also when two have the title."""
    query = select(Organisation).where(or_(Organisation.id == known_as, Organisation.title == known_as))
    rows = session.scalars(query).all()
    if len(rows) != 1:
        raise NotInRoster(known_as)
    return rows[0]


def get_user(session: Session, login: str) -> User:
    """Return a user by login name; raise `NotInRoster`."""
    user = session.scalar(select(User).where(User.login == login_name(login)))
    if user is None:
        raise NotInRoster(login)
    return user


def login_name(typed: str) -> str:
    """Return a login name as it is kept: an address in small letters, as providers write it."""
    return typed.strip().casefold() if "@" in typed else typed.strip()


def add_user(session: Session, login: str, *, name: str = "") -> User:
    """Return a new user without a password: for log-in by a provider, until a password is given."""
    user = User(login=login_name(login), name=name)
    session.add(user)
    session.flush()
    return user


def give_password(session: Session, user: User) -> str:
    """Return a new one-time password; every log-in of the user ends."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user.password_hash, user.must_change_password = hash_password(password), True
    session.execute(delete(Login).where(Login.user_id == user.id))
    return password


def give_role(session: Session, user: User, organisation: Organisation, role: Role) -> None:
    """Give a role; a second time changes nothing."""
    same = Membership.user_id == user.id, Membership.organisation_id == organisation.id
    if session.scalar(select(Membership.id).where(*same, Membership.role == role)) is None:
        session.add(Membership(user_id=user.id, organisation_id=organisation.id, role=role))
        _note(session, "role.given", user, organisation, role)


def take_role(session: Session, user: User, organisation: Organisation, role: Role) -> None:
    """Take a role away, at once: whoever is logged in loses it with the next page."""
    same = Membership.user_id == user.id, Membership.organisation_id == organisation.id
    row = session.scalar(select(Membership).where(*same, Membership.role == role))
    if row is None:
        raise NotInRoster(role.value)
    session.delete(row)
    _note(session, "role.taken", user, organisation, role)


def disable(session: Session, user: User) -> None:
    """Let a user in no more, and end every log-in and every key that was theirs."""
    user.disabled_at = now()
    session.execute(delete(Login).where(Login.user_id == user.id))
    for key in session.scalars(
        select(ApiKey).where(ApiKey.created_by == user.id, ApiKey.revoked_at.is_(None))
    ):
        key.revoked_at = now()
    for place, role in session.execute(
        select(Membership.organisation_id, Membership.role).where(Membership.user_id == user.id)
    ):
        note(
            session,
            organisation=place,
            actor=ACTOR,
            action="user.disabled",
            target=user.id,
            facts={"role": role.value},
        )


def give_key(session: Session, user: User, title: str) -> str:
    """Return a new key worth what the user's roles are worth whenever it is shown; raise without any role."""
    own = of_user(session, user)
    if own is None or own.organisation is None:
        raise NotInRoster(user.login)
    key = new_key()
    row = ApiKey(
        organisation_id=own.organisation,
        digest=hash_key(key),
        hint=key[:HINT],
        title=title,
        role=own.role,
        created_by=user.id,
        expires_at=now() + timedelta(days=KEY_DAYS),
    )
    session.add(row)
    session.flush()
    facts = {"role": own.role.value}
    note(
        session,
        organisation=own.organisation,
        actor=user.id,
        action="key.created",
        target=row.id,
        facts={**facts},
    )
    return key


def _note(session: Session, action: str, user: User, organisation: Organisation, role: Role) -> None:
    facts = {"role": role.value}
    note(session, organisation=organisation.id, actor=ACTOR, action=action, target=user.id, facts={**facts})
