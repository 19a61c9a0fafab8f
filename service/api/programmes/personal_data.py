"""``…/participants/{id}/file`` and its destruction: everything that is held on a person."""

from typing import Any

from marshmallow import fields
from sqlalchemy import select

from questionnaires.wording import Wording
from service.access.roles import May
from service.api.programmes.participant_schemas import PersonTold
from service.api.programmes.participants import person_data, seen_participant
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import organisation, parts, principal, reading, session, writing
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_participant, get_programme, get_row
from service.api.protocol.problems import Problem
from service.api.protocol.traces import trace
from service.api.resource import Resource, spoken
from service.api.schemas.fields import Query, Told, pattern
from service.moments import told
from service.personal.act import find_act, looks_at
from service.personal.destruction import carry_out, find_person, open_runs, read_held
from service.personal.erasure import sweep
from service.personal.tracing import tell_held, tell_matches
from service.runs.accept import get_request
from service.runs.programme_request import request_of
from service.store.programmes import Participant
from service.store.run_states import RunOutcome, State
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


class LookTold(Told):
    """One line of a log: who did what to whom, by ids."""

    at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    by = fields.String(allow_none=True, metadata={"example": "usr_0123456789abcdefghjkmnpqrs"})
    action = fields.String(required=True, metadata={"example": "participant"})
    subject = fields.String(required=True, metadata={"example": "par_0123456789abcdefghjkmnpqrs"})


STILL_RUNNING = Wording(
    "Подбор с этими данными останавливается. Повторите через несколько секунд.",
    "A run with these data is being stopped. Try again in some seconds.",
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


class ActWhole(Told):
    """The act with everything an act of destruction names, and the extract of the log."""

    act_id = fields.String(required=True, metadata={"example": "evt_0123456789abcdefghjkmnpqrs"})
    organisation = fields.String(required=True, metadata={"example": "Школа № 3"})
    system = fields.String(required=True, metadata={"example": "Подбор наставников"})
    participant_id = fields.String(required=True, metadata={"example": "par_0123456789abcdefghjkmnpqrs"})
    categories = fields.List(fields.String(), required=True, metadata={"example": ["имя", "ответы"]})
    reason = fields.String(required=True, metadata={"example": "withdrawn"})
    method = fields.String(required=True, metadata={"example": "Удаление из базы данных."})
    at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    by = fields.String(allow_none=True, metadata={"example": "usr_0123456789abcdefghjkmnpqrs"})
    counts = fields.Dict(required=True, metadata={"example": {"files": 2}})
    checksum = fields.String(required=True, metadata={"example": "0" * 64})
    log = fields.List(fields.Nested(LookTold), required=True)


class LookList(Told):
    """Who looked."""

    accesses = fields.List(fields.Nested(LookTold), required=True)


@personal_data.operation(
    "GET",
    "/<id:participant_id>/file",
    may=May.NAMES,
    answer=HeldTold,
    problems=[kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE, kinds.INVALID],
)
def read_file(programme_id: str, participant_id: str) -> Any:
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
        going = open_runs(opened, programme_id)
    for run_id in going:
        parts().runs.cancel(run_id)  # use ends at once
    with reading() as opened:
        if open_runs(opened, programme_id):
            raise Problem(kinds.WRONG_STATE, STILL_RUNNING, headers={"Retry-After": "5"})
        held = read_held(opened, get_participant(programme_id, participant_id))
    found = find_person(held, ask)
    with writing() as opened:
        get_participant(programme_id, participant_id)
        if open_runs(opened, programme_id):  # accepted meanwhile
            raise Problem(kinds.WRONG_STATE, STILL_RUNNING, headers={"Retry-After": "5"})
        act = carry_out(session(), row.id, found, by=principal().actor, reason=query["reason"])
        if act is None:
            raise Problem(kinds.WRONG_STATE)
        announce(session(), organisation(), "participant.erased", {"participant_id": row.id})
    sweep(parts().store)
    told_act = {"files": act.files, "rows": act.rows, "runs": act.runs, "papers": act.papers}
    return {"act_id": act.id, "participant_id": participant_id, "at": told(act.at), "by": act.by, **told_act}


@personal_data.operation("GET", "/<id:participant_id>/act", may=May.ERASE, answer=ActWhole)
def read_act(programme_id: str, participant_id: str) -> Any:
    """Give the act of destruction of an erased person with the extract of the log: ids, moments and counts only."""
    row = get_row(Participant, participant_id)
    found = find_act(session(), row) if row.programme_id == programme_id else None
    if found is None:
        raise Problem(kinds.NOT_FOUND)
    return found


@personal_data.operation("GET", "/<id:participant_id>/accesses", may=May.ERASE, answer=LookList)
def list_looks(programme_id: str, participant_id: str) -> Any:
    """Say who looked at a person's data and when, the person alone or among all of the programme."""
    row = get_row(Participant, participant_id)
    if row.programme_id != programme_id:
        raise Problem(kinds.NOT_FOUND)
    return {"accesses": looks_at(session(), row)}
