"""Writing into the chain, and walking along it: one chain an organisation."""

from collections.abc import Generator
from contextlib import closing

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.chain import FIRST, Record, checksum_of, find_break
from service.store.base import now
from service.store.journal import Access, AuditEvent
from service.store.organisation import Organisation

Facts = dict[str, str | int | bool | None]


def note(
    session: Session, *, organisation: str, actor: str, action: str, target: str, facts: Facts | None = None
) -> AuditEvent:
    """Add one record to an organisation's chain; two at once wait for each other on the organisation's row."""
    # Without «key_share» it would wait for everybody who has added a row of the organisation, and they for it.
    turn = select(Organisation.id).where(Organisation.id == organisation).with_for_update(key_share=True)
    session.execute(turn)
    last = session.execute(
        select(AuditEvent.position, AuditEvent.digest)
        .where(AuditEvent.organisation_id == organisation)
        .order_by(AuditEvent.position.desc())
        .limit(1)
    ).first()
    position, before = (last.position + 1, last.digest) if last else (1, FIRST)
    at = now()
    held = dict(facts or {})
    digest = checksum_of(
        position=position,
        at=at.isoformat(),
        actor=actor,
        action=action,
        target=target,
        facts=dict(held),
        before=before,
    )
    event = AuditEvent(
        organisation_id=organisation,
        position=position,
        action=action,
        actor=actor,
        subject=target,
        facts=held,
        before=before,
        digest=digest,
        created_at=at,
    )
    session.add(event)
    session.flush()
    return event


def looked(session: Session, *, organisation: str, actor: str, subject: str, action: str) -> None:
    """Remember that somebody looked at a person or at the names of a programme."""
    session.add(Access(organisation_id=organisation, actor=actor, subject=subject, action=action))


def verify_chain(session: Session, organisation: str) -> int | None:
    """Return the position at which an organisation's chain is broken, or None."""
    # A walk that ends at a break leaves rows unread: the cursor must not wait for them.
    with closing(_records(session, organisation)) as records:
        return find_break(records)


def _records(session: Session, organisation: str) -> Generator[Record, None, None]:
    query = (
        select(AuditEvent)
        .where(AuditEvent.organisation_id == organisation)
        .order_by(AuditEvent.position)
        .execution_options(yield_per=1000)
    )
    with closing(session.scalars(query)) as rows:
        for row in rows:
            yield Record(
                position=row.position,
                at=row.created_at.isoformat(),
                actor=row.actor or "",
                action=row.action,
                target=row.subject or "",
                facts=row.facts,
                before=row.before,
                checksum=row.digest,
            )
