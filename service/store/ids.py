"""Identifiers: a prefix that says what it names, and 128 bits nobody can guess."""

import secrets
from enum import StrEnum

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter is mistaken for another when an id is read aloud."""
LENGTH = 26
"""26 letters of 5 bits hold 128 bits and two to spare."""


class Kind(StrEnum):
    """What an id names; also its prefix."""

    ORGANISATION = "org"
    USER = "usr"
    MEMBERSHIP = "mem"
    API_KEY = "key"
    LOGIN = "ses"
    PROGRAMME = "prg"
    IMPORT = "imp"
    PARTICIPANT = "par"
    CONSTRAINT = "con"
    RUN = "run"
    PLAN = "pln"
    EVENT = "evt"
    WEBHOOK = "whk"
    MESSAGE = "msg"
    ACCESS = "acc"
    RETENTION = "ret"
    WORKER = "wrk"


def new_id(kind: Kind) -> str:
    """Return a fresh id such as ``run_…``."""
    return f"{kind.value}_{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"
