"""A named person approves a run as its pages show it; number and date of the order come later."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.api.context import parts, reading, writing
from service.api.limited import ask
from service.api.tasks.planning import check_approval, stand, write_orders
from service.audit.journal import note
from service.folder.request import Request
from service.pages.desk import plan_of
from service.pages.frame import me
from service.plans import notes
from service.plans.draft import Move
from service.store.base import now
from service.store.blobs import drop_blob, put_blob
from service.store.plans import Plan, PlanPaper
from service.store.runs import Run
from service.view import SignedOrder
from service.webhooks.outbox import announce

Papers = Sequence[tuple[str, bytes]]


def moves_of_run(session: Session, run: Run) -> list[Move]:
    """Return what was moved by hand since the run; nothing when there is no plan of it."""
    plan = plan_of(session, run.id)
    return notes.moves_of(session, plan) if plan is not None else []


def approve_run(run: Run, asked: Request, by: str) -> None:
    """Approve a run with what was moved in it.

    Raises
    ------
    Impossible
        When a stage of the programme is open, or a move breaks a must.
    """
    with reading() as session:
        moves = moves_of_run(session, run)
    parts().child.call(check_approval, asked, moves)
    stands = ask(stand, asked, moves)
    papers = ask(write_orders, asked, moves, by, None, None)
    with writing() as session:
        plan = plan_of(session, run.id) or new_plan(session, run)
        if plan.approved_at is not None:
            return  # somebody was quicker; one approval is enough
        notes.keep(plan, stands)
        plan.approved_by, plan.approved_at, plan.approved_version = by, now(), plan.version
        _keep_papers(session, plan, papers)
        _note(session, "plan.approved", plan)
        announce(session, plan.organisation_id, "plan.approved", {"plan_id": plan.id})


def number_orders(plan: Plan, asked: Request, number: str, day: date) -> None:
    """Fill number and date into the orders of an approved plan."""
    papers = _papers(plan, asked, SignedOrder(number=number, day=day))
    with writing() as session:
        row = session.get_one(Plan, plan.id)
        row.order_number, row.order_date = number, day.isoformat()
        _keep_papers(session, row, papers)
        _note(session, "plan.numbered", row)


def complete_papers(plan: Plan, asked: Request) -> None:
    """Keep the papers of a plan that was approved elsewhere than on a page, so that they can be taken here too."""
    with reading() as session:
        if session.scalar(select(PlanPaper.path).where(PlanPaper.plan_id == plan.id).limit(1)) is not None:
            return
    signed = None
    if plan.order_number and plan.order_date:
        signed = SignedOrder(number=plan.order_number, day=date.fromisoformat(plan.order_date))
    papers = _papers(plan, asked, signed)
    with writing() as session:
        _keep_papers(session, session.get_one(Plan, plan.id), papers)


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


def _papers(plan: Plan, asked: Request, signed: SignedOrder | None) -> Papers:
    with reading() as session:
        moves = notes.moves_of(session, plan)
    papers: Papers = ask(write_orders, asked, moves, plan.approved_by, signed, None)
    return papers


def _keep_papers(session: Session, plan: Plan, papers: Papers) -> None:
    before = session.scalars(select(PlanPaper.digest).where(PlanPaper.plan_id == plan.id)).all()
    session.execute(delete(PlanPaper).where(PlanPaper.plan_id == plan.id))
    for path, content in papers:
        session.add(PlanPaper(plan_id=plan.id, path=path, digest=put_blob(session, content)))
    session.flush()
    for digest in before:
        drop_blob(session, digest)


def _note(session: Session, action: str, plan: Plan) -> None:
    actor = me().principal.actor
    note(session, organisation=plan.organisation_id, actor=actor, action=action, target=plan.id)
