"""When a worker looks into a queue: when something waits in it and a hand is free, and at once after a run."""

import threading
import time
from collections.abc import Callable

LOOK_SECONDS = 0.1
"""Between two looks of an idle worker, each a plain statement; the engine's own look takes several."""
FREE_SECONDS = 0.25
"""So long after a run its hand is waited for: the engine still has to write down that the run is done."""
BREATH_SECONDS = 0.005


class Bell(threading.Event):
    """What the engine's reader of a queue waits on: set when the worker ends, as the engine knows it.

    Parameters
    ----------
    is_free
        Whether the worker could begin one more.
    has_waiting
        Whether something waits.
    """

    def __init__(self, *, is_free: Callable[[], bool], has_waiting: Callable[[], bool]) -> None:
        super().__init__()
        self._is_free, self._has_waiting = is_free, has_waiting
        self._rung = threading.Event()

    def ring(self) -> None:
        """Have the queue looked into now: a run is done, or one was handed over."""
        self._rung.set()

    def set(self) -> None:
        """End the waiting for good."""
        super().set()
        self._rung.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Return when there is something to begin, or True at the end; the engine's own time to wait is not used."""
        while not self.is_set():
            if self._rung.wait(LOOK_SECONDS):
                self._rung.clear()
                self._wait_for_hand()
            if self._is_free() and self._has_waiting():
                return self.is_set()
        return True

    def _wait_for_hand(self) -> None:
        deadline = time.monotonic() + FREE_SECONDS
        while not self._is_free() and time.monotonic() < deadline and not self.is_set():
            time.sleep(BREATH_SECONDS)
