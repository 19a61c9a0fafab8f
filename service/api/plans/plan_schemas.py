"""Bodies and answers of plans."""

from typing import Any

from marshmallow import fields

from service.api.schemas.fields import Body, Query, Told, day, listed, pattern, text, yes_no

CODE = r"[НМУ]-[0-9]{1,6}"
FORM = r"[a-z][a-z0-9_-]*"


def _code(sample: str, **given: Any) -> fields.String:
    """Return a field of a person's code; anything else, a name too, is refused before a sentence could repeat it."""
    return pattern(CODE, "Н-014", 40, sample=sample, **given)


def _code_or_none(about: str) -> fields.String:
    return pattern(f"({CODE})?", "М-007", 40, least=0, about=about, load_default="", sample="М-007")


class StepGiven(Body):
    """One mentee gets another mentor, or none."""

    mentee = _code("Н-014", required=True)
    mentor = _code_or_none("Empty: stays without a mentor.")
    form = pattern(
        f"({FORM})?",
        "student-student",
        100,
        least=0,
        about="Needed where the two share several forms.",
        load_default="",
    )
    instead = _code_or_none("Who gives way; by default the mentor of that form.")


class MoveGiven(Body):
    """Steps that belong together."""

    steps = listed(fields.Nested(StepGiven), 200, least=1, required=True)


class PairGiven(Body):
    """One pair of a hand-made plan."""

    form = pattern(FORM, "student-student", 100, required=True, sample="student-student")
    mentee = _code("Н-014", required=True)
    mentor = _code("М-007", required=True)


class NewPlan(Body):
    """A copy of a run's result, or a hand-made list of pairs to be scored."""

    run_id = pattern(
        r"run_[0-9a-z]{1,40}", "run_…", 44, required=True, sample="run_0123456789abcdefghjkmnpqrs"
    )
    title = text(300, load_default="", sample="Вариант завуча", least=0)
    pairs = listed(fields.Nested(PairGiven), 20_000, about="A plan made by hand; that of the run by default.")


class PlanChange(Body):
    """What may be changed besides the pairs."""

    title = text(300, sample="Вариант после педсовета")
    undo = fields.Boolean(
        metadata={"description": "true takes the last move back.", "example": True},
        truthy={True},
        falsy={False},
        error_messages={"invalid": "yes-no", "null": "null"},
    )
    redo = fields.Boolean(
        metadata={"description": "true makes the move taken back last again.", "example": False},
        truthy={True},
        falsy={False},
        error_messages={"invalid": "yes-no", "null": "null"},
    )


class MoveQuery(Query):
    """Whether to make the move."""

    dry_run = text(5, about="true: only say what would change.", load_default="false", sample="true")


class CandidateQuery(Query):
    """Whose mentor is to be replaced."""

    mentee = _code("Н-014", required=True)


class ApprovalGiven(Body):
    """Who approves."""

    by = text(200, required=True, about="Position and name of who signs.", sample="Директор Соколова М. А.")


class OrderQuery(Query):
    """Number and date of the orders, and of those on the pairs that work already; blank lines without them."""

    number = text(100, about="Several of one organisation: «47; 48».", sample="47-ОД")
    date = day(sample="2026-09-21")
    amends = text(100, about="Number of the order that the order of changes amends.", sample="31-ОД")
    amends_date = day(sample="2026-09-01")


class OrderSigned(Body):
    """Number and date that a head gives to the own orders, or to those that complete all pairs."""

    organisation = text(
        100, about="Key of the organisation; needed where several sign orders.", sample="gymnasium"
    )
    number = text(100, required=True, about="Several of one organisation: «47; 48».", sample="47; 48")
    date = day(required=True, sample="2026-09-21")
    completion = yes_no(
        about="true: at the close of the programme, the orders that complete all pairs.", load_default=False
    )
    amends = text(
        100,
        about="Number of the order that the order of changes amends, where no earlier run says it.",
        sample="31-ОД",
    )
    amends_date = day(sample="2026-09-01")


class PlanPair(Told):
    """One pair."""

    form = fields.String(required=True, metadata={"example": "student-student"})
    mentee = fields.String(required=True, metadata={"example": "Н-014"})
    mentor = fields.String(required=True, metadata={"example": "М-007"})
    points = fields.Integer(required=True, metadata={"example": 8150})


class EffectTold(Told):
    """What changes: more people served, pairs, points; pairs that begin and end; what would be broken."""

    people = fields.Integer(required=True, metadata={"example": 0})
    pairs = fields.Integer(required=True, metadata={"example": 0})
    points = fields.Integer(required=True, metadata={"example": 300})
    begun = fields.List(fields.Nested(PlanPair), required=True)
    ended = fields.List(fields.Nested(PlanPair), required=True)
    violations = fields.List(fields.String(), required=True, metadata={"example": []})


class FiguresTold(Told):
    """How many more people served, pairs and points a move brought."""

    people = fields.Integer(required=True, metadata={"example": 0})
    pairs = fields.Integer(required=True, metadata={"example": 0})
    points = fields.Integer(required=True, metadata={"example": 300})


class MoveTold(Told):
    """A move that was made, by whom, and what it brought then; null for the list a hand-made plan begins with."""

    position = fields.Integer(required=True, metadata={"example": 1})
    author = fields.String(required=True, metadata={"example": "key_0123456789abcdefghjkmnpqrs"})
    at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    steps = fields.List(fields.Nested(StepGiven), required=True)
    effect = fields.Nested(FiguresTold, required=True, allow_none=True)


class ProvenanceTold(Told):
    """Where a plan came from."""

    run = fields.String(required=True, metadata={"example": "run_0123456789abcdefghjkmnpqrs"})
    by_hand = fields.Boolean(required=True, metadata={"example": False})


class PlanTold(Told):
    """A plan."""

    id = fields.String(required=True, metadata={"example": "pln_0123456789abcdefghjkmnpqrs"})
    run_id = fields.String(required=True, metadata={"example": "run_0123456789abcdefghjkmnpqrs"})
    programme_id = fields.String(required=True, metadata={"example": "prg_0123456789abcdefghjkmnpqrs"})
    title = fields.String(required=True, metadata={"example": "Вариант завуча"})
    version = fields.Integer(required=True, metadata={"example": 1})
    points = fields.Integer(required=True, metadata={"example": 412300})
    approved_by = fields.String(allow_none=True, metadata={"example": None})
    approved_at = fields.String(allow_none=True, metadata={"example": None})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})


class PlanWhole(PlanTold):
    """A plan with its pairs and its history."""

    provenance = fields.Nested(ProvenanceTold, required=True)
    pairs = fields.List(fields.Nested(PlanPair), required=True)
    unmatched = fields.List(fields.String(), required=True, metadata={"example": ["Н-031"]})
    from_run = fields.Nested(EffectTold, required=True, allow_none=True)
    may_redo = fields.Boolean(required=True, metadata={"example": False})
    moves = fields.List(fields.Nested(MoveTold), required=True)
    violations = fields.List(fields.String(), required=True, metadata={"example": []})


class PlanList(Told):
    """A page of plans."""

    plans = fields.List(fields.Nested(PlanTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


class WeighedMove(Told):
    """What a move does, and whether it was made."""

    made = fields.Boolean(required=True, metadata={"example": False})
    effect = fields.Nested(EffectTold, required=True)


class CandidateTold(Told):
    """One other mentor, and the steps that would be sent to ``moves``."""

    form = fields.String(required=True, metadata={"example": "student-student"})
    mentor = fields.String(required=True, metadata={"example": "М-009"})
    points = fields.Integer(required=True, metadata={"example": 7600})
    has_place = fields.Boolean(required=True, metadata={"example": True})
    steps = fields.List(fields.Nested(StepGiven), required=True)
    effect = fields.Nested(EffectTold, required=True)


class CandidateList(Told):
    """The best replacements."""

    candidates = fields.List(fields.Nested(CandidateTold), required=True)


class PublicationTold(Told):
    """What was told to participants, or what would be."""

    published = fields.Boolean(required=True, metadata={"example": True})
    version = fields.Integer(required=True, metadata={"example": 1})
    same = fields.Integer(required=True, metadata={"example": 56})
    begun = fields.List(fields.Nested(PlanPair), required=True)
    ended = fields.List(fields.Nested(PlanPair), required=True)
    receivers = fields.List(fields.String(), required=True, metadata={"example": ["Н-014", "М-007"]})
    published_by = fields.String(
        allow_none=True,
        metadata={
            "description": "Key or user who told participants.",
            "example": "key_0123456789abcdefghjkmnpqrs",
        },
    )
    published_at = fields.String(allow_none=True, metadata={"example": "2026-09-01T08:00:00Z"})
    recall_until = fields.String(allow_none=True, metadata={"example": "2026-09-01T08:15:00Z"})


class OrderList(Told):
    """Path → SHA-256 of every paper of an approved plan; once an order has its number, `order.json` among them."""

    papers = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})
