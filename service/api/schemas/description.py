"""The description of an operation for OpenAPI: examples, problems, headers; nothing here changes what is answered."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import marshmallow as ma
from marshmallow import fields

from service.access.roles import May
from service.api.protocol import problem_types as kinds
from service.api.protocol.negotiation import Form
from service.api.schemas.examples import sample_file, sample_of, sample_problem, sample_table, sample_upload

Data = dict[str, Any]

REQUEST_HEADERS: dict[str, Data] = {
    "Idempotency-Key": {
        "description": "A quoted string; the same key and body give the same answer again.",
        "schema": {"type": "string", "minLength": 3, "maxLength": 202, "pattern": r'^"[ !#-\[\]-~]{1,200}"$'},
        "example": '"f3b9c1f2"',
        "required": False,
    },
    "If-Match": {
        "description": "The ETag of what is changed.",
        "schema": {"type": "string", "maxLength": 200, "pattern": '^"[0-9A-Za-z._-]{1,100}"$'},
        "example": '"1"',
        "required": False,
    },
}
RESPONSE_HEADERS = {
    "ETag": "Changes whenever the answer does.",
    "Location": "Where the new resource is.",
    "Retry-After": "Seconds to wait before asking again.",
    "Link": 'The next page: rel="next".',
    "Idempotent-Replayed": "true when this answer was given before.",
}
FILE: Data = {"schema": {"type": "string", "format": "binary"}}
SECURITY: list[dict[str, list[str]]] = [{"key": []}]


class ProblemFault(ma.Schema):
    """One wrong field, or one wrong cell of a file."""

    pointer = fields.String(metadata={"description": "JSON pointer into the body, or /query/NAME."})
    file = fields.String()
    sheet = fields.String()
    row = fields.Integer()
    column = fields.String()
    code = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemSchema(ma.Schema):
    """RFC 9457 problem details."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True)
    code = fields.String(required=True)
    request_id = fields.String(required=True)
    errors = fields.List(fields.Nested(ProblemFault))


def document(
    *,
    answer: Any,
    status: int,
    forms: Sequence[Form],
    columns: Sequence[str],
    problems: Sequence[kinds.ProblemType],
    sends: Sequence[str],
    upload: Sequence[str],
    may: May | None,
    method: str,
    rule: str,
    has_body: bool,
) -> Data:
    """Return what `Blueprint.doc` adds to an operation."""
    usual = _usual_problems(may, method, rule, has_body=has_body)
    statuses = sorted({kind.status for kind in (*usual, *problems)})
    described: Data = {
        "responses": {
            str(status): _success(answer, status, forms, columns, sends),
            **{str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in statuses},
        },
        "security": SECURITY if may is not None else [],
        "x-permission": may.value if may is not None else None,
    }
    if method == "GET" and "ETag" in sends:
        described["responses"]["304"] = {"description": "Not modified"}
    if upload:
        described["requestBody"] = {
            "required": True,
            "content": {kind: {**FILE, "example": sample_upload(kind)} for kind in upload},
        }
    return described


def problem_responses() -> dict[str, Data]:
    """Return one component a status, with an example of every kind."""
    found: dict[str, Data] = {}
    for status in sorted({kind.status for kind in kinds.PROBLEM_TYPES}):
        of_status = [kind for kind in kinds.PROBLEM_TYPES if kind.status == status]
        found[f"Problem{status}"] = {
            "description": " · ".join(kind.title.en for kind in of_status),
            "content": {
                "application/problem+json": {
                    "schema": ProblemSchema,
                    "examples": {kind.code: {"value": sample_problem(kind)} for kind in of_status},
                }
            },
        }
    return found


def _usual_problems(may: May | None, method: str, rule: str, *, has_body: bool) -> list[kinds.ProblemType]:
    usual = [kinds.NOT_ACCEPTABLE, kinds.INVALID, kinds.INTERNAL, kinds.TOO_MANY, kinds.BUSY]
    if method != "GET":
        usual.append(kinds.WRONG_STATE)
    if may is not None:
        usual += [kinds.UNAUTHENTICATED, kinds.FORBIDDEN]
    if "<" in rule:
        usual.append(kinds.NOT_FOUND)
    if has_body:
        usual += [kinds.MALFORMED, kinds.TOO_LARGE, kinds.MEDIA_TYPE]
    return usual


def _success(
    answer: Any, status: int, forms: Sequence[Form], columns: Sequence[str], sends: Sequence[str]
) -> Data:
    described: Data = {"description": HTTPStatus(status).phrase}
    if answer is not None or tuple(forms) != (Form.JSON,):
        described["content"] = {form.value: _content(answer, form, columns) for form in forms}
    if sends:
        described["headers"] = {
            name: {"description": RESPONSE_HEADERS[name], "schema": {"type": "string"}} for name in sends
        }
    return described


def _content(answer: Any, form: Form, columns: Sequence[str]) -> Data:
    if form is Form.STREAM:
        return {"example": sample_file(form)}  # each event is checked by its own rules, not as one text
    schema = answer() if isinstance(answer, type) else answer
    if form is Form.JSON:
        return {"schema": answer, "example": sample_of(schema)}
    example = sample_table(schema, columns) if form is Form.CSV else sample_file(form)
    return {"schema": {"type": "string"}, "example": example}
