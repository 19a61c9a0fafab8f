"""Whose name the district may see: those whose consent to transfer names it as a recipient, as of now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.programmes import Participant

OPEN = "open_to_district"
"""The fact of a participant that says so; it is read anew from the consents with every file that is accepted."""


def is_open(row: Participant) -> bool:
    """Tell whether the district may see a person's name; never of people kept apart."""
    facts = row.facts or {}
    return bool(facts.get(OPEN)) and not facts.get("apart")


def open_codes(session: Session, programme_id: str) -> frozenset[str]:
    """Return the codes of a programme whose names the district may see."""
    query = select(Participant).where(
        Participant.programme_id == programme_id, Participant.erased_at.is_(None)
    )
    return frozenset(row.code for row in session.scalars(query) if row.code and is_open(row))
