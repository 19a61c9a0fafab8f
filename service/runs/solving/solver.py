"""A worker's hold on one solver: hand it a task, hear its stages, end it."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from service.processes import PROCESSES
from service.runs.solving.frames import Frame, Word, receive, send
from service.runs.solving.process import serve

TASKS = 50
"""After so many tasks a solver is replaced, so that nothing builds up in it."""
LISTEN_SECONDS = 0.2
HANG_UP_SECONDS = 5.0
"""How long the line to a process that was ended may stay open: what it still says is read to its end."""


class SolverLost(Exception):  # noqa: N818 - named for what happened
    """The solver died in the middle of a task: killed, or out of memory."""


class SolverEnded(Exception):  # noqa: N818 - named for what happened
    """The task was given up: somebody cancelled it, the worker ends, or it took too long."""


class Wish(Enum):
    """What a worker wants of the solver at work."""

    GO_ON = 1
    STOP = 2
    """Keep the best so far."""
    GIVE_UP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a worker looks at while a solver works.

    Parameters
    ----------
    wish
        Asked about five times a second.
    hear
        Told of what is known so far.
    """

    wish: Callable[[], Wish]
    hear: Callable[[Mapping[str, Any]], None]


class Solver:
    """One solver process; a lost one is started anew with the next task."""

    def __init__(self, *, memory_mb: int, seconds: float) -> None:
        self._memory_mb, self._seconds = memory_mb, seconds
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._heard: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._listener: threading.Thread | None = None
        self._tasks = 0

    @property
    def process_id(self) -> int | None:
        """The process, while it lives."""
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def warm_up(self) -> None:
        """Start the process so that the next task finds it loaded; raise `SolverLost` when it dies at once."""
        if self.process_id is None or self._tasks >= TASKS:
            self._start()

    def run(self, task: Frame, watch: Watch) -> Frame:
        """Hand over a task and return its last frame.

        Raises
        ------
        SolverLost
            When the process dies.
        SolverEnded
            When the watch gives up or time is over.
        """
        self.warm_up()
        self._tasks += 1
        deadline = time.monotonic() + self._seconds
        assert self._connection is not None
        try:
            send(self._connection, task)
            return self._wait(watch, deadline)
        except OSError as error:
            self.end()
            raise SolverLost from error

    def end(self) -> None:
        """End the process; nothing of what it was doing is kept."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process is not None:
            if process.is_alive():  # the id of one that died at once may be no process's
                process.kill()
            process.join()
        if connection is not None:
            # Should what started the process be gone, nothing but this reaches it.
            with contextlib.suppress(OSError):
                send(connection, Frame(word=Word.END))
            self._hang_up(connection)

    def _hang_up(self, connection: Connection) -> None:
        """Close the line: not while another thread listens to it or sends a task by it."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.join(HANG_UP_SECONDS)
        connection.close()

    def _start(self) -> None:
        self.end()
        self._tasks = 0
        self._heard = queue.SimpleQueue()
        ours, theirs = PROCESSES.Pipe()
        process = PROCESSES.Process(target=serve, args=(theirs, self._memory_mb), daemon=True)  # type: ignore[attr-defined]
        try:
            process.start()
        except (OSError, EOFError) as error:
            # Killed before it could say that it lives.
            ours.close()
            raise SolverLost from error
        finally:
            theirs.close()
        self._process, self._connection = process, ours
        self._listener = threading.Thread(target=_listen, args=(ours, self._heard), daemon=True)
        self._listener.start()

    def _wait(self, watch: Watch, deadline: float) -> Frame:
        stopping = False
        while True:
            wish = watch.wish()
            if wish is Wish.GIVE_UP or time.monotonic() > deadline:
                self.end()
                raise SolverEnded
            if wish is Wish.STOP and not stopping and self._connection is not None:
                send(self._connection, Frame(word=Word.STOP))
                stopping = True
            try:
                frame = self._heard.get(timeout=LISTEN_SECONDS)
            except queue.Empty:
                continue
            if frame is None:
                self.end()
                raise SolverLost
            if frame.word is Word.DONE:
                return frame
            if frame.word is Word.TOLD:
                watch.hear(frame.facts)


def _listen(connection: Connection, heard: "queue.SimpleQueue[Frame | None]") -> None:
    while (frame := receive(connection)) is not None:
        heard.put(frame)
    heard.put(None)
