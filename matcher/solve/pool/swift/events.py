"""What happens next in a tree: the earliest event first, of equal ones the one told first; compiled."""

from typing import Any, NamedTuple

import numpy as np

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.rows import is_equal, is_less

X, Y, HEAP = 0, 1, 2
TOLD, COMING = 0, 1


class Events(NamedTuple):
    """Events that were told and a heap of those to come.

    Parameters
    ----------
    when
        Row of digits of every event.
    told
        (3, room): the two things an event is about, and the heap of the events to come.
    counts
        How many were told, and how many are to come.
    """

    when: Any
    told: Any
    counts: Any


def make_events(room: int, digits: int) -> Events:
    """Return room for so many events."""
    return Events(
        np.zeros((room, digits), dtype=np.int64),
        np.zeros((3, room), dtype=np.int64),
        np.zeros(2, dtype=np.int64),
    )


def with_room(events: Events, more: int) -> Events:
    """Return the events with room for as many again and so many more."""
    room, digits = events.when.shape
    larger = make_events(2 * room + more, digits)
    larger.when[:room], larger.told[:, :room], larger.counts[:] = events
    return larger


@compiled_in_place
def tell(events: Events, x: int, y: int) -> None:
    """Tell an event whose time stands already where the next one is written."""
    event, k = events.counts[TOLD], events.counts[COMING]
    told = events.told
    told[X, event], told[Y, event] = x, y
    while k > 0:
        above = (k - 1) >> 1
        # Told later than all others, so it passes only those that are later.
        if not is_less(events.when, event, events.when, told[HEAP, above]):
            break
        told[HEAP, k] = told[HEAP, above]
        k = above
    told[HEAP, k] = event
    events.counts[TOLD] += 1
    events.counts[COMING] += 1


@compiled_in_place
def take_next(events: Events) -> int:
    """Remove the event that comes next and return its number."""
    told = events.told
    events.counts[COMING] -= 1
    size = events.counts[COMING]
    event: int = told[HEAP, 0]
    if size:
        _sink(events, told[HEAP, size], size)
    return event


@compiled_in_place
def _sink(events: Events, last: int, size: int) -> None:
    """Let an event take the place of the top, and sink until none below comes before it."""
    told, k = events.told, 0
    while True:
        below = 2 * k + 1
        if below >= size:
            break
        if below + 1 < size and _comes_before(events, told[HEAP, below + 1], told[HEAP, below]):
            below += 1
        if not _comes_before(events, told[HEAP, below], last):
            break
        told[HEAP, k] = told[HEAP, below]
        k = below
    told[HEAP, k] = last


@compiled_in_place
def _comes_before(events: Events, event: int, other: int) -> bool:
    before: bool = is_less(events.when, event, events.when, other)
    return before or (event < other and is_equal(events.when, event, events.when, other))
