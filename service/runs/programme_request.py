"""From what a programme holds to the request of a run: the same bytes the command line would read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.options import Options
from questionnaires.reading import InputFile
from service.folder.contents.tables import write_csv
from service.folder.earlier.carried import RENEWED, continued
from service.folder.request import Request, Role
from service.runs.agreed import agreed_folder
from service.store.blobs import Kept, get_blobs
from service.store.programmes import Constraint, ConstraintKind, Import, ImportState, Programme
from service.store.runs import Run

Files = dict[Role, tuple[InputFile, ...]]

LOCK_HEADERS = ("Вид", "Наставляемый", "Наставник", "Форма")
LOCK_WORDS = {
    ConstraintKind.LOCK: "Оставить вместе",
    ConstraintKind.TOGETHER: "Оставить вместе",
    ConstraintKind.FORBID: "Не ставить вместе",
    ConstraintKind.APART: "Не ставить вместе",
    ConstraintKind.LEFT: "Выбыл",
    ConstraintKind.RETURNED: "Вернулся",
}


def request_of(
    session: Session, programme: Programme, options: Options | None = None, previous: Run | None = None
) -> Request:
    """Return the request that a run of the programme would be made from now."""
    named = _named(session, programme.id)
    contents = get_blobs(session, {programme.content, *(digest for _, _, digest in named)})
    decided = decisions_files(session, programme.id, previous.created_at if previous else None)
    files = _files([(role, InputFile(name, contents[digest])) for role, name, digest in named], decided)
    if previous is not None:
        files = continued(files, agreed_folder(session, previous), renewed=True)
    return Request(programme=contents[programme.content], files=files, options=options or Options())


def unread_request(session: Session, programme: Programme, options: Options) -> Request:
    """Return the same request with the digests of its files in their place: to accept a run nobody need read them."""
    kept = [
        (role, InputFile(name, Kept(digest.encode()))) for role, name, digest in _named(session, programme.id)
    ]
    files = _files(kept, decisions_files(session, programme.id))
    return Request(programme=Kept(programme.content.encode()), files=files, options=options)


def _named(session: Session, programme_id: str) -> list[tuple[Role, str, str]]:
    """Return role, name and digest of every file that a run reads."""
    # Without what was noticed in each file: it may be much, and no run reads it.
    rows = session.execute(_accepted(programme_id, Import.role, Import.file_name, Import.content))
    return [(Role(row.role), row.file_name, row.content) for row in rows if row.content is not None]


def _files(kept: Iterable[tuple[Role, InputFile]], decided: tuple[InputFile, ...]) -> Files:
    files: Files = {}
    for role, file in (*kept, *((Role.LOCKS, one) for one in decided)):
        files[role] = (*files.get(role, ()), file)
    return files


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
