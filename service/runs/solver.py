"""A worker's hold on one solver: hand it a task, hear its stages, end it."""

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from service.runs.frames import Frame, Word, read_frame, write_frame

TASKS = 50
"""After so many tasks a solver is replaced, so that nothing builds up in it."""
LISTEN_SECONDS = 0.2
START_SECONDS = 60.0


class SolverLost(Exception):  # noqa: N818 - named for what happened
    """The solver died in the middle of a task: killed, or out of memory."""


class SolverEnded(Exception):  # noqa: N818 - named for what happened
    """The task was given up: somebody cancelled it, the worker ends, or it took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a worker looks at while a solver works.

    Parameters
    ----------
    give_up
        Asked about five times a second; true ends the task.
    hear
        Told of every stage.
    """

    give_up: Callable[[], bool]
    hear: Callable[[str], None]


class Solver:
    """One solver process; a lost one is started anew with the next task."""

    def __init__(self, *, memory_mb: int, seconds: float) -> None:
        self._memory_mb, self._seconds = memory_mb, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._tasks = 0

    @property
    def process_id(self) -> int | None:
        """The process, while it lives."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def warm_up(self) -> None:
        """Start the process so that the next task finds it loaded."""
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
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            write_frame(self._process.stdin, task)
            return self._wait(watch, deadline)
        except OSError as error:
            self.end()
            raise SolverLost from error

    def end(self) -> None:
        """End the process; nothing of what it was doing is kept."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                # What was not yet written can no longer be.
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr]

    def _start(self) -> None:
        self.end()
        self._tasks = 0
        self._heard = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "service.runs.child", str(self._memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=_listen, args=(self._process, self._heard), daemon=True).start()

    def _wait(self, watch: Watch, deadline: float) -> Frame:
        while True:
            if watch.give_up() or time.monotonic() > deadline:
                self.end()
                raise SolverEnded
            try:
                frame = self._heard.get(timeout=LISTEN_SECONDS)
            except queue.Empty:
                continue
            if frame is None:
                self.end()
                raise SolverLost
            if frame.word is Word.DONE:
                return frame
            if frame.word is Word.STAGE:
                watch.hear(frame.facts["stage"])


def _listen(process: "subprocess.Popen[bytes]", heard: "queue.SimpleQueue[Frame | None]") -> None:
    assert process.stdout is not None
    try:
        while (frame := read_frame(process.stdout)) is not None:
            heard.put(frame)
    except (OSError, ValueError):
        pass  # the pipe was closed while it was read: the same as its end
    heard.put(None)
