"""The web server until it is told to end: then nobody new is let in, what was begun is answered, the rest refused."""

import signal
import threading
import time
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.utilities import Error

ENDING_SECONDS = 30.0
"""For what was begun. A supervisor waits for longer before it kills: `TimeoutStopSec` of the unit."""
TURN_SECONDS = 0.5


class Leaving(Error):  # type: ignore[misc]  # noqa: N818 - waitress has no types; named for what happens
    """A request came in half when the server was told to end."""

    code, reason = 503, "Service Unavailable"


def told_by_signals() -> threading.Event:
    """Return what SIGTERM and Ctrl-C set; a second one ends at once."""
    told = threading.Event()

    def leave(number: int, frame: FrameType | None) -> None:
        if told.is_set():
            raise SystemExit(0)
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    return told


def answer_until(told: threading.Event, server: Any, *, seconds: float = ENDING_SECONDS) -> None:
    """Answer requests until told to end; then answer for at most so long what was begun."""
    sockets = _sockets(server)
    while not told.is_set():
        wasyncore.loop(timeout=TURN_SECONDS, map=sockets, count=1)
    until = time.monotonic() + seconds
    for one in list(sockets.values()):
        if one.accepting:
            wasyncore.dispatcher.close(one)  # its trigger stays: threads that are still answering pull it
    while (lines := _lines(sockets)) and time.monotonic() < until:
        for line in lines:
            _part_with(line)
        wasyncore.loop(timeout=TURN_SECONDS, map=sockets, count=1)
    server.task_dispatcher.shutdown(timeout=max(0.0, until - time.monotonic()))
    for line in _lines(sockets):
        line.handle_close()


def _part_with(line: HTTPChannel) -> None:
    """Close a connection that waits for nothing; refuse what is half sent."""
    with line.requests_lock:
        half = line.request
        if line.requests or line.total_outbufs_len:
            return
        if half is None or not half.headers_finished:
            line.will_close = True
            return
        half.error, half.completed, half.expect_continue = Leaving("The server ends."), True, False
        line.request = None
        line.requests.append(half)
        line.server.add_task(line)


def _lines(sockets: dict[int, Any]) -> list[HTTPChannel]:
    return [one for one in list(sockets.values()) if isinstance(one, HTTPChannel)]


def _sockets(server: Any) -> dict[int, Any]:
    """Return what the server looks after: it stands in one of two classes, by how many addresses it has."""
    found: dict[int, Any] = server.map if hasattr(server, "map") else server._map
    return found
