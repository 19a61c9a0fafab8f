"""The ends of the chains, remembered outside the database: what is cut off at the end is seen by nothing else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit.journal import verify_chain
from service.store.journal import AuditEvent
from service.store.organisation import Organisation

Heads = dict[str, tuple[int, str]]
"""Organisation → position and checksum of the last record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a chain stands.

    Parameters
    ----------
    broken_at
        First record that does not follow the one before.
    cut_at
        Where the chain ended once, when that record is no longer there as it was.
    """

    organisation: str
    title: str
    count: int
    checksum: str
    broken_at: int | None
    cut_at: int | None


def check_chains(session: Session, known: Heads) -> list[State]:
    """Return how every chain stands; one of an organisation that is gone counts as cut off."""
    rows = session.scalars(select(Organisation).order_by(Organisation.id)).all()
    gone = [
        State(organisation=key, title=key, count=0, checksum="", broken_at=None, cut_at=position)
        for key, (position, _) in sorted(known.items())
        if position and key not in {row.id for row in rows}
    ]
    return [_state(session, row, known.get(row.id)) for row in rows] + gone


def _state(session: Session, row: Organisation, known: tuple[int, str] | None) -> State:
    own = AuditEvent.organisation_id == row.id
    last = select(AuditEvent.digest).where(own).order_by(AuditEvent.position.desc()).limit(1)
    return State(
        organisation=row.id,
        title=row.title,
        count=session.scalar(select(func.count()).where(own)) or 0,
        checksum=session.scalar(last) or "",
        broken_at=verify_chain(session, row.id),
        cut_at=None if known is None or _stands(session, row.id, *known) else known[0],
    )


def _stands(session: Session, organisation: str, position: int, checksum: str) -> bool:
    if position == 0:
        return True
    same = AuditEvent.organisation_id == organisation, AuditEvent.position == position
    return session.scalar(select(AuditEvent.digest).where(*same)) == checksum


def read_heads(path: Path) -> Heads:
    """Return the ends that a file remembers."""
    content: dict[str, list[int | str]] = json.loads(path.read_text(encoding="utf-8"))
    return {key: (int(position), str(checksum)) for key, (position, checksum) in content.items()}


def write_heads(path: Path, states: Sequence[State]) -> None:
    """Remember the ends of whole chains."""
    content = {one.organisation: [one.count, one.checksum] for one in states}
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
    partial.replace(path)
