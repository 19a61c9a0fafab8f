"""Real processes killed at bad moments: an accepted run is never lost, recorded exactly once, and never changes."""

import collections
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from by_command import written_by_command
from copies import solvers, start, stop
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from storm import Storm, environment, make_storm, rage
from tenants import add_organisation, add_programme
from waiting import wait_until

from service.folder.request import Request
from service.runs.accept import accept_run
from service.runs.ledger import LOSSES
from service.runs.queue.engine import DurableRuns
from service.store.blobs import get_blobs
from service.store.journal import Message
from service.store.run_states import RunOutcome, State
from service.store.runs import Run, RunInput, RunResult, Worker
from service.store.store import Store
from service.store.users import Role

KILLS = int(os.environ.get("MATCHER_KILLS", "100"))
"""On each of the two databases; `make kills-service` sets far more."""
RUNS = int(os.environ.get("MATCHER_RUNS", "40"))
WORKERS = int(os.environ.get("MATCHER_STORM_WORKERS", "1"))
PAUSE = (0.02, 0.4)


@pytest.fixture(scope="module")
def folder(studio_request: Request) -> dict[str, bytes]:
    """Make what the command writes."""
    return written_by_command(studio_request)


@pytest.fixture
def storm(database: str, store: Store, studio_request: Request, tmp_path: Path) -> Iterator[Storm]:
    made = make_storm(store, environment(tmp_path, database), studio_request, WORKERS)
    yield made
    made.end()


def accept(store: Store, runs: DurableRuns, organisation: str, request: Request, count: int) -> list[str]:
    with store.scope(organisation, Role.CURATOR) as session:
        programme = add_programme(session).id
        return [accept_run(session, runs, programme, request).id for _ in range(count)]


def in_state(store: Store, *states: State) -> int:
    with store.whole(read_only=True) as session:
        return session.scalar(select(func.count()).where(Run.state.in_(states))) or 0


def kept_by_run(session: Session) -> dict[str, dict[str, str]]:
    """Return run → path → digest of everything in its folder."""
    kept: dict[str, dict[str, str]] = collections.defaultdict(dict)
    for table in (RunInput, RunResult):
        for row in session.execute(select(table.run_id, table.path, table.digest)):
            kept[row.run_id][row.path] = row.digest
    return kept


def check_all(store: Store, organisation: str, accepted: list[str], folder: dict[str, bytes]) -> set[str]:
    """Check that no run is lost, none doubled, and every byte is the command's; return those set aside."""
    with store.scope(organisation, Role.CURATOR, read_only=True) as session:
        rows = {run.id: run for run in session.scalars(select(Run))}
        assert set(rows) == set(accepted)
        assert {run.state for run in rows.values()} == {State.FINISHED}
        aside = {run.id for run in rows.values() if run.outcome is RunOutcome.FAILED}
        # Three deaths under one run are not told from a run that kills: it is set aside, never lost.
        assert all(
            rows[run].losses == LOSSES and rows[run].problems[0]["code"] == "set-aside" for run in aside
        )
        good = rows.keys() - aside
        assert {rows[run].outcome for run in good} == {RunOutcome.OPTIMAL}
        digests = {path: hashlib.sha256(content).hexdigest() for path, content in folder.items()}
        kept = kept_by_run(session)
        assert [run for run in good if kept[run] != digests] == []
        contents = get_blobs(session, digests.values())
        assert [path for path in folder if contents[digests[path]] != folder[path]] == []
        inputs = sum(path.startswith("inputs/") for path in folder)
        assert session.scalar(select(func.count()).select_from(RunResult)) == len(good) * (
            len(folder) - inputs
        )
    return aside


def test_runs_outlive_the_workers_and_solvers_that_die_under_them(
    database: str,
    store: Store,
    runs: DurableRuns,
    studio_request: Request,
    folder: dict[str, bytes],
    tmp_path: Path,
) -> None:
    organisation = add_organisation(store)
    accepted = accept(store, runs, organisation, studio_request, 3)
    working = [start(environment(tmp_path, database), "worker")]
    try:
        wait_until(lambda: in_state(store, State.RUNNING) > 0)
        stop(working)
        working.append(start(environment(tmp_path, database), "worker"))
        wait_until(lambda: any(runs.status(run).attempt > 1 for run in accepted))
        for solver in solvers(working[1:]):
            solver.kill()
        wait_until(lambda: in_state(store, State.FINISHED) == 3)
    finally:
        stop(working)
    assert check_all(store, organisation, accepted, folder) == set()


def test_a_worker_told_to_end_gives_its_runs_back_and_signs_out(
    database: str,
    store: Store,
    runs: DurableRuns,
    studio_request: Request,
    folder: dict[str, bytes],
    tmp_path: Path,
) -> None:
    organisation = add_organisation(store)
    accepted = accept(store, runs, organisation, studio_request, 2)
    working = [start(environment(tmp_path, database), "worker")]
    try:
        wait_until(lambda: in_state(store, State.RUNNING) > 0)
        working[0].terminate()
        working[0].join(60)
        assert working[0].exitcode == 0
        with store.whole(read_only=True) as session:
            assert session.scalars(select(Worker)).all() == []
            assert {run.losses for run in session.scalars(select(Run))} == {0}
        assert in_state(store, State.RUNNING, State.VALIDATING) == 0
        working.append(start(environment(tmp_path, database), "worker"))
        wait_until(lambda: in_state(store, State.FINISHED) == 2)
    finally:
        stop(working)
    assert check_all(store, organisation, accepted, folder) == set()


def test_kills_of_web_server_worker_and_solver_lose_and_double_nothing(
    storm: Storm, folder: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    rage(storm, RUNS, KILLS, PAUSE)
    seconds = time.monotonic() - began
    with storm.store.whole(read_only=True) as session:
        told = collections.Counter(facts["run_id"] for facts in session.scalars(select(Message.facts)))
    with capsys.disabled():
        print(row_of(storm, told, seconds))
    assert len(set(storm.accepted)) == RUNS
    assert set(storm.killed) == {"web", "worker", "solver"}
    aside = check_all(storm.store, storm.organisation, storm.accepted, folder)
    assert len(aside) < RUNS / 2, "most runs were set aside, so the test shows little"
    assert told == collections.Counter(storm.accepted), "others are told of a run exactly once"


def row_of(storm: Storm, told: collections.Counter[str], seconds: float) -> str:
    """Return what happened as a row of a table; lost is what has no end, doubled what was told more than once."""
    killed = collections.Counter(storm.killed)
    kinds = ", ".join(f"{killed[kind]} {kind}" for kind in ("web", "worker", "solver"))
    with storm.store.whole(read_only=True) as session:
        ended = dict.fromkeys(session.scalars(select(Run.id).where(Run.state == State.FINISHED)))
        aside = session.scalar(select(func.count()).where(Run.outcome == RunOutcome.FAILED))
    lost = sum(run not in ended for run in storm.accepted)
    doubled = sum(told.values()) - len(told) + len(ended.keys() - set(storm.accepted))
    figures = (storm.store.engine.dialect.name, len(storm.accepted), kinds, lost, doubled, aside)
    return f"\n| {' | '.join(str(figure) for figure in figures)} | {seconds:.0f} s |"
