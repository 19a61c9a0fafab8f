"""A service in memory for tests: a fresh SQLite database, keys of every role, runs made in this process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from small_run import GYMNASIUM, example_of
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from questionnaires.loading import find_programmes
from service.access.keys import hash_key, new_key
from service.api.protocol.context import EXTENSION, open_sessions
from service.child.child import Child
from service.config import load_config
from service.folder.make import NoAssignment, make
from service.runs.accept import get_request
from service.runs.ledger import ask_to_end
from service.runs.port import Ask, RunStatus
from service.store import schema
from service.store.base import now
from service.store.blobs import put_blob
from service.store.organisation import Organisation
from service.store.programmes import Import, ImportState
from service.store.run_states import RunOutcome, State, StopReason
from service.store.runs import Run, RunResult
from service.store.store import Store
from service.store.users import ApiKey, Role
from service.view import Paper
from service.web import create_app

CSV = "text/csv"


@dataclass
class RunsAtOnce:
    """Carries runs in this process, when it is told to."""

    store: Store
    waiting: list[str] = field(default_factory=list)

    def enqueue(self, session: Session, run_id: str) -> None:
        self.waiting.append(run_id)

    def status(self, run_id: str) -> RunStatus:
        raise NotImplementedError

    def cancel(self, run_id: str, ask: Ask = Ask.CANCEL, why: Mapping[str, Any] | None = None) -> bool:
        with self.store.whole() as session:
            return ask_to_end(session, run_id, ask, why=why)

    def carry(self) -> None:
        """Finish everything that waits."""
        while self.waiting:
            with self.store.whole() as session:
                self._carry(session, session.get_one(Run, self.waiting.pop(0)))

    def _carry(self, session: Session, run: Run) -> None:
        if run.state is State.FINISHED:
            return
        outcome, papers = self._made(session, run)
        for paper in papers:
            digest = put_blob(session, paper.content)
            session.add(
                RunResult(organisation_id=run.organisation_id, run_id=run.id, path=paper.path, digest=digest)
            )
        session.flush()
        run.state, run.finished_at, run.version = State.FINISHED, now(), run.version + 1
        run.outcome, run.stop_reason = outcome, StopReason.PROVED

    def _made(self, session: Session, run: Run) -> tuple[RunOutcome, tuple[Paper, ...]]:
        try:
            return RunOutcome.OPTIMAL, make(get_request(session, run.id)).papers
        except NoAssignment:
            return RunOutcome.INFEASIBLE, ()


class WatchedChild(Child):
    """A child that is asked only while no transaction of the request is open."""

    def call(self, task: Callable[..., Any], *given: Any) -> Any:
        if has_app_context():
            assert not any(one.in_transaction() for one in open_sessions()), task.__name__
        return super().call(task, *given)


@dataclass
class Service:
    """The application with two organisations and a key of every role in each."""

    app: Flask
    store: Store
    runs: RunsAtOnce
    keys: dict[tuple[str, Role], str]
    organisations: dict[str, str]

    def client(self, role: Role = Role.CURATOR, organisation: str = "ours") -> "Caller":
        return Caller(self.app.test_client(), self.keys[organisation, role])


@dataclass
class Caller:
    """A test client with a key."""

    http: FlaskClient
    key: str

    def open(self, method: str, path: str, **given: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.key}", **given.pop("headers", {})}
        given.setdefault("buffered", True)  # read to its end, a stream gives its place back to the next
        return self.http.open(path, method=method, headers=headers, **given)

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.open("GET", path, **given)

    def post(self, path: str, json: Any = None, **given: Any) -> TestResponse:
        body = {} if json is None and "data" in given else {"json": {} if json is None else json}
        return self.open("POST", path, **body, **given)

    def put(self, path: str, json: Any = None, **given: Any) -> TestResponse:
        return self.open("PUT", path, json={} if json is None else json, **given)

    def patch(self, path: str, json: Any, **given: Any) -> TestResponse:
        return self.open("PATCH", path, json=json, **given)

    def delete(self, path: str, **given: Any) -> TestResponse:
        return self.open("DELETE", path, **given)


def make_service(home: Path, url: str = "") -> Service:
    """Return a service on a fresh database: SQLite in its home, unless the address of an empty one is given."""
    config = load_config(home=home, secret_key="x" * 40, import_limit="100000 per minute")
    store = Store(url or f"sqlite:///{home / 'test.db'}")
    schema.upgrade(store.engine)
    runs = RunsAtOnce(store)
    keys, organisations = {}, {}
    with store.whole() as session:
        for name in ("ours", "theirs"):
            organisation = Organisation(title=name)
            session.add(organisation)
            session.flush()
            organisations[name] = organisation.id
            for role in Role:
                keys[name, role] = add_key(session, organisation.id, role)
    app = create_app(config, store, runs)
    app.config["PROPAGATE_FAULTS"] = True
    child = WatchedChild(app.extensions[EXTENSION].child.limits)
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], child=child)
    child.call(find_programmes)  # started before anything is timed
    return Service(app, store, runs, keys, organisations)


def add_key(session: Session, organisation: str | None, role: Role, **given: Any) -> str:
    """Add a key and return it."""
    key = new_key()
    session.add(ApiKey(organisation_id=organisation, digest=hash_key(key), role=role, **given))
    return key


def close(service: Service) -> None:
    """Stop everything the service started."""
    service.app.extensions["matcher"].child.stop()
    service.store.close()


def new_programme(caller: Caller, ready: str = GYMNASIUM) -> str:
    """Return the path of a new programme."""
    answer = caller.post("/v1/programmes", {"ready": ready})
    assert answer.status_code == 201, answer.text
    return f"/v1/programmes/{answer.json['id']}"


def bring_files(service: Service, programme: str, ready: str = GYMNASIUM) -> None:
    """Have every example file of a programme accepted; the last one goes the whole way over HTTP."""
    example = example_of(ready)
    by_role = {"preferences": example.preferences, "locks": example.locks, "answers": example.answers}
    given = [(role, file) for role, files in by_role.items() for file in files]
    with service.store.scope(service.organisations["ours"], Role.CURATOR) as session:
        for position, (role, file) in enumerate(given[:-1], start=1):
            session.add(
                Import(
                    programme_id=programme.rsplit("/", 1)[1],
                    role=role,
                    position=position,
                    file_name=file.name,
                    content=put_blob(session, file.content),
                    state=ImportState.ACCEPTED,
                    accepted_at=now(),
                )
            )
    role, last = given[-1]
    bring(service.client(), programme, last.name, last.content, role)


def bring(caller: Caller, programme: str, name: str, content: bytes, role: str = "answers") -> str:
    """Upload and accept one file; return its path."""
    query = {"name": name, "role": role}
    answer = caller.post(f"{programme}/imports", data=content, content_type=CSV, query_string=query)
    assert answer.status_code == 202, answer.text
    accepted = caller.post(f"{answer.headers['Location']}/accept")
    assert accepted.status_code == 200, (name, role, accepted.text, answer.text)
    return str(answer.headers["Location"])


def finished_run(service: Service, caller: Caller, programme: str, **body: Any) -> str:
    """Start a run, carry it to its end, and return its path."""
    answer = caller.post(f"{programme}/runs", body)
    assert answer.status_code == 202, answer.text
    service.runs.carry()
    return str(answer.headers["Location"])
