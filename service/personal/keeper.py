"""A thread that destroys what is due, once an hour, as long as its process lives."""

import threading
from types import TracebackType
from typing import Self

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.api.child import Child, ChildBusy, ChildOverLimit, FilesRefused
from service.personal.retention import destroy_due
from service.store.store import Store

EVERY = 3600.0
FAULTS = (SQLAlchemyError, ChildBusy, ChildOverLimit, FilesRefused, RuntimeError)


class Keeper:
    """Looks for what is due at start and then every hour."""

    def __init__(self, store: Store) -> None:
        self._store, self._ending, self._child = store, threading.Event(), Child()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()
        self._child.stop()

    def _work(self) -> None:
        while True:
            try:
                destroy_due(self._store, ask=self._child.call)
            except FAULTS as error:  # the database may be away for a while; the dates wait
                structlog.get_logger("matcher.retention").warning("retention", kind=type(error).__name__)
            if self._ending.wait(EVERY):
                return
