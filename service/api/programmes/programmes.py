"""``/v1/programmes``: a cohort with its rules."""

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import select

from questionnaires.loading import find_programmes
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, parts, reading, session, writing
from service.api.protocol.deeds import note_programme
from service.api.protocol.etags import check_match, is_same, strong
from service.api.protocol.idempotency import once
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_programme
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Problem, from_setting, invalid
from service.api.resource import Resource
from service.api.schemas.fields import Body, Told, text
from service.api.schemas.shared import PageQuery, Titled
from service.child.reading import about_programme, settle_programme
from service.moments import told
from service.personal.retention import close_programme
from service.store.blobs import drop_blob, get_blob, put_blob
from service.store.programmes import Import, Programme, replace_rules

programmes = Resource(
    "programmes", __name__, url_prefix="/v1/programmes", description="Cohorts and their rules."
)

ONE_OF = Wording("Нужно одно из двух: ready или source.", "One of the two is needed: ready or source.")
CLOSED = Wording("Программа уже закрыта.", "The programme is closed already.")
NOT_READY = Wording("Готовые программы: {keys}.", "The ready programmes: {keys}.")
NOT_EMPTY = Wording(
    "В программе есть принятые файлы: сначала уничтожьте данные участников.",
    "The programme has accepted files: destroy the participants' data first.",
)


class NewProgramme(Body):
    """A ready programme by its key, or the text of a programme file."""

    ready = text(100, about="Key of a programme that comes with the software.", sample="r2-gymnasium")
    source = text(2_000_000, about="A programme file (TOML).")
    title = text(300, about="Title; that of the file by default.")


class ProgrammeChange(Body):
    """What may be changed."""

    title = text(300, sample="Наставничество, 2026/27")
    source = text(2_000_000, about="A programme file (TOML) in place of the present one.")


class Question(Told):
    """One question of a base."""

    key = fields.String(required=True, metadata={"example": "grade"})
    text = fields.String(required=True, metadata={"example": "Класс"})


class BaseTold(Told):
    """One base of people."""

    key = fields.String(required=True, metadata={"example": "pupils"})
    title = fields.String(required=True, metadata={"example": "Наставляемые"})
    side = fields.String(required=True, metadata={"example": "mentee"})
    questions = fields.List(fields.Nested(Question), required=True)


class ProgrammeTold(Told):
    """A programme in a list."""

    id = fields.String(required=True, metadata={"example": "prg_0123456789abcdefghjkmnpqrs"})
    key = fields.String(required=True, metadata={"example": "r2-gymnasium"})
    title = fields.String(required=True, metadata={"example": "Наставничество, 2026/27"})
    version = fields.Integer(required=True, metadata={"example": 1})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    changed_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})


class ProgrammeWhole(ProgrammeTold):
    """A programme with what it says of itself."""

    road_map = fields.String(metadata={"example": "R2"})
    about = fields.String()
    date = fields.String(metadata={"example": "2026-09-01"})
    start = fields.String(metadata={"example": "2026-09-15"})
    end = fields.String(metadata={"example": "2027-05-31"})
    purpose = fields.String(metadata={"example": "most-matched"})
    stages = fields.List(fields.String())
    organisations = fields.List(fields.Nested(Titled))
    forms = fields.List(fields.Nested(Titled))
    bases = fields.List(fields.Nested(BaseTold))


class ProgrammeList(Told):
    """A page of programmes."""

    programmes = fields.List(fields.Nested(ProgrammeTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


class ClosedTold(Told):
    """When the programme was closed, and when its data will be destroyed."""

    closed_at = fields.String(required=True, metadata={"example": "2027-06-01T08:00:00Z"})
    destroyed_on = fields.String(required=True, metadata={"example": "2030-05-31"})


@programmes.operation("GET", "", may=May.READ, query=PageQuery, answer=ProgrammeList, sends=["Link"])
def list_programmes(query: dict[str, Any]) -> Response:
    """List the programmes of the organisation."""
    rows = session().scalars(select(Programme).order_by(Programme.id)).all()
    return answer_page("programmes", rows, query, told=_row, key=lambda row: row.id)


@programmes.operation(
    "POST",
    "",
    may=May.EDIT,
    body=NewProgramme,
    answer=ProgrammeWhole,
    status=201,
    headers=["Idempotency-Key"],
    sends=["Location", "ETag", "Idempotent-Replayed"],
    problems=[kinds.KEY_REUSED, kinds.IN_PROGRESS, kinds.BUSY],
    alone=True,
)
def create_programme(body: dict[str, Any]) -> Response:
    """Create a programme from a ready one or from a file."""
    if ("ready" in body) == ("source" in body):
        raise invalid("/", "one-of", ONE_OF)
    # only a key: a path would have the service read any file of its machine
    if "ready" in body and body["ready"] not in find_programmes():
        raise invalid("/ready", "choice", NOT_READY.format(keys=", ".join(find_programmes())))
    content, said = ask(settle_programme, body.get("ready") or body["source"].encode(), tell=from_setting)

    def make() -> tuple[dict[str, Any], int, dict[str, str]]:
        row = Programme(
            organisation_id=organisation(),
            key=said["key"],
            title=body.get("title") or said["title"],
            content=put_blob(session(), content),
        )
        session().add(row)
        note_programme("programme.created", row)
        headers = {"Location": f"/v1/programmes/{row.id}", "ETag": strong(row.version)}
        return {**said, **_row(row)}, 201, headers

    return once(make)


@programmes.operation(
    "GET", "/<id:programme_id>", may=May.READ, answer=ProgrammeWhole, sends=["ETag"], problems=[kinds.BUSY]
)
def read_programme(programme_id: str) -> Any:
    """Read a programme with its forms, bases and questions."""
    row = get_programme(programme_id)
    tag = strong(row.version)
    if is_same(tag):
        return Response(status=304, headers={"ETag": tag})
    said = ask(about_programme, get_blob(session(), row.content))
    return {**said, **_row(row)}, {"ETag": tag}


@programmes.operation(
    "PATCH",
    "/<id:programme_id>",
    may=May.EDIT,
    body=ProgrammeChange,
    answer=ProgrammeTold,
    headers=["If-Match"],
    sends=["ETag"],
    problems=[kinds.STALE, kinds.IF_MATCH_NEEDED, kinds.BUSY],
    alone=True,
)
def change_programme(programme_id: str, body: dict[str, Any]) -> Any:
    """Change the title or the rules; runs that were made keep theirs."""
    with reading():
        check_match(get_programme(programme_id).version)
    content = _settled(body["source"]) if "source" in body else None
    with writing():
        row = get_programme(programme_id)
        check_match(row.version)
        row.title = body.get("title", row.title)
        if content is not None:
            replace_rules(session(), row, content)
        note_programme("programme.changed", row)
        return _row(row), {"ETag": strong(row.version)}


@programmes.operation(
    "DELETE",
    "/<id:programme_id>",
    may=May.EDIT,
    status=204,
    headers=["If-Match"],
    problems=[kinds.STALE, kinds.IF_MATCH_NEEDED, kinds.WRONG_STATE],
)
def delete_programme(programme_id: str) -> None:
    """Delete a programme that holds no accepted file and no run."""
    from service.store.runs import Run

    row = get_programme(programme_id)
    check_match(row.version)
    used = session().scalar(select(Run.id).where(Run.programme_id == row.id).limit(1))
    files = session().scalars(select(Import).where(Import.programme_id == row.id)).all()
    if used is not None or any(one.content is not None and one.accepted_at is not None for one in files):
        raise Problem(kinds.WRONG_STATE, NOT_EMPTY)
    held = [row.content, *(one.content for one in files if one.content is not None)]
    note_programme("programme.deleted", row)
    session().delete(row)
    session().flush()
    for digest in held:
        drop_blob(session(), digest)


@programmes.operation(
    "POST",
    "/<id:programme_id>/close",
    may=May.ERASE,
    answer=ClosedTold,
    problems=[kinds.WRONG_STATE],
)
def close(programme_id: str) -> Any:
    """Close a programme: on the day named, everything on its people is destroyed by itself."""
    row = get_programme(programme_id)
    if row.closed_at is not None:
        raise Problem(kinds.WRONG_STATE, CLOSED)
    due = close_programme(session(), row, parts().config.retention_days).due
    note_programme("programme.closed", row)
    return {"closed_at": told(row.closed_at), "destroyed_on": due.isoformat()}


def _settled(source: str) -> bytes:
    content: bytes = ask(settle_programme, source.encode(), tell=from_setting)[0]
    return content


def _row(row: Programme) -> dict[str, Any]:
    return {
        "id": row.id,
        "key": row.key,
        "title": row.title,
        "version": row.version,
        "created_at": told(row.created_at),
        "changed_at": told(row.changed_at),
    }
