"""A file whose headers are a school's own: a person says what it is and which column answers which question."""

from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.limited import ask
from service.folder.contents.file_names import clean, fitted
from service.folder.request import Role
from service.pages.desk import desk_facts, desk_of, get_programme
from service.pages.files.bringing import OFFERED, forget, get_import, offer
from service.pages.files.seen import map_columns, see_columns
from service.pages.frame import need, page, page_blueprint, tell
from service.pages.ribbon import Step
from service.store.base import now
from service.store.blobs import get_blob, put_blob
from service.store.programmes import Import, ImportState

SAVED = Wording(
    "Соответствие столбцов сохранено, файл «{name}» проверен заново.",
    "The columns are mapped, and the file “{name}” was checked again.",
)
MISFIT = Wording(
    "Скажите о каждой таблице, что это, и посмотрите её столбцы.",
    "Say of every table what it is, and look at its columns.",
)

columns = page_blueprint("columns")


@columns.get("/uploads/<import_id>/columns")
def index(import_id: str) -> Any:
    """Show the tables of a file, and of each what its columns are taken for."""
    need(May.EDIT)
    with reading() as session:
        row, file = _waiting(session, import_id)
        desk = desk_of(session, row.programme_id)
        content = get_blob(session, get_programme(session, row.programme_id).content)
        saved = [_file(session, one) for one in _saved(session, row.programme_id)]
    seen = ask(see_columns, content, file, saved, _chosen())
    facts = {"file_name": row.file_name, "import_id": row.id, "seen": seen}
    return page("columns/index.html", {**desk_facts(desk, Step.UPLOADS), **facts})


@columns.post("/uploads/<import_id>/columns")
def save(import_id: str) -> Any:
    """Keep the mapping under the name of the file, for it and for the next of that name, and check the file anew."""
    need(May.EDIT)
    with reading() as session:
        row, file = _waiting(session, import_id)
        content = get_blob(session, get_programme(session, row.programme_id).content)
    said = [
        (reads[:100], [key[:100] for key in request.form.getlist(f"column-{place}")])
        for place, reads in enumerate(request.form.getlist("reads"))
    ]
    profile = ask(map_columns, content, file, said)
    if profile is None:
        tell(MISFIT, "bad")
        return redirect(url_for("pages.columns.index", import_id=import_id))
    _keep(row, profile)
    offer(row.programme_id, [(Role(row.role), InputFile(row.file_name, file.content))])
    tell(SAVED.format(name=row.file_name))
    return redirect(url_for("pages.uploads.index", programme_id=row.programme_id))


def _waiting(session: Session, import_id: str) -> tuple[Import, InputFile]:
    """Return a file of answers that waits for a decision, under the name by which it is read."""
    row = get_import(session, import_id)
    if row.state not in OFFERED or row.role != Role.ANSWERS or row.content is None:
        abort(404)
    return row, _file(session, row)


def _file(session: Session, row: Import) -> InputFile:
    assert row.content is not None  # a file that is not replaced has its bytes
    return clean(InputFile(row.file_name, get_blob(session, row.content)))


def _saved(session: Session, programme_id: str) -> list[Import]:
    """Return the mappings in force, the latest first."""
    query = select(Import).where(
        Import.programme_id == programme_id,
        Import.role == Role.PROFILE.value,
        Import.state == ImportState.ACCEPTED,
    )
    return list(session.scalars(query.order_by(Import.created_at.desc(), Import.id)))


def _keep(row: Import, profile: bytes) -> None:
    """Keep a mapping in force; nobody brought it, and it holds headers only."""
    name = fitted(row.file_name, ".toml")
    with writing() as session:
        for before in _saved(session, row.programme_id):
            if before.file_name == name:
                forget(session, before)
        kept = Import(
            programme_id=row.programme_id,
            role=Role.PROFILE.value,
            file_name=name,
            content=put_blob(session, profile),
            size=len(profile),
            state=ImportState.ACCEPTED,
            accepted_at=now(),
        )
        session.add(kept)
        write_down("columns.mapped", kept)


def _chosen() -> dict[int, str]:
    """Return place of a table → what the address says it is."""
    return {place: reads[:100] for place, reads in enumerate(request.args.getlist("reads"))}
