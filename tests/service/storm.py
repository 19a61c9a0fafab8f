"""Runs accepted over HTTP while web server, worker and solver are killed at moments of chance."""

import http.client
import json
import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

import psutil
from copies import solvers, start, stop
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from tenants import add_organisation
from waiting import PATIENCE

from service.access.keys import hash_key, new_key
from service.folder.request import Request
from service.store.blobs import put_blob
from service.store.journal import WebhookEndpoint
from service.store.programmes import Import, ImportState, Programme
from service.store.run_states import State
from service.store.runs import Run
from service.store.store import Store
from service.store.users import ApiKey, Role
from service.webhooks.signing import new_secret

T = TypeVar("T")

NOWHERE = "http://127.0.0.1:9/"
"""Refused as internal: notices stay where they were written."""
WAYS = ("solver", "solver", "worker", "web")
"""Each is taken as often as it stands here before any is taken again; only the order is left to chance."""
AHEAD = 200
"""So many runs wait at most: web servers are killed while runs are submitted, to the end."""
LAG = 40
"""So many runs the kills may be ahead of an even spread over all of them."""
LOOK_EVERY = 20
"""After so many kills it is looked whether what was finished has changed."""
VICTIM_SECONDS = 3.0
"""So long a solver to kill is waited for; when everything is finished there is none."""


@dataclass
class Storm:
    """One service under fire.

    Parameters
    ----------
    settings
        Environment of every process.
    programme
        Whose runs are submitted.
    """

    store: Store
    settings: dict[str, str]
    organisation: str
    key: str
    programme: str = ""
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    ways: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    finished: dict[str, tuple[object, ...]] = field(default_factory=dict)
    done: int = 0
    web: BaseProcess | None = None
    working: list[BaseProcess] = field(default_factory=list)

    def start_web(self) -> None:
        """Start the web server, always at the same port."""
        self.web = start(self.settings, "serve", "--workers", "0", "--port", self.settings["MATCHER_PORT"])

    def start_worker(self) -> None:
        """Start one more worker."""
        self.working.append(start(self.settings, "worker"))

    def submit(self, count: int) -> None:
        """Have runs accepted; each is sent again under its key until it is accepted."""
        for number in range(len(self.accepted), len(self.accepted) + count):
            until_said(lambda n=number: n < self.done + AHEAD or None)
            self.accepted.append(until_said(lambda n=number: self._submit(n)))

    def kill(self) -> None:
        """Kill one process; all kinds take their turns, in an order of chance."""
        self.ways = self.ways or self.dice.sample(WAYS, len(WAYS))
        self.kill_one(self.ways.pop())

    def kill_one(self, way: str) -> None:
        """Kill one process of a kind and start another in its place."""
        if way == "web" and self.web is not None:
            stop([self.web])
            self.start_web()
        elif way == "worker":
            gone = self.working.pop(self.dice.randrange(len(self.working)))
            stop([gone])
            self.start_worker()
        elif not answered(self._kill_solver, VICTIM_SECONDS):
            return
        self.killed.append(way)

    def count(self) -> int:
        """Return how many runs are finished."""
        with self.store.whole(read_only=True) as session:
            self.done = session.scalar(select(func.count()).where(Run.state == State.FINISHED)) or 0
        return self.done

    def look(self) -> int:
        """Check that what was finished has not changed; return how many are."""
        query = select(Run.id, Run.version, Run.outcome, Run.attempt, Run.finished_at)
        with self.store.whole(read_only=True) as session:
            rows = session.execute(query.where(Run.state == State.FINISHED)).all()
        now = {row.id: tuple(row) for row in rows}
        assert self.finished.items() <= now.items(), "a finished run has changed"
        self.finished, self.done = now, len(now)
        return len(now)

    def wait_for(self, count: int) -> None:
        """Wait until so many runs are finished; fail when none is for a long time."""
        while (before := self.count()) < count:
            until_said(lambda: self.count() > before or None)

    def end(self) -> None:
        """Kill everything."""
        stop([*self.working, *([self.web] if self.web else [])])

    def _submit(self, number: int) -> str | None:
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": f'"run-{number}"',
        }
        wire = http.client.HTTPConnection("127.0.0.1", int(self.settings["MATCHER_PORT"]), timeout=10)
        try:
            wire.request("POST", f"/v1/programmes/{self.programme}/runs", b"{}", headers)
            answer = wire.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return None  # the server was killed, perhaps after it had accepted
        finally:
            wire.close()
        assert answer.status in (202, 409, 503), body
        return str(json.loads(body)["id"]) if answer.status == 202 else None

    def _kill_solver(self) -> bool | None:
        victims = solvers([*self.working, *([self.web] if self.web else [])])
        if not victims:
            return None
        try:
            self.dice.choice(victims).kill()
        except psutil.NoSuchProcess:
            return None
        return True


def make_storm(store: Store, settings: dict[str, str], request: Request, workers: int = 1) -> Storm:
    """Return a service that is up, with a programme that holds the files of a request."""
    storm = new_storm(store, settings)
    with store.scope(storm.organisation, Role.CURATOR) as session:
        storm.programme = add_files(session, request)
    storm.start_web()
    for _ in range(workers):
        storm.start_worker()
    return storm


def new_storm(store: Store, settings: dict[str, str]) -> Storm:
    """Return an organisation with a key, and with an address to be told of finished runs; nothing is started yet."""
    organisation, key = add_organisation(store), new_key()
    with store.scope(organisation, Role.CURATOR) as session:
        session.add(ApiKey(organisation_id=organisation, digest=hash_key(key), role=Role.CURATOR))
        session.add(
            WebhookEndpoint(
                organisation_id=organisation, url=NOWHERE, secret=new_secret(), events=["run.finished"]
            )
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        own = settings | {"MATCHER_PORT": str(free.getsockname()[1])}
    return Storm(store, own, organisation, key)


def add_files(session: Session, request: Request) -> str:
    """Add a programme that holds the files of a request; return its id."""
    programme = Programme(title="Вместе", content=put_blob(session, request.programme))
    session.add(programme)
    session.flush()
    files = [(role, file) for role, given in request.files.items() for file in given]
    for position, (role, file) in enumerate(files, start=1):
        session.add(
            Import(
                programme_id=programme.id,
                role=role.value,
                position=position,
                file_name=file.name,
                content=put_blob(session, file.content),
                state=ImportState.ACCEPTED,
            )
        )
    return programme.id


def rage(storm: Storm, runs: int, kills: int, pause: tuple[float, float]) -> None:
    """Submit runs while processes are killed; return when all are finished."""
    errors: list[BaseException] = []

    def submit() -> None:
        try:
            storm.submit(runs)
        except BaseException as error:
            errors.append(error)

    client = threading.Thread(target=submit)
    client.start()
    while len(storm.killed) < kills:
        storm.wait_for(runs * len(storm.killed) // kills - LAG)
        time.sleep(storm.dice.uniform(*pause))
        storm.kill()
        if len(storm.killed) % LOOK_EVERY == 0:
            storm.look()
    while client.is_alive():
        storm.count()
        client.join(0.2)
    assert not errors, errors
    storm.wait_for(runs)
    assert storm.look() == runs


def until_said(ask: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """Ask until there is an answer."""
    said = answered(ask, seconds)
    assert said is not None, "waited too long"
    return said


def answered(ask: Callable[[], T | None], seconds: float) -> T | None:
    """Ask for a while; return the answer, None when there was none."""
    deadline = time.monotonic() + seconds
    while (said := ask()) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    return said


def environment(home: Path, database: str) -> dict[str, str]:
    """Return settings under which losses are noticed soon."""
    return {
        "MATCHER_HOME": str(home),
        "MATCHER_DATABASE_URL": database,
        "MATCHER_SECRET_KEY": "k" * 32,
        "MATCHER_HEARTBEAT_SECONDS": "1",
        "MATCHER_LOST_AFTER_SECONDS": "3",
        "MATCHER_GRACE_SECONDS": "0",
        "MATCHER_LOG_LEVEL": "ERROR",
    }
