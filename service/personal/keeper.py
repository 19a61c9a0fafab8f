"""A thread that destroys what is due, once an hour, as long as its process lives."""

from types import TracebackType

import structlog
from sqlalchemy.exc import SQLAlchemyError

from service.background import Background
from service.child.child import Child, ChildBusy, ChildOverLimit, FilesRefused
from service.personal.retention import destroy_due
from service.store.store import Store

EVERY = 3600.0
FAULTS = (SQLAlchemyError, ChildBusy, ChildOverLimit, FilesRefused, RuntimeError)


class Keeper(Background):
    """Looks for what is due at start and then every hour."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store, self._child = store, Child()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._child.stop()

    def _work(self) -> None:
        while True:
            try:
                destroy_due(self._store, ask=self._child.call)
            except FAULTS as error:  # the database may be away for a while; the dates wait
                structlog.get_logger("matcher.retention").warning("retention", kind=type(error).__name__)
            if self._ending.wait(EVERY):
                return
