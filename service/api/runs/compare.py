"""``/v1/runs/{r}/compare/{r2}``: what changed from one run to another, and what explains it."""

from typing import Any

from marshmallow import fields

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.resource import Resource
from service.api.runs.results import finished, manifest, rows
from service.api.schemas.fields import Told
from service.store.runs import Run

compare = Resource("compare", __name__, url_prefix="/v1/runs/<id:run_id>/compare", description="Two runs.")

Match = dict[str, str]


class MatchTold(Told):
    """A form and a mentor."""

    form = fields.String(metadata={"example": "student-student"})
    mentor = fields.String(metadata={"example": "М-007"})


class MovedTold(Told):
    """A mentee whose mentors differ."""

    mentee = fields.String(metadata={"example": "Н-014"})
    before = fields.List(fields.Nested(MatchTold))
    after = fields.List(fields.Nested(MatchTold))


class DifferenceTold(Told):
    """The difference between two runs."""

    same = fields.Integer(metadata={"example": 56})
    moved = fields.List(fields.Nested(MovedTold))
    points_before = fields.Integer(metadata={"example": 412300})
    points_after = fields.Integer(metadata={"example": 415000})
    inputs = fields.List(fields.String(), metadata={"example": ["inputs/answers/01-mentees.csv"]})
    causes = fields.List(fields.String(), metadata={"example": ["options"]})


@compare.operation(
    "GET",
    "/<id:other_id>",
    may=May.READ,
    answer=DifferenceTold,
    problems=[kinds.WRONG_STATE, kinds.ERASED],
)
def compare_runs(run_id: str, other_id: str) -> Any:
    """Compare two finished runs by their pairs and by what decided them."""
    before, after = finished(run_id), finished(other_id)
    held = _matches(before), _matches(after)
    mentees = sorted(held[0].keys() | held[1].keys())
    moved = [one for one in mentees if held[0].get(one) != held[1].get(one)]
    told = manifest(before), manifest(after)
    paths = sorted(told[0]["inputs"].keys() | told[1]["inputs"].keys())
    return {
        "same": len(mentees) - len(moved),
        "moved": [
            {"mentee": one, "before": held[0].get(one, []), "after": held[1].get(one, [])} for one in moved
        ],
        "points_before": _points(before),
        "points_after": _points(after),
        "inputs": [path for path in paths if told[0]["inputs"].get(path) != told[1]["inputs"].get(path)],
        "causes": [name for name in ("options", "rules_version") if told[0].get(name) != told[1].get(name)],
    }


def _matches(run: Run) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = {}
    for row in rows(run, "pairs.csv"):
        found.setdefault(row["mentee"], []).append({"form": row["form"], "mentor": row["mentor"]})
    return found


def _points(run: Run) -> int:
    return sum(int(row["points"]) for row in rows(run, "pairs.csv"))
