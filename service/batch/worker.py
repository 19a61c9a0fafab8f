"""A worker process: it loads what a run needs only once it has started, and ends with its parent."""

import os
import signal
import threading
from multiprocessing import connection, parent_process

from questionnaires.wording import Language
from service.batch.done import Done
from service.batch.region import Entry


def follow_parent() -> None:
    """Make a worker leave Ctrl-C to its parent and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def work_here(entry: Entry, out: str, language: Language) -> Done:
    """Make the run of one organisation in this process."""
    from service.batch.work import work

    return work(entry, out, language)
