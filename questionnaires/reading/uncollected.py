"""Reading makes objects by the million and no cycles of them: the collector of cycles would walk them for nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000
"""Objects left by reading that are worth more than the little rubbish of before that stays with them."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of cycles rest; it goes on afterwards if it was at work before.

    What a large file leaves is set aside for good: it is thrown away as soon as nobody needs it, as everything without
    cycles is, and the collector would walk it first thing and again and again.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            if gc.get_count()[0] > MANY:
                gc.freeze()
            gc.enable()
