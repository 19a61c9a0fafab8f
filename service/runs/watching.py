"""What a worker asks and notes while a solver works: a few times a second and not after every word."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.runs.port import Ask
from service.runs.solving.solver import Watch, Wish

ASK_SECONDS = 0.2
"""Between two looks at the run's row; what is told in between is noted at the next, and a run that is done by then
costs neither."""


@dataclass(kw_only=True)
class Watching:
    """The watch over one attempt.

    Parameters
    ----------
    asked
        How the run was asked to end, as of its beginning.
    ask
        Looks that up anew.
    note
        Writes down what the solver has told.
    closing
        Whether the worker gives up what it does.
    """

    asked: Ask | None
    ask: Callable[[], Ask | None]
    note: Callable[[Mapping[str, Any]], None]
    closing: Callable[[], bool]
    clock: Callable[[], float] = time.monotonic
    told: dict[str, Any] = field(default_factory=dict)
    since: float = field(init=False)

    def __post_init__(self) -> None:
        self.since = self.clock()

    def watch(self) -> Watch:
        """Return the watch as a solver's holder takes it."""
        return Watch(wish=self.wish, hear=self.hear)

    def hear(self, facts: Mapping[str, Any]) -> None:
        """Keep what is known until the next look."""
        self.told |= {name: value for name, value in facts.items() if value is not None}

    def wish(self) -> Wish:
        """Return what is wanted of the solver now."""
        if self.clock() - self.since >= ASK_SECONDS:
            self._look()
        if self.closing() or self.asked is Ask.CANCEL:
            return Wish.GIVE_UP
        return Wish.STOP if self.asked is Ask.STOP else Wish.GO_ON

    def _look(self) -> None:
        if self.told:
            self.note(self.told)
            self.told = {}
        self.asked = self.ask()
        self.since = self.clock()
