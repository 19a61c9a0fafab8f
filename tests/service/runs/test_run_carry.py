"""One run through a worker's hands, without the engine: what becomes of it when things go wrong."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from by_command import written_by_command
from sqlalchemy import func, select, text, update
from tenants import add_organisation, add_programme, add_run

from service.folder.checks.reproduce import reproduce
from service.folder.checks.verify import verify_folder
from service.folder.request import PROGRAMME, Request
from service.runs import ledger
from service.runs.accept import accept_run, get_folder, get_request, get_result
from service.runs.carry import Carrier, Given
from service.runs.port import Ask, QueueFull, RunStatus
from service.runs.queue.engine import DurableRuns, places
from service.runs.solving.solver import Solver, SolverEnded, SolverLost, Wish
from service.store.run_states import RunOutcome, State, StopReason
from service.store.runs import Run
from service.store.store import Store
from service.store.users import Role


class Dying(Solver):
    """A solver that every task kills."""

    def run(self, task: Any, watch: Any) -> Any:
        raise SolverLost


class Endless(Solver):
    """A solver that finds no end of itself."""

    def run(self, task: Any, watch: Any) -> Any:
        while watch.wish() is not Wish.GIVE_UP:
            time.sleep(0.01)
        raise SolverEnded


@pytest.fixture
def runs(store: Store) -> Iterator[DurableRuns]:
    engine = DurableRuns(store, queue_limit=2)
    yield engine
    engine.close()


@pytest.fixture
def organisation(store: Store) -> str:
    return add_organisation(store)


def accept(store: Store, runs: DurableRuns, organisation: str, request: Request) -> str:
    with store.scope(organisation, Role.CURATOR) as session:
        return accept_run(session, runs, add_programme(session).id, request).id


def wait_for(runs: DurableRuns, run: str, state: State) -> RunStatus:
    deadline = time.monotonic() + 300
    while (status := runs.status(run)).state is not state:
        assert time.monotonic() < deadline, status
        time.sleep(0.05)
    return status


def test_a_run_gives_the_folder_of_the_command(
    store: Store, runs: DurableRuns, carrier: Carrier, organisation: str, studio_request: Request
) -> None:
    run = accept(store, runs, organisation, studio_request)
    carrier.carry(run)
    expected = written_by_command(studio_request)
    with store.scope(organisation, Role.CURATOR, read_only=True) as session:
        assert get_folder(session, run) == expected
        assert ledger.count_attempts(session.get_one(Run, run)) == 1, "nothing was lost"
        assert get_result(session, run, PROGRAMME) == studio_request.programme
        assert list(get_request(session, run).inputs()) == list(studio_request.inputs())
        with pytest.raises(KeyError, match="other"):
            get_result(session, run, "other")
    with store.scope(add_organisation(store), Role.CURATOR, read_only=True) as session:
        assert get_folder(session, run) == {}
    carrier.carry(run)  # the engine may ask again
    assert runs.status(run).attempt == 1


def test_a_bad_input_ends_with_what_is_wrong(
    store: Store, runs: DurableRuns, carrier: Carrier, organisation: str
) -> None:
    run = accept(store, runs, organisation, Request(programme=b"{}"))
    carrier.carry(run)
    status = runs.status(run)
    assert (status.state, status.outcome) == (State.FINISHED, RunOutcome.INVALID)


def test_a_run_that_kills_every_solver_is_set_aside(
    store: Store, runs: DurableRuns, organisation: str, studio_request: Request
) -> None:
    made: list[Solver] = []

    def make_solver() -> Solver:
        made.append(Dying(memory_mb=256, seconds=1))
        return made[-1]

    run = accept(store, runs, organisation, studio_request)
    Carrier(store=store, worker_id="wrk_1", make_solver=make_solver).carry(run)
    status = runs.status(run)
    assert (status.outcome, status.attempt) == (RunOutcome.FAILED, 4)


def test_a_running_run_is_cancelled(
    store: Store, runs: DurableRuns, carrier: Carrier, organisation: str, studio_request: Request
) -> None:
    run = accept(store, runs, organisation, studio_request)
    carrier.make_solver = lambda: Endless(memory_mb=256, seconds=1)
    solving = threading.Thread(target=carrier.carry, args=(run,))
    solving.start()
    wait_for(runs, run, State.RUNNING)
    assert runs.cancel(run, Ask.CANCEL)
    solving.join()
    status = runs.status(run)
    assert (status.state, status.outcome) == (State.FINISHED, RunOutcome.CANCELLED)
    assert not runs.cancel(run)


def test_a_stopped_run_keeps_the_best_so_far_also_when_its_first_worker_was_lost(
    store: Store,
    runs: DurableRuns,
    carrier: Carrier,
    organisation: str,
    studio_request: Request,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "service.runs.watching.ASK_SECONDS", 1000.0
    )  # what was asked before needs no second look
    run = accept(store, runs, organisation, studio_request)
    with store.whole() as session:
        assert ledger.begin(session, run, "wrk_lost") is not None
    assert runs.cancel(run, Ask.STOP)
    carrier.carry(run)
    status = runs.status(run)
    assert (status.state, status.outcome, status.stop_reason) == (
        State.FINISHED,
        RunOutcome.FEASIBLE,
        StopReason.USER,
    )
    assert status.objective is not None
    with store.scope(organisation, Role.CURATOR, read_only=True) as session:
        for path, content in get_folder(session, run).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
        assert get_request(session, run).options.stop_after == 1
    assert verify_folder(tmp_path) == ()
    assert reproduce(tmp_path).is_equal


def test_a_worker_that_ends_gives_its_run_back(
    store: Store, runs: DurableRuns, carrier: Carrier, organisation: str, studio_request: Request
) -> None:
    run = accept(store, runs, organisation, studio_request)
    carrier.closing.set()
    with pytest.raises(Given, match=run):
        carrier.carry(run)
    with store.whole(read_only=True) as session:
        row = session.get_one(Run, run)
        assert (row.state, row.losses) == (State.QUEUED, 0)


def test_a_full_queue_accepts_nothing(
    store: Store, runs: DurableRuns, organisation: str, studio_request: Request
) -> None:
    for _ in range(2):
        accept(store, runs, organisation, studio_request)
    with pytest.raises(QueueFull, match="at most 2"):
        accept(store, runs, organisation, studio_request)
    with store.whole(read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Run)) == 2


def test_a_run_and_its_place_in_the_queue_are_committed_together(
    store: Store, runs: DurableRuns, organisation: str, studio_request: Request
) -> None:
    with pytest.raises(RuntimeError, match="broken"):
        _accept_and_break(store, runs, organisation, studio_request)
    accept(store, runs, organisation, studio_request)
    place = "dbos.workflow_status" if store.engine.dialect.name == "postgresql" else "workflow_status"
    with store.whole(read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(Run)) == 1
        assert session.scalar(text(f"SELECT count(*) FROM {place}")) == 1


def _accept_and_break(store: Store, runs: DurableRuns, organisation: str, studio_request: Request) -> None:
    with store.scope(organisation, Role.CURATOR) as session:
        accept_run(session, runs, add_programme(session).id, studio_request)
        raise RuntimeError("broken")


def test_a_run_without_a_place_in_the_queue_is_handed_over_again_and_once(
    store: Store, runs: DurableRuns, organisation: str, studio_request: Request
) -> None:
    known, forgotten = accept(store, runs, organisation, studio_request), add_run(store, organisation)
    place = places(store.engine.dialect.name)
    with store.whole() as session:
        session.execute(update(Run).where(Run.id == known).values(state=State.RUNNING))
    assert [runs.hand_over_forgotten(), runs.hand_over_forgotten()] == [1, 0]
    with store.whole(read_only=True) as session:
        waiting = session.scalars(text(f"SELECT workflow_uuid FROM {place} ORDER BY workflow_uuid")).all()
    assert waiting == sorted([known, forgotten])
    assert runs.cancel(forgotten)
    with store.whole() as session:
        session.execute(text(f"DELETE FROM {place}"))
    assert runs.hand_over_forgotten() == 1, "what is finished needs no place"
