"""A batch on a server: the bytes of a local one, gone on with after Ctrl-C, nothing run twice, the bad one named."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import PROCESS
from regions import end, finished, section, wait_until, write_organisation, write_region
from small_run import bytes_below
from sqlalchemy import func, select
from storm import Storm, environment, new_storm
from waiting import PATIENCE

from questionnaires.wording import Language
from service.batch.batch import JOURNAL, LOCK
from service.batch.line import NO_ENTRY, Line, LineDown
from service.command.group import run_command
from service.operations.start import prepare_database
from service.store.runs import Run
from service.store.store import Store

CALM = {
    "MATCHER_IMPORT_LIMIT": "10000 per minute",
    "MATCHER_HEARTBEAT_SECONDS": "4",
    "MATCHER_LOST_AFTER_SECONDS": "16",
}
GOOD = [f"school-{number}" for number in range(1, 5)]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write four organisations that can be matched, and one whose file is damaged."""
    place = tmp_path_factory.mktemp("region")
    path = write_region(place, len(GOOD))
    write_organisation(place / "answers" / "bad", people=9)
    for file in (place / "answers" / "bad").iterdir():
        file.write_bytes(b"\x00" + file.read_bytes()[:40])
    path.write_text(path.read_text(encoding="utf-8") + section("bad"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storm]:
    """Start a server with two workers."""
    home = tmp_path_factory.mktemp("server")
    url = f"sqlite:///{home / 'matcher.db'}"
    store = Store(url)
    prepare_database(store)
    made = new_storm(store, environment(home, url) | CALM)
    made.start_web()
    made.start_worker()
    made.start_worker()
    yield made
    made.end()
    store.close()


def start_on(service: Storm, region: Path, out: Path) -> "subprocess.Popen[bytes]":
    server = f"http://127.0.0.1:{service.settings['MATCHER_PORT']}"
    arguments = ["batch", str(region), "--out", str(out), "--server", server]
    return subprocess.Popen(
        [*PROCESS, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "MATCHER_API_KEY": service.key},
        start_new_session=True,
    )


def count_runs(service: Storm) -> int:
    with service.store.whole(read_only=True) as session:
        return session.scalar(select(func.count()).select_from(Run)) or 0


def test_the_bytes_are_those_of_a_local_batch_and_nothing_is_run_twice(
    service: Storm, region: Path, tmp_path: Path
) -> None:
    out, local = tmp_path / "out", tmp_path / "local"
    first = start_on(service, region, out)
    wait_until(lambda: bool(finished(out, GOOD)), first)
    _, error = end(first, signal.SIGINT)
    assert "повторите ту же команду" in error.decode() or first.returncode == 5
    before = finished(out, GOOD)
    again = start_on(service, region, out)
    said, error = again.communicate(timeout=PATIENCE)
    assert again.returncode == 5, (said, error)
    assert "bad: не получилось" in said.decode()
    assert before.items() <= finished(out, GOOD).items(), "what was finished is left alone"
    assert count_runs(service) == len(GOOD), "each organisation has one run, however often it is asked for"
    assert run_command(["batch", str(region), "--out", str(local)]) == 5
    assert sorted(path.name for path in out.iterdir()) == sorted([*GOOD, JOURNAL, LOCK])
    for key in GOOD:
        assert bytes_below(out / key) == bytes_below(local / key)
    here, there = (json.loads((place / JOURNAL).read_bytes())["organisations"] for place in (local, out))
    assert {key: here[key] for key in GOOD} == {key: there[key] for key in GOOD}
    assert there["bad"]["exit"] == here["bad"]["exit"] == 2


def test_a_wrong_key_stops_the_batch_at_once(
    service: Storm, region: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key").write_text("mk_wrong", encoding="utf-8")
    server = f"http://127.0.0.1:{service.settings['MATCHER_PORT']}"
    arguments = ["batch", str(region), "--out", str(tmp_path / "out"), "--server", server]
    assert run_command([*arguments, "--key-file", str(tmp_path / "key")]) == 2
    assert NO_ENTRY.format(server=server, why="")[Language.RU] in capsys.readouterr().err
    assert run_command([*arguments, "--key-file", str(tmp_path / "none")]) == 2


def test_a_server_that_is_away_is_waited_for_and_then_named() -> None:
    line = Line(server="http://127.0.0.1:9", key="k", language="ru", leaving=threading.Event(), patience=0.6)
    with pytest.raises(LineDown, match="does not answer"):
        line.get("/v1/programmes")
    with pytest.raises(LineDown, match="must begin with http"):
        Line(server="school.example", key="k", language="ru", leaving=threading.Event())
