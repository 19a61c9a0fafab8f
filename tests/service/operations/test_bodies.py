"""A body over the limit is heard to its end and kept nowhere; who asks before sending it is told at once."""

import http.client
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from in_thread import InThread

from service.config import load_config
from service.operations.bodies import Forgetful
from service.operations.listening import listening

MEGABYTE = 1_000_000
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    told = f"{environ['CONTENT_LENGTH']} {len(environ['wsgi.input'].read())}".encode()
    start_response("413 Too", [("Content-Length", str(len(told)))])
    return [told]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    config = load_config(home=tmp_path_factory.mktemp("home"), secret_key="x" * 40, port=0, upload_mb=1)
    server = listening(app, config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    running = InThread(server, thread)
    yield server.effective_port
    running.stop()


def said(port: int, head: bytes, *parts: bytes) -> tuple[int, bytes, http.client.HTTPResponse]:
    """Send all before anything is read, as browsers do."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n" + head)
        for part in parts:
            line.sendall(part)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status, answer.read(), answer


@pytest.mark.parametrize(("size", "kept"), [(MEGABYTE, MEGABYTE), (MEGABYTE + 1, 0), (30 * MEGABYTE, 0)])
def test_a_body_is_heard_to_its_end_and_kept_up_to_the_limit(port: int, size: int, kept: int) -> None:
    part = b"a" * 100_000
    parts = [part] * (size // len(part)) + [b"a" * (size % len(part))]
    status, told, _ = said(port, f"Content-Length: {size}\r\n\r\n".encode(), *parts)
    assert (status, told) == (413, f"{size} {kept}".encode())


def test_a_body_in_chunks_is_heard_too(port: int) -> None:
    chunk = b"186a0\r\n" + b"a" * 100_000 + b"\r\n"
    status, told, _ = said(port, CHUNKED, *[chunk] * 50, b"0\r\n\r\n")
    assert (status, told) == (413, b"5000000 0")


def test_who_asks_before_sending_too_much_is_told_at_once(port: int) -> None:
    head = b"Expect: 100-continue\r\nContent-Length: 5000000\r\n\r\n"
    status, told, answer = said(port, head)
    assert (status, told) == (413, b"5000000 0")
    assert answer.headers["Connection"] == "close", "a body that comes all the same is no next request"


def test_who_asks_before_sending_little_is_let(port: int) -> None:
    head = b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"
    assert said(port, head, b"hello")[:2] == (413, b"5 5")


def test_what_is_forgotten_leaves_its_length_alone() -> None:
    body = Forgetful(overflow=10, most=20)
    for _ in range(4):
        body.append(b"a" * 6)
    assert (len(body), body.getfile().read()) == (24, b"")
    body.close()
