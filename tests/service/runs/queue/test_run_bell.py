"""When a worker looks into its queues, and what it looks at while a solver works."""

import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from small_run import STUDIO, request_of
from sqlalchemy import create_engine, text
from tenants import add_organisation, add_programme

from service.runs.accept import accept_run
from service.runs.port import Ask
from service.runs.queue import engine
from service.runs.queue.bell import Bell
from service.runs.queue.embedded import as_we_write
from service.runs.queue.engine import DurableRuns
from service.runs.queue.glance import Glance
from service.runs.solving.solver import Wish
from service.runs.watching import ASK_SECONDS, Watching
from service.store.store import Store
from service.store.users import Role

LONG = 30.0
NORMAL, FULL = 1, 2
"""How SQLite numbers what it waits for."""


@pytest.fixture
def glance(store: Store) -> Iterator[Glance]:
    one = Glance(store.engine, engine.places(store.engine.dialect.name), engine.QUEUE)
    yield one
    one.close()


def in_thread(wait: Callable[[], bool]) -> tuple[threading.Thread, list[bool]]:
    said: list[bool] = []
    waiting = threading.Thread(target=lambda: said.append(wait()), daemon=True)
    waiting.start()
    return waiting, said


def test_a_glance_sees_what_waits_also_after_its_connection_was_cut(store: Store, glance: Glance) -> None:
    organisation, runs = add_organisation(store), DurableRuns(store)
    assert not glance.has_waiting()
    with store.scope(organisation, Role.CURATOR) as session:
        accept_run(session, runs, add_programme(session).id, request_of(STUDIO))
        assert not glance.has_waiting(), "nobody has committed it"
    assert glance.has_waiting()
    glance._connection.close()
    assert not glance.has_waiting()
    assert glance.has_waiting()
    runs.close()


def test_a_glance_holds_no_transaction_open(store: Store, glance: Glance) -> None:
    """Else SQLite could not tidy up its journal, nor PostgreSQL its rows."""
    glance.has_waiting()
    if store.engine.dialect.name == "sqlite":
        assert not glance._connection.in_transaction
    else:
        open_ones = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
        with store.engine.connect() as connection:
            assert connection.scalar(text(open_ones)) == 0


def test_a_bell_waits_for_work_and_for_a_hand() -> None:
    free, work = threading.Event(), threading.Event()
    bell = Bell(is_free=free.is_set, has_waiting=work.is_set)
    waiting, said = in_thread(bell.wait)
    work.set()
    waiting.join(0.5)
    assert said == []
    free.set()
    waiting.join(LONG)
    assert said == [False]


def test_a_rung_bell_is_heard_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.runs.queue.bell.LOOK_SECONDS", 10 * LONG)
    bell = Bell(is_free=lambda: True, has_waiting=lambda: True)
    waiting, said = in_thread(bell.wait)
    bell.ring()
    waiting.join(LONG)
    assert said == [False]


def test_a_rung_bell_waits_a_moment_for_the_hand_to_come_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.runs.queue.bell.LOOK_SECONDS", 10 * LONG)
    monkeypatch.setattr("service.runs.queue.bell.FREE_SECONDS", LONG)
    looks = iter([False, False])
    bell = Bell(is_free=lambda: next(looks, True), has_waiting=lambda: True)
    waiting, said = in_thread(bell.wait)
    bell.ring()
    waiting.join(LONG)
    assert said == [False]


def test_a_bell_that_is_set_ends_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.runs.queue.bell.LOOK_SECONDS", 10 * LONG)
    bell = Bell(is_free=lambda: False, has_waiting=lambda: False)
    waiting, said = in_thread(bell.wait)
    bell.set()
    waiting.join(LONG)
    assert said == [True]
    assert bell.is_set()


class Row:
    """The run's row, and a clock that a test moves."""

    def __init__(self) -> None:
        self.seconds, self.asks, self.noted = 0.0, 0, list[dict[str, Any]]()
        self.asked: Ask | None = None

    def ask(self) -> Ask | None:
        self.asks += 1
        return self.asked

    def note(self, facts: Mapping[str, Any]) -> None:
        self.noted.append(dict(facts))


def watching(row: Row, asked: Ask | None = None, closing: bool = False) -> Watching:
    return Watching(
        asked=asked, ask=row.ask, note=row.note, closing=lambda: closing, clock=lambda: row.seconds
    )


def test_a_run_that_is_done_at_once_is_neither_asked_nor_noted() -> None:
    row = Row()
    over = watching(row)
    over.hear({"stage": "reading"})
    row.seconds = ASK_SECONDS / 2
    assert over.wish() is Wish.GO_ON
    assert (row.asks, row.noted) == (0, [])


def test_what_is_told_is_noted_at_the_next_look_and_what_is_not_known_stays() -> None:
    row = Row()
    over = watching(row)
    over.hear({"stage": "people", "objective": 5, "bound": None})
    over.hear({"stage": "points", "objective": None, "bound": 9})
    row.seconds, row.asked = ASK_SECONDS, Ask.STOP
    assert over.wish() is Wish.STOP
    assert row.noted == [{"stage": "points", "objective": 5, "bound": 9}]
    assert over.wish() is Wish.STOP
    assert (row.asks, len(row.noted)) == (1, 1)
    row.seconds, row.asked = 2 * ASK_SECONDS, Ask.CANCEL
    assert over.wish() is Wish.GIVE_UP
    assert len(row.noted) == 1


def test_what_was_asked_before_the_attempt_holds_from_its_beginning() -> None:
    assert watching(Row(), asked=Ask.STOP).wish() is Wish.STOP
    assert watching(Row(), asked=Ask.CANCEL).wish() is Wish.GIVE_UP
    assert watching(Row(), closing=True).wish() is Wish.GIVE_UP


def test_the_store_waits_for_the_disk_and_the_engine_does_not(tmp_path: Path) -> None:
    """What is said to be accepted outlives a power cut, and to hand a run out costs no waiting."""
    address = f"sqlite:///{tmp_path / 'a.db'}"
    own, store = create_engine(address, **as_we_write()), Store(address)
    with own.connect() as theirs, store.engine.connect() as ours:
        assert (ours.scalar(text("PRAGMA synchronous")), ours.scalar(text("PRAGMA journal_mode"))) == (
            FULL,
            "wal",
        )
        assert theirs.scalar(text("PRAGMA synchronous")) == NORMAL
    own.dispose()
    store.close()


def test_solvers_begin_as_copies_of_what_has_made_a_run() -> None:
    from service.runs.solving import rehearsed

    assert rehearsed.REHEARSED
