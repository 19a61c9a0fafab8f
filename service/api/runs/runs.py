"""``/v1/programmes/{p}/runs`` and ``/v1/runs/{r}``: start a run, watch it, end it."""

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import select

from matcher.options import Options
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import parts, principal, reading, session, writing
from service.api.protocol.deeds import write_down
from service.api.protocol.etags import is_same, strong, weak
from service.api.protocol.idempotency import once
from service.api.protocol.lookup import get_programme, get_run
from service.api.protocol.negotiation import language
from service.api.protocol.paging import answer_page
from service.api.protocol.problems import Problem, invalid
from service.api.resource import Resource
from service.api.schemas.fields import Body, Told, pattern, whole
from service.api.schemas.shared import PageQuery
from service.folder.request import Request, Role
from service.moments import told
from service.runs.accept import accept_run
from service.runs.agreed import find_approved
from service.runs.ledger import count_attempts
from service.runs.port import Ask, QueueFull
from service.runs.programme_request import request_of, unread_request
from service.runs.solving.verdict import open_part
from service.store.blobs import Gone
from service.store.run_states import RunOutcome, State
from service.store.runs import Run

programme_runs = Resource(
    "programme_runs",
    __name__,
    url_prefix="/v1/programmes/<id:programme_id>/runs",
    description="Runs of a programme.",
)
runs = Resource("runs", __name__, url_prefix="/v1/runs/<id:run_id>", description="One run.")

NO_FILES = Wording(
    "Сначала примите хотя бы один файл с анкетами.", "First accept at least one file of answers."
)
NOT_ITS_RUN = Wording(
    "Это не законченный подбор этой программы.", "This is no finished run of the programme."
)
NOT_APPROVED = Wording(
    "Этот подбор не утверждён: его пары — предложение и ещё не работают.",
    "This run is not approved: its pairs are a proposal and do not work yet.",
)
FULL = Wording(
    "Ждут уже {waiting} подборов из {limit} возможных.", "{waiting} runs wait already; at most {limit} may."
)
CHANGED = Wording(
    "Файлы программы только что изменились. Отправьте запрос ещё раз.",
    "The files of the programme have just changed. Send the request again.",
)
OVER = Wording("Подбор уже закончен.", "The run is finished.")
NAMED_BY_PEOPLE = ("file", "sheet")
"""Places of a problem that may bear a name of somebody."""
POLL = "1"


class NewRun(Body):
    """What is asked of a run besides the programme and its files."""

    max_changes = whole(0, 100_000, about="On refresh: at most so many working pairs end.", sample=4)
    shortlist = whole(0, 50, about="Potential mentors named for each mentee.", load_default=0, sample=0)
    previous = pattern(r"run_[0-9a-z]{1,40}", "run_…", 44, about="The approved run whose working pairs stay.")


class RunProblem(Told):
    """What stands against a run: where, and what to mend."""

    code = fields.String(required=True, metadata={"example": "conflict"})
    detail = fields.String(
        metadata={"description": "In the language asked for.", "example": "Нужно 12 мест."}
    )
    reason = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "The same in both languages.", "example": {"ru": "…", "en": "…"}},
    )
    severity = fields.String(metadata={"example": "error"})
    file = fields.String(allow_none=True, metadata={"description": "Only to who may see names."})
    sheet = fields.String(
        allow_none=True, metadata={"description": "As the file; of a workbook with several."}
    )
    row = fields.Integer(allow_none=True, metadata={"example": 7})
    column = fields.String(allow_none=True, metadata={"example": "Класс"})


class RunTold(Told):
    """Where a run is: state and outcome are separate."""

    id = fields.String(required=True, metadata={"example": "run_0123456789abcdefghjkmnpqrs"})
    programme_id = fields.String(required=True, metadata={"example": "prg_0123456789abcdefghjkmnpqrs"})
    state = fields.String(required=True, metadata={"example": "running"})
    outcome = fields.String(allow_none=True, metadata={"example": None})
    stop_reason = fields.String(allow_none=True, metadata={"example": None})
    attempt = fields.Integer(
        required=True,
        metadata={
            "description": "1; one more whenever it had to begin anew because its worker or solver was lost.",
            "example": 1,
        },
    )
    stage = fields.String(
        required=True,
        metadata={
            "description": "reading, people, points or lots; empty while it waits.",
            "example": "points",
        },
    )
    progress = fields.Integer(
        required=True,
        metadata={
            "description": "How much of the proven bound the best so far reaches, in %.",
            "example": 40,
        },
    )
    objective = fields.Integer(
        allow_none=True, metadata={"description": "Points of the best so far.", "example": 61916}
    )
    bound = fields.Integer(allow_none=True, metadata={"description": "Proven most points.", "example": 64200})
    counts = fields.Dict(allow_none=True, metadata={"example": None})
    problems = fields.List(fields.Nested(RunProblem), required=True)
    conflicts = fields.List(
        fields.Nested(RunProblem),
        required=True,
        metadata={"description": "Of an infeasible run: what cannot hold together, and the cheapest repair."},
    )
    erased = fields.Boolean(required=True, metadata={"example": False})
    created_at = fields.String(required=True, metadata={"example": "2026-09-01T08:00:00Z"})
    started_at = fields.String(allow_none=True, metadata={"example": None})
    finished_at = fields.String(allow_none=True, metadata={"example": None})


class RunList(Told):
    """A page of runs."""

    runs = fields.List(fields.Nested(RunTold), required=True)
    next = fields.String(allow_none=True, metadata={"example": None})


@programme_runs.operation("GET", "", may=May.READ, query=PageQuery, answer=RunList, sends=["Link"])
def list_runs(programme_id: str, query: dict[str, Any]) -> Response:
    """List the runs of a programme."""
    get_programme(programme_id)
    rows = session().scalars(select(Run).where(Run.programme_id == programme_id).order_by(Run.id)).all()
    return answer_page("runs", rows, query, told=run_data, key=lambda row: row.id)


@programme_runs.operation(
    "POST",
    "",
    may=May.EDIT,
    body=NewRun,
    answer=RunTold,
    status=202,
    headers=["Idempotency-Key"],
    sends=["Location", "Retry-After", "Idempotent-Replayed"],
    problems=[kinds.KEY_REUSED, kinds.IN_PROGRESS, kinds.WRONG_STATE, kinds.BUSY],
    alone=True,
)
def start_run(programme_id: str, body: dict[str, Any]) -> Response:
    """Start a run of what was accepted so far; it is never lost once this says 202."""

    def make() -> tuple[dict[str, Any], int, dict[str, str]]:
        row = _accept(programme_id, body)
        return run_data(row), 202, {"Location": f"/v1/runs/{row.id}", "Retry-After": POLL}

    return once(make)


@runs.operation("GET", "", may=May.READ, answer=RunTold, sends=["ETag", "Retry-After"])
def read_run(run_id: str) -> Any:
    """Read where a run is; the ETag is weak while it runs and strong when it is finished."""
    row = get_run(run_id)
    over = row.state is State.FINISHED
    tag = strong(row.version) if over else weak(row.version)
    headers = {"ETag": tag} if over else {"ETag": tag, "Retry-After": POLL}
    if is_same(tag):
        return Response(status=304, headers=headers)
    return run_data(row), headers


@runs.operation(
    "POST", "/stop", may=May.EDIT, answer=RunTold, status=202, problems=[kinds.WRONG_STATE], alone=True
)
def stop_run(run_id: str) -> Any:
    """End a run and keep the best so far; it is not proved to be the best, and its papers say so."""
    return _end(run_id, Ask.STOP)


@runs.operation(
    "POST", "/cancel", may=May.EDIT, answer=RunTold, status=202, problems=[kinds.WRONG_STATE], alone=True
)
def cancel_run(run_id: str) -> Any:
    """End a run and drop what it found."""
    return _end(run_id, Ask.CANCEL)


def run_data(row: Run) -> dict[str, Any]:
    """Return a run as a client sees it."""
    problems = [_seen(problem) for problem in row.problems]
    return {
        "id": row.id,
        "programme_id": row.programme_id,
        "state": row.state.value,
        "outcome": row.outcome.value if row.outcome else None,
        "stop_reason": row.stop_reason.value if row.stop_reason else None,
        "attempt": count_attempts(row),
        "stage": row.stage,
        "progress": row.progress,
        "objective": row.objective,
        "bound": row.bound,
        "counts": row.counts,
        "problems": problems,
        "conflicts": problems if row.outcome is RunOutcome.INFEASIBLE else [],
        "erased": row.erased_at is not None,
        "created_at": told(row.created_at),
        "started_at": told(row.started_at),
        "finished_at": told(row.finished_at),
    }


def _seen(problem: dict[str, Any]) -> dict[str, Any]:
    """Return a problem in the client's language, as this role may see it: people name files and sheets after people."""
    known = problem if principal().may(May.EDIT) else open_part(problem)
    hidden = {"apart"} if principal().may(May.NAMES) else {"apart", *NAMED_BY_PEOPLE}
    shown = {name: value for name, value in known.items() if name not in hidden}
    return shown | {"detail": known["reason"][language().value]} if "reason" in known else shown


def _accept(programme_id: str, body: dict[str, Any]) -> Run:
    programme = get_programme(programme_id)
    options = Options(max_changes=body.get("max_changes"), shortlist=body["shortlist"])
    previous = _previous(programme_id, body.get("previous"))
    if previous is None:
        asked = unread_request(session(), programme, options)
    else:
        asked = request_of(session(), programme, options, previous)
    if not asked.of(Role.ANSWERS):
        raise Problem(kinds.WRONG_STATE, NO_FILES)
    return accepted_run(programme_id, asked)


def accepted_run(programme_id: str, asked: Request) -> Run:
    """Accept a run, in the session of the request; 503 when too many wait."""
    try:
        row = accept_run(session(), parts().runs, programme_id, asked, created_by=principal().actor)
    except QueueFull as error:
        detail = FULL.format(waiting=error.waiting, limit=error.limit)
        raise Problem(kinds.BUSY, detail, headers={"Retry-After": str(error.retry_after)}) from None
    except Gone:
        raise Problem(kinds.WRONG_STATE, CHANGED) from None
    write_down("run.accepted", row)
    return row


def _previous(programme_id: str, run_id: str | None) -> Run | None:
    if run_id is None:
        return None
    row = session().scalar(select(Run).where(Run.id == run_id, Run.programme_id == programme_id))
    if row is None or row.state is not State.FINISHED or row.erased_at is not None:
        raise invalid("/previous", "unknown-run", NOT_ITS_RUN)
    if find_approved(session(), row.id) is None:
        raise invalid("/previous", "not-approved", NOT_APPROVED)
    return row


def _end(run_id: str, ask: Ask) -> Any:
    with reading():
        get_run(run_id)
    if not parts().runs.cancel(run_id, ask):
        raise Problem(kinds.WRONG_STATE, OVER)
    with writing():
        row = get_run(run_id)
        write_down(f"run.{ask.value}", row)
        return run_data(row)
