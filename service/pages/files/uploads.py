"""Files are brought, checked at once, and taken in only when the curator says so."""

from typing import Any

from flask import abort, current_app, redirect, request, url_for
from werkzeug.datastructures import FileStorage

from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol.context import check_rate, parts, reading, writing
from service.api.protocol.limited import ask, check_size
from service.api.protocol.negotiation import language
from service.child.reading import correct_file
from service.folder.request import Role
from service.pages.desk import Desk, desk_facts, desk_of, get_programme
from service.pages.download import saved
from service.pages.files import papers
from service.pages.files.bringing import (
    brought,
    forget,
    get_import,
    noticed_of,
    offer,
    offered,
    take,
    whole_request,
)
from service.pages.files.noticed import group_findings, has_errors, show_tally
from service.pages.frame import me, need, page, page_blueprint, tell
from service.pages.prospect import NOTHING, Noticed, notice
from service.pages.ribbon import Step
from service.store.blobs import get_blob
from service.store.programmes import Import

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
LONGEST_NAME = 200
UNMAPPED = {"unrecognised", "no-question-known", "ambiguous-file", "column-nearly-known", "column-ignored"}
"""What is noticed where a person may say which column answers which question."""

uploads = page_blueprint("uploads")


@uploads.get("/programmes/<programme_id>/uploads")
def index(programme_id: str) -> Any:
    """Show the files: those that wait for a decision with every problem, and those taken in."""
    need(May.NAMES)
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
    with reading() as session:
        get_programme(session, programme_id)
    check_rate("imports", parts().config.import_limit)
    role = _role(request.form.get("role", ""))
    files = [_file(one) for one in request.files.getlist("files") if one.filename]
    if not files:
        tell(NO_FILE, "bad")
    for file in files:
        if not file.content:
            tell(EMPTY.format(name=file.name), "bad")
        else:
            check_size(file)
    _bring(programme_id, [(role, file) for file in files if file.content])
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
    files = ask(papers.example_of, content, papers.EXAMPLE_PEOPLE)
    _bring(programme_id, [(Role(role), InputFile(name, held)) for role, name, held in files])
    return redirect(url_for("pages.uploads.index", programme_id=programme_id))


@uploads.post("/uploads/<import_id>/accept")
def accept(import_id: str) -> Any:
    """Take one file in."""
    need(May.EDIT)
    with reading() as session:
        row = get_import(session, import_id)
    _tell_taken(take(row.programme_id, [row]), [row])
    return redirect(url_for("pages.uploads.index", programme_id=row.programme_id))


@uploads.post("/programmes/<programme_id>/uploads/accept")
def accept_all(programme_id: str) -> Any:
    """Take in every file without errors."""
    need(May.EDIT)
    with reading() as session:
        get_programme(session, programme_id)
        rows = offered(session, programme_id)
    _tell_taken(take(programme_id, rows), rows)
    return redirect(url_for("pages.uploads.index", programme_id=programme_id))


@uploads.post("/uploads/<import_id>/drop")
def drop(import_id: str) -> Any:
    """Throw a file away that waits, or take one out that was accepted; runs that were made keep theirs."""
    need(May.EDIT)
    with writing() as session:
        row = get_import(session, import_id)
        forget(session, row)
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
    findings = ask(notice, asked).get(file.label, NOTHING).findings
    book = ask(correct_file, rules, file, findings)
    return saved(f"{row.file_name.rpartition('.')[0] or row.file_name}-исправлено.xlsx", book)


def _bring(programme_id: str, files: list[tuple[Role, InputFile]]) -> None:
    if files:
        offer(programme_id, files)
        tell(CHECKED.format(count=len(files)))


def _tell_taken(good: set[str], rows: list[Import]) -> None:
    if good:
        tell(TAKEN.format(count=len(good)))
    for row in rows:
        if row.id not in good:
            tell(NOT_TAKEN.format(name=row.file_name), "bad")


def _shown(row: Import, noticed: dict[str, Noticed], desk: Desk) -> dict[str, Any]:
    known = noticed_of(row, noticed)
    general = noticed.get("", NOTHING)
    titles = {base.key: base.title for base in desk.programme.bases}
    # What somebody wrote in a cell is for whoever mends it.
    may_see = me().may(May.EDIT)
    return {
        "id": row.id,
        "name": row.file_name,
        "role": ROLES.get(Role(row.role), Wording(row.role, row.role)),
        "tallies": [show_tally(tally, titles) for tally in known.tallies],
        "groups": group_findings(known.shown, language()) if may_see else [],
        "problem_count": len(known.findings),
        "may_accept": not has_errors((*known.findings, *general.findings)),
        "has_copy": may_see and any(one.row for one in known.findings),
        "may_map": row.role == Role.ANSWERS and any(one.code in UNMAPPED for one in known.findings),
    }


def _role(text: str) -> Role:
    return Role(text) if text in {role.value for role in ROLES} else abort(400)


def _file(given: FileStorage) -> InputFile:
    name = InputFile(given.filename or "", b"").label.replace("\x00", "")
    return InputFile(name[-LONGEST_NAME:] or "file", given.read())
