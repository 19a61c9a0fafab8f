"""``/v1/programmes/{p}/participants``: people of a programme; all that is held on one; destroying it."""

from typing import Any

from flask import Response
from sqlalchemy import select

from questionnaires.finding import Finding, Severity
from questionnaires.reading import InputFile
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.programmes.participant_schemas import (
    BulkGiven,
    BulkQuery,
    BulkTold,
    PersonChange,
    PersonList,
    PersonTold,
)
from service.api.programmes.sent_people import TWICE, SentTable, as_tables, codes_of, find_faults, placed
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, principal, reading, session, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.etags import check_match, is_same, strong
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_participant, get_programme
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Fault, Problem
from service.api.protocol.tables import table
from service.api.protocol.traces import trace
from service.api.resource import TABLE, Resource, spoken
from service.api.schemas.shared import PageQuery
from service.child.reading import about_programme, check_files
from service.folder.request import Request, Role
from service.personal.district import is_open
from service.personal.external_ids import find_doubled, keep_sent, sent_before
from service.personal.register import keep_register
from service.runs.programme_request import request_of
from service.store.base import now
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.programmes import Import, ImportState, Participant

participants = Resource(
    "participants",
    __name__,
    url_prefix="/v1/programmes/<id:programme_id>/participants",
    description="People of a programme.",
)

COLUMNS = ("id", "external_id", "code", "name", "organisation", "base", "side", "grade")
MOST_ERRORS, MOST_REMARKS = 500, 2000
SAME = Wording(
    "По ответам это человек{who}, у которого уже есть другой external_id. Ничего не объединено. Если это он, "
    "сотрите запись с прежним id и пришлите его снова или передайте ему новый id (PATCH).",
    "By the answers this is a person{who} who has another external_id already. Nothing was merged. If it is the "
    "same one, erase the record of the old id and send the person again, or give it the new id (PATCH).",
)
SLOW = [kinds.BUSY, kinds.TOO_LARGE, kinds.WRONG_STATE]


@participants.operation(
    "GET", "", may=May.READ, query=PageQuery, answer=PersonList, forms=TABLE, columns=COLUMNS, sends=["Link"]
)
def list_participants(programme_id: str, query: dict[str, Any]) -> Response:
    """List the people of a programme; a table holds all of them, JSON one page."""
    get_programme(programme_id)
    alive = Participant.programme_id == programme_id, Participant.erased_at.is_(None)
    rows = session().scalars(select(Participant).where(*alive).order_by(Participant.id)).all()
    rows = [row for row in rows if principal().may(May.EDIT) or not (row.facts or {}).get("apart")]
    trace(programme_id, "participants", named=any(is_open(row) for row in rows))
    as_table = table("participants", COLUMNS, [person_data(row) for row in rows])
    if as_table is not None:
        return as_table
    return answer_page("participants", rows, query, told=person_data, key=lambda row: row.id)


@participants.operation(
    "POST", "", may=May.EDIT, body=BulkGiven, query=BulkQuery, answer=BulkTold, problems=SLOW, alone=True
)
def upsert(programme_id: str, body: dict[str, Any], query: dict[str, Any]) -> Any:
    """Add people or bring them up to date by ``external_id``; ``dry_run=true`` only checks."""
    with reading() as opened:
        programme = get_programme(programme_id)
        about = ask(about_programme, get_blob(opened, programme.content))
        sent = _merged(programme_id, body["participants"], about)
        asked = request_of(opened, programme)
    tables = as_tables(sent, about)
    files = [one.file for one in tables]
    checked = ask(check_files, _with_files(asked, files))
    faults = placed(checked["findings"], tables, body["participants"])
    with reading() as opened:
        given = [one["external_id"] for one in body["participants"]]
        doubled = find_doubled(opened, programme_id, given, codes_of(tables, checked["sources"]))
    dry, wrong = query["dry_run"] == "true", [fault for found, fault in faults if _is_error(found)]
    if not dry and wrong:
        raise Problem(kinds.INVALID, errors=wrong[:MOST_ERRORS])
    if not dry:
        with writing():
            _keep(programme_id, sent, tables, checked)
    # what concerns people sent earlier was said then, unless it is in the way now
    problems = [_remark(found, fault) for found, fault in faults if fault.pointer or _is_error(found)]
    problems += [_same_person(place, doubled[one]) for place, one in enumerate(given) if one in doubled]
    received = len(body["participants"])
    return {"dry_run": dry, "received": received, "problems": spoken(problems[:MOST_REMARKS])}


@participants.operation(
    "GET",
    "/<id:participant_id>",
    may=May.NAMES,
    answer=PersonTold,
    sends=["ETag"],
    problems=[kinds.ERASED],
)
def read_participant(programme_id: str, participant_id: str) -> Any:
    """Read one person."""
    row = seen_participant(programme_id, participant_id)
    tag = strong(row.version)
    if is_same(tag):
        return Response(status=304, headers={"ETag": tag})
    trace(row.id, "participant")
    return person_data(row), {"ETag": tag}


@participants.operation(
    "PATCH",
    "/<id:participant_id>",
    may=May.EDIT,
    body=PersonChange,
    answer=PersonTold,
    headers=["If-Match"],
    sends=["ETag"],
    problems=[kinds.ERASED, kinds.STALE, kinds.IF_MATCH_NEEDED, kinds.WRONG_STATE],
)
def change_participant(programme_id: str, participant_id: str, body: dict[str, Any]) -> Any:
    """Change the id under which another system knows the person."""
    row = get_participant(programme_id, participant_id)
    check_match(row.version)
    same = Participant.programme_id == programme_id, Participant.external_id == body["external_id"]
    if session().scalar(select(Participant.id).where(*same, Participant.id != row.id)) is not None:
        raise Problem(kinds.WRONG_STATE, TWICE)
    row.external_id = body["external_id"]
    session().flush()
    return person_data(row), {"ETag": strong(row.version)}


def _merged(
    programme_id: str, given: list[dict[str, Any]], about: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return external id → what was sent, earlier people included; raise 422 for what the programme does not ask."""
    faults = list(find_faults(given, about))
    if faults:
        raise Problem(kinds.INVALID, errors=faults)
    now_sent = {one["external_id"]: {"base": one["base"], "answers": one["answers"]} for one in given}
    before = sent_before(session(), programme_id)
    # of two rows that speak of one person the later one counts: what is sent now
    return {**{key: one for key, one in before.items() if key not in now_sent}, **now_sent}


def _with_files(asked: Request, files: list[InputFile]) -> Request:
    names = {file.name for file in files}
    kept = tuple(file for file in asked.of(Role.ANSWERS) if file.name not in names)
    return Request(
        programme=asked.programme,
        files={**asked.files, Role.ANSWERS: (*kept, *files)},
        options=asked.options,
    )


def _keep(
    programme_id: str, sent: dict[str, dict[str, Any]], tables: list[SentTable], checked: dict[str, Any]
) -> None:
    get_programme(programme_id)
    for table_ in tables:
        _keep_file(programme_id, table_.file)
    keep_sent(session(), programme_id, sent, codes_of(tables, checked["sources"]))
    keep_register(session(), programme_id, organisation(), checked)
    write_down("participants.sent", get_programme(programme_id), {"received": len(sent)})


def _keep_file(programme_id: str, file: InputFile) -> None:
    same = Import.programme_id == programme_id, Import.file_name == file.name
    row = session().scalars(select(Import).where(*same, Import.state == ImportState.ACCEPTED)).first()
    if row is None:
        row = Import(
            programme_id=programme_id,
            role=Role.ANSWERS.value,
            file_name=file.name,
            state=ImportState.ACCEPTED,
            position=100_000,
            accepted_at=now(),
            created_by=principal().actor,
        )
        session().add(row)
    before, row.content, row.size = row.content, put_blob(session(), file.content), len(file.content)
    session().flush()
    if before is not None:
        drop_blob(session(), before)


def _is_error(found: Finding) -> bool:
    return found.severity is Severity.ERROR


def _remark(found: Finding, fault: Fault) -> dict[str, Any]:
    return {
        "severity": found.severity.value,
        "code": fault.code,
        "detail": fault.detail,
        "pointer": fault.pointer,
        "file": fault.file,
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
    }


def _same_person(place: int, code: str | None) -> dict[str, Any]:
    """Return the remark on an id of somebody who has another: who is who is not decided by a program."""
    said = SAME.format(who=f" ({code})" if code else "")
    fault = Fault(code="same-person", detail=said, pointer=f"/participants/{place}/external_id")
    return {"severity": Severity.WARNING.value, "sheet": None, **_place(fault)}


def _place(fault: Fault) -> dict[str, Any]:
    return {name: getattr(fault, name) for name in ("code", "detail", "pointer", "file", "row", "column")}


def person_data(row: Participant) -> dict[str, Any]:
    """Return a person; the name only for those who may see names."""
    facts = row.facts or {}
    named = principal().may(May.NAMES)
    return {
        "id": row.id,
        "external_id": row.external_id if named else None,
        "code": row.code,
        "name": row.name if named or is_open(row) else None,
        **{name: facts.get(name) for name in ("organisation", "base", "side", "grade")},
        "version": row.version,
    }


def seen_participant(programme_id: str, participant_id: str) -> Participant:
    """Return a participant this role may see; people kept apart are for the curator only."""
    row = get_participant(programme_id, participant_id)
    if (row.facts or {}).get("apart") and not principal().may(May.EDIT):
        raise Problem(kinds.NOT_FOUND)
    return row
