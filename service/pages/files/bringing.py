"""Files on their way into a programme: offered, checked together with all others, taken in or thrown away."""

from dataclasses import replace

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from questionnaires.reading import InputFile
from service.api.programmes.imports import MOST_KEPT, finding_kept, take_in
from service.api.protocol.context import parts, reading, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.limited import ask
from service.child.reading import check_files
from service.folder.request import Request, Role
from service.pages.desk import get_programme
from service.pages.files.noticed import has_errors
from service.pages.frame import me
from service.pages.prospect import NOTHING, Noticed, notice
from service.personal.withdrawal import end_use
from service.runs.programme_request import accepted, request_of
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.programmes import Import, ImportState, Programme

OFFERED = (ImportState.CHECKED, ImportState.REFUSED)


def get_import(session: Session, import_id: str) -> Import:
    """Return a file of the visitor's organisation that was not taken out."""
    row = session.get(Import, import_id)
    return row if row is not None and row.state is not ImportState.REPLACED else abort(404)


def offered(session: Session, programme_id: str) -> list[Import]:
    """Return the files that wait for a decision, in the order they came."""
    query = (
        select(Import)
        .where(Import.programme_id == programme_id, Import.state.in_(OFFERED))
        .order_by(Import.created_at, Import.id)
    )
    return list(session.scalars(query))


def brought(session: Session, programme_id: str) -> list[Import]:
    """Return the accepted files that somebody brought; the register the service keeps itself is none of them."""
    return [row for row in accepted(session, programme_id) if row.created_by is not None]


def whole_request(session: Session, programme: Programme, more: list[Import]) -> Request:
    """Return the request of everything accepted and of some files besides."""
    asked = request_of(session, programme)
    for row in more:
        assert row.content is not None  # a file that waits has its bytes
        asked = with_file(asked, Role(row.role), InputFile(row.file_name, get_blob(session, row.content)))
    return asked


def with_file(asked: Request, role: Role, file: InputFile) -> Request:
    """Return the request with one more file; one of the same name gives way, and a register is alone."""
    kept = () if role is Role.PEOPLE else tuple(one for one in asked.of(role) if one.name != file.name)
    return replace(asked, files={**asked.files, role: (*kept, file)})


def offer(programme_id: str, files: list[tuple[Role, InputFile]]) -> None:
    """Check files together with all others and let them wait for a decision."""
    with reading() as session:
        asked = whole_request(session, get_programme(session, programme_id), offered(session, programme_id))
    for role, file in files:
        asked = with_file(asked, role, file)
    noticed = ask(notice, asked) if files else {}
    with writing() as session:
        get_programme(session, programme_id)
        before = {(row.role, row.file_name): row for row in offered(session, programme_id)}
        for role, file in files:
            if (role.value, file.name) in before:
                forget(session, before[role.value, file.name])
            _keep(session, programme_id, role, file, noticed)


def _keep(
    session: Session, programme_id: str, role: Role, file: InputFile, noticed: dict[str, Noticed]
) -> None:
    known = noticed.get(file.label, NOTHING)
    errors = has_errors(known.findings)
    row = Import(
        programme_id=programme_id,
        role=role.value,
        file_name=file.name,
        content=put_blob(session, file.content),
        size=len(file.content),
        state=ImportState.REFUSED if errors else ImportState.CHECKED,
        findings=[finding_kept(one) for one in known.shown[:MOST_KEPT]],
        rows_ok=sum(tally.ready for tally in known.tallies),
        rows_bad=sum(tally.refused for tally in known.tallies),
        created_by=me().principal.actor,
    )
    session.add(row)
    _note("import.checked", row)


def take(programme_id: str, rows: list[Import]) -> set[str]:
    """Take in the files that have no errors when all are read together; return their ids."""
    with reading() as session:
        asked = whole_request(session, get_programme(session, programme_id), rows)
    noticed = ask(notice, asked)
    good = {row.id for row in rows if not has_errors(noticed_of(row, noticed).findings)}
    if not good:
        return good
    checked = ask(check_files, asked)
    with writing() as session:
        taken = [get_import(session, row.id) for row in rows if row.id in good]
        withdrawn = [take_in(row, checked) for row in taken if row.state in OFFERED]
    if any(withdrawn):
        end_use(parts().store, parts().runs, programme_id)
    return good


def noticed_of(row: Import, noticed: dict[str, Noticed]) -> Noticed:
    """Return what was noticed in a file."""
    return noticed.get(InputFile(row.file_name, b"").label, NOTHING)


def forget(session: Session, row: Import) -> None:
    """Throw the bytes of a file away; runs that were made keep theirs."""
    if row.content is not None:
        digest, row.content = row.content, None
        session.flush()
        drop_blob(session, digest)
    row.state, row.findings = ImportState.REPLACED, []
    _note("import.dropped", row)


def _note(action: str, row: Import) -> None:
    write_down(action, row, {"size": row.size, "role": row.role, "state": row.state.value})
