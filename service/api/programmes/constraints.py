"""``/v1/programmes/{p}/constraints``: together, apart, left, come back: with a private reason and its author."""

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import select

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import principal, session
from service.api.protocol.deeds import note_decided, note_decision
from service.api.protocol.lookup import get_programme, get_row
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Problem, invalid
from service.api.resource import Resource
from service.api.schemas.fields import Body, Told, choice, text
from service.api.schemas.shared import PageQuery
from service.moments import told
from service.personal.register import codes_of
from service.plans.deciding import Decision, DecisionRefused, decide
from service.store.programmes import Constraint, ConstraintKind

constraints = Resource(
    "constraints",
    __name__,
    url_prefix="/v1/programmes/<id:programme_id>/constraints",
    description="Keep together, keep apart, left the programme, came back.",
)


class NewConstraint(Body):
    """A decision about two people, or about one who left or came back."""

    kind = choice(
        ConstraintKind,
        required=True,
        sample="lock",
        about="lock, together: keep; forbid, apart: never; left: takes part no more; returned: does again. "
        "Of left and returned only the latest stands.",
    )
    first = text(
        40, required=True, about="Code of the mentee; of anybody who left or returned.", sample="Н-014"
    )
    second = text(
        40, about="Code of the mentor; nobody beside left or returned.", load_default="", sample="М-007"
    )
    form = text(100, about="Key of the form; any by default.", load_default="")
    reason = text(
        1000, about="Private: seen by the curator only.", load_default="", sample="Просьба родителя"
    )


class ConstraintTold(Told):
    """A decision."""

    id = fields.String(required=True, metadata={"example": "con_0123456789abcdefghjkmnpqrs"})
    kind = fields.String(required=True, metadata={"example": "lock"})
    first = fields.String(required=True, metadata={"example": "Н-014"})
    second = fields.String(required=True, metadata={"example": "М-007"})
    form = fields.String(required=True, metadata={"example": ""})
    reason = fields.String(metadata={"example": "Просьба родителя"})
    author = fields.String(required=True, metadata={"example": "usr_0123456789abcdefghjkmnpqrs"})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})


class ConstraintList(Told):
    """A page of decisions."""

    constraints = fields.List(fields.Nested(ConstraintTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


@constraints.operation("GET", "", may=May.READ, query=PageQuery, answer=ConstraintList, sends=["Link"])
def list_constraints(programme_id: str, query: dict[str, Any]) -> Response:
    """List the decisions; the reasons only for those who see names."""
    get_programme(programme_id)
    rows = session().scalars(
        select(Constraint).where(Constraint.programme_id == programme_id).order_by(Constraint.id)
    )
    return answer_page("constraints", rows.all(), query, told=_told, key=lambda row: row.id)


@constraints.operation(
    "POST",
    "",
    may=May.EDIT,
    body=NewConstraint,
    answer=ConstraintTold,
    status=201,
    sends=["Location"],
    problems=[kinds.WRONG_STATE],
)
def create_constraint(programme_id: str, body: dict[str, Any]) -> Any:
    """Decide about two people, or about one; the next run obeys."""
    programme = get_programme(programme_id)
    decision = Decision(**{**body, "kind": ConstraintKind(body["kind"])})
    try:
        decided = decide(
            session(),
            programme,
            decision,
            principal().actor,
            same=codes_of(session(), programme_id, decision.first),
        )
    except DecisionRefused as refused:
        if not refused.field:
            raise Problem(kinds.WRONG_STATE, refused.why) from None
        raise invalid(f"/{refused.field}", refused.code, refused.why) from None
    note_decided(decided)
    return _told(decided.row), {"Location": f"/v1/programmes/{programme_id}/constraints/{decided.row.id}"}


@constraints.operation("GET", "/<id:constraint_id>", may=May.READ, answer=ConstraintTold)
def read_constraint(programme_id: str, constraint_id: str) -> Any:
    """Read a decision."""
    return _told(_get(programme_id, constraint_id))


@constraints.operation("DELETE", "/<id:constraint_id>", may=May.EDIT, status=204)
def delete_constraint(programme_id: str, constraint_id: str) -> None:
    """Withdraw a decision."""
    row = _get(programme_id, constraint_id)
    note_decision("constraint.deleted", row)
    session().delete(row)


def _get(programme_id: str, constraint_id: str) -> Constraint:
    row = get_row(Constraint, constraint_id)
    if row.programme_id != programme_id:
        raise Problem(kinds.NOT_FOUND)
    return row


def _told(row: Constraint) -> dict[str, Any]:
    said = {
        "id": row.id,
        "kind": row.kind.value,
        "first": row.first,
        "second": row.second,
        "form": row.form,
        "author": row.author,
        "created_at": told(row.created_at),
    }
    return {**said, "reason": row.reason} if principal().may(May.NAMES) else said
