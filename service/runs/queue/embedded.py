"""The run engine's own connections to the embedded database."""

import sqlite3
from typing import Any


class Connection(sqlite3.Connection):
    """Does not wait for the disk, as the service's connections do: all write into one journal.

    What a power cut takes from its end are the engine's notes after ours, and a run that is begun again is fenced.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.execute("PRAGMA synchronous=NORMAL")


def as_we_write() -> dict[str, Any]:
    """Return how the engine is to connect, from its first connection on."""
    return {"connect_args": {"factory": Connection}}
