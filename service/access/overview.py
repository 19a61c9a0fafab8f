"""What a district sees of its organisations: counts, never a person."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.organisation import Organisation
from service.store.plans import Plan
from service.store.programmes import Participant, Programme
from service.store.run_states import GOOD
from service.store.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One programme of one organisation in numbers.

    Parameters
    ----------
    pairs, waiting
        Of the latest run with a result: pairs and groups, and people without a mentor yet; None before the first.
    approved
        Whether a plan of the programme was approved.
    """

    organisation_id: str
    organisation: str
    programme_id: str
    programme: str
    mentees: int
    mentors: int
    pairs: int | None
    waiting: int | None
    approved: bool


def overview(session: Session) -> list[Overview]:
    """Return the open programmes a session sees, organisation by organisation."""
    query = select(Programme).where(Programme.closed_at.is_(None))
    rows = session.scalars(query).all()
    titles = _titles(session, {row.organisation_id for row in rows})
    rows = sorted(rows, key=lambda row: (titles[row.organisation_id], row.organisation_id, row.id))
    return [_of(session, row, titles[row.organisation_id]) for row in rows]


def _of(session: Session, row: Programme, organisation: str) -> Overview:
    sides = _sides(session, row.id)
    counts = _counts(session, row.id)
    approved = select(Plan.id).where(Plan.programme_id == row.id, Plan.approved_at.is_not(None)).limit(1)
    return Overview(
        organisation_id=row.organisation_id,
        organisation=organisation,
        programme_id=row.id,
        programme=row.title,
        mentees=sides["mentee"],
        mentors=sides["mentor"],
        pairs=None if counts is None else int(counts.get("pairs", 0)) + int(counts.get("groups", 0)),
        waiting=None if counts is None else int(counts.get("unmatched", 0)),
        approved=session.scalar(approved) is not None,
    )


def _titles(session: Session, ids: set[str]) -> dict[str, str]:
    rows = session.scalars(select(Organisation).where(Organisation.id.in_(sorted(ids))))
    return {row.id: row.title for row in rows}


def _sides(session: Session, programme_id: str) -> Counter[str]:
    alive = Participant.programme_id == programme_id, Participant.erased_at.is_(None)
    return Counter(
        str((facts or {}).get("side", ""))
        for facts in session.scalars(select(Participant.facts).where(*alive))
    )


def _counts(session: Session, programme_id: str) -> dict[str, int] | None:
    """Return the counts of the latest good run; they hold no names, so they outlive an erasure."""
    good = Run.programme_id == programme_id, Run.outcome.in_(GOOD)
    query = select(Run).where(*good).order_by(Run.created_at.desc(), Run.id).limit(1)
    run = session.scalar(query)
    return None if run is None else run.counts or {}
