"""The whole service on a loopback port, for a browser: one organisation of its own, one of somebody else."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from in_thread import serve_in_thread
from sqlalchemy.orm import Session
from waiting import wait_until

from service.access.passwords import hash_password
from service.api.protocol.context import EXTENSION
from service.config import load_config
from service.folder.make import make
from service.runs.accept import get_request
from service.runs.port import Ask, RunStatus
from service.runs.solving.judging import verdict_against, verdict_of
from service.runs.solving.verdict import read_verdict
from service.store import schema
from service.store.base import now
from service.store.blobs import put_blob
from service.store.organisation import Organisation
from service.store.run_states import RunOutcome, State, StopReason
from service.store.runs import Run, RunResult
from service.store.store import Store
from service.store.users import Membership, Role, User
from service.web import create_app

PASSWORD = "сорок две синицы"
LOGINS = {
    "head": ("Карандашова Любовь Ильинична", Role.HEAD, "ours"),
    "deputy": ("Указкина Вера Андреевна", Role.HEAD, "ours"),
    "curator": ("Тетрадкина Ольга Петровна", Role.CURATOR, "ours"),
    "viewer": ("Линейкин Пётр Петрович", Role.VIEWER, "ours"),
    "methodologist": ("Глобусова Анна Львовна", Role.METHODOLOGIST, "ours"),
    "stranger": ("Чернилов Олег Олегович", Role.HEAD, "theirs"),
}


@dataclass
class SlowRuns:
    """Carries runs in this process; each takes as many questions about it as `questions` says."""

    store: Store
    questions: int = 2
    asked: dict[str, int] = field(default_factory=dict)
    hold: bool = False
    _turn: Any = field(default_factory=threading.Lock)

    def enqueue(self, session: Session, run_id: str) -> None:
        self.asked[run_id] = 0

    def status(self, run_id: str) -> RunStatus:
        with self._turn:
            seen = self.asked.get(run_id)
            if seen is not None and not self.hold:
                self.asked[run_id] = seen + 1
                if seen >= self.questions:
                    self._carry(run_id)
        with self.store.whole(read_only=True) as session:
            return _status(session.get_one(Run, run_id), waits=run_id in self.asked)

    def cancel(self, run_id: str, ask: Ask = Ask.CANCEL, why: Mapping[str, Any] | None = None) -> bool:
        if self.asked.pop(run_id, None) is None:
            return False
        with self.store.whole() as session:
            run = session.get_one(Run, run_id)
            run.state, run.outcome, run.stop_reason = State.FINISHED, RunOutcome.CANCELLED, StopReason.USER
        return True

    def _carry(self, run_id: str) -> None:
        self.asked.pop(run_id)
        with self.store.whole(read_only=True) as session:
            request = get_request(session, run_id)
        try:
            made = make(request)
            verdict, papers = verdict_of(made), made.papers
        except Exception as error:
            verdict, papers = verdict_against(error), ()
        verdict = read_verdict(verdict.data())
        with self.store.whole() as session:
            run = session.get_one(Run, run_id)
            run.state, run.finished_at, run.outcome = State.FINISHED, now(), verdict.outcome
            run.counts, run.problems, run.stop_reason = verdict.counts, verdict.problems, verdict.stop_reason
            for paper in papers:
                digest = put_blob(session, paper.content)
                session.add(
                    RunResult(
                        organisation_id=run.organisation_id, run_id=run_id, path=paper.path, digest=digest
                    )
                )


def _status(run: Run, *, waits: bool) -> RunStatus:
    return RunStatus(
        run_id=run.id,
        state=State.RUNNING if waits else run.state,
        outcome=run.outcome,
        stop_reason=run.stop_reason,
        attempt=1,
        stage="solving",
        progress=40,
        objective=None,
        bound=None,
        ahead=0,
        version=run.version,
        created_at=run.created_at,
        started_at=None,
        finished_at=run.finished_at,
    )


@dataclass
class Live:
    """A running service."""

    app: Any
    store: Store
    runs: SlowRuns
    url: str
    server: Any

    def forget_attempts(self) -> None:
        """Let every test log in as often as the first one could: one service serves them all."""
        self.app.extensions[EXTENSION].rates._windows.storage.reset()

    def wait_for_end(self, run_id: str) -> None:
        """Wait until a run has ended."""
        wait_until(lambda: self.runs.status(run_id).outcome is not None)

    def close(self) -> None:
        self.server.stop()
        self.app.extensions[EXTENSION].child.stop()
        self.store.close()


def start_live(home: Path) -> Live:
    """Start the service on a free loopback port."""
    config = load_config(home=home, secret_key="k" * 40, login_limit="200 per minute")
    store = Store(f"sqlite:///{home / 'pages.db'}")
    schema.upgrade(store.engine)
    runs = SlowRuns(store)
    app = create_app(config, store, runs)
    _people(store)
    server = serve_in_thread(app, threads=4)
    return Live(app, store, runs, server.address, server)


def _people(store: Store) -> None:
    kept = hash_password(PASSWORD)
    with store.whole() as session:
        places = {"ours": "Гимназия № 1 города Карандашина", "theirs": "Школа № 2 города Карандашина"}
        ids = {}
        for key, title in places.items():
            place = Organisation(title=title)
            session.add(place)
            session.flush()
            ids[key] = place.id
        for login, (name, role, place_key) in LOGINS.items():
            user = User(login=login, name=name, password_hash=kept)
            session.add(user)
            session.flush()
            session.add(Membership(user_id=user.id, organisation_id=ids[place_key], role=role))
