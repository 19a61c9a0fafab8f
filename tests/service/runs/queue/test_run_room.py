"""How full the queue is: exact where it decides, counted seldom where it does not."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from service.runs.queue.room import COUNT_SECONDS, LATEST_SECONDS, Room


class Counted:
    """Runs that wait, and how often somebody counted them."""

    def __init__(self, waiting: int = 0) -> None:
        self.waiting, self.asked = waiting, 0

    def __call__(self) -> int:
        self.asked += 1
        return self.waiting


def clock_at(seconds: list[float]) -> Callable[[], float]:
    return lambda: seconds[0]


def at_once(work: Callable[[], None]) -> None:
    work()


def test_far_from_full_it_is_counted_once_in_a_while() -> None:
    at, counted = [100.0], Counted(3)
    room = Room(2000, clock_at(at), at_once)
    for _ in range(5):
        room.waiting(counted)
        room.take()
    assert (counted.asked, room.waiting(counted)) == (1, 8)
    at[0] += COUNT_SECONDS
    assert room.waiting(counted) == 8, "nobody waits for a count that cannot decide"
    assert (room.waiting(counted), counted.asked) == (3, 2)


def test_one_counts_at_a_time_and_nobody_goes_by_a_count_of_long_ago() -> None:
    at, counted = [100.0], Counted(3)
    begun: list[Callable[[], None]] = []
    room = Room(2000, clock_at(at), begun.append)
    room.waiting(counted)
    at[0] += COUNT_SECONDS
    assert [room.waiting(counted) for _ in range(3)] == [3, 3, 3]
    assert len(begun) == 1
    counted.waiting, at[0] = 7, at[0] + LATEST_SECONDS
    assert room.waiting(counted) == 7, "it is too old even to go by meanwhile"
    begun[0]()
    at[0] += COUNT_SECONDS
    room.waiting(counted)
    assert len(begun) == 2


def test_where_nothing_can_be_done_aside_a_new_run_is_accepted_all_the_same() -> None:
    at, counted, tried = [100.0], Counted(3), list[str]()

    def full(_work: Callable[[], None]) -> None:
        tried.append("")
        raise RuntimeError("can't start new thread")

    room = Room(2000, clock_at(at), full)
    room.waiting(counted)
    at[0] += COUNT_SECONDS
    assert [room.waiting(counted) for _ in range(2)] == [3, 3]
    assert len(tried) == 2, "the next one tries again"


def test_a_count_that_fails_aside_hinders_nobody() -> None:
    def away() -> int:
        raise OperationalError("", None, Exception())

    at = [100.0]
    room = Room(2000, clock_at(at), at_once)
    room.waiting(Counted(3))
    at[0] += COUNT_SECONDS
    assert [room.waiting(away), room.waiting(away)] == [3, 3]
    assert (room.waiting(Counted(5)), room.waiting(Counted(5))) == (3, 5)


@given(st.integers(1, 12), st.lists(st.integers(-3, 3), max_size=40))
def test_one_host_never_takes_more_than_the_limit(limit: int, events: list[int]) -> None:
    """Of its own runs it knows each; that some ended it may learn late, as long as there is room."""
    at, counted = [0.0], Counted()
    room = Room(limit, clock_at(at), at_once)
    for event in events:
        at[0] += abs(event) / 2
        if event < 0:
            counted.waiting = max(0, counted.waiting + event)
        elif room.waiting(counted) < limit:
            counted.waiting += 1
            room.take()
            assert counted.waiting <= limit
        else:
            assert counted.waiting >= limit, "refused although there is room"
