"""The line to a server: one request after another, repeated until it is answered; repeating does no harm there."""

import contextlib
import http.client
import json
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from questionnaires.wording import Wording

PATIENCE_SECONDS = 120.0
"""For so long a server may be away before the batch stops; busy servers are waited for without end."""
TIMEOUT_SECONDS = 60.0
FIRST_PAUSE, MOST_PAUSE = 0.5, 10.0
AWAY = (502, 504)
BUSY = (409, 429, 503)
CONFLICT = 409
STRANGE = (400, 404, 405, 501)
"""What the server of something else says to a request; ours says why, as a problem."""
PROBLEM = "application/problem+json"

UNREACHABLE = Wording(
    "Сервер {server} не отвечает. Готовые организации сохранены: повторите ту же команду позже.",
    "The server {server} does not answer. What is finished is kept: repeat the same command later.",
)
NO_ENTRY = Wording(
    "Сервер {server} не принял ключ: {why}",
    "The server {server} refused the key: {why}",
)
NOT_OURS = Wording(
    "По адресу {server} отвечает не сервис подбора. Проверьте адрес, порт и путь перед /v1.",
    "What answers at {server} is not this service. Check the address, the port and the path before /v1.",
)
MOVED = Wording(
    "Сервер {server} отсылает на {place}. Укажите в --server тот адрес, на котором сервис.",
    "The server {server} sends on to {place}. Name the address of the service itself in --server.",
)
NO_TRUST = Wording(
    "Сертификат сервера {server} не принят: он чужой, устарел или выдан неизвестным. Проверьте адрес и время на часах.",
    "The certificate of {server} is refused: of another name, out of date, or by an unknown issuer. "
    "Check the address and the clock.",
)
NO_SERVER = Wording(
    "Адрес сервера должен начинаться с http:// или https://, а не «{server}».",
    "The address of a server must begin with http:// or https://, got «{server}».",
)


class Refused(Exception):  # noqa: N818 - named for what happened
    """The server will not do what was asked.

    Parameters
    ----------
    status
        Of the answer.
    problem
        The body of the answer: what is wrong, in the language asked for.
    """

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.problem = status, problem
        super().__init__(str(problem.get("detail") or problem.get("title") or status))


class LineDown(Exception):  # noqa: N818 - named for what a person sees
    """Nothing more can be asked: the server is away, or refuses the key."""

    def __init__(self, why: Wording) -> None:
        self.why = why
        super().__init__(why.en)


class Left(Exception):  # noqa: N818 - named for what happened
    """The person ended the batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def data(self) -> dict[str, Any]:
        """Return the body as JSON."""
        found = json.loads(self.body)
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where to ask, as whom, and until when.

    Parameters
    ----------
    server
        Address, such as ``https://matcher.example``.
    key
        Bearer key.
    language
        In which the server says what is wrong.
    leaving
        Set when the person ends the batch.
    """

    server: str
    key: str
    language: str
    leaving: threading.Event
    patience: float = PATIENCE_SECONDS

    def __post_init__(self) -> None:
        try:
            where = urlsplit(self.server)
            good = where.scheme in ("http", "https") and bool(where.hostname) and where.port != 0
        except ValueError:
            good = False
        if not good:
            raise LineDown(NO_SERVER.format(server=self.server))

    def get(self, path: str, /, **query: str) -> Answer:
        """Read something."""
        return self._asked("GET", _with(path, query), b"", {})

    def post(
        self,
        path: str,
        /,
        body: bytes = b"{}",
        *,
        key: str = "",
        kind: str = "application/json",
        **query: str,
    ) -> Answer:
        """Send something; with an idempotency key, sending it twice is sending it once."""
        headers = {"Content-Type": kind} | ({"Idempotency-Key": f'"{key}"'} if key else {})
        answer = self._asked("POST", _with(path, query), body, headers)
        if "location" not in answer.headers:
            raise LineDown(NOT_OURS.format(server=self.server))
        return answer

    def pause(self, seconds: float) -> None:
        """Wait, but not for somebody who leaves."""
        if self.leaving.wait(seconds):
            raise Left

    def _asked(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        pauses, since = _pauses(), time.monotonic()
        while True:
            if self.leaving.is_set():
                raise Left
            try:
                answer = self._once(method, path, body, headers)
            except ssl.SSLCertVerificationError as error:
                raise LineDown(NO_TRUST.format(server=self.server)) from error
            except (OSError, http.client.HTTPException):
                answer = None
            if answer is None or _is_away(answer):
                if time.monotonic() - since > self.patience:
                    raise LineDown(UNREACHABLE.format(server=self.server))
                self.pause(next(pauses))
                continue
            wait = answer.headers.get("retry-after", "")
            if answer.status in BUSY and wait.isdigit():
                self.pause(float(wait))
                since = time.monotonic()
                continue
            return self._checked(answer)

    def _checked(self, answer: Answer) -> Answer:
        if answer.status < 300:
            return answer
        if answer.status < 400:
            place = answer.headers.get("location", "?")
            raise LineDown(MOVED.format(server=self.server, place=place))
        is_ours = answer.headers.get("content-type", "").startswith(PROBLEM)
        if answer.status in STRANGE and not is_ours:
            raise LineDown(NOT_OURS.format(server=self.server))
        try:
            problem = answer.data()
        except ValueError:
            problem = {}
        refused = Refused(answer.status, problem)
        if answer.status in (401, 403):
            raise LineDown(NO_ENTRY.format(server=self.server, why=str(refused))) from refused
        raise refused

    def _once(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        where = urlsplit(self.server)
        kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
        own = {"Authorization": f"Bearer {self.key}", "Accept-Language": self.language}
        with contextlib.closing(
            kind(where.hostname or "", where.port, timeout=TIMEOUT_SECONDS)
        ) as connection:
            connection.request(method, where.path.rstrip("/") + path, body or None, {**own, **headers})
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(status=answer.status, headers=said, body=answer.read())


def _is_away(answer: Answer) -> bool:
    """Tell whether it is a proxy that answers, because the server does not: busy ones say when to come again."""
    says_when = answer.headers.get("retry-after", "").isdigit()
    return answer.status in AWAY or (answer.status in BUSY and answer.status != CONFLICT and not says_when)


def _with(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(MOST_PAUSE, 2 * pause)
