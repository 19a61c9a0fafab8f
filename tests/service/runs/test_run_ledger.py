"""A run's row under every order of events: it moves as the table says, ends once, and keeps one result."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select
from tenants import add_organisation, add_run

from questionnaires.wording import Wording
from service.runs import ledger
from service.runs.ledger import Attempt
from service.runs.port import Ask
from service.runs.solving.verdict import Verdict, said
from service.store import schema
from service.store.run_states import MOVES, RunOutcome, State, StopReason
from service.store.runs import Run, RunResult
from service.store.store import Store

GOOD = Verdict(outcome=RunOutcome.OPTIMAL, stop_reason=StopReason.PROVED, objective=5, bound=5)
WORKER = "wrk_" + "0" * 26


@pytest.fixture
def run(store: Store) -> str:
    """Make an accepted run."""
    return add_run(store, add_organisation(store))


def started(store: Store, run: str) -> Attempt:
    """Bring a run to its solver."""
    with store.whole() as session:
        attempt = ledger.begin(session, run, WORKER)
        assert attempt is not None
    return attempt


def finish(store: Store, attempt: Attempt, content: bytes = b"1") -> bool:
    with store.whole() as session:
        return ledger.finish(session, attempt.run_id, attempt.number, GOOD, {"pairs.csv": content})


def row(store: Store, run: str) -> Run:
    with store.whole(read_only=True) as session:
        return session.get_one(Run, run)


def test_a_result_is_recorded_once(store: Store, run: str) -> None:
    attempt = started(store, run)
    assert [finish(store, attempt), finish(store, attempt, b"2")] == [True, False]
    with store.whole(read_only=True) as session:
        assert len(session.scalars(select(RunResult)).all()) == 1
    ended = row(store, run)
    assert (ended.state, ended.outcome, ended.objective) == (State.FINISHED, RunOutcome.OPTIMAL, 5)


def test_a_worker_that_was_taken_for_dead_records_nothing(store: Store, run: str) -> None:
    lost = started(store, run)
    with store.whole() as session:
        latest = ledger.begin(session, run, WORKER)
        assert latest is not None
    assert not finish(store, lost)
    assert finish(store, latest)


def test_three_losses_set_a_run_aside(store: Store, run: str) -> None:
    started(store, run)
    with store.whole() as session:
        begun = [ledger.begin(session, run, WORKER) is not None for _ in range(3)]
    assert begun == [True, True, False]
    ended = row(store, run)
    assert (ended.outcome, ended.problems[0]["code"]) == (RunOutcome.FAILED, "set-aside")
    assert ledger.count_attempts(ended) == 3


def test_an_orderly_end_of_a_worker_is_not_held_against_the_run(store: Store, run: str) -> None:
    for _ in range(6):
        with store.whole() as session:
            attempt = ledger.begin(session, run, WORKER)
            assert attempt is not None
            assert ledger.release(session, attempt)
    assert (row(store, run).losses, row(store, run).attempt) == (0, 6)


def test_cancelling_before_a_worker_begins_ends_at_once(store: Store, run: str) -> None:
    with store.whole() as session:
        assert ledger.ask_to_end(session, run, Ask.STOP)
        assert not ledger.ask_to_end(session, run, Ask.CANCEL)
    assert row(store, run).outcome is RunOutcome.CANCELLED


def test_a_wish_to_cancel_outlives_the_worker(store: Store, run: str) -> None:
    attempt = started(store, run)
    with store.whole() as session:
        assert ledger.ask_to_end(session, run, Ask.CANCEL)
        assert ledger.asked(session, attempt) is Ask.CANCEL
        assert ledger.begin(session, run, WORKER) is None
    assert row(store, run).outcome is RunOutcome.CANCELLED


def test_a_result_that_comes_after_a_cancelling_is_dropped_and_the_reason_stays(
    store: Store, run: str
) -> None:
    attempt, why = started(store, run), said("consent-withdrawn", Wording("отозвано", "withdrawn"))
    with store.whole() as session:
        assert ledger.ask_to_end(session, run, Ask.CANCEL, why=why)
    assert finish(store, attempt)
    ended = row(store, run)
    assert (ended.outcome, ended.objective, ended.problems) == (RunOutcome.CANCELLED, None, [why])
    with store.whole(read_only=True) as session:
        assert session.scalars(select(RunResult)).all() == []


def test_stopping_lets_the_solver_bring_its_result(store: Store, run: str) -> None:
    attempt = started(store, run)
    with store.whole() as session:
        assert ledger.ask_to_end(session, run, Ask.STOP)
    assert row(store, run).state is State.STOPPING
    assert finish(store, attempt)


def test_listeners_hear_of_the_end_in_the_same_transaction(store: Store, run: str) -> None:
    heard: list[Any] = []
    attempt = started(store, run)

    def refuse(session: Any, ended: Run) -> None:
        heard.append(ended.state)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"), store.whole() as session:
        ledger.finish(session, run, attempt.number, GOOD, {}, [refuse])
    assert (heard, row(store, run).state) == ([State.FINISHED], State.RUNNING)


def test_finished_is_absorbing_and_every_other_state_leads_to_it() -> None:
    assert MOVES[State.FINISHED] == ()
    assert all(State.FINISHED in MOVES[state] for state in State if state is not State.FINISHED)


class AnyOrder(RuleBasedStateMachine):
    """Workers, people and losses in any order."""

    @initialize()
    def accept(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(f"sqlite:///{Path(self.folder.name) / 'matcher.db'}")
        schema.upgrade(self.store.engine)
        self.run = add_run(self.store, add_organisation(self.store))
        self.attempts: list[Attempt] = []
        self.recorded: list[int] = []
        self.seen = State.CREATED
        self.end: tuple[Any, ...] | None = None

    @rule(reads=st.booleans())
    def begin(self, reads: bool) -> None:
        with self.store.whole() as session:
            attempt = (
                ledger.begin_reading(session, WORKER, ())
                if reads
                else ledger.begin(session, self.run, WORKER)
            )
        if attempt is not None:
            self.attempts.append(attempt)

    @rule(which=st.integers(0, 5))
    def good_input(self, which: int) -> None:
        for attempt in self.attempts[-which:][:1]:
            with self.store.whole() as session:
                ledger.queue(session, attempt)

    @rule(which=st.integers(0, 5))
    def record(self, which: int) -> None:
        for attempt in self.attempts[-which:][:1]:
            if finish(self.store, attempt, str(attempt.number).encode()):
                self.recorded.append(attempt.number)

    @rule(which=st.integers(0, 5))
    def give_back(self, which: int) -> None:
        for attempt in self.attempts[-which:][:1]:
            with self.store.whole() as session:
                ledger.release(session, attempt)

    @rule(ask=st.sampled_from(Ask))
    def end_it(self, ask: Ask) -> None:
        with self.store.whole() as session:
            ledger.ask_to_end(session, self.run, ask)

    @invariant()
    def moves_as_the_table_says(self) -> None:
        if not hasattr(self, "run"):
            return
        now = row(self.store, self.run)
        assert now.state is self.seen or _reachable(self.seen, now.state)
        self.seen = now.state
        facts = (now.state, now.outcome, now.attempt, now.version, now.finished_at)
        assert self.end is None or self.end == facts
        self.end = facts if now.state is State.FINISHED else None
        assert len(self.recorded) <= 1

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


def _reachable(before: State, after: State) -> bool:
    """Allow two steps in one transaction: an attempt begins and the run ends at once."""
    return any(after in MOVES[state] for state in (before, *MOVES[before]))


AnyOrder.TestCase.settings = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyOrder = AnyOrder.TestCase
