"""``/v1/runs/{r}/unmatched``: people without a mentor yet: reason, funnel, smallest remedy, alternates."""

from typing import Any

from marshmallow import fields

from service.access.roles import May
from service.api import problem_types as kinds
from service.api.context import seen
from service.api.fields import Told
from service.api.limited import ask
from service.api.readiness import StepTold
from service.api.resource import TABLE, Resource, spoken
from service.api.results import asked_of, finished
from service.api.tables import table
from service.api.tasks.telling import tell_unmatched

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
    """Everybody without a mentor."""

    unmatched = fields.List(fields.Nested(UnmatchedTold), required=True)


@unmatched.operation(
    "GET",
    "",
    may=May.READ,
    answer=UnmatchedList,
    forms=TABLE,
    columns=COLUMNS,
    problems=[kinds.WRONG_STATE, kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE, kinds.INVALID],
)
def list_unmatched(run_id: str) -> Any:
    """List who has no mentor yet and what would help, by codes."""
    rows = spoken(seen(ask(tell_unmatched, asked_of(finished(run_id, whole=True)))))
    return table("unmatched", COLUMNS, rows) or {"unmatched": rows}
