"""``/v1/audit-events``: the chain of records, by ids and codes only."""

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import select

from service.access.roles import May
from service.api.protocol.context import organisation, session
from service.api.protocol.paging import answer_page
from service.api.resource import Resource
from service.api.schemas.fields import Told
from service.api.schemas.shared import PageQuery
from service.audit.journal import verify_chain
from service.moments import told
from service.store.journal import AuditEvent

audit_events = Resource("audit_events", __name__, url_prefix="/v1/audit-events", description="What was done.")


class EventTold(Told):
    """One record of the chain."""

    id = fields.String(required=True, metadata={"example": "evt_0123456789abcdefghjkmnpqrs"})
    position = fields.Integer(required=True, metadata={"example": 1})
    at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    actor = fields.String(allow_none=True, metadata={"example": "key_0123456789abcdefghjkmnpqrs"})
    action = fields.String(required=True, metadata={"example": "run.accepted"})
    subject = fields.String(allow_none=True, metadata={"example": "run_0123456789abcdefghjkmnpqrs"})
    facts = fields.Dict(required=True, metadata={"example": {}})
    before = fields.String(required=True, metadata={"example": "0" * 64})
    checksum = fields.String(required=True, metadata={"example": "0" * 64})


class EventList(Told):
    """A page of records."""

    audit_events = fields.List(fields.Nested(EventTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


class ChainTold(Told):
    """Whether the chain holds."""

    whole = fields.Boolean(required=True, metadata={"example": True})
    broken_at = fields.Integer(allow_none=True, metadata={"example": None})


@audit_events.operation("GET", "", may=May.AUDIT, query=PageQuery, answer=EventList, sends=["Link"])
def list_events(query: dict[str, Any]) -> Response:
    """List what was done, from the first record on."""
    own = AuditEvent.organisation_id == organisation()
    rows = session().scalars(select(AuditEvent).where(own).order_by(AuditEvent.position)).all()
    return answer_page("audit_events", rows, query, told=_row, key=lambda row: f"{row.position:012d}")


@audit_events.operation("GET", "/verdict", may=May.AUDIT, answer=ChainTold)
def verdict() -> Any:
    """Walk the chain and say whether every record follows the one before."""
    broken = verify_chain(session(), organisation())
    return {"whole": broken is None, "broken_at": broken}


def _row(row: AuditEvent) -> dict[str, Any]:
    return {
        "id": row.id,
        "position": row.position,
        "at": told(row.created_at),
        "actor": row.actor,
        "action": row.action,
        "subject": row.subject,
        "facts": row.facts,
        "before": row.before,
        "checksum": row.digest,
    }
