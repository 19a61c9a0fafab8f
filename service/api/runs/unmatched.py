"""``/v1/runs/{r}/unmatched``: people without a mentor yet: reason, funnel, smallest remedy, alternates."""

from typing import Any

from flask import Response
from marshmallow import fields

from service.access.roles import May
from service.api.programmes.readiness import StepTold
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import seen
from service.api.protocol.limited import ask
from service.api.protocol.paging import answer_page
from service.api.protocol.tables import table
from service.api.resource import TABLE, Resource, spoken
from service.api.runs.results import asked_of, finished
from service.api.schemas.fields import Told
from service.api.schemas.shared import PageQuery
from service.child.telling import tell_unmatched

unmatched = Resource(
    "unmatched", __name__, url_prefix="/v1/runs/<id:run_id>/unmatched", description="Without a mentor yet."
)
COLUMNS = ("mentee", "forms", "certain", "reason", "remedy", "alternates")


class UnmatchedTold(Told):
    """A mentee without a mentor, by code."""

    mentee = fields.String(required=True, metadata={"example": "Н-031"})
    forms = fields.List(fields.String(), required=True)
    certain = fields.Boolean(allow_none=True, metadata={"example": True})
    reason = fields.String(required=True, metadata={"example": "Все места заняты."})
    funnel = fields.List(fields.Nested(StepTold), required=True)
    remedy = fields.String(allow_none=True, metadata={"example": "Помогло бы одно место."})
    alternates = fields.List(fields.String(), required=True)


class UnmatchedList(Told):
    """A page of those without a mentor."""

    unmatched = fields.List(fields.Nested(UnmatchedTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


@unmatched.operation(
    "GET",
    "",
    may=May.READ,
    query=PageQuery,
    sends=["Link"],
    answer=UnmatchedList,
    forms=TABLE,
    columns=COLUMNS,
    problems=[kinds.WRONG_STATE, kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE, kinds.INVALID],
)
def list_unmatched(run_id: str, query: dict[str, Any]) -> Response:
    """List who has no mentor yet and what would help, by codes; a table holds all of them, JSON one page."""
    found = seen(ask(tell_unmatched, asked_of(finished(run_id, whole=True))))
    rows = sorted(spoken(found), key=lambda row: row["mentee"])
    as_table = table("unmatched", COLUMNS, rows)
    if as_table is not None:
        return as_table
    return answer_page("unmatched", rows, query, told=dict, key=lambda row: str(row["mentee"]))
