"""The process in which runs are read and solved: limited in memory, started anew when it dies, gone with its worker."""

import dataclasses
import os
import queue
import signal
import sys
import threading
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from service.runs.solving.frames import Frame, Word, receive, send

if TYPE_CHECKING:
    from service.runs.solving.progress import Told

MEGABYTE = 2**20
NICENESS = 10
"""Solving takes seconds or minutes, an answer milliseconds: on a small machine answers and the database go first."""


def serve(worker: Connection, memory_mb: int) -> None:
    """Answer tasks until the worker is gone."""
    import service.runs.solving.loaded  # noqa: F401 - there already where processes begin as copies

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the worker's to answer
    _silence()
    give_way()
    tasks: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    stopping = threading.Event()
    threading.Thread(target=_listen, args=(worker, tasks, stopping), daemon=True).start()
    limit_memory(memory_mb)
    send(worker, Frame(word=Word.READY))
    while True:
        send(worker, answer(tasks.get(), worker, stopping))


def answer(task: Frame, worker: Connection, stopping: threading.Event) -> Frame:
    """Return the last frame of a task; what is known on the way goes out before it."""
    from service.folder.make import make
    from service.runs.inputs import request_from
    from service.runs.solving.judging import verdict_against, verdict_of
    from service.runs.solving.progress import Reporter, Stage

    reporter = Reporter(tell=lambda told: send(worker, _frame(told)), stopping=stopping)
    try:
        request = request_from(task.files, task.facts["options"])
        if task.word is Word.READ:
            _refuse_errors(request)
            return Frame(word=Word.DONE)
        reporter.stage(Stage.READING)
        made = make(request, watch=reporter)
        return Frame(
            word=Word.DONE,
            facts=verdict_of(made).data(),
            files={paper.path: paper.content for paper in made.papers},
        )
    except Exception as error:
        return Frame(word=Word.DONE, facts=verdict_against(error).data())


def give_way() -> None:
    """Let every other process go first; systems without such an order go without."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def limit_memory(megabytes: int) -> None:
    """Let allocations beyond the limit fail; systems without such limits go without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))


def _refuse_errors(request: Any) -> None:
    from service.folder.apart import refuse_errors
    from service.folder.make import read

    refuse_errors(*read(request))


def _frame(told: "Told") -> Frame:
    return Frame(word=Word.TOLD, facts=dataclasses.asdict(told))


def _listen(worker: Connection, tasks: "queue.SimpleQueue[Frame]", stopping: threading.Event) -> None:
    try:
        while (frame := receive(worker)) is not None and frame.word is not Word.END:
            if frame.word is Word.STOP:
                stopping.set()
            else:
                # A wish to stop that came too late for one task is none for the next.
                stopping.clear()
                tasks.put(frame)
    finally:
        # The worker is gone, or a task does not fit into memory: nobody waits for what a deaf process computes.
        os._exit(0)


def _silence() -> None:
    """Let what a library prints go nowhere: it may be of people."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
