"""A thread that empties the outbox as long as its process lives; several processes share the work."""

import threading
from types import TracebackType
from typing import Self

import structlog

from service.store.store import Store
from service.webhooks.outbox import send_due

EVERY = 2.0


class Sender:
    """Sends what is due every two seconds.

    Parameters
    ----------
    internal_allowed
        Whether notices may go to internal addresses.
    """

    def __init__(self, store: Store, *, internal_allowed: bool = False) -> None:
        self._store, self._internal = store, internal_allowed
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._ending.wait(EVERY):
            try:
                send_due(self._store, internal_allowed=self._internal)
            except Exception as error:  # such as a database that is away: the outbox waits
                structlog.get_logger("matcher.webhooks").warning("outbox", kind=type(error).__name__)
