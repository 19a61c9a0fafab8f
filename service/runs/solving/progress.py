"""What a solver says while it works: at most once a second, and only what grows."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.progress import Progress
from matcher.progress import Stage as Settling

EVERY_SECONDS = 1.0
MOST_OPEN = 99
"""Percent of a run that is not finished: all of the bound may be reached before anybody knows that it is."""


class Stage(StrEnum):
    """What a solver is doing, as a client reads it."""

    READING = "reading"
    PEOPLE = Settling.PEOPLE.value
    """Most people and pairs."""
    POINTS = Settling.POINTS.value
    LOTS = Settling.LOTS.value
    """The choice among equally good ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a run on its way.

    Parameters
    ----------
    progress
        How much of the proven bound the best so far reaches, in percent; 0 while there is no bound.
    objective, bound
        Points of the best so far, and proven most points; None while not known.
    """

    stage: Stage
    progress: int = 0
    objective: int | None = None
    bound: int | None = None


@dataclass(kw_only=True)
class Reporter:
    """A watch over the solving that tells of it from time to time and stops it when asked to.

    Parameters
    ----------
    tell
        Hears what is known.
    stopping
        Set when the best so far is to be kept.
    """

    tell: Callable[[Told], None]
    stopping: threading.Event = field(default_factory=threading.Event)
    clock: Callable[[], float] = time.monotonic
    _next: float = 0.0
    _most: int = 0

    def __call__(self, known: Progress) -> bool:
        """Go on unless somebody asked to stop."""
        if self.clock() >= self._next:
            self._next = self.clock() + EVERY_SECONDS
            self.tell(self._told(known))
        return not self.stopping.is_set()

    def stage(self, stage: Stage) -> None:
        """Tell at once that something else begins; what was known stays."""
        self.tell(Told(stage=stage, progress=self._most))

    def _told(self, known: Progress) -> Told:
        if known.bound and known.objective is not None:
            self._most = max(self._most, min(MOST_OPEN, 100 * known.objective // known.bound))
        return Told(
            stage=Stage(known.stage.value), progress=self._most, objective=known.objective, bound=known.bound
        )
