"""How a worker has the run engine work for it: by what it offers, and by what is found of its insides."""

import functools
import inspect
import logging
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from service.config import Config
from service.runs.carry import Carrier, Given
from service.runs.queue import engine
from service.runs.queue.bell import Bell
from service.runs.queue.embedded import as_we_write
from service.runs.queue.glance import Glance

KNOWN = "3.4"
"""The run engine whose insides were read. What is used of them is looked for in whatever version is installed."""
READER = ("stop_event", "dbos", "queue")
"""What the engine's reader of a queue is given; it waits on the first."""
INSIDES = ("_active_workflows_set.count_for_queue", "_registry.register_poller")
CLOCK_SECONDS = 1.0
"""Between two looks by the engine's own clock, where it cannot wait for the bell."""

RECOVERIES = 100
"""How often the engine itself may begin a workflow again. Losses are counted in the run's row, where an orderly
end of a worker is not held against the run; this is only a second fence."""
PAUSES = (1, 5, 15, 30, 60, 120)
"""Seconds between repetitions while the database is away."""

log = logging.getLogger("matcher.worker")


def launch(config: Config, worker_id: str, carrier: Carrier, glance: Glance) -> None:
    """Start the engine with the workflow of a run, and have its queue read."""
    from dbos import DBOS, DBOSPortableJSONSerializer

    dbos = DBOS(
        config={
            "name": engine.APPLICATION,
            "system_database_url": engine.engine_url(config.database_url),
            "dbos_system_schema": engine.SCHEMA,
            "application_version": engine.VERSION,
            "executor_id": worker_id,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "run_migrations": False,
            # Its own notices are used by nobody here; it would look for them a hundred times a second.
            "notification_coalesce_sec": 1.0,
            "db_engine_kwargs": as_we_write() if config.is_embedded else {},
        }
    )
    reader = find_reader(dbos)
    if reader is None:
        log.warning("run engine %s is not built as %s was: queue read by the clock", version("dbos"), KNOWN)
        _read_by_clock(carrier, config.solvers)
    else:
        _read_by_bell(dbos, reader, carrier, glance, config.solvers)


def find_reader(dbos: Any) -> Callable[..., None] | None:
    """Return the engine's reader of a queue, to which a bell can be given; None where it is built otherwise."""
    from dbos import _queue

    reader: Callable[..., None] | None = getattr(_queue, "queue_worker_thread", None)
    if reader is None or tuple(inspect.signature(reader).parameters) != READER:
        return None
    reached = (
        functools.reduce(lambda one, name: getattr(one, name, None), path.split("."), dbos)
        for path in INSIDES
    )
    return reader if all(map(callable, reached)) else None


def _read_by_bell(
    dbos: Any, reader: Callable[..., None], carrier: Carrier, glance: Glance, most: int
) -> None:
    """Let the engine's reader of the queue wait for the bell: by itself it asks three times as much, by the clock."""
    from dbos import DBOS

    bell = Bell(
        is_free=lambda: takes_more(dbos._active_workflows_set, carrier, most), has_waiting=glance.has_waiting
    )
    _register_workflow(carrier.carry, bell.ring)
    DBOS.listen_queues([])
    DBOS.launch()
    queue = DBOS.register_queue(engine.QUEUE, worker_concurrency=most)
    dbos._registry.register_poller(bell, reader, bell, dbos, queue)


def takes_more(active: Any, carrier: Carrier, most: int) -> bool:
    """Return whether one more may be begun; a worker that ends takes none, for others would only learn it later."""
    return not carrier.leaving.is_set() and active.count_for_queue(engine.QUEUE) < most


def _read_by_clock(carrier: Carrier, most: int) -> None:
    """Have the queue read as the engine does it by itself: slower between runs, and nothing else is different."""
    from dbos import DBOS

    _register_workflow(carrier.carry, lambda: None)
    DBOS.listen_queues([engine.QUEUE])
    DBOS.launch()
    DBOS.register_queue(engine.QUEUE, worker_concurrency=most, polling_interval_sec=CLOCK_SECONDS)


def give_back_orphans(runs: engine.DurableRuns, living: set[str]) -> None:
    """Put back into its queue whatever a worker that is no more had begun."""
    from dbos import DBOS

    pending = runs.client.list_workflows(status="PENDING", load_input=False, load_output=False)
    orphaned = [one for one in pending if one.executor_id and one.executor_id not in living]
    if not orphaned:
        return
    workers = sorted({str(one.executor_id) for one in orphaned})
    log.warning("taking over from %d workers", len(workers))
    recover = getattr(DBOS, "_recover_pending_workflows", None)
    if recover is not None:
        # Conditional on the dead worker's id: a second worker doing the same changes nothing.
        recover(workers)
    else:
        # A second worker doing the same may have a run begun twice; only the latest attempt is recorded.
        runs.client.resume_workflows([one.workflow_id for one in orphaned], queue_name=engine.QUEUE)


def _register_workflow(work: Callable[[str], None], ring: Callable[[], None]) -> None:
    from dbos import DBOS

    @DBOS.workflow(name=engine.CARRY, max_recovery_attempts=RECOVERIES)
    def workflow(run_id: str) -> None:
        try:
            _patiently(work, run_id)
        except Given:
            # The workflow must stay open so that another worker takes it: this process ends in a moment.
            threading.Event().wait()
        finally:
            ring()


def _patiently(work: Callable[[str], None], run_id: str) -> None:
    """Repeat after a failure outside the solver, such as a lost connection; each repetition counts as a loss."""
    for pause in PAUSES:
        try:
            return work(run_id)
        except Given:
            raise
        except Exception as error:
            log.warning("run %s: %s, again in %s s", run_id, type(error).__name__, pause)
            time.sleep(pause)
    return work(run_id)
