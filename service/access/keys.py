"""API keys: 256 random bits shown once; only their SHA-256 is kept."""

import hashlib
import secrets

PREFIX = "mk_"


def new_key() -> str:
    """Return a key that nobody can guess."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """Return what is kept of a key; 256 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
