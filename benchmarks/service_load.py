"""Service: how soon it is there, how soon it answers while it solves, what HTTP adds, what a second worker brings."""

import itertools
import json
import statistics
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.process import measure_matcher
from benchmarks.service_under_test import DATABASES, Service, request_for, seconds_until_ready, service_on
from service.folder.request import Request

CLIENTS = 20
THINK_SECONDS = 1.0
"""As long as the service tells a client to wait before it asks again."""
LARGE, SMALL = "r2-gymnasium", "r4-additional-education"
ONE_IN = 20
"""One of so many requests of a client asks for a new run, the others look at one."""


def run(smoke: bool) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for database in DATABASES[:1] if smoke else DATABASES:
        rows += [
            _ready(database, times=1 if smoke else 5),
            *_answers(database, seconds=1 if smoke else 120, people=60 if smoke else 3000),
            _over_http(database, people=60 if smoke else 300, times=1 if smoke else 3),
            _drained(database, count=1 if smoke else 1000),
        ]
    return rows


def _row(database: str, what: str, found: str, target: str) -> dict[str, object]:
    return {"database": database, "what": what, "measured": found, "target": target}


def _ready(database: str, *, times: int) -> dict[str, object]:
    """Start the service where nothing is yet: database, secret and first user are made on the way."""
    found = f"{min(seconds_until_ready(database) for _ in range(times)):.1f} s"
    return _row(database, "from `matcher serve` in an empty home until it is ready", found, "20 s")


def _answers(database: str, *, seconds: float, people: int) -> list[dict[str, object]]:
    """Let clients look at runs and ask for new ones while large runs are solved one after the other."""
    taken: dict[str, list[float]] = {"POST": [], "GET": []}
    with service_on(database) as service:
        large, small = request_for(LARGE, people), request_for(SMALL, 24)
        looked_at = service.queue(service.add_programme(large), large, max(1, int(seconds)))[0]
        programme = service.add_programme(small)
        service.serve(workers=1)
        ends = time.monotonic() + seconds
        clients = [
            threading.Thread(target=_client, args=(service, programme, looked_at, number, ends, taken))
            for number in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    return [
        _row(database, f"202 for a new run, p95 of {len(taken['POST'])}", _p95(taken["POST"]), "100 ms"),
        _row(database, f"a run looked at, p95 of {len(taken['GET'])}", _p95(taken["GET"]), "200 ms"),
    ]


def _client(
    service: Service, programme: str, run: str, number: int, ends: float, taken: dict[str, list[float]]
) -> None:
    time.sleep(THINK_SECONDS * number / CLIENTS)
    for turn in itertools.count(number):
        if time.monotonic() > ends:
            return
        method, path = "GET", f"/v1/runs/{run}"
        if turn % ONE_IN == 0:
            method, path = "POST", f"/v1/programmes/{programme}/runs"
        began = time.perf_counter()
        status, body = service.ask(method, path, b"{}" if method == "POST" else None)
        taken[method].append(time.perf_counter() - began)
        if status not in (200, 202):
            raise RuntimeError(f"{method} {path}: {status} {body[:200]!r}")
        time.sleep(THINK_SECONDS)


def _p95(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return f"{1000 * seconds[0]:.0f} ms"
    return f"{1000 * statistics.quantiles(seconds, n=20)[-1]:.0f} ms"


def _over_http(database: str, *, people: int, times: int) -> dict[str, object]:
    """Compare a run over HTTP, from the request until it is seen to be finished, with the command."""
    request = request_for(LARGE, people)
    by_command = _by_command(request, times)
    with service_on(database) as service:
        programme = service.add_programme(request)
        service.serve(workers=1)
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            body = service.ask("POST", f"/v1/programmes/{programme}/runs", b"{}")[1]
            service.wait_until_finished(_id(body))
            taken.append(time.perf_counter() - began)
    found = f"{min(taken):.2f} s; by command {by_command:.2f} s"
    return _row(database, f"a run of {people} people over HTTP", found, "command + 1 s")


def _by_command(request: Request, times: int) -> float:
    with tempfile.TemporaryDirectory() as place:
        arguments = ["run"]
        for path, content in request.inputs():
            file = Path(place) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            role = path.split("/")[1]
            arguments += [str(file)] if role == "programme.json" else [f"--{role}", str(file)]
        return measure_matcher(*arguments, "--out", f"{place}/out", times=times).seconds


def _id(body: bytes) -> str:
    return str(json.loads(body)["id"])


def _drained(database: str, *, count: int) -> dict[str, object]:
    """Queue small runs, then start one worker, or two, and take the time from the first run to the last."""
    one, two = (_drain(database, count, workers) for workers in (1, 2))
    found = f"{one / two:.2f} times ({one:.0f} s, {two:.0f} s)"
    return _row(database, f"{count} small runs with a second worker", found, "1.8 times")


def _drain(database: str, count: int, workers: int) -> float:
    request = request_for(SMALL, 24)
    with service_on(database) as service:
        service.queue(service.add_programme(request), request, count)
        for _ in range(workers):
            service.start("worker")
        while not service.is_drained():
            time.sleep(0.5)
        rows = service.rows()
        begun = [row.started_at for row in rows if row.started_at is not None]
        ended = [row.finished_at for row in rows if row.finished_at is not None]
    return (max(ended) - min(begun)).total_seconds()
