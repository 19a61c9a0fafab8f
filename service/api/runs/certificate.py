"""``/v1/runs/{r}/certificate``: what is proved, by what, and what the independent verifier says."""

from typing import Any

from flask import Response
from marshmallow import fields

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.context import session
from service.api.protocol.limited import ask
from service.api.protocol.negotiation import Form
from service.api.resource import Resource
from service.api.runs.results import finished, manifest, paper
from service.api.schemas.fields import Told
from service.child.verifying import verify_files
from service.runs.accept import get_folder

certificate = Resource(
    "certificate", __name__, url_prefix="/v1/runs/<id:run_id>/certificate", description="What is proved."
)


class ProofTold(Told):
    """What is proved of one part."""

    part = fields.String(metadata={"example": "forms"})
    status = fields.String(metadata={"example": "optimal"})
    proof = fields.String(metadata={"example": "duals"})
    objective = fields.Integer(allow_none=True, metadata={"example": 412300})
    bound = fields.Integer(allow_none=True, metadata={"example": 412300})


class VerdictTold(Told):
    """The independent verifier's verdict, computed when asked."""

    valid = fields.Boolean(metadata={"example": True})
    violations = fields.List(fields.String(), metadata={"example": []})


class CertificateTold(Told):
    """Checksums, versions, bound and verdict; the verdict is null once inputs were destroyed."""

    programme = fields.String(metadata={"example": "r2-gymnasium"})
    rules_version = fields.Integer(metadata={"example": 4})
    options = fields.Dict(metadata={"example": {"max_changes": None, "shortlist": 0}})
    inputs = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})
    outputs = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})
    made_with = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})
    proofs = fields.List(fields.Nested(ProofTold))
    verdict = fields.Nested(VerdictTold, allow_none=True)


@certificate.operation(
    "GET",
    "",
    may=May.READ,
    answer=CertificateTold,
    problems=[kinds.WRONG_STATE, kinds.ERASED, kinds.BUSY, kinds.TOO_LARGE],
)
def read_certificate(run_id: str) -> Any:
    """Read what decides a run, what is proved of it, and let it be verified anew."""
    run = finished(run_id)
    told = manifest(run)
    verdict = None if run.erased_at else ask(verify_files, get_folder(session(), run.id))
    names = ("programme", "rules_version", "options", "inputs", "outputs", "made_with", "proofs")
    return {**{name: told.get(name) for name in names}, "verdict": verdict}


@certificate.operation(
    "GET",
    "/file",
    may=May.READ,
    forms=(Form.ANY,),
    problems=[kinds.WRONG_STATE, kinds.ERASED],
)
def download_certificate(run_id: str) -> Response:
    """Download the certificate, to be checked by a verifier of one's own."""
    content = paper(finished(run_id), "certificate.npz")
    headers = {"Content-Disposition": 'attachment; filename="certificate.npz"'}
    return Response(content, 200, headers, content_type=Form.ANY.value)
