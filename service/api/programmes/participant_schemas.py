"""Bodies and answers of people of a programme."""

from marshmallow import fields

from service.api.schemas.fields import Body, Query, Told, listed, pattern, text
from service.api.schemas.shared import FindingTold

ANSWER_KEY = r"[a-z][a-z0-9_]{0,59}"


class PersonGiven(Body):
    """One person with answers as they would stand in a table."""

    external_id = text(200, required=True, about="The id in the sending system.", sample="sis-10472")
    base = text(100, required=True, about="Key of the base.", sample="pupils")
    answers = fields.Dict(
        keys=pattern(ANSWER_KEY, "latin_letters", 60),
        values=text(4000, least=0),
        required=True,
        error_messages={"required": "required", "null": "null", "invalid": "object"},
        metadata={"example": {"name": "Карандашов Лев Ильич", "grade": "9А"}},
    )


class BulkGiven(Body):
    """People to add or to bring up to date."""

    participants = listed(fields.Nested(PersonGiven), 5000, least=1, required=True)


class BulkQuery(Query):
    """Whether to keep what was sent."""

    dry_run = pattern("true|false", "true, false", 5, about="true: only check.", load_default="false")


class PersonChange(Body):
    """What may be changed of one person."""

    external_id = text(200, required=True, sample="sis-10472")


class PersonTold(Told):
    """A person; the name is null for roles that see codes only."""

    id = fields.String(required=True, metadata={"example": "par_0123456789abcdefghjkmnpqrs"})
    external_id = fields.String(allow_none=True, metadata={"example": "sis-10472"})
    code = fields.String(allow_none=True, metadata={"example": "Н-014"})
    name = fields.String(allow_none=True, metadata={"example": None})
    organisation = fields.String(allow_none=True, metadata={"example": "gymnasium"})
    base = fields.String(allow_none=True, metadata={"example": "pupils"})
    side = fields.String(allow_none=True, metadata={"example": "mentee"})
    grade = fields.String(allow_none=True, metadata={"example": "9А"})
    version = fields.Integer(required=True, metadata={"example": 1})


class PersonList(Told):
    """A page of people."""

    participants = fields.List(fields.Nested(PersonTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


class RemarkTold(FindingTold):
    """One thing found in what was sent: a pointer into the body, or a place in what was sent earlier."""

    pointer = fields.String(allow_none=True, metadata={"example": "/participants/0/answers/grade"})


class BulkTold(Told):
    """What came of it."""

    dry_run = fields.Boolean(required=True, metadata={"example": True})
    received = fields.Integer(required=True, metadata={"example": 1})
    problems = fields.List(fields.Nested(RemarkTold), required=True)
