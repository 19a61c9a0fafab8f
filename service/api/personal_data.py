"""``…/participants/{id}/file`` and its destruction: everything that is held on a person."""

from typing import Any

from marshmallow import fields
from sqlalchemy import select

from questionnaires.reading import InputFile
from service.access.roles import May
from service.api import problem_types as kinds
from service.api.context import organisation, parts, principal, reading, session, writing
from service.api.fields import Query, Told, pattern
from service.api.inputs import request_of
from service.api.limited import ask
from service.api.lookup import get_participant, get_programme
from service.api.moments import told
from service.api.participant_schemas import PersonTold
from service.api.participants import person_data, seen_participant
from service.api.problems import Problem
from service.api.resource import Resource, spoken
from service.api.tasks.personal import find_traces, redact_files, tell_held, tell_matches
from service.api.traces import trace
from service.personal.erasure import erase, sweep
from service.runs.accept import get_request
from service.runs.states import RunOutcome, State
from service.store.blobs import get_blob
from service.store.programmes import Import, Participant
from service.store.runs import Run
from service.webhooks.outbox import announce

personal_data = Resource(
    "personal_data",
    __name__,
    url_prefix="/v1/programmes/<id:programme_id>/participants",
    description="All that is held on a person, and its destruction.",
)


class EraseQuery(Query):
    """Why."""

    reason = pattern(
        "withdrawn|term|request|mistake",
        "withdrawn, term, request, mistake",
        9,
        about="withdrawn: consent; term: the time is over; request: of the person; mistake.",
        load_default="request",
        sample="withdrawn",
    )


class HeldTold(Told):
    """All that is held on a person; other people's answers are not in it."""

    participant = fields.Nested(PersonTold, required=True)
    held = fields.Dict(required=True, metadata={"example": {}})
    runs = fields.List(fields.Raw(), required=True, metadata={"example": []})


class ActTold(Told):
    """The act of destruction: counts, without a word about whom."""

    act_id = fields.String(required=True, metadata={"example": "evt_0123456789abcdefghjkmnpqrs"})
    participant_id = fields.String(required=True, metadata={"example": "par_0123456789abcdefghjkmnpqrs"})
    at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    by = fields.String(required=True, metadata={"example": "usr_0123456789abcdefghjkmnpqrs"})
    files = fields.Integer(required=True, metadata={"example": 2})
    rows = fields.Integer(required=True, metadata={"example": 3})
    runs = fields.Integer(required=True, metadata={"example": 1})
    papers = fields.Integer(required=True, metadata={"example": 17})


@personal_data.operation(
    "GET",
    "/<id:participant_id>/file",
    may=May.NAMES,
    answer=HeldTold,
    problems=[kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE, kinds.INVALID],
)
def read_held(programme_id: str, participant_id: str) -> Any:
    """Give everything that is held on a person, with why they were matched so."""
    row = seen_participant(programme_id, participant_id)
    trace(row.id, "file")
    held = ask(tell_held, request_of(session(), get_programme(programme_id)), row.code or "")
    good = Run.programme_id == programme_id, Run.state == State.FINISHED, Run.erased_at.is_(None)
    query = select(Run).where(*good, Run.outcome.in_([RunOutcome.OPTIMAL, RunOutcome.FEASIBLE]))
    runs = [
        {"run_id": run.id, "matches": spoken(ask(tell_matches, get_request(session(), run.id), row.code))}
        for run in session().scalars(query.order_by(Run.id))
    ]
    return {"participant": person_data(row), "held": held, "runs": runs}


@personal_data.operation(
    "DELETE",
    "/<id:participant_id>",
    may=May.ERASE,
    query=EraseQuery,
    answer=ActTold,
    problems=[kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE, kinds.WRONG_STATE],
    alone=True,
)
def destroy(programme_id: str, participant_id: str, query: dict[str, Any]) -> Any:
    """Destroy everything held on a person, in files, papers and rows; the answer is the act."""
    with reading() as opened:
        row = get_participant(programme_id, participant_id)
        asked = request_of(opened, get_programme(programme_id))
        files = _held_files(programme_id)
    traces = ask(find_traces, asked, row.code or "")
    if row.name:
        traces = type(traces)(
            names=(*traces.names, row.name), codes=traces.codes, contacts=traces.contacts, rows=traces.rows
        )
    redacted = ask(redact_files, files, traces)
    with writing():
        row = get_participant(programme_id, participant_id)
        if {key for key, _ in _held_files(programme_id)} != {key for key, _ in files}:
            raise Problem(kinds.WRONG_STATE)
        same = Participant.programme_id == programme_id, Participant.code.in_(traces.codes)
        others = session().scalars(select(Participant).where(*same, Participant.id != row.id)).all()
        act = erase(session(), [row, *others], redacted, by=principal().actor, reason=query["reason"])
        announce(session(), organisation(), "participant.erased", {"participant_id": row.id})
    sweep(parts().store)
    told_act = {"files": act.files, "rows": act.rows, "runs": act.runs, "papers": act.papers}
    return {"act_id": act.id, "participant_id": participant_id, "at": told(act.at), "by": act.by, **told_act}


def _held_files(programme_id: str) -> list[tuple[str, InputFile]]:
    query = select(Import).where(Import.programme_id == programme_id, Import.content.is_not(None))
    return [
        (row.id, InputFile(row.file_name, get_blob(session(), row.content)))
        for row in session().scalars(query.order_by(Import.id))
        if row.content is not None
    ]
