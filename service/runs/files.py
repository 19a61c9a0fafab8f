"""Under which paths a run reads and leaves its files."""

from collections.abc import Mapping

from sqlalchemy import insert
from sqlalchemy.orm import Session

from service.store.runs import Run, RunInput, RunResult
from service.store.scope import check_own


def name_files(
    session: Session, table: type[RunInput | RunResult], run: Run, digests: Mapping[str, str]
) -> None:
    """Note under which paths a run of this session reads or leaves its files: all of them in one statement."""
    check_own(session, run)
    rows = [
        {"run_id": run.id, "path": path, "digest": digest, "organisation_id": run.organisation_id}
        for path, digest in digests.items()
    ]
    if rows:
        # What is given back has them sent together.
        new = insert(table.__table__).returning(table.__table__.c.path)  # type: ignore[arg-type]
        session.connection().execute(new, rows)
