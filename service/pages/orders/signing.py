"""A named person approves a run as its pages show it."""

from sqlalchemy.orm import Session

from service.api.plans.numbering import books_of, keep_papers, kept_papers, write_papers
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.limited import ask, attempt
from service.child.planning import check_approval, stand
from service.folder.request import Request
from service.pages.desk import moves_of_run, plan_of
from service.pages.frame import me
from service.plans import notes
from service.plans.publishing import hold
from service.store.base import now
from service.store.plans import Plan
from service.store.runs import Run
from service.webhooks.outbox import announce


class Overtaken(Exception):  # noqa: N818 - named for what happened
    """The pairs were changed after they were shown to who approves."""


def approve_run(run: Run, asked: Request, by: str, seen: str | None = None) -> str:
    """Approve a run with what was moved in it; return who approved it, who may have been quicker.

    Parameters
    ----------
    seen
        Version of the plan as it was shown, 0 where nothing was moved; None from who does not say.

    Raises
    ------
    Impossible
        When a stage of the programme is open, or a move breaks a must.
    Overtaken
        When the plan is no more as it was shown.
    """
    with reading() as session:
        plan = plan_of(session, run.id)
        if plan is not None and plan.approved_by is not None:
            return plan.approved_by
        version = version_of(plan)
        if seen not in (None, str(version)):
            raise Overtaken
        moves = moves_of_run(session, run)
    attempt(check_approval, asked, moves)
    stands = ask(stand, asked, moves)
    papers = write_papers(run.id, asked, moves, by)
    with writing() as session:
        hold(session, run.programme_id)  # of two clicks the second finds what the first did
        plan = plan_of(session, run.id)
        if plan is not None and plan.approved_by is not None:
            return plan.approved_by
        if version_of(plan) != version:
            raise Overtaken
        plan = plan or new_plan(session, run)
        notes.keep(plan, stands)
        plan.approved_by, plan.approved_at = by, now()
        keep_papers(session, plan, papers)
        write_down("plan.approved", plan)
        announce(session, plan.organisation_id, "plan.approved", {"plan_id": plan.id})
    return by


def version_of(plan: Plan | None) -> int:
    """Return the version of a plan for a form; 0 where nothing was moved yet."""
    return plan.version if plan is not None else 0


def complete_papers(plan: Plan, asked: Request) -> None:
    """Keep the papers of a plan that was approved elsewhere than on a page, so that they can be taken here too."""
    with reading() as session:
        if kept_papers(session, plan):
            return
        moves, books = notes.moves_of(session, plan), books_of(session, plan)
    papers = write_papers(plan.run_id or "", asked, moves, plan.approved_by or "", books)
    with writing() as session:
        row = session.get_one(Plan, plan.id, with_for_update=True)
        if not kept_papers(session, row):  # a head may have signed meanwhile
            keep_papers(session, row, papers)


def new_plan(session: Session, run: Run) -> Plan:
    """Return the plan of a run in which nothing was moved yet."""
    plan = Plan(
        programme_id=run.programme_id,
        run_id=run.id,
        provenance={"run": run.id, "by_hand": False},
        created_by=me().principal.actor,
    )
    session.add(plan)
    session.flush()
    return plan
