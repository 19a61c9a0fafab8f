"""«Правки»: replacements with their effect before they are made, taken back and made again, without dragging."""

from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session

from questionnaires.wording import Wording, join
from service.access.roles import May
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.limited import ask
from service.child.planning import candidates, stand, weigh
from service.folder.request import Request
from service.pages.desk import desk_facts, desk_of, get_run, moves_of_run, plan_of, run_tabs, who_of
from service.pages.frame import me, need, page, page_blueprint, tell
from service.pages.orders.changing import tell_effect, tell_figures
from service.pages.orders.signing import new_plan
from service.pages.ribbon import Step
from service.pages.runs.finished import finished_view
from service.plans import notes
from service.plans.draft import Move
from service.plans.draft import Step as MoveStep
from service.plans.publishing import hold
from service.runs.accept import get_request
from service.store.base import now
from service.store.plans import Plan
from service.store.run_states import GOOD
from service.store.runs import Run

MADE = Wording("Правка сделана. Её можно отменить.", "The change was made. It can be taken back.")
UNDONE = Wording("Правка отменена.", "The change was taken back.")
REDONE = Wording("Правка сделана снова.", "The change was made again.")
NOTHING = Wording("Отменять или повторять нечего.", "There is nothing to take back or to make again.")
BROKEN = Wording("Так нельзя: {why}", "That is not possible: {why}")
OVERTAKEN = Wording(
    "За это время кто-то внёс правку. Посмотрите ещё раз.", "Somebody made a change meanwhile. Look again."
)

changes = page_blueprint("changes")


@changes.get("/runs/<run_id>/changes")
def index(run_id: str) -> Any:
    """Show what was changed, and for the person asked for the best replacements with the effect of each."""
    need(May.EDIT)
    with reading() as session:
        run, plan = _open(session, run_id)
        desk = desk_of(session, run.programme_id, run)
        asked, moves = get_request(session, run.id), moves_of_run(session, run)
        made = notes.rows_of(session, plan) if plan else []
        may_redo = plan is not None and notes.find_undone(session, plan) is not None
    view = finished_view(run)
    who, stands = who_of(view, run.programme_id), ask(stand, asked, moves)
    mentee = _mentee(stands)
    facts = {
        "run": run,
        "who": who,
        "version": plan.version if plan else 0,
        "approved": plan is not None and plan.approved_at is not None,
        "from_run": tell_figures(stands["from_run"]) if made else (),
        "made": [
            (one.position, _moved(one.after, who), tell_figures(one.effect)) for one in made if one.effect
        ],
        "may_redo": may_redo,
        "people": _people(stands, who),
        "chosen": mentee,
        "offers": _offers(asked, moves, mentee, stands, who) if mentee else [],
    }
    return page(
        "changes/index.html",
        {**desk_facts(desk, Step.PAIRS), **run_tabs(run.id, "pages.changes.index"), **facts},
    )


@changes.post("/runs/<run_id>/changes")
def make(run_id: str) -> Any:
    """Make the change of a button; it is weighed anew, and one that breaks a must is never made."""
    need(May.EDIT)
    with reading() as session:
        run, plan = _open(session, run_id)
        asked, before = get_request(session, run.id), moves_of_run(session, run)
    move = _sent_move()
    if not _is_present(plan):
        return _back(run_id, OVERTAKEN, "bad")
    weighed = ask(weigh, asked, before, move)
    broken = weighed["effect"]["violations"]
    if broken:
        return _back(run_id, BROKEN.format(why=join(broken, " ")), "bad")
    with writing() as session:
        hold(session, run.programme_id)  # of two clicks the second finds what the first did
        run, plan = _open(session, run_id)
        if not _is_present(plan):
            return _back(run_id, OVERTAKEN, "bad")
        plan = plan or new_plan(session, run)
        notes.add_move(session, plan, move, weighed, me().principal.actor)
        _keep(session, plan, "plan.moved")
    return _back(run_id, MADE)


@changes.post("/runs/<run_id>/changes/undo")
def undo(run_id: str) -> Any:
    """Take the last change back."""
    need(May.EDIT)
    with writing() as session:
        _, plan = _open(session, run_id)
        if plan is None or not _is_present(plan) or not notes.undo(session, plan):
            return _back(run_id, NOTHING, "bad")
        _keep(session, plan, "plan.undone")
    return _back(run_id, UNDONE)


@changes.post("/runs/<run_id>/changes/redo")
def redo(run_id: str) -> Any:
    """Make the change taken back last again."""
    need(May.EDIT)
    with reading() as session:
        run, plan = _open(session, run_id)
        again = notes.find_undone(session, plan) if plan else None
        if plan is None or again is None or not _is_present(plan):
            return _back(run_id, NOTHING, "bad")
        asked, moves = get_request(session, run.id), notes.moves_with(session, plan, again)
    stands = ask(stand, asked, moves)
    with writing() as session:
        _, plan = _open(session, run_id)
        if plan is None or not _is_present(plan):
            return _back(run_id, OVERTAKEN, "bad")
        notes.redo(session, plan, stands)
        _keep(session, plan, "plan.redone")
    return _back(run_id, REDONE)


def _open(session: Session, run_id: str) -> tuple[Run, Plan | None]:
    run = get_run(session, run_id)
    if run.outcome not in GOOD:
        abort(404)
    return run, plan_of(session, run.id)


def _is_present(plan: Plan | None) -> bool:
    """Tell whether the form was filled in before the plan as it stands, which is not approved."""
    if plan is not None and plan.approved_at is not None:
        return False
    return request.form.get("version", "") == str(plan.version if plan else 0)


def _keep(session: Session, plan: Plan, action: str) -> None:
    plan.changed_at = now()
    write_down(action, plan)


def _back(run_id: str, said: Wording, tone: str = "") -> Any:
    tell(said, tone)
    return redirect(url_for("pages.changes.index", run_id=run_id))


def _sent_move() -> Move:
    """Return the steps of a button: one list a part, of equal length."""
    parts = [[one[:100] for one in request.form.getlist(name)] for name in notes.PARTS]
    if len({len(part) for part in parts}) != 1 or not 1 <= len(parts[0]) <= len(notes.PARTS):
        abort(400)
    return Move(
        steps=tuple(
            MoveStep(**dict(zip(notes.PARTS, step, strict=True))) for step in zip(*parts, strict=True)
        )
    )


def _mentee(stands: dict[str, Any]) -> str:
    asked = request.args.get("who", "")
    return asked if asked in {*(pair["mentee"] for pair in stands["pairs"]), *stands["unmatched"]} else ""


def _people(stands: dict[str, Any], who: Any) -> list[tuple[str, str, str]]:
    """Return (code, name, name of the mentor now or nothing), by name."""
    now_with: dict[str, list[str]] = {code: [] for code in stands["unmatched"]}
    for pair in stands["pairs"]:
        now_with.setdefault(pair["mentee"], []).append(who.name(pair["mentor"]))
    return [(code, who.name(code), ", ".join(now_with[code])) for code in sorted(now_with, key=who.order)]


def _offers(
    asked: Request, moves: list[Move], mentee: str, stands: dict[str, Any], who: Any
) -> list[dict[str, Any]]:
    """Return the five best replacements, and staying without a mentor for who has one."""
    found = ask(candidates, asked, moves, mentee)
    offers = [
        {**one, "name": who.name(one["mentor"]), "told": tell_effect(one["effect"], who)} for one in found
    ]
    if mentee not in stands["unmatched"]:
        alone = Move(steps=(MoveStep(mentee=mentee),))
        effect = ask(weigh, asked, moves, alone)["effect"]
        offers.append({"name": "", "steps": notes.to_steps(alone), "told": tell_effect(effect, who)})
    return offers


def _moved(steps: list[dict[str, str]], who: Any) -> list[tuple[str, str]]:
    return [(who.name(step["mentee"]), who.name(step["mentor"]) if step["mentor"] else "") for step in steps]
