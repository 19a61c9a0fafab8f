"""Who is looking at the pages: a live log-in, found by the token its cookie holds."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.access.principal import Principal, of_user
from service.access.roles import May
from service.store.base import now
from service.store.organisation import Organisation
from service.store.store import Store
from service.store.users import Login, User

IDLE = timedelta(hours=1)
"""Without work for so long, a log-in ends."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last moment of work is kept, so that reading a page is not always a write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person who is logged in, in one role of one organisation.

    Parameters
    ----------
    token
        What the cookie holds; only its digest is stored.
    """

    token: str
    user_id: str
    name: str
    organisation: str
    principal: Principal
    must_change_password: bool = False

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the session keeps."""
        return self.token

    def may(self, what: May) -> bool:
        """Whether the visitor's role allows something."""
        return self.principal.may(what)


def begin(store: Store, user_id: str, *, hours: int) -> str:
    """Begin a log-in that ends after some hours and return its token; log-ins that have ended are cleared."""
    token = secrets.token_urlsafe(32)
    with store.whole() as session:
        session.execute(delete(Login).where(Login.expires_at < now()))
        session.add(Login(user_id=user_id, digest=_digest(token), expires_at=now() + timedelta(hours=hours)))
    return token


def end(store: Store, token: str) -> None:
    """End a log-in, wherever else its cookie may still lie."""
    with store.whole() as session:
        session.execute(delete(Login).where(Login.digest == _digest(token)))


def end_all(store: Store, user_id: str) -> None:
    """End every log-in of a user, as after a change of the password."""
    with store.whole() as session:
        session.execute(delete(Login).where(Login.user_id == user_id))


def find_visitor(store: Store, token: str) -> Visitor | None:
    """Return who holds a token, or None when the log-in has ended or the user may not come in any more."""
    moment = now()
    with store.whole(read_only=True) as session:
        login = session.scalar(select(Login).where(Login.digest == _digest(token)))
        if login is None or login.expires_at < moment or login.seen_at + IDLE < moment:
            return None
        visitor = _visitor(session, login, token)
    if visitor is not None and login.seen_at + SEEN_EVERY < moment:
        _seen(store, login.id, moment)
    return visitor


def _visitor(session: Session, login: Login, token: str) -> Visitor | None:
    user = session.get(User, login.user_id)
    if user is None or user.disabled_at is not None:
        return None
    principal = of_user(session, user)
    if principal is None:
        return None
    own = session.get(Organisation, principal.organisation) if principal.organisation else None
    return Visitor(
        token=token,
        user_id=user.id,
        name=user.name or user.login,
        organisation=own.title if own else "",
        principal=principal,
        must_change_password=user.must_change_password,
    )


def _seen(store: Store, login_id: str, moment: datetime) -> None:
    with store.whole() as session:
        login = session.get(Login, login_id)
        if login is not None:
            login.seen_at = moment


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
