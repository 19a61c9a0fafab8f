"""``/v1/summary``: every programme of every organisation one sees, in numbers."""

import dataclasses
from typing import Any

from marshmallow import fields

from service.access.overview import Overview, overview
from service.access.roles import May
from service.api.protocol.context import session
from service.api.protocol.tables import table
from service.api.resource import TABLE, Resource
from service.api.schemas.fields import Told

summary = Resource("summary", __name__, url_prefix="/v1/summary", description="Organisations in numbers.")


class OverviewTold(Told):
    """One programme of one organisation in numbers; null before the first run."""

    organisation_id = fields.String(required=True, metadata={"example": "org_0123456789abcdefghjkmnpqrs"})
    organisation = fields.String(required=True, metadata={"example": "Школа № 3"})
    programme_id = fields.String(required=True, metadata={"example": "prg_0123456789abcdefghjkmnpqrs"})
    programme = fields.String(required=True, metadata={"example": "Наставничество, 2026/27"})
    mentees = fields.Integer(required=True, metadata={"example": 70})
    mentors = fields.Integer(required=True, metadata={"example": 40})
    pairs = fields.Integer(required=True, allow_none=True, metadata={"example": 61})
    waiting = fields.Integer(required=True, allow_none=True, metadata={"example": 9})
    approved = fields.Boolean(required=True, metadata={"example": False})


class SummaryTold(Told):
    """All of them."""

    programmes = fields.List(fields.Nested(OverviewTold), required=True)


COLUMNS = tuple(field.name for field in dataclasses.fields(Overview))


@summary.operation("GET", "", may=May.READ, answer=SummaryTold, forms=TABLE)
def read_summary() -> Any:
    """Count people, pairs and those who wait, programme by programme; a methodologist sees several organisations."""
    rows = [dataclasses.asdict(one) for one in overview(session())]
    return table("summary", COLUMNS, rows) or {"programmes": rows}
