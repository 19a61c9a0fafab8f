"""Numbers and dates that heads give to the orders of an approved plan, and the papers that are kept with them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from questionnaires.loading import load_programme
from questionnaires.wording import Wording
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.limited import ask
from service.child.planning import Signing, write_signed
from service.folder.contents.manifest import ORDER, RUN
from service.folder.contents.numbers import COMPLETION, IN_FORCE, NUMBERS, to_signed
from service.folder.order import Books, is_order, own_papers
from service.folder.request import Request
from service.plans import notes
from service.plans.draft import Move
from service.runs.accept import list_folder
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.plans import Plan, PlanPaper
from service.view import Paper, SignedOrder

Papers = Sequence[tuple[str, bytes]]
NO_BOOKS = Books({}, {})
NO_ORDERS = Wording("У этой организации таких приказов нет.", "This organisation has no such orders.")


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


def signers_of(asked: Request) -> list[str]:
    """Return the keys of the organisations whose heads sign orders."""
    return [one.key for one in load_programme(asked.programme).signers]


def number_orders(plan: Plan, asked: Request, signed: Signed) -> bool:
    """Fill number and date into the orders of an organisation, or write those that complete its pairs.

    Returns
    -------
    bool
        False, and nothing is kept, when the organisation has no such orders.
    """
    with reading() as session:
        moves, before = notes.moves_of(session, plan), books_of(session, plan)
        known = _in_force(session, plan)
    keys = signers_of(asked)
    books = before.with_order(signed.organisation, signed.order, completion=signed.completion)
    whole = Signing(parent=_parent(plan.run_id or ""), books=books, amended=signed.amends, known=known)
    papers = _write(asked, moves, plan.approved_by or "", whole)
    written = [Paper(path, b"") for path, _ in papers]
    own = own_papers(written, signed.organisation if len(keys) > 1 else "", completion=signed.completion)
    if not any(is_order(paper.path) for paper in own):
        return False
    with writing() as session:
        row = session.get_one(Plan, plan.id, with_for_update=True)
        is_latest = books_of(session, row) == before
        if is_latest:
            keep_papers(session, row, papers)
            write_down("plan.completed" if signed.completion else "plan.numbered", row)
    # Otherwise another head has signed meanwhile, and both numbers stay.
    return is_latest or number_orders(plan, asked, signed)


def kept_papers(session: Session, plan: Plan) -> dict[str, str]:
    """Return path → digest of the papers that are kept with a plan."""
    rows = session.execute(select(PlanPaper.path, PlanPaper.digest).where(PlanPaper.plan_id == plan.id))
    return {row.path: row.digest for row in rows.all()}


def books_of(session: Session, plan: Plan) -> Books:
    """Return the numbers that heads have given to the orders of a plan."""
    content = _order_manifest(session, plan)
    return Books(to_signed(content.get(NUMBERS, {})), to_signed(content.get(COMPLETION, {})))


def _in_force(session: Session, plan: Plan) -> dict[str, SignedOrder]:
    return to_signed(_order_manifest(session, plan).get(IN_FORCE, {}))


def _order_manifest(session: Session, plan: Plan) -> dict[str, Any]:
    """Return what order.json of a plan holds; nothing before any head has signed."""
    found = session.scalar(
        select(PlanPaper.digest).where(PlanPaper.plan_id == plan.id, PlanPaper.path == ORDER)
    )
    content: dict[str, Any] = json.loads(get_blob(session, found)) if found is not None else {}
    return content


def write_papers(
    run_id: str, asked: Request, moves: Sequence[Move], by: str, books: Books = NO_BOOKS
) -> Papers:
    """Return what approval and signing add to the folder of a run."""
    return _write(asked, moves, by, Signing(parent=_parent(run_id), books=books))


def _write(asked: Request, moves: Sequence[Move], by: str, signing: Signing) -> Papers:
    papers: Papers = ask(write_signed, asked, moves, by, signing)
    return papers


def _parent(run_id: str) -> bytes:
    with reading() as session:
        return get_blob(session, list_folder(session, run_id)[RUN])


def keep_papers(session: Session, plan: Plan, papers: Papers) -> None:
    """Keep the papers of a plan in the place of those it had."""
    before = session.scalars(select(PlanPaper.digest).where(PlanPaper.plan_id == plan.id)).all()
    session.execute(delete(PlanPaper).where(PlanPaper.plan_id == plan.id))
    for path, content in papers:
        session.add(PlanPaper(plan_id=plan.id, path=path, digest=put_blob(session, content)))
    session.flush()
    for digest in before:
        drop_blob(session, digest)
