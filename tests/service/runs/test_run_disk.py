"""What a worker writes on the way of a run waits for no disk, and how a run ends always does (SQLite)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from tenants import add_organisation, add_programme

from service.folder.request import Request
from service.operations.start import prepare_database
from service.runs.accept import accept_run
from service.runs.carry import TOO_LONG, Carrier
from service.runs.queue.engine import DurableRuns
from service.runs.solving.frames import Frame, Word
from service.runs.solving.solver import Solver, SolverLost
from service.runs.solving.verdict import failed
from service.store.run_states import State
from service.store.store import Store
from service.store.users import Role

NORMAL, FULL = 1, 2


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    own = Store(f"sqlite:///{tmp_path / 'a.db'}")
    prepare_database(own)
    yield own
    own.close()


@pytest.fixture
def run(store: Store) -> str:
    runs, organisation = DurableRuns(store), add_organisation(store)
    with store.scope(organisation, Role.CURATOR) as session:
        taken = accept_run(session, runs, add_programme(session).id, Request(programme=b"{}")).id
    runs.close()
    return taken


@pytest.fixture
def commits(store: Store, run: str) -> list[tuple[str, int]]:
    """Note with every commit in which state it leaves the run, and whether it waits for the disk."""
    seen: list[tuple[str, int]] = []

    @event.listens_for(store.engine, "commit")
    def look(connection: Any) -> None:
        state = connection.exec_driver_sql("SELECT state FROM runs").scalar()
        seen.append((state, connection.exec_driver_sql("PRAGMA synchronous").scalar()))

    return seen


class Told(Solver):
    """Does what a test says."""

    def __init__(self, do: Any) -> None:
        super().__init__(memory_mb=256, seconds=1)
        self.do = do

    def run(self, task: Frame, watch: Any) -> Frame:
        watch.hear({"stage": "points"})
        return self.do()  # type: ignore[no-any-return]


def carry(store: Store, run: str, do: Any) -> None:
    Carrier(store=store, worker_id="wrk_1", make_solver=lambda: Told(do)).carry(run)


def test_a_run_is_begun_without_the_disk_and_ends_on_it(
    store: Store, run: str, commits: list[tuple[str, int]]
) -> None:
    carry(store, run, lambda: Frame(word=Word.DONE, facts=failed("too-long", TOO_LONG).data()))
    assert commits == [(State.RUNNING.value, NORMAL), (State.FINISHED.value, FULL)]


def test_a_run_that_ends_at_its_beginning_ends_on_the_disk_too(
    store: Store, run: str, commits: list[tuple[str, int]]
) -> None:
    def die() -> Frame:
        raise SolverLost

    carry(store, run, die)
    assert commits == [*[(State.RUNNING.value, NORMAL)] * 3, (State.FINISHED.value, FULL)]


def test_a_session_after_one_that_does_not_wait_waits_again(store: Store) -> None:
    found = []
    for enter in (store.passing, store.whole, store.passing):
        with enter() as session:
            found.append(session.connection().exec_driver_sql("PRAGMA synchronous").scalar())
    assert found == [NORMAL, FULL, NORMAL]
