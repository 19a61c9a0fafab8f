"""``/v1/programmes/{p}/runs/of-files``: a run of the files that are sent with it, as a batch asks for it."""

import hashlib
from typing import Any

from flask import Response, request

from matcher.options import Options
from questionnaires.finding import Severity
from questionnaires.wording import Wording
from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import check_rate, organisation, parts, reading, session
from service.api.protocol.idempotency import once
from service.api.protocol.limited import ask
from service.api.protocol.lookup import get_programme
from service.api.protocol.negotiation import Form
from service.api.protocol.problems import Problem, from_finding
from service.api.resource import Resource
from service.api.runs.runs import NO_FILES, POLL, RunTold, accepted_run, run_data
from service.api.schemas.fields import Query, counted
from service.child.archive import read_archive
from service.child.reading import check_files
from service.folder.request import PROGRAMME, Role
from service.personal.register import keep_register, register_row
from service.personal.withdrawal import end_use
from service.runs.inputs import request_from
from service.store.blobs import get_blob

MEGABYTE = 1_000_000
MOST_ERRORS = 500
OTHER_PEOPLE = Wording(
    "У программы уже есть реестр участников, и в нём другие люди или коды. Заведите для этих файлов свою программу.",
    "The programme has a register already, with other people or codes. Make a programme of its own for these files.",
)


class FileRunQuery(Query):
    """What is asked of a run besides the programme and its files."""

    max_changes = counted(0, 100_000, about="On refresh: at most so many working pairs end.")
    shortlist = counted(0, 50, about="Potential mentors named for each mentee.", load_default=0)


file_runs = Resource(
    "file_runs",
    __name__,
    url_prefix="/v1/programmes/<id:programme_id>/runs/of-files",
    description="Runs of the files sent with them.",
)


@file_runs.operation(
    "POST",
    "",
    may=May.EDIT,
    query=FileRunQuery,
    upload=(Form.ZIP.value,),
    answer=RunTold,
    status=202,
    headers=["Idempotency-Key"],
    sends=["Location", "Retry-After", "Idempotent-Replayed"],
    problems=[kinds.KEY_REUSED, kinds.IN_PROGRESS, kinds.WRONG_STATE, kinds.BUSY],
    alone=True,
)
def start_file_run(programme_id: str, query: dict[str, Any]) -> Response:
    """Start a run of the files of an archive, laid out as below ``inputs/`` of a run; no other file is read."""
    check_rate("imports", parts().config.import_limit)
    sent = request.get_data()
    with reading() as opened:
        programme = get_blob(opened, get_programme(programme_id).content)
    files = ask(read_archive, sent, parts().config.unpacked_mb * MEGABYTE)
    options = Options(max_changes=query.get("max_changes"), shortlist=query["shortlist"])
    asked = request_from({PROGRAMME: programme, **files}, options.data())
    if not asked.of(Role.ANSWERS):
        raise Problem(kinds.WRONG_STATE, NO_FILES)
    checked = ask(check_files, asked)
    _refuse_errors(checked)

    withdrawn: list[str] = []

    def make() -> tuple[dict[str, Any], int, dict[str, str]]:
        get_programme(programme_id)
        newly = _keep_register(programme_id, checked)
        row = accepted_run(programme_id, asked)
        withdrawn.extend([row.id] if newly else [])
        return run_data(row), 202, {"Location": f"/v1/runs/{row.id}", "Retry-After": POLL}

    answer = once(make, repr(sorted(query.items())).encode() + sent)
    if withdrawn:
        end_use(parts().store, parts().runs, programme_id, spared=withdrawn)
    return answer


def _refuse_errors(checked: dict[str, Any]) -> None:
    errors = [one for one in checked["findings"] if one.severity is Severity.ERROR]
    if errors:
        raise Problem(kinds.INVALID, errors=[from_finding(one) for one in errors[:MOST_ERRORS]])


def _keep_register(programme_id: str, checked: dict[str, Any]) -> bool:
    """Keep who is in the files, so that what is held on a person can be found and erased."""
    known = register_row(session(), programme_id)
    if known is not None and known.content != hashlib.sha256(checked["register"]).hexdigest():
        raise Problem(kinds.WRONG_STATE, OTHER_PEOPLE)
    return keep_register(session(), programme_id, organisation(), checked)
