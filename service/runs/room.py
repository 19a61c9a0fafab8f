"""How many runs wait, without counting them for each new one while the queue is far from full."""

import threading
import time
from collections.abc import Callable

COUNT_SECONDS = 5.0
"""A count is good for so long, with what was accepted since added to it; other hosts accept runs as well."""
FULL_SHARE = 2
"""From one part in so many of the limit on, every new run is counted for."""


class Room:
    """What is left of the most runs that may wait.

    Parameters
    ----------
    limit
        Most runs that may wait.
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._clock, self._lock = limit, clock, threading.Lock()
        self._waiting, self._until = 0, 0.0

    def waiting(self, count: Callable[[], int]) -> int:
        """Return how many wait: exactly where that may decide, and at least roughly where it cannot."""
        with self._lock:
            if self._clock() < self._until and FULL_SHARE * self._waiting < self._limit:
                return self._waiting
        waiting = count()
        with self._lock:
            self._waiting, self._until = waiting, self._clock() + COUNT_SECONDS
        return waiting

    def take(self) -> None:
        """Note that one more waits."""
        with self._lock:
            self._waiting += 1
