"""What comes next is made in another thread, and nobody who takes it in notices."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.reading.tables.ahead import one_ahead


@given(st.lists(st.integers()))
@settings(max_examples=30, deadline=None)
def test_everything_comes_once_and_in_its_order(numbers):
    assert list(one_ahead(str, numbers)) == [str(number) for number in numbers]


def test_the_next_is_made_while_the_one_before_is_taken_in():
    following = threading.Event()

    def make(number: int) -> int:
        if number == 2:
            following.set()
        return number

    made = one_ahead(make, [1, 2])
    assert next(made) == 1
    # nobody has asked for the second yet; a minute is for a machine that has no time for the thread
    assert following.wait(60)


def test_one_alone_is_made_here():
    assert list(one_ahead(lambda _: threading.current_thread(), [1])) == [threading.current_thread()]


def test_no_more_than_the_next_is_begun():
    begun = []
    made = one_ahead(lambda number: number, (begun.append(number) or number for number in range(10)))
    assert next(made) == 0
    assert begun == [0, 1]


def test_what_is_raised_in_the_thread_is_raised_here():
    class Panic(BaseException):
        """As a panic of the workbook reader arrives."""

    def make(number: int) -> int:
        if number == 1:
            raise Panic("broken")
        return number

    made = one_ahead(make, [0, 1, 2])
    assert next(made) == 0
    with pytest.raises(Panic, match="broken"):
        next(made)


def test_the_thread_is_gone_when_nobody_goes_on():
    before = set(threading.enumerate())
    made = one_ahead(str, range(1000))
    next(made)
    made.close()
    assert set(threading.enumerate()) <= before
