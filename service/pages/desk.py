"""What lies on the curator's desk: the programme at hand, how far it has come, and the people as they may be named."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.loading import load_programme
from questionnaires.programme import Programme
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import reading
from service.api.protocol.negotiation import language
from service.api.protocol.traces import trace
from service.documents.reports.who import Label, Who
from service.pages.form_titles import with_form_titles
from service.pages.frame import me
from service.pages.ribbon import TITLES, Mark, Progress, Step
from service.personal.district import open_codes
from service.plans import notes
from service.plans.draft import Move
from service.store.blobs import get_blob
from service.store.plans import Plan
from service.store.programmes import Import, ImportState
from service.store.programmes import Programme as ProgrammeRow
from service.store.run_states import GOOD, State
from service.store.runs import Run
from service.view import RunView

WAITING = (ImportState.CHECKING, ImportState.CHECKED, ImportState.REFUSED)


class Coded(Who):
    """People by code, for a methodologist: a name only where its consent names the district as a recipient."""

    def __init__(self, view: RunView, named: frozenset[str]) -> None:
        super().__init__(view)
        self._named = named

    def label(self, code: str) -> Label:
        """Return the code and the organisation, and a name where it may be shown."""
        known = super().label(code)
        return known if code in self._named else Label(code, code, "", known.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One programme, its forms called as pages call them, with its latest run if there is one."""

    row: ProgrammeRow
    programme: Programme
    progress: Progress


def who_of(view: RunView, programme_id: str) -> Who:
    """Return the people of a view as the visitor may know them; a look at names leaves a trace."""
    if me().may(May.NAMES):
        trace(programme_id, "page")
        return Who(view)
    with reading() as session:
        named = open_codes(session, programme_id)
    if named:
        trace(programme_id, "page", named=True)
    return Coded(view, named)


def get_programme(session: Session, programme_id: str) -> ProgrammeRow:
    """Return a programme of the visitor's organisation; any other does not exist for the visitor."""
    row = session.get(ProgrammeRow, programme_id)
    return row if row is not None else abort(404)


def get_run(session: Session, run_id: str) -> Run:
    """Return a run of the visitor's organisation."""
    row = session.get(Run, run_id)
    return row if row is not None and row.erased_at is None else abort(404)


def desk_of(session: Session, programme_id: str, run: Run | None = None) -> Desk:
    """Return the desk of a programme; `run` instead of the latest one when a certain run is looked at."""
    row = get_programme(session, programme_id)
    programme = with_form_titles(load_programme(get_blob(session, row.content)), language())
    return Desk(row=row, programme=programme, progress=progress_of(session, row, run))


def progress_of(session: Session, row: ProgrammeRow, run: Run | None = None) -> Progress:
    """Return how far a programme has come."""
    # The register that the service keeps itself was brought by nobody.
    states = session.scalars(
        select(Import.state).where(Import.programme_id == row.id, Import.created_by.is_not(None))
    )
    counts = Counter(states)
    last = run or last_run(session, row.id)
    plan = plan_of(session, last.id) if last else None
    found = (last.counts or {}) if last else {}
    return Progress(
        programme_id=row.id,
        accepted=counts[ImportState.ACCEPTED],
        waiting=sum(counts[state] for state in WAITING),
        run_id=last.id if last else None,
        moving=last is not None and last.state is not State.FINISHED,
        finished=last is not None and last.outcome in GOOD,
        pairs=int(found.get("pairs", 0)) + int(found.get("groups", 0)),
        approved=plan is not None and plan.approved_at is not None,
    )


def last_run(session: Session, programme_id: str) -> Run | None:
    """Return the latest run of a programme; one that came to nothing does not hide a good one before it."""
    query = select(Run).where(Run.programme_id == programme_id, Run.erased_at.is_(None))
    runs = list(session.scalars(query.order_by(Run.created_at.desc(), Run.id).limit(20)))
    usable = (run for run in runs if run.state is not State.FINISHED or run.outcome in GOOD)
    return next(usable, runs[0] if runs else None)


def approved_run(session: Session, programme_id: str) -> Run | None:
    """Return the run that was approved last: its working pairs stay in the next."""
    query = (
        select(Run)
        .join(Plan, Plan.run_id == Run.id)
        .where(Run.programme_id == programme_id, Run.erased_at.is_(None), Plan.approved_at.is_not(None))
        .order_by(Plan.approved_at.desc())
    )
    return session.scalar(query.limit(1))


def plan_of(session: Session, run_id: str) -> Plan | None:
    """Return the plan made of a run; the approved one first, then the latest."""
    query = (
        select(Plan).where(Plan.run_id == run_id).order_by(Plan.approved_at.is_(None), Plan.created_at.desc())
    )
    return session.scalar(query.limit(1))


def moves_of_run(session: Session, run: Run) -> list[Move]:
    """Return what was moved by hand since the run; nothing when there is no plan of it."""
    plan = plan_of(session, run.id)
    return notes.moves_of(session, plan) if plan is not None else []


def url_of(progress: Progress, step: Step) -> str | None:
    """Return where a step is done, or None while there is nothing to do there."""
    programme, run = progress.programme_id, progress.run_id
    if step is Step.PROGRAMME:
        return url_for("pages.programmes.show", programme_id=programme)
    if step is Step.UPLOADS:
        if not me().may(May.NAMES):
            return None
        return url_for("pages.uploads.index", programme_id=programme)
    if step is Step.READINESS:
        return url_for("pages.readiness.index", programme_id=programme)
    if step is Step.RUN and run:
        return url_for("pages.runs.show", run_id=run)
    if step is Step.PAIRS and progress.finished:
        return url_for("pages.pairs.index", run_id=run)
    may_read = progress.finished and me().may(May.NAMES)
    return url_for("pages.orders.index", run_id=run) if step is Step.ORDERS and may_read else None


def desk_facts(desk: Desk, here: Step) -> dict[str, Any]:
    """Return what the head of every page of a programme shows."""
    progress = desk.progress
    ribbon = [
        Mark(
            title=TITLES[step],
            detail=progress.detail(step),
            state=progress.state(step),
            url=url_of(progress, step),
            here=step is here,
        )
        for step in Step
    ]
    return {
        "programme": desk.programme,
        "programme_id": desk.row.id,
        "ribbon": ribbon,
        "next": progress.next,
        "next_url": url_of(progress, progress.now),
    }


RUN_TABS = (
    ("pages.runs.show", Wording("Итог", "Result")),
    ("pages.pairs.index", Wording("Пары", "Pairs")),
    ("pages.changes.index", Wording("Правки", "Changes")),
    ("pages.unmatched.index", Wording("Пока без наставника", "No mentor yet")),
    ("pages.orders.index", Wording("Документы и приказ", "Papers and the order")),
    ("pages.telling.index", Wording("Сообщить участникам", "Tell the participants")),
)


def run_tabs(run_id: str, here: str) -> dict[str, Any]:
    """Return the links between the pages of one run."""
    needed = {
        "pages.changes.index": May.EDIT,
        "pages.orders.index": May.NAMES,
        "pages.telling.index": May.NAMES,
    }
    tabs = [(end, title) for end, title in RUN_TABS if me().may(needed.get(end, May.READ))]
    return {"tabs": [(title, url_for(end, run_id=run_id), end == here) for end, title in tabs]}
