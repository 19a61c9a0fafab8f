"""The first start: the database, and the first person who may log in."""

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select

from questionnaires.wording import Wording
from service.store import schema
from service.store.organisation import Organisation
from service.store.store import Store
from service.store.users import Membership, Role, User

LOGIN = "operator"
ORGANISATION = Wording("Моя организация", "My organisation")
PASSWORD_BYTES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUser:
    """Who may log in first; the password is shown once and must be changed."""

    login: str
    password: str


def prepare_database(store: Store) -> None:
    """Bring our tables and the run engine's to the version of the program."""
    from service.runs.queue import engine

    schema.upgrade(store.engine)
    engine.prepare(store.url)


def create_first_user(store: Store) -> FirstUser | None:
    """Create an operator with a one-time password in a database without users; None when there are some.

    The operator is also curator and head of a first organisation, so that one school needs no other set-up.
    """
    from service.access.passwords import hash_password

    password = secrets.token_urlsafe(PASSWORD_BYTES)
    hashed = hash_password(password)
    with store.whole() as session:
        if session.scalar(select(func.count()).select_from(User)):
            return None
        user = User(login=LOGIN, password_hash=hashed, must_change_password=True, is_operator=True)
        organisation = Organisation(title=ORGANISATION.ru)
        session.add_all([user, organisation])
        session.flush()
        for role in (Role.CURATOR, Role.HEAD):
            session.add(Membership(user_id=user.id, organisation_id=organisation.id, role=role))
    return FirstUser(login=LOGIN, password=password)
