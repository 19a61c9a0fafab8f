"""A named person approves a run as it stands; number and date of the order come later."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.api.context import parts, writing
from service.api.tasks.planning import check_approval, stand, write_orders
from service.audit.journal import note
from service.folder.request import Request
from service.pages.desk import plan_of
from service.pages.frame import me
from service.store.base import now
from service.store.blobs import drop_blob, put_blob
from service.store.plans import Plan, PlanPaper
from service.store.runs import Run


def approve_run(run: Run, asked: Request, by: str) -> None:
    """Approve a run without moves.

    Raises
    ------
    Impossible
        When a stage of the programme is open.
    """
    child = parts().child
    child.call(check_approval, asked, ())
    stands = child.call(stand, asked, ())
    papers = child.call(write_orders, asked, (), by, "", None)
    with writing() as session:
        plan = plan_of(session, run.id)
        if plan is not None and plan.approved_at is not None:
            return  # somebody was quicker; one approval is enough
        plan = Plan(
            programme_id=run.programme_id,
            run_id=run.id,
            title="",
            pairs=stands["pairs"],
            provenance={"run": run.id},
            objective=stands["points"],
            created_by=me().principal.actor,
            approved_by=by,
            approved_at=now(),
        )
        session.add(plan)
        session.flush()
        plan.approved_version = plan.version
        _keep_papers(session, plan, papers)
        _note(session, "plan.approved", plan.id)


def number_orders(plan: Plan, asked: Request, number: str, day: date) -> None:
    """Fill number and date into the orders of an approved plan."""
    papers = parts().child.call(write_orders, asked, (), plan.approved_by, number, day)
    with writing() as session:
        row = session.get_one(Plan, plan.id)
        row.order_number, row.order_date = number, day.isoformat()
        _keep_papers(session, row, papers)
        _note(session, "plan.numbered", plan.id)


def _keep_papers(session: Session, plan: Plan, papers: list[tuple[str, bytes]]) -> None:
    before = session.scalars(select(PlanPaper.digest).where(PlanPaper.plan_id == plan.id)).all()
    session.execute(delete(PlanPaper).where(PlanPaper.plan_id == plan.id))
    for path, content in papers:
        session.add(PlanPaper(plan_id=plan.id, path=path, digest=put_blob(session, content)))
    session.flush()
    for digest in before:
        drop_blob(session, digest)


def _note(session: Session, action: str, target: str) -> None:
    principal = me().principal
    note(
        session,
        organisation=principal.organisation or "",
        actor=principal.actor,
        action=action,
        target=target,
    )
