"""Waiting until something is so, and no longer than a busy machine may need."""

import time
from collections.abc import Callable

PATIENCE = 300.0
"""Seconds that any step may take while other processes keep the machine busy."""


def wait_until(reached: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
