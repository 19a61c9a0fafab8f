"""Both databases, the durable runs on each, and who carries them."""

from collections.abc import Iterator

import pytest
from databases import (  # noqa: F401 - fixtures
    database,
    empty_database,
    migrated_file,
    migrated_template,
    postgresql,
    store,
)

from service.runs.carry import Carrier
from service.runs.engine import DurableRuns
from service.runs.solver import Solver
from service.store.store import Store


@pytest.fixture
def runs(store: Store) -> Iterator[DurableRuns]:  # noqa: F811 - the fixture
    """Open the durable runs of a database."""
    engine = DurableRuns(store)
    yield engine
    engine.close()


@pytest.fixture
def carrier(store: Store) -> Iterator[Carrier]:  # noqa: F811 - the fixture
    """Carry runs in this process, by a solver process of its own."""
    one = Carrier(store=store, worker_id="wrk_1", make_solver=lambda: Solver(memory_mb=4096, seconds=120))
    yield one
    one.end()
