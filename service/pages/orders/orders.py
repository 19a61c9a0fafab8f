"""The papers of a run: a proposal until a named person approves, orders after it."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from flask import Response, abort, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.programme import Organisation
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.plans.numbering import NO_BOOKS, NO_ORDERS, books_of, number_orders
from service.api.protocol.context import reading, writing
from service.api.protocol.limited import ask
from service.audit.journal import looked
from service.child.child import Impossible
from service.folder.earlier.previous import read_orders
from service.folder.request import Request, Role
from service.pages.desk import desk_facts, desk_of, get_run, plan_of, run_tabs
from service.pages.download import saved, saved_together
from service.pages.frame import me, need, page, page_blueprint, tell
from service.pages.orders.numbering import find_renumbered, shown, signed_form
from service.pages.orders.shelf import arrange
from service.pages.orders.signing import Overtaken, approve_run, complete_papers, version_of
from service.pages.prospect import open_stages_of
from service.pages.ribbon import Step
from service.runs.accept import get_request, list_folder
from service.store.blobs import Blob, get_blob
from service.store.plans import Plan, PlanPaper
from service.store.run_states import GOOD
from service.store.runs import Run
from service.view import SignedOrder

ALREADY = Wording("Подбор уже утверждён: {by}.", "It is approved already: {by}.")
CHANGED = Wording(
    "Пары изменили, пока вы читали. Посмотрите их ещё раз и утвердите: ничего не утверждено.",
    "The pairs were changed while you read. Look at them again, then approve: nothing was approved.",
)
APPROVED = Wording("Утверждено. Приказы и письма готовы.", "Approved. Orders and letters are ready.")
NUMBERED = Wording("Номер и дата вписаны в приказ.", "Number and date were filled into the order.")
NO_NAME = Wording(
    "Укажите, кто утверждает, и подтвердите согласие участников.",
    "Say who approves, and confirm that people agree.",
)
COMPLETED = Wording(
    "Приказы о завершении готовы. Завершённые пары в следующий подбор не переходят.",
    "The orders of completion are ready. Completed pairs do not go on in the next run.",
)
BAD_NUMBER = Wording("Укажите номер и дату приказа.", "Give the number and the date of the order.")
REPLACED = ("proposal.docx", "interviews.docx")
CURATORS = frozenset({"private", "report-curator.html"})
"""Folders and files that hold what only the curator sees."""
LEAST_NAME, MOST_NAME = 5, 200

orders = page_blueprint("orders")


@orders.get("/runs/<run_id>/orders")
def index(run_id: str) -> Any:
    """Show the papers, and the form with which a named person approves."""
    need(May.NAMES)
    with reading() as session:
        run = _finished(session, run_id)
        desk = desk_of(session, run.programme_id, run)
        plan, asked = _approved(session, run), get_request(session, run.id)
        version = version_of(plan_of(session, run.id))
    if plan is not None:
        complete_papers(plan, asked)
    with reading() as session:
        sizes = _sizes(session, run)
        books = books_of(session, plan) if plan is not None else NO_BOOKS
    signers = desk.programme.signers
    facts = {
        "run": run,
        "approved_by": plan.approved_by if plan is not None else None,
        "version": version,
        "numbered": _numbered(books.numbers, signers),
        "completed": _numbered(books.completions, signers),
        "shown_numbers": shown(books.numbers),
        "shown_completions": shown(books.completions),
        "last_number": _last(books.numbers, signers),
        "last_completion": _last(books.completions, signers),
        "signers": signers,
        "amends": _amended(asked),
        "may_approve": me().may(May.APPROVE),
        "suggested": _suggested(signers),
        "open_stages": ask(open_stages_of, asked) if plan is None else (),
        "papers": arrange(sizes, {place.key: place.short for place in desk.programme.organisations}),
    }
    return page(
        "orders/index.html",
        {**desk_facts(desk, Step.ORDERS), **run_tabs(run.id, "pages.orders.index"), **facts},
    )


@orders.post("/runs/<run_id>/approve")
def approve(run_id: str) -> Any:
    """Let a named person approve: the proposal becomes orders."""
    need(May.APPROVE)
    by = " ".join(request.form.get("by", "").split())
    if not LEAST_NAME <= len(by) <= MOST_NAME or request.form.get("agreed") != "yes":
        tell(NO_NAME, "bad")
        return redirect(url_for("pages.orders.index", run_id=run_id))
    with reading() as session:
        run = _finished(session, run_id)
        asked = get_request(session, run.id)
    try:
        who = approve_run(run, asked, by, request.form.get("version"))
    except Impossible as error:
        for reason in error.reasons:
            tell(reason, "bad")
    except Overtaken:
        tell(CHANGED, "bad")
    else:
        tell(*((APPROVED,) if who == by else (ALREADY.format(by=who), "bad")))
    return redirect(url_for("pages.orders.index", run_id=run_id))


@orders.post("/runs/<run_id>/number")
def number(run_id: str) -> Any:
    """Fill number and date of the orders of an organisation in, or complete its pairs by an order of their own."""
    need(May.APPROVE)
    with reading() as session:
        run = _finished(session, run_id)
        plan = _approved(session, run) or abort(404)
        asked, keys = get_request(session, run.id), _signers(session, run)
        books = books_of(session, plan)
    signed = signed_form(keys)
    overtaken = find_renumbered(signed, books) if signed is not None else None
    if signed is None:
        tell(BAD_NUMBER, "bad")
    elif overtaken is not None:
        tell(overtaken, "bad")
    elif not number_orders(plan, asked, signed):
        tell(NO_ORDERS, "bad")
    else:
        tell(COMPLETED if signed.completion else NUMBERED)
    return redirect(url_for("pages.orders.index", run_id=run_id))


@orders.get("/runs/<run_id>/papers/<path:path>")
def paper(run_id: str, path: str) -> Any:
    """Give one paper; a report opens in the browser under its own, stricter policy."""
    need(May.NAMES)
    with reading() as session:
        run = _finished(session, run_id)
        content = _content(session, run, path)
    _remember(run)
    return _report(content) if path.endswith(".html") else saved(path.rpartition("/")[2], content)


@orders.get("/runs/<run_id>/papers.zip")
def archive(run_id: str) -> Any:
    """Give all papers as one archive."""
    need(May.NAMES)
    with reading() as session:
        run = _finished(session, run_id)
        files = {path: get_blob(session, digest) for path, digest in _digests(session, run).items()}
    _remember(run)
    return saved_together(f"podbor-{run.created_at:%Y-%m-%d}", files)


def _finished(session: Session, run_id: str) -> Run:
    run = get_run(session, run_id)
    return run if run.outcome in GOOD else abort(404)


def _approved(session: Session, run: Run) -> Plan | None:
    plan = plan_of(session, run.id)
    return plan if plan is not None and plan.approved_at is not None else None


def _signers(session: Session, run: Run) -> list[str]:
    return [one.key for one in desk_of(session, run.programme_id, run).programme.signers]


def _numbered(
    given: Mapping[str, SignedOrder], signers: Sequence[Organisation]
) -> list[tuple[str, str, str]]:
    """Return (organisation, number, date), the organisation left out where only one signs."""
    return [
        (one.short if len(signers) > 1 else "", given[one.key].number, f"{given[one.key].day:%d.%m.%Y}")
        for one in signers
        if one.key in given
    ]


def _last(given: Mapping[str, SignedOrder], signers: Sequence[Organisation]) -> SignedOrder | None:
    """Return what the only one who signs gave last; of several it is not known who fills the form in."""
    return given.get(signers[0].key) if len(signers) == 1 else None


def _amended(asked: Request) -> list[tuple[str, str]] | None:
    """Return (number, date) of the orders that orders of changes amend; None for a run that begins anew."""
    if not asked.of(Role.PREVIOUS):
        return None
    known = read_orders(asked.of(Role.PREVIOUS)).values()
    return sorted({(one.number, f"{one.day:%d.%m.%Y}") for one in known})


def _suggested(signers: Sequence[Organisation]) -> str:
    """Return who may be meant to approve: the head of the only organisation, else the visitor, if known by name."""
    if len(signers) == 1 and signers[0].head:
        return f"{signers[0].head_position} {signers[0].head}"
    return me().name if " " in me().name else ""


def _digests(session: Session, run: Run) -> dict[str, str]:
    """Return path → digest of the papers the visitor may have; what approval replaces is left out."""
    found, plan = list_folder(session, run.id), _approved(session, run)
    if plan is not None:
        rows = session.execute(select(PlanPaper.path, PlanPaper.digest).where(PlanPaper.plan_id == plan.id))
        found = {path: digest for path, digest in found.items() if not path.endswith(REPLACED)}
        found |= dict(rows.all())
    return {path: digest for path, digest in found.items() if _may_have(path)}


def _may_have(path: str) -> bool:
    """Whether the visitor may have a paper: what only the curator sees is not for those who only look."""
    parts = path.split("/")
    return parts[0] != "inputs" and (me().may(May.EDIT) or not CURATORS.intersection(parts))


def _sizes(session: Session, run: Run) -> dict[str, int]:
    digests = _digests(session, run)
    rows = session.execute(select(Blob.digest, Blob.size).where(Blob.digest.in_(set(digests.values()))))
    sizes = dict(rows.all())
    return {path: sizes[digest] for path, digest in digests.items()}


def _content(session: Session, run: Run, path: str) -> bytes:
    digest = _digests(session, run).get(path)
    return get_blob(session, digest) if digest is not None else abort(404)


_META = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]+)"')


def _report(content: bytes) -> Response:
    """Return a report; its own policy names the one style sheet inside it, so nothing else may act."""
    found = _META.search(content)
    policy = unescape(found.group(1).decode()) if found else "default-src 'none'"
    response = Response(content, mimetype="text/html")
    response.headers["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    return response


def _remember(run: Run) -> None:
    """Write down that somebody took papers with names."""
    principal = me().principal
    with writing() as session:
        looked(
            session,
            organisation=principal.organisation or "",
            actor=principal.actor,
            subject=run.programme_id,
            action="papers.read",
        )
