"""A limited child process: files are parsed and problems are solved there, never in the web process.

What a stranger uploaded may eat memory or time; then the child dies and not the service.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from questionnaires.finding import Finding
from questionnaires.wording import Wording
from service.processes import PROCESSES

MEGABYTE = 1_000_000


class ChildBusy(Exception):  # noqa: N818 - named for what it means
    """Every child is at work: try again later."""


class ChildOverLimit(Exception):  # noqa: N818 - named for what it means
    """The task took more memory or time than it may."""


class FilesRefused(Exception):  # noqa: N818 - named for what it means
    """The inputs have errors."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("refused")


class Impossible(Exception):  # noqa: N818 - named for what it means
    """What was asked contradicts the run, its musts or its stages; the reasons are sentences."""

    def __init__(self, kind: str, reasons: tuple[Wording, ...]) -> None:
        self.kind, self.reasons = kind, reasons
        super().__init__(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one task may take.

    Parameters
    ----------
    memory
        Megabytes of address space; 0 for no limit.
    seconds
        Until an answer.
    wait
        Seconds to wait for a free child.
    """

    memory: int = 4000
    seconds: float = 120.0
    wait: float = 20.0


class Child:
    """One long-lived process that does one task at a time and is replaced when it dies."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._turn = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None

    def call(self, task: Callable[..., Any], *given: Any) -> Any:
        """Return what a function of a module returns, computed in the child.

        Raises
        ------
        ChildBusy, ChildOverLimit
            When there is no room, or the task took too much.
        FilesRefused, Impossible
            What the task itself refused.
        """
        if not self._turn.acquire(timeout=self.limits.wait):
            raise ChildBusy
        try:
            kind, content = self._ask(task, given)
        finally:
            self._turn.release()
        if kind == "done":
            return content
        if kind == "refused":
            raise FilesRefused(content)
        if kind == "over-limit":
            raise ChildOverLimit
        if kind == "fault":
            raise RuntimeError(content)
        raise Impossible(kind, content)

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, task: Callable[..., Any], given: tuple[Any, ...]) -> tuple[str, Any]:
        line = self._started()
        try:
            line.send((task, given))
            if line.poll(self.limits.seconds):
                answer: tuple[str, Any] = line.recv()
                return answer
        except (EOFError, OSError):
            pass
        self.stop()
        return "over-limit", None

    def _started(self) -> Connection:
        if self._process is None or not self._process.is_alive():
            self.stop()
            self._line, there = PROCESSES.Pipe()
            process = PROCESSES.Process(target=serve, args=(there, self.limits.memory), daemon=True)  # type: ignore[attr-defined]
            try:
                process.start()
            except (EOFError, OSError) as error:  # killed at birth; the next one is copied anew
                raise ChildBusy from error
            finally:
                there.close()
            self._process = process
        assert self._line is not None
        return self._line


def serve(line: Connection, memory: int) -> None:
    """Answer tasks until the line is closed; runs in the child."""
    _limit(memory)
    while True:
        try:
            task, given = line.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        line.send(_answer(task, given))


def _answer(task: Callable[..., Any], given: tuple[Any, ...]) -> tuple[str, Any]:
    from questionnaires.finding import InputRefused
    from service.folder.approve import StagesOpen
    from service.folder.make import NoAssignment
    from service.plans.draft import MoveRefused

    try:
        return "done", task(*given)
    except InputRefused as error:
        return "refused", error.findings
    except NoAssignment as error:
        return "conflicts", error.run.result.conflicts
    except StagesOpen as error:
        return "stages", error.reasons
    except MoveRefused as error:
        return "move", (error.why,)
    except MemoryError:
        return "over-limit", None
    except Exception as error:  # the parent must hear of every fault, or it waits for ever
        import traceback

        frames = traceback.extract_tb(error.__traceback__)[-6:]
        where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
        # the message is left out: it may repeat what stood in a file
        return "fault", f"{type(error).__name__} in {where}"


def _limit(memory: int) -> None:
    if not memory:
        return
    try:
        import resource
    except ImportError:  # not on Windows
        return
    size = memory * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
