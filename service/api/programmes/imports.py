"""``/v1/programmes/{p}/imports``: files are checked first and used only when a person accepts them."""

from typing import Any

from flask import Response, request
from sqlalchemy import select

from questionnaires.finding import Finding, Severity
from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.programmes.import_schemas import ImportList, ImportQuery, ImportTold
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import check_rate, organisation, parts, principal, reading, session, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.idempotency import once
from service.api.protocol.limited import ask, check_size
from service.api.protocol.lookup import get_import, get_programme
from service.api.protocol.negotiation import Form
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Problem, invalid
from service.api.resource import Resource
from service.api.schemas.shared import PageQuery
from service.audit.journal import Facts
from service.child.reading import check_files, correct_file
from service.finding_words import kind_of
from service.folder.request import Request, Role
from service.moments import told
from service.personal.register import keep_register
from service.personal.withdrawal import end_use
from service.runs.programme_request import request_of
from service.store.base import now
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.programmes import Import, ImportState

imports = Resource(
    "imports", __name__, url_prefix="/v1/programmes/<id:programme_id>/imports", description="Survey files."
)

ACCEPTED_KINDS = ("text/csv", Form.XLSX.value, "application/octet-stream")
MOST_KEPT = 2000
"""Findings kept of one file; their number is always said."""
BAD_NAME = Wording("Имя файла без папок.", "The name of the file without folders.")
NOT_CHECKED = Wording(
    "Принять можно файл без ошибок, который ещё не принят.",
    "A file without errors, not accepted yet, can be accepted.",
)
EMPTY = Wording("Файл пуст.", "The file is empty.")


@imports.operation("GET", "", may=May.NAMES, query=PageQuery, answer=ImportList, sends=["Link"])
def list_imports(programme_id: str, query: dict[str, Any]) -> Response:
    """List the files of a programme."""
    get_programme(programme_id)
    rows = (
        session().scalars(select(Import).where(Import.programme_id == programme_id).order_by(Import.id)).all()
    )
    return answer_page("imports", rows, query, told=_brief, key=lambda row: row.id)


@imports.operation(
    "POST",
    "",
    may=May.EDIT,
    query=ImportQuery,
    upload=ACCEPTED_KINDS,
    answer=ImportTold,
    status=202,
    headers=["Idempotency-Key"],
    sends=["Location", "Retry-After", "Idempotent-Replayed"],
    problems=[kinds.KEY_REUSED, kinds.IN_PROGRESS, kinds.BUSY],
    alone=True,
)
def upload(programme_id: str, query: dict[str, Any]) -> Response:
    """Upload a file; it is checked against the programme and not used before it is accepted."""
    check_rate("imports", parts().config.import_limit)
    content, name = request.get_data(), query["name"]
    if "/" in name or "\\" in name or name in (".", "..") or any(ord(sign) < ord(" ") for sign in name):
        raise invalid("/query/name", "pattern", BAD_NAME)
    if not content:
        raise invalid("/", "required", EMPTY)
    file, role = InputFile(name, content), Role(query["role"])
    check_size(file)
    with reading() as opened:
        asked = _with_file(request_of(opened, get_programme(programme_id)), role, file)
    checked = ask(check_files, asked)

    def make() -> tuple[dict[str, Any], int, dict[str, str]]:
        row = _keep(programme_id, role, file, checked)
        headers = {"Location": f"/v1/programmes/{programme_id}/imports/{row.id}", "Retry-After": "1"}
        return _told(row), 202, headers

    return once(make, repr((programme_id, role, name)).encode() + content)


@imports.operation("GET", "/<id:import_id>", may=May.NAMES, answer=ImportTold)
def read_import(programme_id: str, import_id: str) -> Any:
    """Read what was found in a file: rows that are fine, rows that are not, every problem with its place."""
    return _told(get_import(programme_id, import_id))


@imports.operation(
    "POST",
    "/<id:import_id>/accept",
    may=May.EDIT,
    answer=ImportTold,
    problems=[kinds.WRONG_STATE, kinds.INVALID, kinds.BUSY, kinds.TOO_LARGE],
    alone=True,
)
def accept(programme_id: str, import_id: str) -> Any:
    """Accept a checked file: from now on runs read it; a file of the same name and role is replaced."""
    with reading() as opened:
        programme, row = get_programme(programme_id), get_import(programme_id, import_id)
        if row.state is ImportState.ACCEPTED:
            return _told(row)
        if row.state is not ImportState.CHECKED or row.content is None:
            raise Problem(kinds.WRONG_STATE, NOT_CHECKED)
        file = InputFile(row.file_name, get_blob(opened, row.content))
        asked = _with_file(request_of(opened, programme), Role(row.role), file)
    checked = ask(check_files, asked)
    with writing():
        row = get_import(programme_id, import_id)
        withdrawn = row.state is ImportState.CHECKED and take_in(row, checked)
        answer = _told(row)
    if withdrawn:
        end_use(parts().store, parts().runs, programme_id)
    return answer


@imports.operation(
    "GET",
    "/<id:import_id>/corrected",
    may=May.NAMES,
    forms=(Form.XLSX,),
    problems=[kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE],
)
def corrected(programme_id: str, import_id: str) -> Response:
    """Download the file with every remark beside its cell."""
    programme, row = get_programme(programme_id), get_import(programme_id, import_id)
    if row.content is None:
        raise Problem(kinds.ERASED)
    file = InputFile(row.file_name, get_blob(session(), row.content))
    found = ask(check_files, _with_file(request_of(session(), programme), Role(row.role), file))["findings"]
    book = ask(correct_file, get_blob(session(), programme.content), file, found)
    headers = {"Content-Disposition": 'attachment; filename="corrected.xlsx"'}
    return Response(book, 200, headers, content_type=Form.XLSX.value)


def _with_file(asked: Request, role: Role, file: InputFile) -> Request:
    """Return the request with one more file; one of the same name gives way, a role of one file has one."""
    single = role in (Role.PEOPLE, Role.PROFILE)
    kept = () if single else tuple(one for one in asked.of(role) if one.name != file.name)
    return Request(
        programme=asked.programme, files={**asked.files, role: (*kept, file)}, options=asked.options
    )


def _keep(programme_id: str, role: Role, file: InputFile, checked: dict[str, Any]) -> Import:
    get_programme(programme_id)
    findings = _of_file(checked["findings"], file)
    errors = [one for one in findings if one.severity is Severity.ERROR]
    tallies = [one for one in checked["tallies"] if one["file"] == file.label]
    row = Import(
        organisation_id=organisation(),
        programme_id=programme_id,
        role=role.value,
        file_name=file.name,
        content=put_blob(session(), file.content),
        size=len(file.content),
        state=ImportState.REFUSED if errors else ImportState.CHECKED,
        findings=[finding_kept(one) for one in findings[:MOST_KEPT]],
        rows_ok=sum(one["ready"] for one in tallies),
        rows_bad=len({(one.file, one.sheet, one.row) for one in errors}),
        created_by=principal().actor,
    )
    session().add(row)
    facts: Facts = {"size": row.size, "state": row.state.value, "checksum": row.content, "role": row.role}
    write_down("import.checked", row, facts)
    return row


def take_in(row: Import, checked: dict[str, Any]) -> bool:
    """Let runs read a checked file from now on; one of the same name and role gives way.

    Return whether somebody newly withdrew consent by it.
    """
    replaced = select(Import).where(
        Import.programme_id == row.programme_id,
        Import.role == row.role,
        Import.state == ImportState.ACCEPTED,
        Import.file_name == row.file_name,
    )
    position = row.position
    for before in session().scalars(replaced):
        before.state, position = ImportState.REPLACED, before.position
        if before.content is not None:
            digest, before.content = before.content, None
            session().flush()
            drop_blob(session(), digest)
    if not position:
        rows = session().scalars(select(Import.position).where(Import.programme_id == row.programme_id))
        position = max(rows, default=0) + 1
    row.state, row.accepted_at, row.position = ImportState.ACCEPTED, now(), position
    withdrawn = keep_register(session(), row.programme_id, organisation(), checked)
    write_down("import.accepted", row)
    return withdrawn


def _of_file(findings: tuple[Finding, ...], file: InputFile) -> list[Finding]:
    return [one for one in findings if one.file in (file.label, None)]


def finding_kept(found: Finding) -> dict[str, Any]:
    """Return a finding as it is stored: its place and what to do, never what stood in the cell."""
    said = kind_of(found)
    return {
        "severity": found.severity.value,
        "code": found.code,
        "ru": said.ru,
        "en": said.en,
        "file": found.file,
        "sheet": found.sheet,
        "row": found.row,
        "column": found.column,
    }


def _told(row: Import) -> dict[str, Any]:
    problems = [
        {
            "severity": one["severity"],
            "code": one["code"],
            "detail": _spoken(one),
            "file": one["file"],
            "sheet": one.get("sheet"),
            "row": one["row"],
            "column": one["column"],
        }
        for one in row.findings
    ]
    return {**_brief(row), "problems": problems}


def _spoken(one: dict[str, str]) -> str:
    from service.api.protocol.negotiation import language

    return Wording(one["ru"], one["en"])[language()]


def _brief(row: Import) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state.value,
        "role": row.role,
        "name": row.file_name,
        "size": row.size,
        "rows_ok": row.rows_ok,
        "rows_bad": row.rows_bad,
        "created_at": told(row.created_at),
        "accepted_at": told(row.accepted_at),
    }
