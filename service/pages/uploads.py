"""Files are brought, checked at once, and taken in only when the curator says so."""

from dataclasses import replace
from typing import Any

from flask import abort, current_app, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.access.roles import May
from service.api import imports as api
from service.api.context import check_rate, parts, reading, writing
from service.api.inputs import accepted, request_of
from service.api.limited import ask
from service.api.negotiation import language
from service.api.tasks.reading import check_files, correct_file
from service.audit.journal import Facts, note
from service.folder.request import Request, Role
from service.pages.archive import saved
from service.pages.desk import Desk, desk_facts, desk_of, get_programme
from service.pages.frame import me, need, page, page_blueprint, tell
from service.pages.noticed import group_findings, has_errors, show_tally
from service.pages.papers import example_of
from service.pages.prospect import Noticed, notice
from service.pages.ribbon import Step
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.programmes import Import, ImportState, Programme

ROLES = {
    Role.ANSWERS: Wording(
        "Анкеты, согласия, сведения третьих лиц, базы", "Answers, consents, third-party requests, bases"
    ),
    Role.PREFERENCES: Wording("Предпочтения после встречи", "Preferences after the meeting"),
    Role.VERDICTS: Wording("Решения собеседований и встреч", "Decisions of interviews and meetings"),
    Role.LOCKS: Wording("«Оставить вместе», «Не ставить вместе»", "Keep together, keep apart"),
    Role.PEOPLE: Wording("Реестр участников прошлого подбора", "Register of people of the last run"),
}
LIMITS = Wording(
    "Таблицы Excel (XLSX) или CSV, до {most} МБ вместе. Кодировка, разделитель и столбцы определяются сами.",
    "Excel tables (XLSX) or CSV, up to {most} MB together. Encoding, delimiter and columns are recognised.",
)
NO_FILE = Wording("Выберите хотя бы один файл.", "Choose at least one file.")
EMPTY = Wording("Файл «{name}» пуст.", "The file “{name}” is empty.")
CHECKED = Wording(
    "Проверено файлов: {count}. Посмотрите и примите.", "{count} files checked. Look and accept."
)
TAKEN = Wording("Принято файлов: {count}.", "{count} files accepted.")
NOT_TAKEN = Wording(
    "Файл «{name}» с ошибками не принят.", "The file “{name}” has errors and was not accepted."
)
GONE = Wording("Файл «{name}» убран.", "The file “{name}” was taken out.")
OFFERED = (ImportState.CHECKED, ImportState.REFUSED)
EXAMPLE_PEOPLE = 120
"""Invented people of one ready programme: enough to look like a school."""
LONGEST_NAME = 200

uploads = page_blueprint("uploads")


@uploads.get("/programmes/<programme_id>/uploads")
def index(programme_id: str) -> Any:
    """Show the files: those that wait for a decision with every problem, and those taken in."""
    with reading() as session:
        desk = desk_of(session, programme_id)
        waiting, taken = offered(session, programme_id), brought(session, programme_id)
        asked = whole_request(session, desk.row, waiting)
    noticed = ask(notice, asked) if waiting or taken else {}
    shown = [_shown(row, noticed, desk) for row in waiting]
    facts = {
        "waiting": shown,
        "accepted": [_shown(row, noticed, desk) for row in taken],
        "acceptable": sum(file["may_accept"] for file in shown),
        "roles": list(ROLES.items()),
        "limits": LIMITS.format(most=(current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1_000_000),
        "offers_example": desk.programme.invented and not taken and not waiting,
    }
    return page("uploads/index.html", {**desk_facts(desk, Step.UPLOADS), **facts})


@uploads.post("/programmes/<programme_id>/uploads")
def check(programme_id: str) -> Any:
    """Check new files together with all others; they wait until they are accepted."""
    need(May.EDIT)
    check_rate("imports", parts().config.import_limit)
    role = _role(request.form.get("role", ""))
    files = [_file(one) for one in request.files.getlist("files") if one.filename]
    if not files:
        tell(NO_FILE, "bad")
    for file in files:
        if not file.content:
            tell(EMPTY.format(name=file.name), "bad")
    _offer(programme_id, [(role, file) for file in files if file.content])
    return redirect(url_for("pages.uploads.index", programme_id=programme_id))


@uploads.post("/programmes/<programme_id>/uploads/example")
def example(programme_id: str) -> Any:
    """Offer the invented files of a ready programme, through the same check as any other."""
    need(May.EDIT)
    with reading() as session:
        desk = desk_of(session, programme_id)
        content = get_blob(session, desk.row.content)
    if not desk.programme.invented:
        abort(404)
    files = ask(example_of, content, EXAMPLE_PEOPLE)
    _offer(programme_id, [(Role(role), InputFile(name, held)) for role, name, held in files])
    return redirect(url_for("pages.uploads.index", programme_id=programme_id))


@uploads.post("/uploads/<import_id>/accept")
def accept(import_id: str) -> Any:
    """Take one file in."""
    need(May.EDIT)
    with reading() as session:
        row = get_import(session, import_id)
    _tell_taken(_take(row.programme_id, [row]), [row])
    return redirect(url_for("pages.uploads.index", programme_id=row.programme_id))


@uploads.post("/programmes/<programme_id>/uploads/accept")
def accept_all(programme_id: str) -> Any:
    """Take in every file without errors."""
    need(May.EDIT)
    with reading() as session:
        get_programme(session, programme_id)
        rows = offered(session, programme_id)
    _tell_taken(_take(programme_id, rows), rows)
    return redirect(url_for("pages.uploads.index", programme_id=programme_id))


@uploads.post("/uploads/<import_id>/drop")
def drop(import_id: str) -> Any:
    """Throw a file away that waits, or take one out that was accepted; runs that were made keep theirs."""
    need(May.EDIT)
    with writing() as session:
        row = get_import(session, import_id)
        _forget(session, row)
    tell(GONE.format(name=row.file_name))
    return redirect(url_for("pages.uploads.index", programme_id=row.programme_id))


@uploads.get("/uploads/<import_id>/corrected.xlsx")
def corrected(import_id: str) -> Any:
    """Give the file with every remark beside its cell."""
    need(May.EDIT)
    with reading() as session:
        row = get_import(session, import_id)
        programme = get_programme(session, row.programme_id)
        asked = whole_request(session, programme, offered(session, programme.id))
        content = get_blob(session, row.content or abort(404))
        rules = get_blob(session, programme.content)
    file = InputFile(row.file_name, content)
    findings = ask(notice, asked).get(file.label, Noticed(tallies=(), findings=())).findings
    book = ask(correct_file, rules, file, findings)
    return saved(f"{row.file_name.rpartition('.')[0] or row.file_name}-исправлено.xlsx", book)


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


def _offer(programme_id: str, files: list[tuple[Role, InputFile]]) -> None:
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
                _forget(session, before[role.value, file.name])
            _keep(session, programme_id, role, file, noticed)
    if files:
        tell(CHECKED.format(count=len(files)))


def _keep(
    session: Session, programme_id: str, role: Role, file: InputFile, noticed: dict[str, Noticed]
) -> None:
    known = noticed.get(file.label, Noticed(tallies=(), findings=()))
    errors = has_errors(known.findings)
    row = Import(
        programme_id=programme_id,
        role=role.value,
        file_name=file.name,
        content=put_blob(session, file.content),
        size=len(file.content),
        state=ImportState.REFUSED if errors else ImportState.CHECKED,
        findings=[api._finding(one) for one in known.findings[: api.MOST_KEPT]],
        rows_ok=sum(tally.ready for tally in known.tallies),
        rows_bad=sum(tally.refused for tally in known.tallies),
        created_by=me().principal.actor,
    )
    session.add(row)
    session.flush()
    _note(session, "import.checked", row)


def _take(programme_id: str, rows: list[Import]) -> set[str]:
    """Take in the files that have no errors when all are read together; return their ids."""
    with reading() as session:
        asked = whole_request(session, get_programme(session, programme_id), rows)
    noticed = ask(notice, asked)
    good = {row.id for row in rows if not has_errors(_of(row, noticed).findings)}
    if not good:
        return good
    checked = ask(check_files, asked)
    with writing() as session:
        for row in (get_import(session, row.id) for row in rows if row.id in good):
            if row.state in OFFERED:
                api._take(row, checked)
    return good


def _tell_taken(good: set[str], rows: list[Import]) -> None:
    if good:
        tell(TAKEN.format(count=len(good)))
    for row in rows:
        if row.id not in good:
            tell(NOT_TAKEN.format(name=row.file_name), "bad")


def _of(row: Import, noticed: dict[str, Noticed]) -> Noticed:
    return noticed.get(InputFile(row.file_name, b"").label, Noticed(tallies=(), findings=()))


def _forget(session: Session, row: Import) -> None:
    if row.content is not None:
        digest, row.content = row.content, None
        session.flush()
        drop_blob(session, digest)
    row.state, row.findings = ImportState.REPLACED, []
    _note(session, "import.dropped", row)


def _note(session: Session, action: str, row: Import) -> None:
    facts: Facts = {"size": row.size, "role": row.role, "state": row.state.value}
    actor, organisation = me().principal.actor, me().principal.organisation or ""
    note(session, organisation=organisation, actor=actor, action=action, target=row.id, facts=facts)


def _shown(row: Import, noticed: dict[str, Noticed], desk: Desk) -> dict[str, Any]:
    known = _of(row, noticed)
    general = noticed.get("", Noticed(tallies=(), findings=()))
    titles = {base.key: base.title for base in desk.programme.bases}
    # What somebody wrote in a cell is for whoever mends it.
    may_see = me().may(May.EDIT)
    return {
        "id": row.id,
        "name": row.file_name,
        "role": ROLES.get(Role(row.role), Wording(row.role, row.role)),
        "tallies": [show_tally(tally, titles) for tally in known.tallies],
        "groups": group_findings(known.findings, language()) if may_see else [],
        "problem_count": len(known.findings),
        "may_accept": not has_errors((*known.findings, *general.findings)),
        "has_copy": may_see and bool(known.findings),
    }


def _role(text: str) -> Role:
    return Role(text) if text in {role.value for role in ROLES} else abort(400)


def _file(given: FileStorage) -> InputFile:
    name = InputFile(given.filename or "", b"").label.replace("\x00", "")
    return InputFile(name[-LONGEST_NAME:] or "file", given.read())
