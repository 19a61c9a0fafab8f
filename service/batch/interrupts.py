"""Ctrl-C during a batch: noticed where the pool looks for it, and left to the first process."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def interrupts_held() -> Iterator[Callable[[], None]]:
    """Yield what raises `KeyboardInterrupt` if Ctrl-C was pressed since; nothing else raises it meanwhile.

    Raised anywhere, it could come while a lock of the pool is taken, which then nobody gives back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    pressed: list[bool] = []

    def look() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield look
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def inherited_by_none() -> Iterator[None]:
    """Hold Ctrl-C back while workers are started: they inherit this, and stop when their parent says so."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    # It is started with the first worker otherwise, and lets Ctrl-C through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
