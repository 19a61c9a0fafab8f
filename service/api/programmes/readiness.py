"""``/v1/programmes/{p}/readiness``: supply, demand, and people with no possible partner, before any run."""

from typing import Any

from marshmallow import fields

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import seen, session
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_programme
from service.api.resource import Resource
from service.api.schemas.fields import Told
from service.child.reading import compare_supply
from service.runs.programme_request import request_of

readiness = Resource(
    "readiness",
    __name__,
    url_prefix="/v1/programmes/<id:programme_id>/readiness",
    description="Before any run.",
)


class SupplyTold(Told):
    """Places against people in one form."""

    form = fields.String(metadata={"example": "student-student"})
    mentees = fields.Integer(metadata={"example": 70})
    mentors = fields.Integer(metadata={"example": 40})
    places = fields.Integer(metadata={"example": 64})


class StepTold(Told):
    """How many mentors remain after one more must."""

    must = fields.String(metadata={"example": "общее время"})
    left = fields.Integer(metadata={"example": 3})


class LonelyTold(Told):
    """A mentee whom no ready mentor fits."""

    mentee = fields.String(metadata={"example": "Н-014"})
    forms = fields.List(fields.String())
    reason = fields.String()
    funnel = fields.List(fields.Nested(StepTold))
    remedy = fields.String(allow_none=True)


class ShortageTold(Told):
    """Something one organisation lacks and another has to spare."""

    form = fields.String()
    organisation = fields.String()
    option = fields.String(metadata={"example": "Физика"})
    wanted = fields.Integer()
    spare = fields.List(fields.String())


class StrandedTold(Told):
    """A mentor whom no ready mentee fits."""

    mentor = fields.String(metadata={"example": "М-003"})
    reason = fields.String()


class AbsenceTold(Told):
    """Somebody who answered and cannot take part yet."""

    code = fields.String(metadata={"example": "Н-021"})
    base = fields.String()
    reasons = fields.List(fields.String())


class ReadinessTold(Told):
    """Whether a run makes sense, and what to do first."""

    ready = fields.Dict(keys=fields.String(), values=fields.Integer(), metadata={"example": {"pupils": 70}})
    people = fields.Integer(metadata={"example": 70})
    places = fields.Integer(metadata={"example": 64})
    supplies = fields.List(fields.Nested(SupplyTold))
    lonely = fields.List(fields.Nested(LonelyTold))
    stranded = fields.List(fields.Nested(StrandedTold))
    shortages = fields.List(fields.Nested(ShortageTold))
    absences = fields.List(fields.Nested(AbsenceTold))


@readiness.operation(
    "GET",
    "",
    may=May.READ,
    answer=ReadinessTold,
    problems=[kinds.INVALID, kinds.BUSY, kinds.TOO_LARGE],
)
def read_readiness(programme_id: str) -> Any:
    """Compare places with people; by codes, so that every role may see it."""
    found = ask(compare_supply, request_of(session(), get_programme(programme_id)))
    told = {key: seen(found[key]) for key in ("lonely", "stranded", "absences")}
    return {**found, **told}
