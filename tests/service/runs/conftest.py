"""The durable runs on both databases, and who carries them."""

from collections.abc import Iterator

import pytest

from service.runs.carry import Carrier
from service.runs.queue.engine import DurableRuns
from service.runs.solving.solver import Solver
from service.store.store import Store


@pytest.fixture
def runs(store: Store) -> Iterator[DurableRuns]:
    """Open the durable runs of a database."""
    engine = DurableRuns(store)
    yield engine
    engine.close()


@pytest.fixture
def carrier(store: Store) -> Iterator[Carrier]:
    """Carry runs in this process, by a solver process of its own."""
    one = Carrier(store=store, worker_id="wrk_1", make_solver=lambda: Solver(memory_mb=4096, seconds=120))
    yield one
    one.end()
