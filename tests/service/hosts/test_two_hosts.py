"""Two hosts and a database on a third: when one is cut off or loses its power in a run, the other finishes it once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from by_command import written_by_command
from command_line import COMMAND
from network import ADDRESSES, MIDDLE, Network
from small_run import GYMNASIUM
from sqlalchemy import make_url, select
from storm import Storm, add_files, new_storm
from waiting import wait_until

from questionnaires.examples import example_files
from questionnaires.loading import load_programme, resolved
from service.folder.request import Request, Role
from service.runs.accept import get_folder
from service.store.run_states import RunOutcome, State
from service.store.runs import Run, Worker
from service.store.store import Store
from service.store.users import Role as UserRole

POST = """
import sys, urllib.request
url, key = sys.argv[1:]
headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
request = urllib.request.Request(url, b"{}", headers)
with urllib.request.urlopen(request) as answer:
    print(answer.read().decode())
"""
PORT = "8080"
PEOPLE = 240
"""So many that there is time to be cut off in the middle of a run."""


@pytest.fixture(scope="module")
def asked() -> Request:
    example = example_files(load_programme(GYMNASIUM), people=PEOPLE)
    files = {Role.ANSWERS: example.answers, Role.PREFERENCES: example.preferences, Role.LOCKS: example.locks}
    return Request(programme=resolved(load_programme(GYMNASIUM)), files=files)


@pytest.fixture(scope="module")
def folder(asked: Request) -> dict[str, bytes]:
    return written_by_command(asked)


@pytest.mark.parametrize("way", ["cut_off", "kill"])
def test_a_run_ends_once_on_the_other_host(
    way: str,
    network: Network,
    postgresql: Callable[[str, str], str],
    migrated_template: str,
    asked: Request,
    folder: dict[str, bytes],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    url = postgresql(f"hosts_{way}", migrated_template)
    store = Store(url)
    request.addfinalizer(store.close)
    storm = _programme(store, url, asked, tmp_path)
    _bring_database(network, url)
    web = network.start(
        "a", "-c", COMMAND, "serve", "--host", "0.0.0.0", "--port", PORT, settings=storm.settings
    )
    assert web.stdout is not None
    while b"http://" not in (line := web.stdout.readline()):
        assert line, "the server ended before it was ready"
    wait_until(lambda: _count(store, Worker) == 1)
    network.start("b", "-c", COMMAND, "worker", settings=storm.settings)
    wait_until(lambda: _count(store, Worker) == 2)
    run = _submit(network, storm)
    wait_until(lambda: _row(store, run).state is State.RUNNING)
    first = _row(store, run).worker_id
    host = _host_of(network, store, first)
    getattr(network, way)(host)
    wait_until(lambda: _row(store, run).state is State.FINISHED)
    ended = _row(store, run)
    assert (ended.outcome, ended.losses) == (RunOutcome.OPTIMAL, 1), (
        "the host was gone before the run was done"
    )
    assert ended.worker_id != first
    if way == "cut_off":
        network.join(host)
        wait_until(lambda: _count(store, Worker) == 2)  # it is back, and has tried to record its own result
    with store.scope(storm.organisation, UserRole.CURATOR, read_only=True) as session:
        assert get_folder(session, run) == folder
    after = _row(store, run)
    assert (after.version, after.finished_at) == (ended.version, ended.finished_at)


def _programme(store: Store, url: str, asked: Request, home: Path) -> Storm:
    """Return the settings of both hosts, with nothing but the defaults and the database."""
    there = make_url(url).set(host=ADDRESSES[MIDDLE], port=5432, query={})
    settings = {
        "MATCHER_HOME": str(home),
        "MATCHER_DATABASE_URL": there.render_as_string(hide_password=False),
        "MATCHER_SECRET_KEY": "k" * 32,
    }
    storm = new_storm(store, settings)
    storm.settings.pop("MATCHER_PORT")
    with store.scope(storm.organisation, UserRole.CURATOR) as session:
        storm.programme = add_files(session, asked)
    return storm


def _bring_database(network: Network, url: str) -> None:
    place = Path(str(make_url(url).query["host"])) / ".s.PGSQL.5432"
    forward = network.start(
        MIDDLE, str(Path(__file__).with_name("forward.py")), ADDRESSES[MIDDLE], str(place)
    )
    assert forward.stdout is not None
    assert forward.stdout.readline() == b"ready\n"


def _submit(network: Network, storm: Storm) -> str:
    """Have a run accepted by the server of host A, from another host."""
    path = f"/v1/programmes/{storm.programme}/runs"
    sent = network.start(MIDDLE, "-c", POST, f"http://{ADDRESSES['a']}:{PORT}{path}", storm.key)
    assert sent.stdout is not None
    return str(json.loads(sent.stdout.read())["id"])


def _host_of(network: Network, store: Store, worker: str | None) -> str:
    """Return the host a worker runs on, by its process."""
    import subprocess

    with store.whole(read_only=True) as session:
        process = session.get_one(Worker, worker).process
    for host in ("a", "b"):
        said = subprocess.run(["ip", "netns", "pids", network.space(host)], capture_output=True, check=True)
        if str(process).encode() in said.stdout.split():
            return host
    raise AssertionError(f"no host runs {process}")


def _row(store: Store, run: str) -> Run:
    with store.whole(read_only=True) as session:
        return session.get_one(Run, run)


def _count(store: Store, table: type[Worker]) -> int:
    with store.whole(read_only=True) as session:
        return len(session.scalars(select(table)).all())
