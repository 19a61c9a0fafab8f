"""A worker with a run engine that is built otherwise than the one that is known: slower, and as safe."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import copies
import pytest
from small_run import STUDIO, request_of
from sqlalchemy import func, select
from storm import environment
from tenants import add_organisation, add_programme
from waiting import PATIENCE, wait_until

from service.runs.accept import accept_run
from service.runs.carry import Carrier, Given
from service.runs.queue import launch
from service.runs.queue.engine import DurableRuns
from service.runs.solving.solver import Solver, SolverEnded, Wish
from service.store.run_states import RunOutcome, State
from service.store.runs import Run, RunResult
from service.store.store import Store
from service.store.users import Role


def built(**other: Any) -> Any:
    """Return as much of the installed engine as is looked at, some of it otherwise."""
    from dbos._core import ActiveWorkflowById
    from dbos._dbos import DBOSRegistry

    parts = {"_active_workflows_set": ActiveWorkflowById(), "_registry": DBOSRegistry()}
    return SimpleNamespace(**parts | other)


def accept(store: Store, runs: DurableRuns, count: int) -> list[str]:
    with store.scope(add_organisation(store), Role.CURATOR) as session:
        programme, asked = add_programme(session).id, request_of(STUDIO)
        return [accept_run(session, runs, programme, asked).id for _ in range(count)]


def in_state(store: Store, state: State) -> int:
    with store.whole(read_only=True) as session:
        return session.scalar(select(func.count()).where(Run.state == state)) or 0


def start_otherwise(settings: dict[str, str], *, for_ever: bool = False) -> Any:
    given = (settings, for_ever)
    process = copies.PROCESSES.Process(target=work_otherwise, args=given, daemon=False)
    process.start()
    return process


def work_otherwise(settings: dict[str, str], for_ever: bool) -> None:
    """Work with an engine whose reader takes something else and that takes nothing over by itself."""
    from dbos import DBOS

    if for_ever:
        Carrier._attempts = begin_only
    launch.READER = ("dbos", "queue")
    del DBOS._recover_pending_workflows
    copies._run(settings, ("worker",))


def begin_only(carrier: Carrier, run_id: str) -> None:
    """Begin a run and never end it."""
    carrier._begin(run_id)
    threading.Event().wait()


def test_the_installed_engine_can_wait_for_the_bell() -> None:
    """Else a worker would still work, a second slower for each run: see what has changed, and `launch.KNOWN`."""
    assert launch.find_reader(built()) is not None


@pytest.mark.parametrize("part", ["_active_workflows_set", "_registry"])
def test_an_engine_without_a_part_is_read_by_the_clock(part: str) -> None:
    assert launch.find_reader(built(**{part: SimpleNamespace()})) is None
    assert launch.find_reader(built(**{part: None})) is None


def test_a_reader_that_takes_something_else_gets_no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    from dbos import _queue

    monkeypatch.setattr(_queue, "queue_worker_thread", lambda dbos, queue: None)
    assert launch.find_reader(built()) is None
    monkeypatch.delattr(_queue, "queue_worker_thread")
    assert launch.find_reader(built()) is None


def test_a_worker_that_ends_takes_nothing_more_from_the_queue(carrier: Carrier) -> None:
    active = built()._active_workflows_set
    assert launch.takes_more(active, carrier, 1)
    assert not launch.takes_more(active, carrier, 0)
    carrier.leaving.set()
    assert not launch.takes_more(active, carrier, 1)


def test_by_the_clock_runs_are_carried_and_taken_over_all_the_same(
    database: str, store: Store, runs: DurableRuns, tmp_path: Path
) -> None:
    accepted = accept(store, runs, 2)
    working = [start_otherwise(environment(tmp_path, database), for_ever=True)]
    try:
        wait_until(lambda: in_state(store, State.RUNNING) > 0)
        copies.stop(working)
        working.append(start_otherwise(environment(tmp_path, database)))
        wait_until(lambda: in_state(store, State.FINISHED) == len(accepted))
    finally:
        copies.stop(working)
    with store.whole(read_only=True) as session:
        rows = session.scalars(select(Run)).all()
        assert {row.outcome for row in rows} == {RunOutcome.OPTIMAL}
        assert max(row.losses for row in rows) == 1, "one was taken over"
        files = session.execute(select(func.count()).select_from(RunResult).group_by(RunResult.run_id)).all()
        assert len(files) == len(accepted)
        assert len(set(files)) == 1


def test_no_more_runs_are_solved_at_a_time_than_there_are_solvers(store: Store, runs: DurableRuns) -> None:
    """The engine may hand over the next before it has noted the last; a worker that ends gives it back unbegun."""
    begun, end = [], threading.Event()

    class Slow(Solver):
        def run(self, task: Any, watch: Any) -> Any:
            begun.append(task)
            while watch.wish() is not Wish.GIVE_UP and not end.wait(0.01):
                pass
            raise SolverEnded

    carrier = Carrier(store=store, worker_id="wrk_1", make_solver=lambda: Slow(memory_mb=4096, seconds=120))
    given: list[str] = []

    def carry(run: str) -> None:
        try:
            carrier.carry(run)
        except Given:
            given.append(run)

    at_once = [threading.Thread(target=carry, args=(run,), daemon=True) for run in accept(store, runs, 2)]
    for one in at_once:
        one.start()
    wait_until(lambda: len(begun) > 0)
    at_once[0].join(1.5)
    at_once[1].join(0.1)
    assert (len(begun), in_state(store, State.CREATED)) == (1, 1)
    carrier.leave(0)
    for one in at_once:
        one.join(PATIENCE)
    assert (len(begun), len(given), in_state(store, State.CREATED), in_state(store, State.QUEUED)) == (
        1,
        2,
        1,
        1,
    )
