"""Real worker processes, killed at bad moments: an accepted run is never lost and recorded exactly once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from small_run import STUDIO, request_of
from sqlalchemy import func, select
from tenants import add_organisation, add_programme

from service.folder.make import make
from service.folder.request import Request
from service.runs.accept import accept_run, get_folder
from service.runs.engine import DurableRuns
from service.runs.states import RunOutcome, State
from service.store.runs import Run, RunResult, Worker
from service.store.store import Store
from service.store.users import Role

MANY = int(os.environ.get("MATCHER_KILLS", "0"))
"""How many more kills; `make kills-service` sets it."""
WORKER = "from service.command import main; main(['worker'])"
RESUMED_SECONDS = 45


@pytest.fixture(scope="module")
def studio() -> Request:
    return request_of(STUDIO)


@pytest.fixture(scope="module")
def folder(studio: Request) -> dict[str, bytes]:
    """Make what the command writes."""
    return dict(studio.inputs()) | {paper.path: paper.content for paper in make(studio).papers}


@pytest.fixture
def start(database: str, tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Give a function that starts a worker."""
    settings = {
        "MATCHER_HOME": str(tmp_path),
        "MATCHER_DATABASE_URL": database,
        "MATCHER_SECRET_KEY": "k" * 32,
        "MATCHER_HEARTBEAT_SECONDS": "1",
        "MATCHER_LOST_AFTER_SECONDS": "3",
        "MATCHER_GRACE_SECONDS": "0",
    }
    own = {key: value for key, value in os.environ.items() if not key.startswith("MATCHER_")}
    started: list[subprocess.Popen[bytes]] = []

    def worker() -> "subprocess.Popen[bytes]":
        started.append(subprocess.Popen([sys.executable, "-c", WORKER], env=own | settings))
        return started[-1]

    yield worker
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


@pytest.fixture
def runs(store: Store) -> Iterator[DurableRuns]:
    engine = DurableRuns(store)
    yield engine
    engine.close()


def accept(store: Store, runs: DurableRuns, organisation: str, request: Request, count: int) -> list[str]:
    with store.scope(organisation, Role.CURATOR) as session:
        programme = add_programme(session).id
        return [accept_run(session, runs, programme, request).id for _ in range(count)]


def wait_until(reached: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def in_state(store: Store, *states: State) -> int:
    with store.whole(read_only=True) as session:
        return session.scalar(select(func.count()).where(Run.state.in_(states))) or 0


def check_all(store: Store, organisation: str, accepted: list[str], folder: dict[str, bytes]) -> None:
    """Check that no run is lost, none doubled, and every byte is the command's."""
    with store.scope(organisation, Role.CURATOR, read_only=True) as session:
        rows = {run.id: run for run in session.scalars(select(Run))}
        assert set(rows) == set(accepted)
        assert {(run.state, run.outcome) for run in rows.values()} == {(State.FINISHED, RunOutcome.OPTIMAL)}
        for run in accepted:
            found = get_folder(session, run)
            assert found.keys() == folder.keys()
            assert [path for path in folder if found[path] != folder[path]] == []
        inputs = sum(path.startswith("inputs/") for path in folder)
        assert session.scalar(select(func.count()).select_from(RunResult)) == len(accepted) * (
            len(folder) - inputs
        )


def test_runs_outlive_the_workers_and_solvers_that_die_under_them(
    store: Store,
    runs: DurableRuns,
    start: Callable[[], "subprocess.Popen[bytes]"],
    studio: Request,
    folder: dict[str, bytes],
) -> None:
    organisation = add_organisation(store)
    accepted = accept(store, runs, organisation, studio, 3)
    first = start()
    wait_until(lambda: in_state(store, State.RUNNING) > 0)
    first.kill()
    second = start()
    began = time.monotonic()
    wait_until(lambda: any(runs.status(run).attempt > 2 for run in accepted))
    assert time.monotonic() - began < RESUMED_SECONDS
    for solver in psutil.Process(second.pid).children():
        solver.kill()
    wait_until(lambda: in_state(store, State.FINISHED) == 3)
    check_all(store, organisation, accepted, folder)


def test_a_worker_told_to_end_gives_its_runs_back_and_signs_out(
    store: Store,
    runs: DurableRuns,
    start: Callable[[], "subprocess.Popen[bytes]"],
    studio: Request,
    folder: dict[str, bytes],
) -> None:
    organisation = add_organisation(store)
    accepted = accept(store, runs, organisation, studio, 2)
    first = start()
    wait_until(lambda: in_state(store, State.RUNNING) > 0)
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    with store.whole(read_only=True) as session:
        assert session.scalars(select(Worker)).all() == []
        assert {run.losses for run in session.scalars(select(Run))} == {0}
    assert in_state(store, State.RUNNING, State.VALIDATING) == 0
    start()
    wait_until(lambda: in_state(store, State.FINISHED) == 2)
    check_all(store, organisation, accepted, folder)


@pytest.mark.skipif(not MANY, reason="Many kills take long: make kills-service.")
def test_many_kills_lose_and_double_nothing(
    store: Store,
    runs: DurableRuns,
    start: Callable[[], "subprocess.Popen[bytes]"],
    studio: Request,
    folder: dict[str, bytes],
) -> None:
    chance = random.Random(7)
    organisation = add_organisation(store)
    accepted = accept(store, runs, organisation, studio, MANY)
    worker = start()
    for _ in range(MANY):
        time.sleep(chance.uniform(1, 8))
        if chance.random() < 0.5:
            worker.kill()
            worker = start()
        else:
            for solver in psutil.Process(worker.pid).children()[:1]:
                solver.kill()
    wait_until(lambda: in_state(store, State.FINISHED) == MANY, seconds=60 * MANY)
    with store.whole(read_only=True) as session:
        aside = set(session.scalars(select(Run.id).where(Run.outcome == RunOutcome.FAILED)))
    # Three deaths under one run are not told from a run that kills: it is set aside, never lost.
    assert len(aside) <= MANY // 10
    with store.scope(organisation, Role.CURATOR, read_only=True) as session:
        assert all(get_folder(session, run) == folder for run in accepted if run not in aside)
