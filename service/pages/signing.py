"""A named person approves a run as its pages show it; number and date of the order come later."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from questionnaires.loading import load_programme
from service.api.context import parts, reading, writing
from service.api.limited import ask
from service.api.tasks.planning import Signing, check_approval, stand, write_signed
from service.audit.journal import note
from service.folder.manifest import ORDER, RUN
from service.folder.numbers import COMPLETION, NUMBERS, to_signed
from service.folder.order import Books, is_order, own_papers
from service.folder.papers import signing
from service.folder.request import Request
from service.pages.desk import plan_of
from service.pages.frame import me
from service.plans import notes
from service.plans.draft import Move
from service.runs.accept import list_folder
from service.store.base import now
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.plans import Plan, PlanPaper
from service.store.runs import Run
from service.view import Paper, SignedOrder
from service.webhooks.outbox import announce

Papers = Sequence[tuple[str, bytes]]
NO_BOOKS = Books({}, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Number and date that a head gives to the orders of one organisation.

    Parameters
    ----------
    organisation
        Key of the organisation.
    completion
        At the close of the programme: the orders that complete all its pairs.
    amends
        The order that an order of changes amends, where nothing kept says which.
    """

    organisation: str
    order: SignedOrder
    completion: bool = False
    amends: SignedOrder | None = None


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
    papers = _papers(run.id, asked, moves, by)
    with writing() as session:
        plan = plan_of(session, run.id) or new_plan(session, run)
        if plan.approved_at is not None:
            return  # somebody was quicker; one approval is enough
        notes.keep(plan, stands)
        plan.approved_by, plan.approved_at, plan.approved_version = by, now(), plan.version
        _keep_papers(session, plan, papers)
        _note(session, "plan.approved", plan)
        announce(session, plan.organisation_id, "plan.approved", {"plan_id": plan.id})


def number_orders(plan: Plan, asked: Request, signed: Signed) -> bool:
    """Fill number and date into the orders of an organisation, or write those that complete its pairs.

    Returns
    -------
    bool
        False, and nothing is kept, when the organisation has no such orders.
    """
    with reading() as session:
        moves, books = notes.moves_of(session, plan), books_of(session, plan)
    keys = [one.key for one in signing(load_programme(asked.programme))]
    books = books.with_order(signed.organisation, signed.order, completion=signed.completion)
    papers = _papers(plan.run_id or "", asked, moves, plan.approved_by or "", books, signed.amends)
    written = [Paper(path, b"") for path, _ in papers]
    own = own_papers(written, signed.organisation if len(keys) > 1 else "", completion=signed.completion)
    if not any(is_order(paper.path) for paper in own):
        return False
    with writing() as session:
        row = session.get_one(Plan, plan.id)
        if len(keys) == 1 and not signed.completion:
            row.order_number, row.order_date = signed.order.number, signed.order.day.isoformat()
        _keep_papers(session, row, papers)
        _note(session, "plan.completed" if signed.completion else "plan.numbered", row)
    return True


def complete_papers(plan: Plan, asked: Request) -> None:
    """Keep the papers of a plan that was approved elsewhere than on a page, so that they can be taken here too."""
    with reading() as session:
        if session.scalar(select(PlanPaper.path).where(PlanPaper.plan_id == plan.id).limit(1)) is not None:
            return
        moves, books = notes.moves_of(session, plan), books_of(session, plan)
    papers = _papers(plan.run_id or "", asked, moves, plan.approved_by or "", books)
    with writing() as session:
        _keep_papers(session, session.get_one(Plan, plan.id), papers)


def books_of(session: Session, plan: Plan) -> Books:
    """Return the numbers that heads have given to the orders of a plan."""
    found = session.scalar(
        select(PlanPaper.digest).where(PlanPaper.plan_id == plan.id, PlanPaper.path == ORDER)
    )
    if found is not None:
        content = json.loads(get_blob(session, found))
        return Books(to_signed(content[NUMBERS]), to_signed(content.get(COMPLETION, {})))
    return NO_BOOKS


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


def _papers(
    run_id: str,
    asked: Request,
    moves: Sequence[Move],
    by: str,
    books: Books = NO_BOOKS,
    amended: SignedOrder | None = None,
) -> Papers:
    with reading() as session:
        parent = get_blob(session, list_folder(session, run_id)[RUN])
    papers: Papers = ask(write_signed, asked, moves, by, Signing(parent=parent, books=books, amended=amended))
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
