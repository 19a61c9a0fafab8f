"""One shape and one handler for every error: RFC 9457 `application/problem+json`, in the client's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, json, request
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from questionnaires.finding import Finding
from questionnaires.wording import Wording, join
from service.api.protocol.negotiation import language
from service.api.protocol.problem_types import (
    BUSY,
    BY_STATUS,
    INTERNAL,
    INVALID,
    MALFORMED,
    STALE,
    TOO_LARGE,
    WRONG_STATE,
    ProblemType,
)

NOT_KEPT = Wording(
    "Какое-то значение слишком длинное или со знаком, который нельзя сохранить; ничего не записано.",
    "Some value is too long, or has a character that cannot be kept; nothing was written.",
)
"""PostgreSQL holds to the lengths of columns; a reader lets through what fits into a cell."""
NO_DATABASE = Wording(
    "База данных не отвечает или не может писать: занята, отключена или диск полон. Ничего не записано.",
    "The database does not answer or cannot write: it is busy, down, or the disk is full. Nothing was written.",
)
DATABASE_ERRORS = (StaleDataError, DataError, IntegrityError, OperationalError)
PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong: with a JSON pointer into the body, or with the sheet, row and column of a file."""

    code: str
    detail: Wording
    pointer: str | None = None
    row: int | None = None
    column: str | None = None
    file: str | None = None
    sheet: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what the client reads; absent places are left out."""
        place = {
            "pointer": self.pointer,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }
        known = {name: value for name, value in place.items() if value is not None}
        return {**known, "code": self.code, "detail": self.detail[language()]}


class Problem(Exception):  # noqa: N818 - named as RFC 9457 names it
    """An answer that is a problem; raised anywhere below a view."""

    def __init__(
        self,
        kind: ProblemType,
        detail: Wording | None = None,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.detail, self.errors = kind, detail or kind.advice, tuple(errors)
        self.headers = dict(headers or {})
        super().__init__(self.detail.en)

    def response(self) -> Response:
        """Return the answer."""
        spoken = language()
        body: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title[spoken],
            "status": self.kind.status,
            "detail": self.detail[spoken],
            "instance": request.path if _is_ours(request.path) else "/",
            "code": self.kind.code,
            "request_id": str(g.get("request_id", "")),
        }
        if self.errors:
            body["errors"] = [error.to_json() for error in self.errors]
        headers = {**self.headers, "Content-Language": spoken.value, "Cache-Control": "no-store"}
        text = json.dumps(body, ensure_ascii=False)
        return Response(text, self.kind.status, headers, content_type=PROBLEM_JSON)


def invalid(pointer: str, code: str, detail: Wording) -> Problem:
    """Return the problem of one wrong field."""
    return Problem(INVALID, errors=[Fault(code=code, detail=detail, pointer=pointer)])


def from_finding(finding: Finding) -> Fault:
    """Return a finding as a fault: what stood in the cell is left out, and so are words that repeat it."""
    from service.finding_words import kind_of

    return Fault(
        code=finding.code,
        detail=kind_of(finding),
        row=finding.row,
        column=finding.column,
        file=finding.file,
        sheet=finding.sheet,
    )


def from_setting(finding: Finding) -> Fault:
    """Return a finding in the source of a programme as a fault, whole: its settings are rules, not answers."""
    said = join((finding.reason, finding.remedy), " ")
    return Fault(code=finding.code, detail=said, pointer="/source", row=finding.row, column=finding.column)


def register_problems(app: Flask) -> None:
    """Answer every error with a problem."""
    app.register_error_handler(Problem, lambda problem: problem.response())
    app.register_error_handler(HTTPException, of_http)
    for kind in DATABASE_ERRORS:
        app.register_error_handler(kind, lambda error: of_database(error).response())
    app.register_error_handler(Exception, _of_fault)


def of_http(error: HTTPException) -> Response:
    """Return the problem of an error that Flask or Werkzeug raised."""
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return Response(status=status, headers=error.get_headers())
    kind = BY_STATUS.get(status, MALFORMED if status < HTTPStatus.INTERNAL_SERVER_ERROR else INTERNAL)
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return Problem(kind, _detail(kind), headers=headers).response()


def of_database(error: Exception) -> Problem:
    """Return the problem of what the database refused: somebody was faster, a value does not fit, or it is not there.

    Its words are kept from answer and log, for they may hold an address or a value.
    """
    if isinstance(error, StaleDataError):
        return Problem(STALE)
    if isinstance(error, DataError):
        return Problem(INVALID, NOT_KEPT)
    if isinstance(error, IntegrityError):
        return Problem(WRONG_STATE)
    said = getattr(error, "orig", None)
    code = getattr(said, "sqlite_errorname", None) or getattr(said, "sqlstate", None) or type(said).__name__
    structlog.get_logger().warning("database-failed", code=code)
    return Problem(BUSY, NO_DATABASE, headers={"Retry-After": "5"})


def _of_fault(error: Exception) -> Response:
    structlog.get_logger().error(
        "fault", kind=type(error).__name__, path=request.url_rule and request.url_rule.rule
    )
    if current_app.config.get("PROPAGATE_FAULTS"):
        raise error
    return Problem(INTERNAL).response()


def _detail(kind: ProblemType) -> Wording | None:
    if kind is not TOO_LARGE:
        return None
    most = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // 1_000_000
    return Wording(f"Не больше {most} МБ.", f"At most {most} MB.")


def _is_ours(path: str) -> bool:
    """Tell whether a path may be echoed: one that matches no route may hold anything, a name too."""
    return request.url_rule is not None and path.isascii()
