import signal
import threading

import pytest

from service.batch.interrupts import inherited_by_none, interrupts_held


def press() -> None:
    # To this thread: another one of the test runner does not hold it back.
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)


def test_ctrl_c_is_raised_where_it_is_looked_for_and_nowhere_else() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupts_held() as look:
        look()
        press()
        with pytest.raises(KeyboardInterrupt):
            look()
    assert signal.getsignal(signal.SIGINT) is before


def test_workers_are_started_with_ctrl_c_held_back_also_the_first_time() -> None:
    with interrupts_held() as look:
        with inherited_by_none():
            press()
            look()  # it waits outside
        with pytest.raises(KeyboardInterrupt):
            look()
