"""Destroying what is held on a person: files, papers, rows; what stays is an id, a moment and the act."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from service.audit.journal import note
from service.folder.contents.manifest import RUN
from service.folder.papers import PEERS_CERTIFICATE
from service.personal.mentions import forget_mentions, is_mentioned
from service.personal.redaction import Traces
from service.store.base import now
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.plans import Plan, PlanPaper
from service.store.programmes import Constraint, Import, Participant, Retention
from service.store.runs import Run, RunInput, RunResult
from service.store.store import Store

CODES_ONLY = ("pairs.csv", "unmatched.csv", "certificate.npz", PEERS_CERTIFICATE, RUN)
"""Papers of a run that hold codes and no names; a code leads to nobody once the register is gone."""

HOLD_PEOPLE = (
    "participants",
    "constraints",
    "imports",
    "plans",
    "plan_papers",
    "idempotency",
    "runs",
    "run_results",
    "run_inputs",
    "blobs",
)
"""Tables that are written anew after an erasure."""
TRIES, PAUSE = 20, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What was destroyed, without a word about whom.

    Parameters
    ----------
    files, rows, runs, papers
        How many files were rewritten or destroyed, rows and cells went, runs lost their papers, papers were destroyed.
    """

    id: str
    at: datetime
    by: str
    files: int
    rows: int
    runs: int
    papers: int


def erase(
    session: Session,
    participants: Sequence[Participant],
    redacted: Sequence[tuple[str, bytes, int]],
    traces: Traces,
    *,
    by: str,
    reason: str,
) -> Act:
    """Destroy everything on a human in the roles of a programme, in one transaction.

    Parameters
    ----------
    redacted
        (import id, its bytes without the person, rows and cells gone).
    traces
        How the person may be called where people wrote by hand.
    """
    first = participants[0]
    codes = [row.code for row in participants if row.code]
    changed = {_replace_file(session, *one) for one in redacted}
    stripped = [
        _strip(session, run) for run in _runs_with(session, first.programme_id, codes, changed, traces)
    ]
    named = Constraint.first.in_(codes), Constraint.second.in_(codes)
    session.execute(delete(Constraint).where(Constraint.programme_id == first.programme_id, or_(*named)))
    gone = sum(one[2] for one in redacted)
    gone += forget_mentions(session, first.programme_id, first.organisation_id, traces)
    _empty(session, participants)
    facts = {"files": len(redacted), "rows": gone, "runs": len(stripped), "papers": sum(stripped)}
    also = " ".join(row.id for row in participants[1:])
    event = note(
        session,
        organisation=first.organisation_id,
        actor=by,
        action="participant.erased",
        target=first.id,
        facts={**facts, "reason": reason, "also": also},
    )
    return Act(id=event.id, at=event.created_at, by=by, **facts)


def sweep(store: Store) -> bool:
    """Let the database forget the pages on which the data stood; False when somebody was reading them all the time.

    PostgreSQL writes the tables anew: an ordinary VACUUM would leave the bytes in pages until they are used again.
    SQLite zeroes what is deleted by itself (``secure_delete``); its journal is emptied here.
    """
    if store.engine.dialect.name != "sqlite":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in HOLD_PEOPLE:
                connection.exec_driver_sql(f"VACUUM (FULL) {table}")
        return True
    file = store.engine.raw_connection()
    try:
        for _ in range(TRIES):
            (busy, *_) = file.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return True
            time.sleep(PAUSE)
    finally:
        file.close()
    return False


def _replace_file(session: Session, import_id: str, content: bytes, _: int) -> str:
    """Put the rewritten file in place of the old one; return the digest that must go everywhere."""
    row = session.get_one(Import, import_id)
    before = row.content
    assert before is not None  # only files that exist are rewritten
    row.content, row.size = (put_blob(session, content) if content else None), len(content)
    session.flush()
    drop_blob(session, before)
    return before


def _empty(session: Session, participants: Sequence[Participant]) -> None:
    """Leave only ids and the moment, and nothing to be destroyed later."""
    ids = [row.id for row in participants]
    due = update(Retention).where(Retention.subject_id.in_(ids), Retention.done_at.is_(None))
    session.execute(due.values(done_at=now()))
    for row in participants:
        row.external_id = row.code = row.name = row.name_key = row.facts = None
        row.erased_at = now()
    session.flush()


def _runs_with(
    session: Session, programme_id: str, codes: Sequence[str], changed: set[str], traces: Traces
) -> list[Run]:
    """Return the runs in whose inputs or register the person stands."""
    query = select(Run).where(Run.programme_id == programme_id, Run.erased_at.is_(None)).order_by(Run.id)
    return [run for run in session.scalars(query) if _names(session, run, codes, changed, traces)]


def _names(session: Session, run: Run, codes: Sequence[str], changed: set[str], traces: Traces) -> bool:
    inputs = session.scalars(select(RunInput).where(RunInput.run_id == run.id)).all()
    if any(one.digest in changed or is_mentioned(one.path, traces) for one in inputs):
        return True
    register = select(RunResult.digest).where(RunResult.run_id == run.id, RunResult.path == "people.csv")
    digest = session.scalar(register)
    if digest is None:
        # Nobody knows who is in it: a run without a result may have read files that were replaced since.
        return True
    return any(f"\n{code};".encode() in get_blob(session, digest) for code in codes)


def _strip(session: Session, run: Run) -> int:
    """Destroy inputs and papers of a run; its tables by code stay, and so does what it decided."""
    inputs = list(session.scalars(select(RunInput).where(RunInput.run_id == run.id)))
    results = session.scalars(select(RunResult).where(RunResult.run_id == run.id))
    papers = [row for row in results if row.path.split("/")[-1] not in CODES_ONLY]
    of_plans = select(PlanPaper).join(Plan, Plan.id == PlanPaper.plan_id).where(Plan.run_id == run.id)
    gone: list[RunInput | RunResult | PlanPaper] = [*inputs, *papers, *session.scalars(of_plans)]
    digests = [row.digest for row in gone]
    for row in gone:
        session.delete(row)
    run.problems, run.erased_at, run.version = [], now(), run.version + 1
    session.flush()
    for digest in digests:
        drop_blob(session, digest)
    return len(gone)
