"""The lot that decides equal choices: a number per pair that depends on the two ids and the salt only.

``key(person)`` is the first 8 bytes (big-endian) of SHA-256 over `VERSION`, the salt, the side and the id; salt, side
and id are each preceded by their length in 4 bytes. ``lot(i, j)`` is the top 40 bits of a mixer of 64 bits of the two
keys. Among equal choices the one with the least sum of lots is taken. Test vectors stand in ``docs/engine.md``.
"""

import hashlib
from collections.abc import Sequence
from enum import Enum

import numpy as np
import numpy.typing as npt

VERSION = b"lot/1"
LOT_BITS = 40

KeyArray = npt.NDArray[np.uint64]

_KEYS_IN_DIGEST = 4
_GOLDEN = 0x9E3779B97F4A7C15
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class LotSide(Enum):
    """Which list an id stands in; the same id on both sides gets two keys, and a requirement another one."""

    MENTEE = b"mentee"
    MENTOR = b"mentor"
    POOL = b"pool"
    REQUIREMENT = b"requirement"


def person_keys(salt: bytes, side: LotSide, ids: Sequence[str]) -> KeyArray:
    """Return one key per id."""
    begun = VERSION + _prefixed(salt) + _prefixed(side.value)
    digests = [hashlib.sha256(begun + _prefixed(person.encode())).digest() for person in ids]
    return np.frombuffer(b"".join(digests), dtype=">u8")[::_KEYS_IN_DIGEST].astype(np.uint64)


def _prefixed(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part


def lots(mentees: KeyArray, mentors: KeyArray, turn: int = 0) -> npt.NDArray[np.int64]:
    """Return the lots of two broadcastable arrays of keys; `turn` counts the 40 bits drawn before."""
    start = np.atleast_1d(mentees) + np.uint64(_GOLDEN * turn % (1 << 64))
    mixed = _mix(_mix(start) + np.atleast_1d(mentors))
    return (mixed >> np.uint64(64 - LOT_BITS)).astype(np.int64)


def _mix(value: KeyArray) -> KeyArray:
    """Return the finaliser of SplitMix64; sums and products wrap at 64 bits."""
    value = (value ^ (value >> np.uint64(30))) * _FIRST
    value = (value ^ (value >> np.uint64(27))) * _SECOND
    return value ^ (value >> np.uint64(31))
