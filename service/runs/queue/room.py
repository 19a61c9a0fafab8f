"""How many runs wait, without counting them for each new one while the queue is far from full."""

import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

COUNT_SECONDS = 5.0
"""A count is good for so long, with what was accepted since added to it; other hosts accept runs as well."""
LATEST_SECONDS = 30.0
"""So long an older one is still gone by while somebody counts anew, so that the new run waits for nobody."""
FULL_SHARE = 2
"""From one part in so many of the limit on, every new run is counted for."""

Aside = Callable[[Callable[[], None]], None]


def beside(work: Callable[[], None]) -> None:
    """Do something while the caller goes on."""
    threading.Thread(target=work, daemon=True).start()


class Room:
    """What is left of the most runs that may wait.

    Parameters
    ----------
    limit
        Most runs that may wait.
    aside
        How to count without being waited for.
    """

    def __init__(
        self, limit: int, clock: Callable[[], float] = time.monotonic, aside: Aside = beside
    ) -> None:
        self._limit, self._clock, self._aside = limit, clock, aside
        self._lock, self._counting = threading.Lock(), threading.Lock()
        self._waiting, self._counted_at = 0, float("-inf")

    def waiting(self, count: Callable[[], int]) -> int:
        """Return how many wait: exactly where that may decide, and at least roughly where it cannot."""
        with self._lock:
            waiting, age = self._waiting, self._clock() - self._counted_at
        if FULL_SHARE * waiting >= self._limit or age >= LATEST_SECONDS:
            return self._count(count)
        if age >= COUNT_SECONDS and self._counting.acquire(blocking=False):
            self._begin_aside(count)
        return waiting

    def take(self) -> None:
        """Note that one more waits."""
        with self._lock:
            self._waiting += 1

    def _count(self, count: Callable[[], int]) -> int:
        waiting = count()
        with self._lock:
            self._waiting, self._counted_at = waiting, self._clock()
        return waiting

    def _begin_aside(self, count: Callable[[], int]) -> None:
        try:
            self._aside(lambda: self._count_aside(count))
        except RuntimeError:
            self._counting.release()  # the host gives no thread now: the next new run tries again

    def _count_aside(self, count: Callable[[], int]) -> None:
        try:
            self._count(count)
        except SQLAlchemyError:
            return  # the database is away: the next new run finds out, or has it counted
        finally:
            self._counting.release()
