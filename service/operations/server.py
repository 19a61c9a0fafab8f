"""The web server in front and its workers behind it: started together, ended together."""

import os
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog

from service.background import Background
from service.config import Config
from service.store.store import Store

START_WORKER = (sys.executable, "-c", "from service.command import main; main(['worker', '--follow'])")
PAUSE_SECONDS = 2.0
"""Between the death of a worker and the start of the next: one that cannot start must not be started in a rush."""

TURN_SECONDS = 0.001
"""What reads the database comes back often and briefly; it would wait five times as long for a thread that counts."""


class Workers(Background):
    """Worker processes that are started anew when they die and end with this process, however it ends.

    Parameters
    ----------
    count
        How many.
    """

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._processes = [_start() for _ in range(self._count)]
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        for process in self._processes:
            if process.stdin is not None:
                process.stdin.close()  # told to end; a running solver has its time of grace
        for process in self._processes:
            process.wait()

    def _work(self) -> None:
        while not self._ending.wait(PAUSE_SECONDS):
            for place, process in enumerate(self._processes):
                if process.poll() is not None:
                    structlog.get_logger("matcher.serve").warning("worker-died", code=process.returncode)
                    self._processes[place] = _start()


def serve_forever(config: Config, store: Store, ready: Callable[[str], None]) -> None:
    """Answer requests until told to end; `ready` hears the address."""
    from service.operations.ending import answer_until, told_by_signals
    from service.operations.listening import address_of, listening
    from service.operations.views import register_operations
    from service.personal.keeper import Keeper
    from service.runs.listeners import LISTENERS
    from service.runs.queue.engine import DurableRuns
    from service.web import create_app
    from service.webhooks.sender import Sender

    runs = DurableRuns(store, queue_limit=config.queue_limit, listeners=tuple(LISTENERS))
    app = create_app(config, store, runs)
    register_operations(app, config, store)
    server = listening(app, config)
    runs.warm_up()
    told = told_by_signals()
    sys.setswitchinterval(TURN_SECONDS)
    ready(address_of(server))
    with Sender(store, internal_allowed=config.webhook_private), Keeper(store):
        answer_until(told, server)
    runs.close()


def _start() -> "subprocess.Popen[bytes]":
    # Ctrl-C goes to the whole group of a terminal; the worker is told to end by its closed input instead.
    if os.name == "nt":
        return subprocess.Popen(START_WORKER, stdin=subprocess.PIPE)
    return subprocess.Popen(START_WORKER, stdin=subprocess.PIPE, start_new_session=True)
