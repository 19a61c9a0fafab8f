"""The act of destruction, and the extract of the log beside it: both without a word about whom, by id alone."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.moments import told
from service.store.journal import Access, AuditEvent
from service.store.organisation import Organisation
from service.store.programmes import Participant

ACTION = "participant.erased"
SYSTEM = Wording("Подбор наставников (matcher)", "Mentor matching (matcher)")
METHOD = Wording(
    "Удаление из базы данных и перезапись файлов и страниц, на которых данные стояли.",
    "Deletion from the database; files and pages on which the data stood are written anew.",
)
CATEGORIES = (
    Wording("фамилия, имя, отчество", "name"),
    Wording("дата рождения, класс или должность", "date of birth, class or position"),
    Wording("контактные данные, законный представитель", "contacts, legal guardian"),
    Wording("сведения о согласиях", "records of consent"),
    Wording("ответы на анкеты и предпочтения", "answers and preferences"),
    Wording("документы подбора, в которых назван участник", "papers of runs that name the person"),
)
"""Kinds of data that an erasure destroys, whether or not each was held."""


def find_act(session: Session, row: Participant) -> dict[str, Any] | None:
    """Return the act for an erased person, or None when nothing was destroyed."""
    query = select(AuditEvent).where(AuditEvent.action == ACTION)
    # A human in two roles is destroyed by one act, at one moment, noted under the first of the two.
    alike = [one for one in session.scalars(query) if row.erased_at is not None and _of(one, row)]
    if not alike:
        return None
    event = alike[0]
    facts = {name: value for name, value in event.facts.items() if name not in ("reason", "also")}
    return {
        "act_id": event.id,
        "organisation": session.get_one(Organisation, row.organisation_id).title,
        "system": SYSTEM,
        "participant_id": row.id,
        "categories": list(CATEGORIES),
        "reason": event.facts["reason"],
        "method": METHOD,
        "at": told(event.created_at),
        "by": event.actor,
        "counts": facts,
        "checksum": event.digest,
        "log": [*looks_at(session, row), *_events(session, row)],
    }


def looks_at(session: Session, row: Participant) -> list[dict[str, Any]]:
    """Return who looked at a person, alone or among all of the programme, from the first look on."""
    query = select(Access).where(Access.subject.in_([row.id, row.programme_id]))
    return [
        {"at": told(one.created_at), "by": one.actor, "action": one.action, "subject": one.subject}
        for one in session.scalars(query.order_by(Access.created_at, Access.id))
    ]


def _events(session: Session, row: Participant) -> list[dict[str, Any]]:
    query = select(AuditEvent).where(AuditEvent.subject == row.id).order_by(AuditEvent.position)
    return [
        {"at": told(one.created_at), "by": one.actor, "action": one.action, "subject": row.id}
        for one in session.scalars(query)
    ]


def _of(event: AuditEvent, row: Participant) -> bool:
    others = str(event.facts.get("also", "")).split()
    return row.id == event.subject or row.id in others
