"""Whether the service lives, and whether it can do its work."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select, text

from service.config import MEGABYTE, Config
from service.runs.ledger import WAITING
from service.store import schema
from service.store.base import now
from service.store.runs import Run
from service.store.store import Store


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `found` never holds anything of people or of the configuration."""

    is_good: bool
    found: str


def readiness(config: Config, store: Store) -> dict[str, Check]:
    """Look at everything the service needs; nothing is raised."""
    looks: dict[str, Callable[[Config, Store], Check]] = {
        "database": _database,
        "migrations": _migrations,
        "queue_age": _queue_age,
        "disk": _disk,
    }
    return {name: _look(look, config, store) for name, look in looks.items()}


def queue_age(store: Store) -> float:
    """Return for how many seconds the oldest waiting run has waited; 0 when none waits."""
    with store.whole(read_only=True) as session:
        oldest = session.scalar(select(func.min(Run.created_at)).where(Run.state.in_(WAITING)))
    return max(0.0, (now() - oldest).total_seconds()) if oldest else 0.0


def _look(look: Callable[[Config, Store], Check], config: Config, store: Store) -> Check:
    try:
        return look(config, store)
    except Exception as error:
        return Check(False, type(error).__name__)


def _database(config: Config, store: Store) -> Check:
    with store.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        return Check(True, connection.dialect.name)


def _migrations(config: Config, store: Store) -> Check:
    state = schema.current_revision(store.engine)
    return Check(state.is_current, f"{state.found} of {state.expected}")


def _queue_age(config: Config, store: Store) -> Check:
    age = queue_age(store)
    return Check(age <= config.queue_age_seconds, f"{age:.0f} s")


def _disk(config: Config, store: Store) -> Check:
    place = config.home if config.home.exists() else config.home.anchor
    free = shutil.disk_usage(place).free // MEGABYTE
    return Check(free >= config.free_disk_mb, f"{free} MB free")
