"""What the web server refuses before the application sees it, told as everything else is: as a problem."""

import json
import secrets
from http import HTTPStatus

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from questionnaires.wording import Language, Wording
from service.api.protocol.problem_types import BUSY, BY_STATUS, INTERNAL, MALFORMED, TOO_LARGE, ProblemType
from service.operations.bodies import Parser

PROBLEM_JSON = "application/problem+json"
NO_REQUEST = Wording("Это не запрос HTTP.", "This is no HTTP request.")
LEAVING = Wording(
    "Сервер завершает работу, запрос не принят и ничего не сохранено. Отправьте его ещё раз через минуту.",
    "The server is ending; the request was not taken and nothing was saved. Send it again in a minute.",
)
MOST = Wording("Не больше {most} МБ.", "At most {most} MB.")
HTML = "text/html; charset=utf-8"
RETRY_SECONDS = 60
MEGABYTE = 1_000_000


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """The answer to a request that was not read to its end."""

    upload_mb = 0

    def execute(self) -> None:
        """Write the problem, and close."""
        kind, detail = _kind(self.request.error.code), self._detail()
        spoken = _language(self.request.headers.get("ACCEPT_LANGUAGE", ""))
        is_browser = "text/html" in self.request.headers.get("ACCEPT", "")
        write, media_type = (_page, HTML) if is_browser else (_problem, PROBLEM_JSON)
        body = write(kind, detail or kind.advice, spoken).encode()
        self.status = f"{kind.status} {HTTPStatus(kind.status).phrase}"
        self.response_headers += [("Retry-After", str(RETRY_SECONDS))] if kind is BUSY else []
        self.response_headers += [
            ("Content-Type", media_type),
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
        return {MALFORMED: NO_REQUEST, BUSY: LEAVING}.get(kind)


def channel_of(upload_mb: int) -> type[HTTPChannel]:
    """Return connections whose refusals are problems that name the limit."""
    refusal = type("Refusal", (Refusal,), {"upload_mb": upload_mb})
    parser = type("Parser", (Parser,), {"most": upload_mb * MEGABYTE})
    return type("Channel", (HTTPChannel,), {"error_task_class": refusal, "parser_class": parser})


def _kind(status: int) -> ProblemType:
    usual = INTERNAL if status == HTTPStatus.INTERNAL_SERVER_ERROR else MALFORMED
    return BY_STATUS.get(status, usual)


def _language(said: str) -> Language:
    best = parse_accept_header(said, LanguageAccept).best_match([one.value for one in Language])
    return Language(best) if best else Language.RU


def _page(kind: ProblemType, detail: Wording, spoken: Language) -> str:
    """Return the refusal for a browser: the pages' own frame needs the application."""
    head = f'<!doctype html><html lang="{spoken.value}"><meta charset="utf-8"><title>{kind.title[spoken]}</title>'
    return f"{head}<h1>{kind.title[spoken]}</h1><p>{detail[spoken]}</p></html>"


def _problem(kind: ProblemType, detail: Wording, spoken: Language) -> str:
    told = {
        "type": kind.uri,
        "title": kind.title[spoken],
        "status": kind.status,
        "detail": detail[spoken],
        "instance": "/",
        "code": kind.code,
        "request_id": f"req_{secrets.token_hex(8)}",
    }
    return json.dumps(told, ensure_ascii=False)
