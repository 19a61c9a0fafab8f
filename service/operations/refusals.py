"""What the web server refuses before the application sees it, told as everything else is: as a problem."""

import json
import secrets
from http import HTTPStatus
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from questionnaires.wording import Language, Wording
from service.api.protocol.problem_types import BY_STATUS, INTERNAL, MALFORMED, TOO_LARGE, ProblemType

PROBLEM_JSON = "application/problem+json"
NO_REQUEST = Wording("Это не запрос HTTP.", "This is no HTTP request.")
MOST = Wording("Не больше {most} МБ.", "At most {most} MB.")
MEGABYTE = 1_000_000


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """The answer to a request that was not read to its end."""

    upload_mb = 0

    def execute(self) -> None:
        """Write the problem, and close."""
        kind, detail = _kind(self.request.error.code), self._detail()
        spoken = _language(self.request.headers.get("ACCEPT_LANGUAGE", ""))
        body = json.dumps(_told(kind, detail or kind.advice, spoken), ensure_ascii=False).encode()
        self.status = f"{kind.status} {HTTPStatus(kind.status).phrase}"
        self.response_headers += [
            ("Content-Type", PROBLEM_JSON),
            ("Content-Language", spoken.value),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)

    def _detail(self) -> Wording | None:
        kind = _kind(self.request.error.code)
        if kind is TOO_LARGE:
            return MOST.format(most=self.upload_mb)
        return NO_REQUEST if kind is MALFORMED else None


class OneLengthParser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads requests, and refuses one whose end is told in two ways: a proxy may believe the other one.

    What follows the end that was believed here would then be a request that the proxy never saw.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request."""
        super().parse_header(header_plus)
        in_parts = self.chunked or "TRANSFER_ENCODING" in self.headers
        if in_parts and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Both Transfer-Encoding and Content-Length")


def channel_of(upload_mb: int) -> type[HTTPChannel]:
    """Return connections whose refusals are problems that name the limit."""
    refusal = type("Refusal", (Refusal,), {"upload_mb": upload_mb})
    return type("Channel", (HTTPChannel,), {"error_task_class": refusal, "parser_class": OneLengthParser})


def _kind(status: int) -> ProblemType:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_IMPLEMENTED:
        return INTERNAL
    return BY_STATUS.get(status, MALFORMED)


def _language(said: str) -> Language:
    best = parse_accept_header(said, LanguageAccept).best_match([one.value for one in Language])
    return Language(best) if best else Language.RU


def _told(kind: ProblemType, detail: Wording, spoken: Language) -> dict[str, Any]:
    return {
        "type": kind.uri,
        "title": kind.title[spoken],
        "status": kind.status,
        "detail": detail[spoken],
        "instance": "/",
        "code": kind.code,
        "request_id": f"req_{secrets.token_hex(8)}",
    }
