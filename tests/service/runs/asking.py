"""Asking the service as a client does that asks again when nobody answered."""

import http.client
import json
from contextlib import closing
from email.message import Message
from typing import Any

from storm import Storm, until_said


class Lost(Exception):  # noqa: N818 - named for what happened
    """The server died before it answered; whether it has done what was asked is not known."""


class Asking:
    """A client that knows nothing but HTTP."""

    def __init__(self, storm: Storm, key: str) -> None:
        self._port, self._key = int(storm.settings["MATCHER_PORT"]), key

    def once(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Message]:
        """Ask once; raise `Lost` when there is no answer."""
        own = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = None if body is None else json.dumps(body).encode()
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)) as line:
                line.request(method, path, content, own)
                answer = line.getresponse()
                text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Lost from error
        return answer.status, json.loads(text) if text else None, answer.headers

    def again(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Message]:
        """Ask until there is an answer that is not «busy» or «in progress»; only for what does no harm twice."""

        def ask() -> tuple[int, Any, Message] | None:
            try:
                answer = self.once(method, path, body, **headers)
            except Lost:
                return None
            code = (answer[1] or {}).get("code")
            return None if code in ("busy", "in-progress") else answer

        return until_said(ask)
