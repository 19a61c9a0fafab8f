"""From what a programme holds to the request of a run: the same bytes the command line would read."""

from pathlib import PurePosixPath

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.options import Options
from questionnaires.reading import InputFile
from service.folder.previous import KEPT
from service.folder.request import Request, Role
from service.folder.tables import write_csv
from service.runs.accept import get_folder
from service.store.blobs import get_blob
from service.store.programmes import Constraint, ConstraintKind, Import, ImportState, Programme
from service.store.runs import Run

LOCK_HEADERS = ("Вид", "Наставляемый", "Наставник", "Форма")
LOCK_WORDS = {
    ConstraintKind.LOCK: "Оставить вместе",
    ConstraintKind.TOGETHER: "Оставить вместе",
    ConstraintKind.FORBID: "Не ставить вместе",
    ConstraintKind.APART: "Не ставить вместе",
}
DECISIONS = "decisions.csv"


def request_of(
    session: Session, programme: Programme, options: Options | None = None, previous: Run | None = None
) -> Request:
    """Return the request that a run of the programme would be made from now."""
    files: dict[Role, tuple[InputFile, ...]] = {}
    for row in accepted(session, programme.id):
        assert row.content is not None  # an accepted import has its bytes
        one = InputFile(row.file_name, get_blob(session, row.content))
        files[Role(row.role)] = (*files.get(Role(row.role), ()), one)
    decided = decisions_file(session, programme.id)
    if decided is not None:
        files[Role.LOCKS] = (*files.get(Role.LOCKS, ()), decided)
    if previous is not None:
        files[Role.PREVIOUS] = tuple(_earlier(session, previous))
    return Request(programme=get_blob(session, programme.content), files=files, options=options or Options())


def accepted(session: Session, programme_id: str) -> list[Import]:
    """Return the files that a run reads, in the order in which they were accepted."""
    query = (
        select(Import)
        .where(Import.programme_id == programme_id, Import.state == ImportState.ACCEPTED)
        .order_by(Import.role, Import.position, Import.created_at, Import.id)
    )
    return list(session.scalars(query))


def decisions_file(session: Session, programme_id: str) -> InputFile | None:
    """Return the curator's decisions as the file the core reads; reasons and authors stay behind."""
    query = select(Constraint).where(Constraint.programme_id == programme_id)
    rows = sorted((LOCK_WORDS[row.kind], row.first, row.second, row.form) for row in session.scalars(query))
    return InputFile(DECISIONS, write_csv(LOCK_HEADERS, rows)) if rows else None


def _earlier(session: Session, run: Run) -> list[InputFile]:
    """Return what a refresh needs of an earlier run, named as `collect_previous` names the files of a folder."""
    folder = get_folder(session, run.id)
    paths = sorted(PurePosixPath(path) for path in folder)
    chosen = [path for path in paths if path.name in KEPT and path.parts[0] != "inputs"]
    return [InputFile(path.as_posix().replace("/", "~"), folder[path.as_posix()]) for path in chosen]
