"""Where the web server listens, and what it refuses before the application sees it."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service.config import load_config
from service.operations.listening import NoAddress, address_of, listening


def _app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of a server that takes files of 1 MB."""
    config = load_config(home=tmp_path_factory.mktemp("home"), secret_key="x" * 40, port=0, upload_mb=1)
    server = listening(_app, config)
    answering = threading.Thread(target=server.run, daemon=True)
    answering.start()
    yield server.effective_port
    server.close()


def _sent(
    port: int, request: bytes, language: bytes = b""
) -> tuple[int, dict[str, Any], http.client.HTTPResponse]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request.replace(b"LANGUAGE", language))
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status, json.loads(answer.read()), answer


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        (b"GARBAGE\r\n\r\n", 400, "malformed"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", 400, "malformed"),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400, "malformed"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "malformed"),
        (b"POST / HTTP/1.1\r\nContent-Length: 50000000\r\n\r\n", 413, "too-large"),
    ],
)
def test_what_is_refused_unread_is_a_problem_too(port: int, request_: bytes, status: int, code: str) -> None:
    found, body, answer = _sent(port, request_)
    assert (found, body["status"], body["code"]) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "detail", "instance", "request_id"} <= body.keys()


INNER = b"GET /inner HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1\r\nContent-Length: 43\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.0\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 38\r\n\r\n",
        b"HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello",
        b"HTTP/1.1\r\nTransfer-Encoding: xchunked\r\nContent-Length: 38\r\n\r\n",
        b"HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
    ],
)
def test_no_request_can_hide_behind_another(port: int, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(b"POST / " + head + INNER)
        said = b"".join(iter(lambda: line.recv(1 << 16), b""))  # to the end: the connection is closed
    assert b" 400 " in said.partition(b"\r\n")[0]
    assert b" 200 " not in said


def test_it_names_the_limit_in_the_clients_language(port: int) -> None:
    request = b"POST / HTTP/1.1\r\nAccept-Language: LANGUAGE\r\nContent-Length: 50000000\r\n\r\n"
    assert _sent(port, request, b"en")[1]["detail"] == "At most 1 MB."
    assert _sent(port, request, b"de, *")[1]["detail"] == "Не больше 1 МБ."


def test_a_host_of_two_addresses_is_listened_at_twice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """«localhost» is such a host on most machines."""
    found = socket.getaddrinfo

    def twice(host: str, *rest: Any, **more: Any) -> list[Any]:
        both = ("127.0.0.1", "127.0.0.2") if host == "twice.test" else (host,)
        return [one for each in both for one in found(each, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", twice)
    server = listening(_app, load_config(home=tmp_path, secret_key="x" * 40, port=0, host="twice.test"))
    assert address_of(server).startswith("http://127.0.0.1:")
    assert len(server.effective_listen) == 2
    server.close()


def test_a_host_that_is_none_is_said(tmp_path: Path) -> None:
    config = load_config(home=tmp_path, secret_key="x" * 40, host="no host")
    with pytest.raises(NoAddress) as refused:
        listening(_app, config)
    assert refused.value.why.en == "there is no such name"
