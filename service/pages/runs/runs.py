"""A run is started, watched, stopped; finished, it shows what it came to."""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.options import Options
from questionnaires.finding import Finding, Severity
from questionnaires.loading import load_programme
from questionnaires.programme import Stage
from questionnaires.wording import Language, Wording
from service.access.roles import May
from service.api.protocol.context import parts, reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.traces import trace
from service.folder.request import Request, Role
from service.named import with_names
from service.pages.desk import (
    approved_run,
    desk_facts,
    desk_of,
    get_programme,
    get_run,
    last_run,
    run_tabs,
    who_of,
)
from service.pages.frame import me, need, page, page_blueprint, page_facts, tell
from service.pages.ribbon import Step
from service.pages.runs.finished import finished_view
from service.pages.runs.outcome import summary
from service.pages.runs.stating import watched
from service.runs.accept import accept_run
from service.runs.port import Ask, QueueFull
from service.runs.programme_request import request_of
from service.runs.solving.verdict import open_part
from service.store.programmes import Participant
from service.store.run_states import GOOD, State
from service.store.runs import Run

FULL = Wording(
    "Сейчас ждут слишком много подборов. Попробуйте через минуту.",
    "Too many runs are waiting. Try again in a minute.",
)
NOTHING = Wording(
    "Сначала примите хотя бы один файл с анкетами.", "First accept at least one file of answers."
)
STOPPED = Wording(
    "Останавливаем; лучшее из найденного сохранится.", "Stopping; the best found so far is kept."
)
CANCELLED = Wording("Подбор отменён.", "The matching was cancelled.")

MOST_CONFLICTS = 50
SHORTLIST = 3
"""Potential mentors named for each mentee before the interviews."""

runs = page_blueprint("runs")


@runs.post("/programmes/<programme_id>/runs")
def start(programme_id: str) -> Any:
    """Start a run of everything accepted; a second click finds the run that goes on already."""
    need(May.EDIT)
    try:
        with writing() as session:
            run = _start(session, programme_id)
    except QueueFull:
        tell(FULL, "bad")
        return redirect(url_for("pages.readiness.index", programme_id=programme_id))
    if run is None:
        tell(NOTHING, "bad")
        return redirect(url_for("pages.uploads.index", programme_id=programme_id))
    return redirect(url_for("pages.runs.show", run_id=run.id))


@runs.get("/runs/<run_id>")
def show(run_id: str) -> Any:
    """Show how a run goes, or what it came to."""
    with reading() as session:
        run = get_run(session, run_id)
        desk = desk_of(session, run.programme_id, run)
        conflicts = _named(session, run, _conflicts(run))
    if conflicts:
        trace(run.programme_id, "page")
    status = parts().runs.status(run.id)
    facts = {**desk_facts(desk, Step.RUN), "run": watched(status), "conflicts": conflicts}
    if run.outcome not in GOOD:
        return page("runs/show.html", {**facts, "result": None})
    view = finished_view(run)
    result = summary(view, who_of(view, run.programme_id)) | {
        "pairs_url": url_for("pages.pairs.index", run_id=run.id),
        "worth_url": url_for("pages.pairs.index", run_id=run.id, show="look"),
        "unmatched_url": url_for("pages.unmatched.index", run_id=run.id),
        "orders_url": url_for("pages.orders.index", run_id=run.id),
    }
    return page("runs/show.html", {**facts, **run_tabs(run.id, "pages.runs.show"), "result": result})


@runs.get("/runs/<run_id>/watch")
def watch(run_id: str) -> Any:
    """Give the moving part of the page of a run; when it ends, the whole page is fetched anew."""
    with reading() as session:
        run = get_run(session, run_id)
    status = parts().runs.status(run.id)
    headers = (
        {}
        if status.state is not State.FINISHED
        else {"HX-Redirect": url_for("pages.runs.show", run_id=run.id)}
    )
    return render_template("runs/watch.html", **page_facts(), run=watched(status)), headers


@runs.post("/runs/<run_id>/stop")
def stop(run_id: str) -> Any:
    """Stop and keep the best so far."""
    return _end(run_id, Ask.STOP, STOPPED)


@runs.post("/runs/<run_id>/cancel")
def cancel(run_id: str) -> Any:
    """Drop the run."""
    return _end(run_id, Ask.CANCEL, CANCELLED)


def _start(session: Session, programme_id: str) -> Run | None:
    programme = get_programme(session, programme_id)
    going = last_run(session, programme.id)
    if going is not None and going.state is not State.FINISHED:
        return going
    asked = request_of(session, programme, previous=approved_run(session, programme.id))
    if not asked.of(Role.ANSWERS):
        return None
    asked = replace(asked, options=_options(asked))
    run = accept_run(session, parts().runs, programme.id, asked, created_by=me().principal.actor)
    write_down("run.created", run)
    return run


def _options(asked: Request) -> Options:
    """Return what to ask for: several partners each while the interviews of the programme are still to come."""
    first_round = Stage.SHORTLIST in load_programme(asked.programme).stages and not asked.of(Role.VERDICTS)
    return Options(shortlist=SHORTLIST if first_round else 0)


def _end(run_id: str, ask_to: Ask, said: Wording) -> Any:
    need(May.EDIT)
    with writing() as session:
        run = get_run(session, run_id)
        write_down(f"run.{ask_to.value}", run)
    if parts().runs.cancel(run.id, ask_to):
        tell(said)
    return redirect(url_for("pages.runs.show", run_id=run.id))


def _conflicts(run: Run) -> list[Wording]:
    """Return what a run without a result says stood in its way."""
    told = [one for one in run.problems[:MOST_CONFLICTS] if "reason" in one]
    return [_said(one if me().may(May.EDIT) else open_part(one)) for one in told]


def _named(session: Session, run: Run, conflicts: list[Wording]) -> list[Wording]:
    """Return what stood in the way with names beside the codes, for who may see names."""
    if not conflicts or not me().may(May.NAMES):
        return conflicts
    known = Participant.programme_id == run.programme_id, Participant.erased_at.is_(None)
    rows = session.scalars(select(Participant).where(*known, Participant.code.is_not(None)))
    names = {
        row.code: row.name for row in rows if row.code and row.name and not (row.facts or {}).get("apart")
    }
    return [with_names(conflict, names) for conflict in conflicts]


def _said(problem: dict[str, Any]) -> Wording:
    """Return a problem with its place; the names of a file and its sheet only to who may see names."""
    place = problem if me().may(May.NAMES) else {}
    found = Finding(
        severity=Severity.ERROR,
        code=problem["code"],
        reason=Wording(problem["reason"]["ru"], problem["reason"]["en"]),
        remedy=Wording("", ""),
        file=place.get("file"),
        sheet=place.get("sheet"),
        row=problem.get("row"),
        column=problem.get("column"),
    )
    return Wording(found.sentence(Language.RU), found.sentence(Language.EN))
