"""``/v1/runs/{r}/explanations``: why, why not, what it would cost."""

from typing import Any

from marshmallow import fields

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.limited import ask
from service.api.protocol.negotiation import language
from service.api.protocol.problems import Problem
from service.api.protocol.traces import trace
from service.api.resource import Resource
from service.api.runs.results import asked_of, finished, names_of
from service.api.schemas.fields import Query, Told, text
from service.child.telling import tell_person, tell_together
from service.named import CODE

explanations = Resource(
    "explanations", __name__, url_prefix="/v1/runs/<id:run_id>/explanations", description="Why, and why not."
)
NOBODY = Wording("В этом подборе нет человека с таким кодом.", "This run has nobody with this code.")


class ExplanationQuery(Query):
    """Who, and with whom."""

    who = text(40, required=True, about="Code of a person.", sample="Н-014")
    other = text(40, about="Code of another person.", data_key="with", sample="М-007")


class ExplanationTold(Told):
    """Sentences, by code; names come beside them for those who may see names."""

    lines = fields.List(
        fields.String(),
        required=True,
        metadata={"example": ["Н-014 и М-007 — пара. Совпадение 81,5 из 100."]},
    )
    names = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})


@explanations.operation(
    "GET",
    "",
    may=May.EDIT,
    query=ExplanationQuery,
    answer=ExplanationTold,
    problems=[kinds.WRONG_STATE, kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE],
)
def explain(run_id: str, query: dict[str, Any]) -> Any:
    """Explain one person, or two people together with the exact cost of the opposite."""
    run = finished(run_id, whole=True)
    asked, who, other = asked_of(run), query["who"], query.get("other")
    lines = ask(tell_together, asked, who, other) if other else ask(tell_person, asked, who)
    if lines is None:
        raise Problem(kinds.NOT_FOUND, NOBODY)
    trace(run.programme_id, "explanation")
    said = [line[language()] for line in lines]
    names = names_of(run)
    codes = {code for line in said for code in CODE.findall(line)}
    return {"lines": said, "names": {code: names[code] for code in sorted(codes) if code in names}}
