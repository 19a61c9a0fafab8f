"""From what a programme holds to the request of a run: the same bytes the command line would read."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.options import Options
from questionnaires.reading import InputFile
from service.api.agreed import agreed_folder
from service.folder.carried import RENEWED, continued
from service.folder.request import Request, Role
from service.folder.tables import write_csv
from service.store.blobs import get_blobs
from service.store.programmes import Constraint, ConstraintKind, Import, ImportState, Programme
from service.store.runs import Run

LOCK_HEADERS = ("Вид", "Наставляемый", "Наставник", "Форма")
LOCK_WORDS = {
    ConstraintKind.LOCK: "Оставить вместе",
    ConstraintKind.TOGETHER: "Оставить вместе",
    ConstraintKind.FORBID: "Не ставить вместе",
    ConstraintKind.APART: "Не ставить вместе",
}


def request_of(
    session: Session, programme: Programme, options: Options | None = None, previous: Run | None = None
) -> Request:
    """Return the request that a run of the programme would be made from now."""
    files: dict[Role, tuple[InputFile, ...]] = {}
    # Without what was noticed in each file: it may be much, and no run reads it.
    rows = session.execute(_accepted(programme.id, Import.role, Import.file_name, Import.content)).all()
    kept = [row for row in rows if row.content is not None]
    contents = get_blobs(session, {programme.content, *(row.content for row in kept)})
    for row in kept:
        one = InputFile(row.file_name, contents[row.content])
        files[Role(row.role)] = (*files.get(Role(row.role), ()), one)
    decided = decisions_files(session, programme.id, previous.created_at if previous else None)
    files[Role.LOCKS] = (*files.get(Role.LOCKS, ()), *decided)
    if previous is not None:
        files = continued(files, agreed_folder(session, previous), renewed=True)
    return Request(programme=contents[programme.content], files=files, options=options or Options())


def accepted(session: Session, programme_id: str) -> list[Import]:
    """Return the files that a run reads, in the order in which they were accepted."""
    return list(session.scalars(_accepted(programme_id, Import)))


def _accepted(programme_id: str, *what: Any) -> Any:
    return (
        select(*what)
        .where(Import.programme_id == programme_id, Import.state == ImportState.ACCEPTED)
        .order_by(Import.role, Import.position, Import.created_at, Import.id)
    )


def decisions_files(
    session: Session, programme_id: str, before: datetime | None = None
) -> tuple[InputFile, ...]:
    """Return the curator's decisions as files the core reads; reasons and authors stay behind.

    Parameters
    ----------
    before
        When the earlier run was accepted: what was decided until then may have been overtaken since.
    """
    found = session.scalars(select(Constraint).where(Constraint.programme_id == programme_id))
    rows: dict[str, list[tuple[str, ...]]] = {name: [] for name in RENEWED}
    for one in found:
        name = RENEWED[0] if before is not None and one.created_at <= before else RENEWED[1]
        rows[name].append((LOCK_WORDS[one.kind], one.first, one.second, one.form))
    return tuple(InputFile(name, write_csv(LOCK_HEADERS, sorted(own))) for name, own in rows.items() if own)
