"""``/v1/plans``: editable copies of a result; every move shows its effect before it is made."""

from typing import Any

from flask import Response
from sqlalchemy import select

from questionnaires.wording import Wording, join
from service.access.roles import May
from service.api.plans.plan_schemas import (
    CandidateList,
    CandidateQuery,
    MoveGiven,
    MoveQuery,
    NewPlan,
    PlanChange,
    PlanList,
    PlanWhole,
    WeighedMove,
)
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, principal, reading, seen, session, writing
from service.api.protocol.deeds import note_plan
from service.api.protocol.etags import check_match, is_same, strong
from service.api.protocol.idempotency import once
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_plan, get_run
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Fault, Problem, invalid
from service.api.resource import Resource, spoken
from service.api.runs.results import asked_of, finished
from service.api.schemas.shared import PageQuery
from service.child.planning import candidates, stand, weigh
from service.folder.request import Request
from service.moments import told
from service.plans import notes
from service.plans.draft import Move, Step
from service.store.base import now
from service.store.plans import Plan, PlanMove

plans = Resource("plans", __name__, url_prefix="/v1/plans", description="Editable copies of a result.")

APPROVED = Wording("План утверждён: меняйте его копию.", "The plan is approved: change a copy of it.")
NOTHING_TO_UNDO = Wording("Отменять нечего.", "There is nothing to take back.")
NOTHING_TO_REDO = Wording("Повторять нечего.", "There is nothing to make again.")
ONE_AT_A_TIME = Wording("Отменить и повторить вместе нельзя.", "Take back or make again: not both.")
DRY_RUN = Wording("Нужно true или false.", "True or false is expected.")
SLOW = [kinds.WRONG_STATE, kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE]


@plans.operation("GET", "", may=May.READ, query=PageQuery, answer=PlanList, sends=["Link"])
def list_plans(query: dict[str, Any]) -> Response:
    """List the plans of the organisation."""
    rows = session().scalars(select(Plan).order_by(Plan.id)).all()
    return answer_page("plans", rows, query, told=brief, key=lambda row: row.id)


@plans.operation(
    "POST",
    "",
    may=May.EDIT,
    body=NewPlan,
    answer=PlanWhole,
    status=201,
    headers=["Idempotency-Key"],
    sends=["Location", "ETag", "Idempotent-Replayed"],
    problems=[*SLOW, kinds.NOT_FOUND, kinds.KEY_REUSED, kinds.IN_PROGRESS],
    alone=True,
)
def create_plan(body: dict[str, Any]) -> Response:
    """Copy the result of a run, or score a list of pairs made by hand against its rules."""
    with reading():
        run = finished(body["run_id"], whole=True)
        asked = asked_of(run)
    start = _start(body.get("pairs"))
    stands = ask(stand, asked, [start] if start else [], at="/pairs")

    def make() -> tuple[dict[str, Any], int, dict[str, str]]:
        row = Plan(
            organisation_id=organisation(),
            programme_id=run.programme_id,
            run_id=run.id,
            title=body["title"],
            created_by=principal().actor,
            provenance={"run": run.id, "by_hand": start is not None},
        )
        notes.keep(row, stands)
        session().add(row)
        session().flush()
        if start is not None:
            notes.add_move(session(), row, start, stands, principal().actor, notes.START)
            session().flush()
        note_plan("plan.created", row)
        headers = {"Location": f"/v1/plans/{row.id}", "ETag": strong(row.version)}
        return _whole(row, stands), 201, headers

    return once(make)


@plans.operation("GET", "/<id:plan_id>", may=May.READ, answer=PlanWhole, sends=["ETag"], problems=SLOW)
def read_plan(plan_id: str) -> Any:
    """Read a plan: its pairs by code, what it breaks, and who moved whom."""
    row = get_plan(plan_id)
    tag = strong(row.version)
    if is_same(tag):
        return Response(status=304, headers={"ETag": tag})
    stands = ask(stand, asked_for(row), notes.moves_of(session(), row))
    return _whole(row, stands), {"ETag": tag}


@plans.operation(
    "PATCH",
    "/<id:plan_id>",
    may=May.EDIT,
    body=PlanChange,
    answer=PlanWhole,
    headers=["If-Match"],
    sends=["ETag"],
    problems=[*SLOW, kinds.STALE, kinds.IF_MATCH_NEEDED],
    alone=True,
)
def change_plan(plan_id: str, body: dict[str, Any]) -> Any:
    """Change the title, take the last move back, or make it again."""
    if body.get("undo") and body.get("redo"):
        raise invalid("/redo", "one-of", ONE_AT_A_TIME)
    stands = _after_redo(plan_id) if body.get("redo") else None
    with writing():
        row = editable(plan_id)
        row.title = body.get("title", row.title)
        if body.get("undo") and not notes.undo(session(), row):
            raise Problem(kinds.WRONG_STATE, NOTHING_TO_UNDO)
        if stands is not None:
            notes.redo(session(), row, stands)
        row.changed_at = now()
        session().flush()
        note_plan(_deed(body), row)
    with reading():
        return read_again(plan_id)


@plans.operation(
    "POST",
    "/<id:plan_id>/moves",
    may=May.EDIT,
    query=MoveQuery,
    body=MoveGiven,
    answer=WeighedMove,
    headers=["If-Match"],
    sends=["ETag"],
    problems=[*SLOW, kinds.STALE, kinds.IF_MATCH_NEEDED],
    alone=True,
)
def move(plan_id: str, body: dict[str, Any], query: dict[str, Any]) -> Any:
    """Weigh a move with ``dry_run=true``, or make it; one that breaks a must or a decision is never made.

    What it would break stands in ``errors``, each with the pointer ``/steps``; so does a step that names nobody.
    """
    if query["dry_run"] not in ("true", "false"):
        raise invalid("/query/dry_run", "yes-no", DRY_RUN)
    wanted, dry = notes.to_move(body["steps"]), query["dry_run"] == "true"
    with reading():
        row = get_plan(plan_id) if dry else editable(plan_id)
        asked, before = asked_for(row), notes.moves_of(session(), row)
        version = row.version
    weighed = ask(weigh, asked, before, wanted, at="/steps")
    broken = weighed["effect"]["violations"]
    if dry:
        return {"made": False, "effect": spoken(weighed["effect"])}, {"ETag": strong(version)}
    if broken:
        raise Problem(kinds.INVALID, join(broken, " "), errors=[_against(one) for one in broken])
    with writing():
        row = editable(plan_id)
        notes.add_move(session(), row, wanted, weighed, principal().actor)
        row.changed_at = now()
        session().flush()
        note_plan("plan.moved", row)
        return {"made": True, "effect": spoken(weighed["effect"])}, {"ETag": strong(row.version)}


@plans.operation(
    "GET",
    "/<id:plan_id>/candidates",
    may=May.EDIT,
    query=CandidateQuery,
    answer=CandidateList,
    problems=SLOW,
)
def list_candidates(plan_id: str, query: dict[str, Any]) -> Any:
    """Name the five best replacements of a mentee's mentor, with the effect of each."""
    row = get_plan(plan_id)
    moves = notes.moves_of(session(), row)
    found = ask(candidates, asked_for(row), moves, query["mentee"], at="/query/mentee")
    return {"candidates": spoken(found)}


def _against(broken: Wording) -> Fault:
    return Fault(code="violation", detail=broken, pointer="/steps")


def _after_redo(plan_id: str) -> dict[str, Any]:
    """Return how the plan stands once the move taken back last is made again."""
    with reading():
        row = editable(plan_id)
        again = notes.find_undone(session(), row)
        if again is None:
            raise Problem(kinds.WRONG_STATE, NOTHING_TO_REDO)
        asked, moves = asked_for(row), notes.moves_with(session(), row, again)
    stands: dict[str, Any] = ask(stand, asked, moves)
    return stands


def _deed(body: dict[str, Any]) -> str:
    return "plan.undone" if body.get("undo") else "plan.redone" if body.get("redo") else "plan.changed"


def read_again(plan_id: str) -> Any:
    """Return a plan as it stands now, with its ETag."""
    row = get_plan(plan_id)
    stands = ask(stand, asked_for(row), notes.moves_of(session(), row))
    return _whole(row, stands), {"ETag": strong(row.version)}


def editable(plan_id: str) -> Plan:
    """Return a plan that may be changed by who has read its present version."""
    row = get_plan(plan_id)
    check_match(row.version)
    if row.approved_at is not None:
        raise Problem(kinds.WRONG_STATE, APPROVED)
    return row


def asked_for(row: Plan) -> Request:
    """Return the request of the plan's run; raise 410 when somebody in it was erased."""
    if row.run_id is None:
        raise Problem(kinds.ERASED)
    run = get_run(row.run_id)
    if run.erased_at is not None:
        raise Problem(kinds.ERASED)
    asked: Request = asked_of(run)
    return asked


def brief(row: Plan) -> dict[str, Any]:
    """Return a plan without its pairs."""
    return {
        "id": row.id,
        "run_id": row.run_id,
        "programme_id": row.programme_id,
        "title": row.title if principal().may(May.NAMES) else "",
        "version": row.version,
        "points": row.objective,
        "approved_by": row.approved_by if principal().may(May.NAMES) else None,
        "approved_at": told(row.approved_at),
        "created_at": told(row.created_at),
    }


def _start(pairs: list[dict[str, str]] | None) -> Move | None:
    """Return the move that makes a hand-made list of the run, or None for the run as it is."""
    if pairs is None:
        return None
    return Move(steps=tuple(Step(**pair) for pair in pairs), anew=True)


def _whole(row: Plan, stands: dict[str, Any]) -> dict[str, Any]:
    moves = [_move(one) for one in notes.rows_of(session(), row)]
    whole = principal().may(May.EDIT)  # moves and violations may name people kept apart
    return {
        **brief(row),
        "provenance": row.provenance,
        "pairs": seen(stands["pairs"]),
        "unmatched": [code for code in stands["unmatched"] if whole or code not in stands["hidden"]],
        "from_run": spoken(stands["from_run"]) if whole else None,
        "violations": spoken(stands["violations"]) if whole else [],
        "moves": moves if whole else [],
        "may_redo": notes.find_undone(session(), row) is not None,
    }


def _move(one: PlanMove) -> dict[str, Any]:
    return {
        "position": one.position,
        "author": one.author,
        "at": told(one.created_at),
        "steps": one.after,
        "effect": one.effect or None,
    }
