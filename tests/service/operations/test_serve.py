"""The service from one command: ready in time, carries a run, ends whole."""

import json
import re
import signal
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from command_line import PROCESS
from own_home import environment
from small_run import STUDIO, request_of
from sqlalchemy import select
from tenants import add_programme

from service.command.group import run_command
from service.runs.accept import accept_run
from service.runs.queue.engine import DurableRuns
from service.store.organisation import Organisation
from service.store.run_states import State
from service.store.schema import expected_revision
from service.store.store import Store
from service.store.users import Membership, Role, User


@pytest.fixture
def said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Give a function that runs a command in a home and returns its exit code and what it said."""

    def run(home: Path, *arguments: str, **settings: str) -> tuple[int, str]:
        for name, value in (environment(home) | settings).items():
            monkeypatch.setenv(name, value)
        code = run_command(list(arguments))
        return code, "".join(capsys.readouterr())

    return run


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", list[str]]]:
    """Start the service; give its process and its lines up to the one that says it is ready."""
    line = [*PROCESS, "serve", "--port", "0"]
    process = subprocess.Popen(line, env=environment(tmp_path), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or "Ready" not in lines[-1]:
        lines.append(process.stdout.readline())
        assert lines[-1], "the service ended before it was ready"
    yield process, lines
    if process.poll() is None:
        process.kill()
    process.wait()
    process.stdout.close()


def test_one_command_serves_carries_a_run_and_ends_whole(
    served: tuple["subprocess.Popen[str]", list[str]], tmp_path: Path
) -> None:
    process, lines = served
    assert re.search(r"operator, one-time password: \S{20}", lines[0])
    address = lines[-1].split()[1]
    with urllib.request.urlopen(f"{address}readyz") as answer:
        assert json.load(answer)["status"] == "ready"
    store = Store(f"sqlite:///{tmp_path / 'matcher.db'}")
    runs = DurableRuns(store)
    with store.whole() as session:
        own = session.scalars(select(Organisation.id)).one()
        assert session.scalars(select(User)).one().must_change_password
        assert set(session.scalars(select(Membership.role))) == {Role.CURATOR, Role.HEAD}
    with store.scope(own, Role.CURATOR) as session:
        run = accept_run(session, runs, add_programme(session).id, request_of(STUDIO)).id
    deadline = time.monotonic() + 300
    while runs.status(run).state is not State.FINISHED:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    runs.close()
    store.close()
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    _, alive = psutil.wait_procs(below, timeout=120)
    assert alive == []


def test_the_database_by_command(said: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert said(tmp_path, "db", "check")[0] == 4
    assert said(tmp_path, "db", "upgrade")[0] == 0
    assert f"version {expected_revision()}" in said(tmp_path, "db", "check")[1]
    assert said(tmp_path, "db", "downgrade")[0] == 2
    code, told = said(tmp_path, "db", "downgrade", "--to", "nonsense")
    assert (code, "There is no version «nonsense». There are: base, 0001" in told) == (2, True)
    assert said(tmp_path, "db", "downgrade", "--to", "0001")[0] == 0
    assert said(tmp_path, "db", "check")[0] == 4
    with sqlite3.connect(tmp_path / "matcher.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    code, told = said(tmp_path, "db", "check")
    assert (code, "newer than the program" in told, "db upgrade" in told) == (4, True, False)
    code, told = said(tmp_path, "backup", str(tmp_path / "b.zip"))
    assert (code, "newer than the program" in told) == (2, True)
    assert not (tmp_path / "b.zip").exists()


def test_backup_and_restore_by_command(said: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    for name in ("one", "two"):
        said(tmp_path / name, "db", "upgrade")
    made = said(tmp_path / "one", "backup", str(tmp_path / "copy.zip"))
    assert made[0] == 0, made
    assert said(tmp_path / "two", "restore", str(tmp_path / "copy.zip"))[0] == 0
    assert said(tmp_path / "two", "restore", str(tmp_path / "none.zip"))[0] == 2


def test_settings_are_shown_and_refused(said: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    assert "MATCHER_SECRET_KEY=***" in said(tmp_path, "serve", "--print-config")[1]
    code, text = said(tmp_path, "worker", MATCHER_PORT="x", MATCHER_THREADS="0")
    assert code == 2
    assert "MATCHER_PORT" in text
    assert "MATCHER_THREADS must be at least 1, got 0" in text
    assert (
        "MATCHER_THREADS должно быть не меньше 1"
        in said(tmp_path, "worker", MATCHER_LANG="ru", MATCHER_THREADS="0")[1]
    )
