"""A worker whose database is gone, or stands still, ends soon after it is told to, and says why."""

import os
import signal
import socket
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

import pytest
from sqlalchemy import make_url, select

from service.store.runs import Worker
from service.store.store import Store

FORWARD = Path(__file__).parents[1] / "hosts" / "forward.py"
COMMAND = "from service.command import main; main(['worker'])"
LONGEST = 20.0
"""Seconds, on a busy machine; without an end of its own a worker stays for ever."""


@pytest.fixture
def way(postgresql: Callable[[str, str], str]) -> Iterator[tuple[int, "Popen[bytes]"]]:
    """Bring the database to a port of this machine, by a process that can be stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = Path(postgresql.place) / ".s.PGSQL.5432"  # type: ignore[attr-defined]
    forward = Popen([sys.executable, str(FORWARD), "127.0.0.1", str(place), str(port)], stdout=PIPE)
    assert forward.stdout is not None
    assert forward.stdout.readline() == b"ready\n"
    yield port, forward
    forward.kill()
    forward.wait()
    forward.stdout.close()


@pytest.fixture
def worker(
    postgresql: Callable[[str, str], str],
    migrated_template: str,
    way: tuple[int, "Popen[bytes]"],
    tmp_path: Path,
) -> Iterator["Popen[bytes]"]:
    """Start a worker that has signed in by that way."""
    url = make_url(postgresql(f"parting_{uuid.uuid4().hex}", migrated_template))
    settings = {
        "MATCHER_HOME": str(tmp_path),
        "MATCHER_DATABASE_URL": url.set(host="127.0.0.1", port=way[0], query={}).render_as_string(False),
        "MATCHER_SECRET_KEY": "k" * 40,
        "MATCHER_GRACE_SECONDS": "0",
        "MATCHER_HEARTBEAT_SECONDS": "1",
        "MATCHER_LOST_AFTER_SECONDS": "4",
    }
    process = Popen([sys.executable, "-c", COMMAND], env=os.environ | settings, stdout=PIPE, stderr=STDOUT)
    store = Store(url.render_as_string(hide_password=False))
    deadline = time.monotonic() + 120
    while not _has_looked_around(store):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.1)
    store.close()
    yield process
    process.kill()
    process.wait()


def _has_looked_around(store: Store) -> bool:
    with store.whole(read_only=True) as session:
        rows = session.scalars(select(Worker)).all()
        return any((row.seen_at - row.started_at).total_seconds() > 1 for row in rows)


@pytest.mark.parametrize("cut", [signal.SIGKILL, signal.SIGSTOP], ids=["gone", "stands-still"])
def test_a_worker_without_its_database_ends_soon_and_says_why(
    cut: signal.Signals, way: tuple[int, "Popen[bytes]"], worker: "Popen[bytes]"
) -> None:
    way[1].send_signal(cut)
    time.sleep(2)  # it has looked around since
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=LONGEST)
    assert worker.returncode == 0
    assert "left without signing out" in said.decode()
