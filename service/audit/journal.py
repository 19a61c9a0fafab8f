"""Writing into the chain, and walking along it: one chain an organisation."""

from collections.abc import Generator, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.audit.chain import FIRST, Record, checksum_of, find_break
from service.store.base import now
from service.store.ids import Kind, new_id
from service.store.journal import Access, AuditEvent
from service.store.organisation import Organisation
from service.store.scope import check_own

Facts = dict[str, str | int | bool | None]
EVENTS: Table = AuditEvent.__table__  # type: ignore[assignment]
COLUMNS = tuple(column.name for column in EVENTS.columns)

LAST = (
    select(EVENTS.c.position, EVENTS.c.digest)
    .where(EVENTS.c.organisation_id == bindparam("organisation"))
    .order_by(EVENTS.c.position.desc())
    .limit(1)
)
# Without «key_share» it would wait for everybody who has added a row of the organisation, and they for it.
TURN = (
    select(Organisation.__table__.c.id)
    .where(Organisation.__table__.c.id == bindparam("organisation"))
    .with_for_update(key_share=True)
)


def note(
    session: Session, *, organisation: str, actor: str, action: str, target: str, facts: Facts | None = None
) -> AuditEvent:
    """Add one record to an organisation's chain, after all else that the session has to write.

    Nobody is waited for before it is known that somebody came first: the chain has one place after each record, and
    who finds it taken takes a turn and looks for the next.
    """
    session.flush()
    said = {"actor": actor, "action": action, "subject": target, "facts": dict(facts or {})}
    while not _is_added(session, event := _following(session, organisation, said)):
        session.connection().execute(TURN, {"organisation": organisation})
    return event


def _following(session: Session, organisation: str, said: Mapping[str, Any]) -> AuditEvent:
    """Return the record that follows the last one that can be seen."""
    last = session.connection().execute(LAST, {"organisation": organisation}).first()
    position, before = (last.position + 1, last.digest) if last else (1, FIRST)
    at = now()
    digest = checksum_of(
        position=position,
        at=at.isoformat(),
        actor=said["actor"],
        action=said["action"],
        target=said["subject"],
        facts=dict(said["facts"]),
        before=before,
    )
    return AuditEvent(
        id=new_id(Kind.EVENT),
        organisation_id=organisation,
        position=position,
        before=before,
        digest=digest,
        created_at=at,
        **said,
    )


def _is_added(session: Session, event: AuditEvent) -> bool:
    """Add a record; return whether its place was free, after waiting for whoever is just taking it."""
    check_own(session, event)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = insert(EVENTS).on_conflict_do_nothing(index_elements=["organisation_id", "position"])
    values = {name: getattr(event, name) for name in COLUMNS}
    return session.connection().scalar(new.returning(EVENTS.c.position), values) is not None


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
