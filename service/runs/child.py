"""The process in which runs are read and solved: limited in memory, started anew when it dies, gone with its worker.

It is started as ``python -m service.runs.child`` and speaks `service.runs.frames` over its input and output.
"""

import os
import queue
import sys
import threading
from typing import IO, Any

from service.runs.frames import Frame, Word, read_frame, write_frame

MEGABYTE = 2**20


def main() -> None:
    """Answer tasks until the worker is gone."""
    answers = _private_output()
    memory = int(sys.argv[1])
    tasks: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    _load_everything()
    limit_memory(memory)
    write_frame(answers, Frame(word=Word.READY))
    while True:
        write_frame(answers, answer(tasks.get(), answers))


def answer(task: Frame, answers: IO[bytes]) -> Frame:
    """Return the last frame of a task; stages go out before it."""
    from service.folder.make import make
    from service.runs.inputs import request_from
    from service.runs.verdict import verdict_against, verdict_of

    try:
        request = request_from(task.files, task.facts["options"])
        if task.word is Word.READ:
            _refuse_errors(request)
            return Frame(word=Word.DONE)
        write_frame(answers, Frame(word=Word.STAGE, facts={"stage": "solving"}))
        made = make(request)
        return Frame(
            word=Word.DONE,
            facts=verdict_of(made).data(),
            files={paper.path: paper.content for paper in made.papers},
        )
    except Exception as error:
        return Frame(word=Word.DONE, facts=verdict_against(error).data())


def limit_memory(megabytes: int) -> None:
    """Let allocations beyond the limit fail; systems without such limits go without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))


def _refuse_errors(request: Any) -> None:
    from questionnaires.finding import InputRefused, Severity
    from service.folder.make import read

    _, answers = read(request)
    if any(finding.severity is Severity.ERROR for finding in answers.findings):
        raise InputRefused(answers.findings)


def _listen(tasks: IO[bytes], waiting: "queue.SimpleQueue[Frame]") -> None:
    while (frame := read_frame(tasks)) is not None:
        waiting.put(frame)
    # The worker is gone: whatever is being computed will be computed by another.
    os._exit(0)


def _private_output() -> IO[bytes]:
    """Keep the output for answers alone: what a library prints goes to the error stream."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _load_everything() -> None:
    """Import what every run needs before the first one waits for it."""
    import docxtpl  # noqa: F401
    import pymorphy3  # noqa: F401

    import service.folder.make
    import service.runs.verdict  # noqa: F401


if __name__ == "__main__":
    main()
