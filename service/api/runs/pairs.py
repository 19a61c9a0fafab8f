"""``/v1/runs/{r}/pairs``: who with whom, as JSON, CSV or XLSX."""

from typing import Any

from flask import Response
from marshmallow import fields

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import seen
from service.api.protocol.limited import ask
from service.api.protocol.paging import answer_page
from service.api.protocol.tables import table
from service.api.protocol.traces import trace
from service.api.resource import TABLE, Resource, spoken
from service.api.runs.results import asked_of, finished, pairs_data
from service.api.schemas.fields import Told
from service.api.schemas.shared import PageQuery
from service.child.telling import tell_pairs

pairs = Resource("pairs", __name__, url_prefix="/v1/runs/<id:run_id>/pairs", description="Who with whom.")
COLUMNS = ("form", "mentee", "mentee_name", "mentor", "mentor_name", "points", "certain", "origin")


class PairTold(Told):
    """One pair; names are null for roles that see codes only."""

    form = fields.String(required=True, metadata={"example": "student-student"})
    mentee = fields.String(required=True, metadata={"example": "Н-014"})
    mentor = fields.String(required=True, metadata={"example": "М-007"})
    mentee_name = fields.String(allow_none=True, metadata={"example": None})
    mentor_name = fields.String(allow_none=True, metadata={"example": None})
    points = fields.Integer(required=True, metadata={"example": 8150})
    certain = fields.Boolean(allow_none=True, metadata={"example": True})
    origin = fields.String(required=True, metadata={"example": "chosen"})


class PairList(Told):
    """A page of pairs."""

    pairs = fields.List(fields.Nested(PairTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


class PartTold(Told):
    """What one criterion gives; the words are null where they would repeat a private answer."""

    criterion = fields.String(required=True, metadata={"example": "subjects"})
    title = fields.String(required=True, metadata={"example": "Предметы"})
    points = fields.Integer(required=True, metadata={"example": 3000})
    most = fields.Integer(required=True, metadata={"example": 4000})
    blank = fields.Boolean(required=True, metadata={"example": False})
    words = fields.String(allow_none=True, metadata={"example": "Математика: нужна — может помочь"})


class ReasonedPair(Told):
    """A pair with the points of each criterion."""

    form = fields.String(required=True, metadata={"example": "student-student"})
    mentee = fields.String(required=True, metadata={"example": "Н-014"})
    mentor = fields.String(required=True, metadata={"example": "М-007"})
    parts = fields.List(fields.Nested(PartTold), required=True)


class ReasonedList(Told):
    """A page of pairs with their reasons."""

    pairs = fields.List(fields.Nested(ReasonedPair), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


@pairs.operation(
    "GET",
    "",
    may=May.READ,
    query=PageQuery,
    answer=PairList,
    forms=TABLE,
    columns=COLUMNS,
    sends=["Link"],
    problems=[kinds.WRONG_STATE, kinds.ERASED],
)
def list_pairs(run_id: str, query: dict[str, Any]) -> Response:
    """List the pairs of a finished run; a table holds all of them, JSON one page."""
    run = finished(run_id)
    found = pairs_data(run)
    trace(run.programme_id, "pairs", named=any(one["mentee_name"] or one["mentor_name"] for one in found))
    as_table = table("pairs", COLUMNS, found)
    if as_table is not None:
        return as_table
    return answer_page("pairs", found, query, told=dict, key=_key)


@pairs.operation(
    "GET",
    "/reasons",
    may=May.NAMES,
    query=PageQuery,
    sends=["Link"],
    answer=ReasonedList,
    problems=[kinds.WRONG_STATE, kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE, kinds.INVALID],
)
def list_reasons(run_id: str, query: dict[str, Any]) -> Response:
    """Say what each criterion gives each pair, in words."""
    run = finished(run_id, whole=True)
    trace(run.programme_id, "reasons")
    told = sorted(spoken(seen(ask(tell_pairs, asked_of(run)))), key=_key)
    return answer_page("pairs", told, query, told=dict, key=_key)


def _key(row: dict[str, Any]) -> str:
    return f"{row['form']} {row['mentee']} {row['mentor']}"
