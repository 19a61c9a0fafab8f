"""What is known while solving goes on, and how to stop it with the best so far."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is being settled."""

    PEOPLE = "people"
    """Most people and pairs, and the worst pair where it is to be raised."""
    POINTS = "points"
    LOTS = "lots"
    """The choice among equally good ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known after one step.

    Parameters
    ----------
    step
        Steps taken so far, from 1; the same problem takes the same steps on every machine.
    stage
        What is being settled.
    pairs
        Number of pairs of the best assignment so far; None while there is none.
    objective
        Its points.
    bound
        Proven most points under the levels above; None while it is not known.
    """

    step: int
    stage: Stage
    pairs: int | None
    objective: int | None
    bound: int | None


Watch = Callable[[Progress], bool | None]
"""Called after every step; false stops the solving, and the best so far is kept. Who answers nothing only looks on."""
