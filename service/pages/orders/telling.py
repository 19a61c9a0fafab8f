"""«Сообщить участникам»: who would hear what, the difference from what they know, and taking it back for a while."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import abort, redirect, url_for
from sqlalchemy.orm import Session

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import parts, reading, writing
from service.api.protocol.deeds import write_down
from service.documents.reports.figures import PAIRS, counted
from service.pages.desk import desk_facts, desk_of, get_run, plan_of, run_tabs, who_of
from service.pages.frame import me, need, page, page_blueprint, tell
from service.pages.ribbon import Step
from service.pages.runs.finished import finished_view
from service.plans.publishing import WindowOver, difference, find_before, find_own, hold, publish, recall
from service.store.base import now
from service.store.plans import Plan, Publication
from service.store.run_states import GOOD
from service.store.runs import Run
from service.webhooks.outbox import announce

TOLD = Wording(
    "Отмечено: участникам сообщили. Отозвать можно до {until} (по Гринвичу).",
    "Put down: participants were told. It can be recalled until {until} (UTC).",
)
RECALLED = Wording("Отозвано: участникам этого не сообщали.", "Recalled: participants were not told this.")
TOO_LATE = Wording("Отозвать уже нельзя: время вышло.", "It can no longer be recalled: the time is over.")
PEOPLE = (
    Wording("человек", "person"),
    Wording("человека", "people"),
    Wording("человек", "people"),
)

telling = page_blueprint("telling")


@telling.get("/runs/<run_id>/telling")
def index(run_id: str) -> Any:
    """Show what would change for whom, against what participants know now."""
    need(May.NAMES)
    with reading() as session:
        run, plan = _approved(session, run_id)
        desk = desk_of(session, run.programme_id, run)
        own = find_own(session, plan) if plan is not None else None
        known = find_before(session, run.programme_id, own)
    facts: dict[str, Any] = {"run": run, "approved": plan is not None, "told": None, "news": None}
    if plan is not None:
        who = who_of(finished_view(run), run.programme_id)
        facts["news"] = _news(
            known.pairs if known is not None else (), own.pairs if own is not None else plan.pairs, who
        )
        facts["told"] = _told(own)
    return page(
        "telling/index.html",
        {**desk_facts(desk, Step.ORDERS), **run_tabs(run.id, "pages.telling.index"), **facts},
    )


@telling.post("/runs/<run_id>/telling")
def make(run_id: str) -> Any:
    """Put down that participants were told the approved pairs, and let other systems know."""
    need(May.EDIT)
    with writing() as session:
        plan = _held(session, run_id)
        own = find_own(session, plan)
        if own is None:
            window = timedelta(minutes=parts().config.recall_minutes)
            own = publish(session, plan, me().principal.actor, window)
            _note(session, "plan.published", plan)
        until = _moment(own.recall_until)
    tell(TOLD.format(until=until))
    return redirect(url_for("pages.telling.index", run_id=run_id))


@telling.post("/runs/<run_id>/telling/recall")
def take_back(run_id: str) -> Any:
    """Take it back while the window is open."""
    need(May.EDIT)
    with writing() as session:
        plan = _held(session, run_id)
        own = find_own(session, plan)
        if own is None:  # sent twice, or from another tab: it was taken back already
            return redirect(url_for("pages.telling.index", run_id=run_id))
        try:
            recall(own)
        except WindowOver:
            tell(TOO_LATE, "bad")
        else:
            _note(session, "plan.recalled", plan)
            tell(RECALLED)
    return redirect(url_for("pages.telling.index", run_id=run_id))


def _held(session: Session, run_id: str) -> Plan:
    """Return the approved plan of a run, held: of two clicks the second finds what the first did."""
    _, plan = _approved(session, run_id)
    if plan is None:
        abort(404)
    hold(session, plan.programme_id)
    return plan


def _approved(session: Session, run_id: str) -> tuple[Run, Plan | None]:
    run = get_run(session, run_id)
    if run.outcome not in GOOD:
        abort(404)
    plan = plan_of(session, run.id)
    return run, plan if plan is not None and plan.approved_at is not None else None


def _news(before: Iterable[Any], after: Iterable[Any], who: Any) -> dict[str, Any]:
    """Return what changes, of people kept apart only how many: a curator tells them in person."""
    found = difference(before, after)
    seen = {name: [one for one in pairs if not one.get("apart")] for name, pairs in _parts(found).items()}
    hidden = sum(len(pairs) for pairs in _parts(found).values()) - sum(map(len, seen.values()))
    return {
        "same": counted(found.same, PAIRS),
        "receivers": counted(len(found.receivers), PEOPLE),
        "begun": [_pair(one, who) for one in seen["begun"]],
        "ended": [_pair(one, who) for one in seen["ended"]],
        "apart": counted(hidden, PAIRS) if hidden else None,
    }


def _parts(found: Any) -> Mapping[str, Sequence[Any]]:
    return {"begun": found.begun, "ended": found.ended}


def _pair(one: Mapping[str, Any], who: Any) -> tuple[str, str]:
    return who.name(one["mentee"]), who.name(one["mentor"])


def _told(own: Publication | None) -> dict[str, Any] | None:
    if own is None:
        return None
    is_open = own.recall_until is not None and now() <= own.recall_until
    return {"at": _moment(own.published_at), "until": _moment(own.recall_until) if is_open else ""}


def _moment(moment: Any) -> str:
    return f"{moment:%d.%m.%Y %H:%M}" if moment is not None else ""


def _note(session: Session, action: str, plan: Plan) -> None:
    write_down(action, plan)
    announce(session, plan.organisation_id, action, {"plan_id": plan.id})
