"""A thread that empties the outbox as long as its process lives; several processes share the work."""

import structlog

from service.background import Background
from service.store.store import Store
from service.webhooks.outbox import send_due

EVERY = 2.0


class Sender(Background):
    """Sends what is due every two seconds.

    Parameters
    ----------
    internal_allowed
        Whether notices may go to internal addresses.
    """

    def __init__(self, store: Store, *, internal_allowed: bool = False) -> None:
        super().__init__()
        self._store, self._internal = store, internal_allowed

    def _work(self) -> None:
        while not self._ending.wait(EVERY):
            try:
                send_due(self._store, internal_allowed=self._internal)
            except Exception as error:  # such as a database that is away: the outbox waits
                structlog.get_logger("matcher.webhooks").warning("outbox", kind=type(error).__name__)
