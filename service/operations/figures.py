"""Figures for Prometheus: requests as they come, runs and workers as the database knows them."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from service.operations.health import queue_age
from service.store.run_states import State
from service.store.runs import Run, Worker
from service.store.store import Store

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Figures:
    """The figures of one web process.

    Parameters
    ----------
    store
        Asked for runs and workers whenever somebody looks.
    """

    def __init__(self, store: Store) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("matcher_requests", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram(
            "matcher_request_seconds",
            "Time to answer",
            ("method", "route"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.registry.register(RunFigures(store))


class RunFigures(Collector):
    """Runs by state and outcome, the age of the queue, living workers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self) -> Iterator[Metric]:
        """Name nothing in advance, so that registering asks no database."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Ask the database."""
        with self._store.whole(read_only=True) as session:
            states = dict(session.execute(select(Run.state, func.count()).group_by(Run.state)).all())
            ended = select(Run.outcome, func.count()).where(Run.outcome.is_not(None)).group_by(Run.outcome)
            outcomes = session.execute(ended).all()
            workers = session.scalar(select(func.count()).select_from(Worker)) or 0
        runs = GaugeMetricFamily("matcher_runs", "Runs by state", labels=["state"])
        for state in State:
            runs.add_metric([state.value], states.get(state, 0))
        yield runs
        finished = GaugeMetricFamily("matcher_runs_finished", "Finished runs by outcome", labels=["outcome"])
        for outcome, count in outcomes:
            finished.add_metric([outcome.value if outcome else ""], count)
        yield finished
        yield GaugeMetricFamily("matcher_workers", "Workers signed in", value=workers)
        age = queue_age(self._store)
        yield GaugeMetricFamily("matcher_queue_age_seconds", "Age of the oldest waiting run", value=age)
