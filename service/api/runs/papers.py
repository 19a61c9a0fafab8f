"""``/v1/runs/{r}/papers``: the files of the run's folder, the same bytes the command writes."""

from typing import Any

from flask import Response
from marshmallow import fields

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import principal, session
from service.api.protocol.negotiation import Form
from service.api.protocol.problems import Problem
from service.api.protocol.traces import trace
from service.api.resource import Resource
from service.api.runs.results import finished, paper
from service.api.schemas.fields import Query, Told, text
from service.runs.accept import list_folder

CURATORS = frozenset({"private", "report-curator.html", "people.csv", "mentees.xlsx", "mentors.xlsx"})

papers = Resource("papers", __name__, url_prefix="/v1/runs/<id:run_id>/papers", description="Files of a run.")


class PaperQuery(Query):
    """Which file."""

    path = text(300, required=True, about="Path below the run's folder.", sample="proposal.docx")


class PaperList(Told):
    """Path → SHA-256 of every file."""

    papers = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})


@papers.operation("GET", "", may=May.NAMES, answer=PaperList, problems=[kinds.WRONG_STATE, kinds.ERASED])
def list_papers(run_id: str) -> Any:
    """List the files of a finished run with their checksums."""
    found = list_folder(session(), finished(run_id).id)
    return {"papers": {path: digest for path, digest in found.items() if may_see(path)}}


@papers.operation(
    "GET",
    "/content",
    may=May.NAMES,
    query=PaperQuery,
    forms=(Form.ANY,),
    problems=[kinds.WRONG_STATE, kinds.ERASED],
)
def download_paper(run_id: str, query: dict[str, Any]) -> Response:
    """Download one file."""
    run = finished(run_id)
    if not may_see(query["path"]):
        raise Problem(kinds.NOT_FOUND)
    content = paper(run, query["path"])
    trace(run.programme_id, "paper")
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, headers, content_type=Form.ANY.value)


def may_see(path: str) -> bool:
    """Tell whether a role sees a file: answers, and what concerns people kept apart, are for the curator only."""
    parts = path.split("/")
    return principal().may(May.EDIT) or not (parts[0] == "inputs" or CURATORS & set(parts))
