"""How often: a window for each key or address, kept in the memory of this process."""

import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter


class RateLimits:
    """Counts what was done lately."""

    def __init__(self) -> None:
        self._windows = FixedWindowRateLimiter(MemoryStorage())

    def find_wait(self, limit: str, *who: str) -> int | None:
        """Count one more; return None when it is within the limit, else the seconds to wait.

        Parameters
        ----------
        limit
            Such as ``"10 per minute"``.
        who
            What is counted apart: what is done, and the key or the address.
        """
        wanted = parse(limit)
        if self._windows.hit(wanted, *who):
            return None
        reset = self._windows.get_window_stats(wanted, *who).reset_time
        return max(1, int(reset - time.time()) + 1)
