"""Told to end, the web server answers what was begun, refuses what is half sent, and lets nobody in."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from service.config import load_config
from service.operations.ending import answer_until
from service.operations.listening import listening

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"


@dataclass
class Slow:
    """A server whose application answers when it is let."""

    server: Any = None
    told: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    let: threading.Event = field(default_factory=threading.Event)
    asked: list[int] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(len(environ["wsgi.input"].read()))
        self.begun.set()
        self.let.wait(30)
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    def line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server.effective_port), timeout=30)


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Slow]:
    app = Slow()
    app.server = listening(app, load_config(home=tmp_path, secret_key="x" * 40, port=0, upload_mb=1))
    running = threading.Thread(target=answer_until, args=(app.told, app.server), kwargs={"seconds": 20})
    running.start()
    yield app
    app.told.set()
    app.let.set()
    running.join(30)
    assert not running.is_alive()
    app.server.close()


def wait_till_closed(slow: Slow) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            slow.line().close()
        except ConnectionRefusedError:
            return
        time.sleep(0.05)
    pytest.fail("people are still let in")


def answer_of(line: socket.socket) -> tuple[int, bytes]:
    answer = http.client.HTTPResponse(line)
    answer.begin()
    return answer.status, answer.read()


def test_what_was_begun_is_answered_and_nobody_is_let_in(slow: Slow) -> None:
    with slow.line() as line:
        line.sendall(HEAD + b"\r\n" + b"a" * 1000)
        assert slow.begun.wait(20)
        slow.told.set()
        wait_till_closed(slow)
        slow.let.set()
        assert answer_of(line) == (200, b"ok")
    assert slow.asked == [1000]


@pytest.mark.parametrize(("accept", "media"), [(b"", "problem"), (b"Accept: text/html\r\n", "html")])
def test_what_is_half_sent_is_refused_and_reaches_nobody(slow: Slow, accept: bytes, media: str) -> None:
    with slow.line() as line:
        line.sendall(HEAD + accept + b"\r\n" + b"a" * 500)
        with slow.line() as idle:
            time.sleep(0.3)
            slow.told.set()
            status, body = answer_of(line)
            assert idle.recv(1) == b"", "who only waits is parted with"
    assert status == 503
    assert "завершает работу" in body.decode()
    assert ("<h1>" in body.decode()) == (media == "html")
    assert media == "html" or json.loads(body)["code"] == "busy"
    assert slow.asked == []
