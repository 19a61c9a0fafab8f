"""Passwords: argon2id, and the same time whether a name exists or not."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 256


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password.

    Raises
    ------
    ValueError
        When it is shorter than `LEAST` or longer than `MOST` characters.
    """
    if not LEAST <= len(password) <= MOST:
        raise ValueError(f"A password has {LEAST} to {MOST} characters, got {len(password)}.")
    return _hasher().hash(password)


def is_right(password: str, known: str | None) -> bool:
    """Tell whether a password belongs to a hash; None (nobody of that name) takes as long and is never right."""
    if len(password) > MOST:
        password, known = "", None  # nobody has such a one, and a long text must not cost more
    try:
        return _hasher().verify(known or _nobody(), password) and known is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return _hasher().hash("no password is this one")
