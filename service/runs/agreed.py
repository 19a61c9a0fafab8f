"""The pairs that a programme agreed on: those of the approved plan, in the folder of its run."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.result import Origin
from questionnaires.loading import load_programme
from questionnaires.programme import Arrangement
from service.folder.contents.manifest import APPROVAL, ORDER
from service.folder.contents.tables import PAIRS, PRIVATE, parse_table, write_csv
from service.folder.request import PROGRAMME
from service.runs.accept import get_folder
from service.store.blobs import get_blob
from service.store.plans import Plan, PlanPaper
from service.store.runs import Run

OPEN, APART = "pairs.csv", f"{PRIVATE}/pairs.csv"
PEERS = (Arrangement.PEER_PAIRS, Arrangement.PEER_GROUPS)
Key = tuple[str, str, str]
Row = Mapping[str, str]


def find_approved(session: Session, run_id: str) -> Plan | None:
    """Return the approved plan of a run, the latest of several, or None."""
    query = (
        select(Plan)
        .where(Plan.run_id == run_id, Plan.approved_at.is_not(None))
        .order_by(Plan.approved_at.desc())
        .limit(1)
    )
    return session.scalar(query)


def agreed_folder(session: Session, run: Run) -> dict[str, bytes]:
    """Return path → bytes of the folder of a run, with the pairs and the numbers of orders of the approved plan."""
    folder, plan = get_folder(session, run.id), find_approved(session, run.id)
    if plan is None:
        return folder
    return {**folder, **agreed_tables(folder, plan.pairs), **_signed(session, plan)}


def _signed(session: Session, plan: Plan) -> dict[str, bytes]:
    """Return what says who approved and which orders were numbered, where the plan has papers."""
    query = select(PlanPaper.path, PlanPaper.digest).where(PlanPaper.plan_id == plan.id)
    kept = session.execute(query.where(PlanPaper.path.in_((APPROVAL, ORDER)))).all()
    return {path: get_blob(session, digest) for path, digest in kept}


def agreed_tables(folder: Mapping[str, bytes], pairs: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """Return the tables of pairs with those of a plan; none when nobody moved a pair."""
    rows = [row for path in (OPEN, APART) for row in parse_table(folder.get(path, b""))]
    peers = _peer_forms(folder[PROGRAMME])
    known = {_key(row): row for row in rows if row["form"] not in peers}
    agreed = {_key(pair): pair for pair in pairs}
    if known.keys() == agreed.keys():
        return {}
    hidden = {_key(row) for row in parse_table(folder.get(APART, b""))}
    hidden |= {key for key, pair in agreed.items() if pair["apart"]}
    now = [known.get(key) or _row(pair) for key, pair in agreed.items()]
    now += [row for row in rows if row["form"] in peers]
    return {
        OPEN: _table(row for row in now if _key(row) not in hidden),
        APART: _table(row for row in now if _key(row) in hidden),
    }


def _peer_forms(programme: bytes) -> frozenset[str]:
    """Return the forms inside one base: a plan moves nobody there."""
    forms = load_programme(programme).forms
    return frozenset(form.key for form in forms if form.arrangement in PEERS)


def _key(row: Mapping[str, Any]) -> Key:
    return row["form"], row["mentee"], row["mentor"]


def _row(pair: Mapping[str, Any]) -> Row:
    """Return the row of a pair that a person made."""
    own = {name: str(pair.get(name, "")) for name in PAIRS}
    return {**own, "certain": "", "origin": Origin.TOGETHER.value}


def _table(rows: Iterable[Row]) -> bytes:
    return write_csv(PAIRS, sorted(tuple(row[name] for name in PAIRS) for row in rows))
