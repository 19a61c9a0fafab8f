"""Who an identity provider says has come, and which user of ours that is; a stranger gets no rights by it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.users import User

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A person as a provider vouches for them.

    Parameters
    ----------
    email
        Only when the provider has verified it; empty otherwise.
    """

    issuer: str
    subject: str
    email: str = ""

    @property
    def key(self) -> str:
        """What is kept: issuer and subject, joined by a space."""
        return f"{self.issuer} {self.subject}"


def find_user(session: Session, identity: Identity) -> User | None:
    """Return the user an identity belongs to, or None; nobody is created.

    The first time the verified address must be the login name; from then on the subject alone decides, so that
    an address that later passes to somebody else opens nothing.
    """
    user = session.scalar(select(User).where(User.subject == identity.key))
    if user is None and identity.email and len(identity.key) <= LONGEST:
        user = session.scalar(
            select(User).where(User.login == identity.email.casefold(), User.subject.is_(None))
        )
        if user is not None and user.disabled_at is None:
            _bind(user, identity)
    return user if user is not None and user.disabled_at is None else None


def _bind(user: User, identity: Identity) -> None:
    user.subject = identity.key
    if user.must_change_password:
        # A one-time password that was never used must not stay valid beside the other way in.
        user.password_hash, user.must_change_password = None, False
