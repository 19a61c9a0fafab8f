"""``/v1/plans/{x}/approval``, ``/orders``, ``/publication``: a person decides, then papers exist."""

import hashlib
from datetime import timedelta
from typing import Any

from flask import Response, g

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.plans.numbering import (
    NO_ORDERS,
    Papers,
    Signed,
    books_of,
    keep_papers,
    kept_papers,
    number_orders,
    signers_of,
    write_papers,
)
from service.api.plans.plan_schemas import (
    ApprovalGiven,
    OrderList,
    OrderQuery,
    OrderSigned,
    PlanTold,
    PublicationTold,
)
from service.api.plans.plans import APPROVED, SLOW, asked_for, brief
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import parts, principal, reading, session, writing
from service.api.protocol.deeds import note_plan
from service.api.protocol.etags import check_match, strong
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_plan
from service.api.protocol.negotiation import Form
from service.api.protocol.problems import Problem, invalid
from service.api.protocol.traces import trace
from service.api.resource import Resource
from service.api.runs.papers import may_see
from service.child.planning import check_approval, write_orders
from service.documents.formats.archive import zipped
from service.folder.request import Request
from service.moments import told
from service.plans import notes
from service.plans.publishing import WindowOver, difference, find_before, find_own, hold, publish, recall
from service.store.base import now
from service.store.blobs import get_blobs
from service.store.plans import Plan, Publication
from service.view import SignedOrder
from service.webhooks.outbox import announce

signing_off = Resource(
    "signing_off",
    __name__,
    url_prefix="/v1/plans/<id:plan_id>",
    description="Approval, orders, telling participants.",
)

NOT_APPROVED = Wording(
    "План ещё не утверждён: приказов нет, есть только предложение.",
    "The plan is not approved: there are no orders, only a proposal.",
)
WHOSE = Wording("Чьи приказы? Подписывают: {keys}.", "Whose orders? Those who sign: {keys}.")
NOT_PUBLISHED = Wording(
    "Отзывать нечего: участники знают не этот план.",
    "There is nothing to recall: this plan is not what participants know.",
)
BOTH = Wording("Номер и дата нужны вместе.", "Number and date are needed together.")
TOO_LATE = Wording("Отозвать уже нельзя: время вышло.", "It can no longer be recalled: the time is over.")
SHOWN = ("form", "mentee", "mentor", "points")


@signing_off.operation(
    "PUT",
    "/approval",
    may=May.APPROVE,
    body=ApprovalGiven,
    answer=PlanTold,
    headers=["If-Match"],
    sends=["ETag"],
    problems=[*SLOW, kinds.STAGES_OPEN, kinds.STALE, kinds.IF_MATCH_NEEDED],
    alone=True,
)
def approve(plan_id: str, body: dict[str, Any]) -> Any:
    """Approve a plan in the name of a person; the stages must be done and nothing broken."""
    with reading():
        row = _to_approve(plan_id, body["by"])
        if row.approved_by is not None:
            return brief(row), {"ETag": strong(row.version)}
        asked, moves = asked_for(row), notes.moves_of(session(), row)
        run_id = row.run_id
    ask(check_approval, asked, moves)
    assert run_id is not None  # or its inputs were destroyed: 410
    papers = write_papers(run_id, asked, moves, body["by"])  # as the command's: a refresh reads who approved
    with writing():
        row = _to_approve(plan_id, body["by"])
        row.approved_by, row.approved_at = body["by"], now()
        session().flush()
        keep_papers(session(), row, papers)
        note_plan("plan.approved", row)
        announce(session(), row.organisation_id, "plan.approved", {"plan_id": row.id})
        return brief(row), {"ETag": strong(row.version)}


@signing_off.operation(
    "GET",
    "/orders",
    may=May.NAMES,
    query=OrderQuery,
    answer=OrderList,
    forms=(Form.JSON, Form.ZIP),
    problems=SLOW,
)
def read_orders(plan_id: str, query: dict[str, Any]) -> Any:
    """List the papers of an approved plan, or download them: orders of each organisation, extracts, letters, cards.

    Once a head has signed, they are those with the numbers given, orders of completion among them; with a number in
    the query they are shown as they would be with it.
    """
    signed, before = _order(query, "number", "date"), _order(query, "amends", "amends_date")
    row = _approved(plan_id)
    papers = _kept(row) if signed is before is None and books_of(session(), row) else None
    if papers is None:
        moves = notes.moves_of(session(), row)
        papers = ask(write_orders, asked_for(row), moves, row.approved_by, signed, before)
    trace(row.programme_id, "orders")
    papers = [(path, content) for path, content in papers if may_see(path)]
    if g.form is Form.ZIP:
        headers = {"Content-Disposition": 'attachment; filename="orders.zip"'}
        return Response(zipped(papers), 200, headers, content_type=Form.ZIP.value)
    return _listed(papers)


@signing_off.operation(
    "PUT",
    "/orders",
    may=May.APPROVE,
    body=OrderSigned,
    answer=OrderList,
    sends=["ETag"],
    problems=SLOW,
    alone=True,
)
def sign_orders(plan_id: str, body: dict[str, Any]) -> Any:
    """Give number and date to the orders of an organisation, or write those that complete all its pairs.

    The papers are kept with the plan, with the bytes of `matcher order`; doing it again replaces the number.
    """
    order, amends = _order(body, "number", "date", "/"), _order(body, "amends", "amends_date", "/")
    assert order is not None  # both are required
    with reading():
        row = _approved(plan_id)
        asked = asked_for(row)
    signed = Signed(
        organisation=_signer(asked, body.get("organisation")),
        order=order,
        completion=body["completion"],
        amends=amends,
    )
    if not number_orders(row, asked, signed):
        raise Problem(kinds.WRONG_STATE, NO_ORDERS)
    with reading():
        row = _approved(plan_id)
        papers = _kept(row)
    trace(row.programme_id, "orders")
    return _listed(papers), {"ETag": strong(row.version)}


@signing_off.operation(
    "GET", "/publication", may=May.READ, answer=PublicationTold, sends=["ETag"], problems=[kinds.ERASED]
)
def preview(plan_id: str) -> Any:
    """Say who would hear what: the difference from what participants were told last."""
    row = get_plan(plan_id)
    return _published(row, find_own(session(), row)), {"ETag": strong(row.version)}


@signing_off.operation(
    "PUT",
    "/publication",
    may=May.EDIT,
    answer=PublicationTold,
    headers=["If-Match"],
    sends=["ETag"],
    problems=[kinds.WRONG_STATE, kinds.STALE, kinds.IF_MATCH_NEEDED],
)
def tell_participants(plan_id: str) -> Any:
    """Tell participants the pairs of an approved plan; it can be recalled inside the window."""
    row = get_plan(plan_id)
    check_match(row.version)
    if row.approved_at is None:
        raise Problem(kinds.WRONG_STATE, NOT_APPROVED)
    hold(session(), row.programme_id)
    own = find_own(session(), row)
    if own is None:
        own = publish(session(), row, principal().actor, timedelta(minutes=parts().config.recall_minutes))
        note_plan("plan.published", row)
        announce(session(), row.organisation_id, "plan.published", {"plan_id": row.id})
    return _published(row, own), {"ETag": strong(row.version)}


@signing_off.operation(
    "DELETE",
    "/publication",
    may=May.EDIT,
    status=204,
    problems=[kinds.WRONG_STATE],
)
def take_back(plan_id: str) -> None:
    """Recall what participants were told, while the window is open."""
    row = get_plan(plan_id)
    hold(session(), row.programme_id)
    own = find_own(session(), row)
    if own is None:
        raise Problem(kinds.WRONG_STATE, NOT_PUBLISHED)
    try:
        recall(own)
    except WindowOver:
        raise Problem(kinds.WRONG_STATE, TOO_LATE) from None
    note_plan("plan.recalled", row)
    announce(session(), row.organisation_id, "plan.recalled", {"plan_id": row.id})


def _to_approve(plan_id: str, by: str) -> Plan:
    """Return a plan that nobody approved yet, or this person did; papers bear the name of who did."""
    row = get_plan(plan_id)
    check_match(row.version)
    if row.approved_by not in (None, by):
        raise Problem(kinds.WRONG_STATE, APPROVED)
    return row


def _approved(plan_id: str) -> Plan:
    row = get_plan(plan_id)
    if row.approved_by is None:
        raise Problem(kinds.WRONG_STATE, NOT_APPROVED)
    return row


def _signer(asked: Request, named: str | None) -> str:
    """Return the organisation that signs; the only one need not be named."""
    keys = signers_of(asked)
    if named is None and len(keys) == 1:
        return keys[0]
    if named not in keys:
        raise invalid("/organisation", "unknown-organisation", WHOSE.format(keys=", ".join(keys)))
    return named


def _kept(row: Plan) -> Papers:
    asked_for(row)  # 410 where somebody in it was erased
    digests = kept_papers(session(), row)
    contents = get_blobs(session(), set(digests.values()))
    return [(path, contents[digest]) for path, digest in sorted(digests.items())]


def _listed(papers: Papers) -> dict[str, Any]:
    return {
        "papers": {path: hashlib.sha256(content).hexdigest() for path, content in papers if may_see(path)}
    }


def _published(row: Plan, own: Publication | None) -> dict[str, Any]:
    known = find_before(session(), row.programme_id, own)
    before = known.pairs if known is not None else ()
    found = difference(_open(before), _open(own.pairs if own else row.pairs))
    return {
        "published": own is not None,
        "version": own.plan_version if own else row.version,
        "same": found.same,
        "begun": list(found.begun),
        "ended": list(found.ended),
        "receivers": list(found.receivers),
        "published_by": own.published_by if own else None,
        "published_at": told(own.published_at) if own else None,
        "recall_until": told(own.recall_until) if own else None,
    }


def _open(pairs: Any) -> list[dict[str, Any]]:
    """Return the pairs that may stand in a list: those of people kept apart are told by the curator in person."""
    return [{name: pair[name] for name in SHOWN} for pair in pairs if not pair.get("apart")]


def _order(query: dict[str, Any], number: str, day: str, place: str = "/query/") -> SignedOrder | None:
    """Return number and date of an order from two fields of a query or a body, or None without either."""
    if bool(query.get(number)) != (day in query):
        raise invalid(f"{place}{number}", "together", BOTH)
    return SignedOrder(number=query[number], day=query[day]) if day in query else None
