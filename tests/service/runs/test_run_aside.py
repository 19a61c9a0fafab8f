"""Inputs read beside long runs: who is told early, and that nothing hangs on it."""

import threading
import time
from typing import Any

import pytest
from tenants import add_organisation, add_programme

from service.folder.request import Request
from service.runs import ledger
from service.runs.accept import accept_run
from service.runs.aside import LONG_SECONDS, Aside
from service.runs.carry import Carrier
from service.runs.port import Ask
from service.runs.queue.engine import DurableRuns
from service.runs.solving.frames import Frame, Word
from service.runs.solving.solver import Solver, SolverEnded, SolverLost, Wish
from service.store.run_states import RunOutcome, State
from service.store.runs import Run
from service.store.store import Store
from service.store.users import Role

BAD = Request(programme=b"{}")


class Scripted(Solver):
    """A solver that does what a test says."""

    def __init__(self, do: Any) -> None:
        super().__init__(memory_mb=256, seconds=1)
        self.do = do

    def run(self, task: Any, watch: Any) -> Any:
        return self.do(task, watch)


@pytest.fixture
def accepted(store: Store, runs: DurableRuns, studio_request: Request) -> list[str]:
    """Accept a good run, a bad one and a good one, in this order."""
    organisation = add_organisation(store)
    taken = []
    for request in (studio_request, BAD, studio_request):
        with store.scope(organisation, Role.CURATOR) as session:
            taken.append(accept_run(session, runs, add_programme(session).id, request).id)
    return taken


def states(runs: DurableRuns, accepted: list[str]) -> list[State]:
    return [runs.status(run).state for run in accepted]


def test_what_waits_is_read_in_its_order_and_a_bad_input_is_told_at_once(
    runs: DurableRuns, carrier: Carrier, accepted: list[str]
) -> None:
    aside = Aside(carrier=carrier)
    assert aside.read_one()
    assert states(runs, accepted) == [State.QUEUED, State.CREATED, State.CREATED]
    assert [aside.read_one() for _ in range(3)] == [True, True, False]
    assert states(runs, accepted) == [State.QUEUED, State.FINISHED, State.QUEUED]
    assert runs.status(accepted[1]).outcome is RunOutcome.INVALID
    carrier.carry(accepted[0])
    status = runs.status(accepted[0])
    assert (status.outcome, status.attempt) == (RunOutcome.OPTIMAL, 2)


def test_it_reads_only_beside_runs_that_take_long_and_one_at_a_time(
    runs: DurableRuns, carrier: Carrier, accepted: list[str]
) -> None:
    aside, at = Aside(carrier=carrier, solvers=2), time.monotonic()
    for since in ({}, {"a": at - 2 * LONG_SECONDS}, {"a": at - 2 * LONG_SECONDS, "b": at + 60}):
        carrier.since = since
        aside.look()
    assert states(runs, accepted) == [State.CREATED] * 3
    carrier.since = {"a": at - 2 * LONG_SECONDS, "b": at - 2 * LONG_SECONDS}
    aside.look()
    assert states(runs, accepted) == [State.QUEUED, State.CREATED, State.CREATED]


def test_a_run_begun_while_it_is_read_loses_nothing_and_its_reader_changes_nothing(
    store: Store, runs: DurableRuns, carrier: Carrier, accepted: list[str]
) -> None:
    def overtaken(task: Frame, watch: Any) -> Frame:
        assert task.word is Word.READ
        assert runs.status(accepted[0]).state is State.VALIDATING
        with store.whole() as session:
            assert ledger.begin(session, accepted[0], "wrk_2") is not None
        return Frame(word=Word.DONE)

    carrier.make_solver = lambda: Scripted(overtaken)
    assert Aside(carrier=carrier).read_one()
    with store.whole(read_only=True) as session:
        run = session.get_one(Run, accepted[0])
        assert (run.state, run.losses, run.worker_id) == (State.RUNNING, 0, "wrk_2")


def test_a_reading_that_kills_its_solver_is_left_to_the_solving_of_the_run(
    runs: DurableRuns, carrier: Carrier, accepted: list[str]
) -> None:
    def die(task: Frame, watch: Any) -> Frame:
        raise SolverLost

    carrier.make_solver = lambda: Scripted(die)
    aside = Aside(carrier=carrier)
    assert [aside.read_one() for _ in range(4)] == [True, True, True, False]
    assert states(runs, accepted) == [State.CREATED] * 3


def test_cancelling_what_is_being_read_ends_it_at_once(
    store: Store, runs: DurableRuns, carrier: Carrier, accepted: list[str]
) -> None:
    def cancelled(task: Frame, watch: Any) -> Frame:
        assert runs.cancel(accepted[0], Ask.STOP)
        assert runs.status(accepted[0]).outcome is RunOutcome.CANCELLED
        return Frame(word=Word.DONE)

    carrier.make_solver = lambda: Scripted(cancelled)
    assert Aside(carrier=carrier).read_one()
    assert runs.status(accepted[0]).outcome is RunOutcome.CANCELLED


def test_a_worker_that_ends_gives_back_what_it_reads(
    runs: DurableRuns, carrier: Carrier, accepted: list[str]
) -> None:
    reading = threading.Event()

    def slowly(task: Frame, watch: Any) -> Frame:
        reading.set()
        while watch.wish() is not Wish.GIVE_UP:
            time.sleep(0.01)
        raise SolverEnded

    carrier.make_solver = lambda: Scripted(slowly)
    aside = Aside(carrier=carrier)
    working = threading.Thread(target=aside.read_one, daemon=True)
    working.start()
    assert reading.wait(60)
    carrier.leave(0.0)
    aside.wait(60)
    assert states(runs, accepted) == [State.CREATED] * 3
    assert not aside.read_one()
    working.join(60)
