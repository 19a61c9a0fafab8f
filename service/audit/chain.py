"""A chain of records: each holds the checksum of the one before, so that none can be changed or left out unseen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

FIRST = "0" * 64
"""What the first record follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: who did what to which object, by ids and codes only.

    Parameters
    ----------
    position
        1, 2, 3 … within the chain.
    at
        RFC 3339, UTC.
    facts
        Counts, states and checksums; never a personal value.
    before, checksum
        Of the record before, and of this one.
    """

    position: int
    at: str
    actor: str
    action: str
    target: str
    facts: dict[str, str | int | bool | None]
    before: str
    checksum: str


def checksum_of(
    *, position: int, at: str, actor: str, action: str, target: str, facts: dict[str, object], before: str
) -> str:
    """Return the SHA-256 of a record's canonical JSON."""
    content = [position, at, actor, action, target, facts, before]
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def find_break(records: Iterable[Record]) -> int | None:
    """Return the position at which the chain is broken, or None when every record follows the one before."""
    before, expected = FIRST, 1
    for record in records:
        right = checksum_of(
            position=record.position,
            at=record.at,
            actor=record.actor,
            action=record.action,
            target=record.target,
            facts=dict(record.facts),
            before=record.before,
        )
        if record.position != expected or record.before != before or record.checksum != right:
            return expected
        before, expected = record.checksum, expected + 1
    return None
