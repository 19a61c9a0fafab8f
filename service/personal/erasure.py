"""Destroying what is held on a person: files, papers, rows; what stays is an id, a moment and the act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from service.audit.journal import note
from service.folder.manifest import RUN
from service.store.base import now
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.plans import Plan, PlanPaper
from service.store.programmes import Constraint, Import, Participant
from service.store.runs import Run, RunInput, RunResult
from service.store.store import Store

CODES_ONLY = ("pairs.csv", "unmatched.csv", "certificate.npz", RUN)
"""Papers of a run that hold codes and no names; a code leads to nobody once the register is gone."""


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
    *,
    by: str,
    reason: str,
) -> Act:
    """Destroy everything on a human in the roles of a programme, in one transaction.

    Parameters
    ----------
    redacted
        (import id, its bytes without the person, rows and cells gone).
    """
    first = participants[0]
    codes = [row.code for row in participants if row.code]
    changed = {_replace_file(session, *one) for one in redacted}
    runs, papers = 0, 0
    for run in _runs_with(session, first.programme_id, codes, changed):
        runs, papers = runs + 1, papers + _strip(session, run)
    named = Constraint.first.in_(codes), Constraint.second.in_(codes)
    session.execute(delete(Constraint).where(Constraint.programme_id == first.programme_id, or_(*named)))
    for row in participants:
        row.external_id = row.code = row.name = row.name_key = row.facts = None
        row.erased_at = now()
    session.flush()
    facts = {"files": len(redacted), "rows": sum(one[2] for one in redacted), "runs": runs, "papers": papers}
    event = note(
        session,
        organisation=first.organisation_id,
        actor=by,
        action="participant.erased",
        target=first.id,
        facts={**facts, "reason": reason},
    )
    return Act(id=event.id, at=event.created_at, by=by, **facts)


def sweep(store: Store) -> None:
    """Let the database forget the pages on which the data stood."""
    if store.engine.dialect.name != "sqlite":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in ("participants", "imports", "blobs", "run_results", "run_inputs"):
                connection.exec_driver_sql(f"VACUUM {table}")
        return
    file = store.engine.raw_connection()
    try:
        file.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        file.close()


def _replace_file(session: Session, import_id: str, content: bytes, _: int) -> str:
    """Put the rewritten file in place of the old one; return the digest that must go everywhere."""
    row = session.get_one(Import, import_id)
    before = row.content
    assert before is not None  # only files that exist are rewritten
    row.content, row.size = (put_blob(session, content) if content else None), len(content)
    session.flush()
    drop_blob(session, before)
    return before


def _runs_with(session: Session, programme_id: str, codes: Sequence[str], changed: set[str]) -> list[Run]:
    """Return the runs in whose inputs or register the person stands."""
    query = select(Run).where(Run.programme_id == programme_id, Run.erased_at.is_(None)).order_by(Run.id)
    return [run for run in session.scalars(query) if _names(session, run, codes, changed)]


def _names(session: Session, run: Run, codes: Sequence[str], changed: set[str]) -> bool:
    inputs = session.scalars(select(RunInput.digest).where(RunInput.run_id == run.id))
    if changed & set(inputs):
        return True
    register = select(RunResult.digest).where(RunResult.run_id == run.id, RunResult.path == "people.csv")
    digest = session.scalar(register)
    return digest is not None and any(f"\n{code};".encode() in get_blob(session, digest) for code in codes)


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
