"""Queries and answers of uploaded files."""

from marshmallow import fields

from service.api.schemas.fields import Query, Told, choice, text
from service.api.schemas.shared import FindingTold
from service.folder.request import Role

GIVEN = tuple(role for role in Role if role is not Role.PREVIOUS)
"""What a file can be for: an earlier run is named when a run is started, and must be approved, so none is uploaded."""


class ImportQuery(Query):
    """What the file is."""

    name = text(200, required=True, about="Name of the file, without folders.", sample="mentees.csv")
    role = choice(GIVEN, about="What the file is for.", load_default=Role.ANSWERS.value, sample="answers")


class ImportBrief(Told):
    """One uploaded file."""

    id = fields.String(required=True, metadata={"example": "imp_0123456789abcdefghjkmnpqrs"})
    state = fields.String(required=True, metadata={"example": "checked"})
    role = fields.String(required=True, metadata={"example": "answers"})
    name = fields.String(required=True, metadata={"example": "mentees.csv"})
    size = fields.Integer(required=True, metadata={"example": 20480})
    rows_ok = fields.Integer(required=True, metadata={"example": 121})
    rows_bad = fields.Integer(required=True, metadata={"example": 5})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    accepted_at = fields.String(allow_none=True, metadata={"example": None})


class ImportTold(ImportBrief):
    """One uploaded file and what was found in it."""

    problems = fields.List(fields.Nested(FindingTold), required=True)


class ImportList(Told):
    """A page of imports."""

    imports = fields.List(fields.Nested(ImportBrief), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})
