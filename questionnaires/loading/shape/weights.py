"""Weights in words and in points: the wishes of a form always share exactly 10 000 points."""

from collections.abc import Sequence
from enum import Enum

from questionnaires.criterion import POINTS_OF_A_FORM


class Weight(Enum):
    """A weight as a curator says it; the value is its share."""

    NONE = 0
    LITTLE = 1
    SOME = 2
    MUCH = 4


WEIGHTS: dict[str, Weight] = {
    "не важно": Weight.NONE,
    "немного важно": Weight.LITTLE,
    "важно": Weight.SOME,
    "очень важно": Weight.MUCH,
}
"""The words a programme file may use."""


def share_points(weights: Sequence[Weight | int]) -> tuple[int, ...]:
    """Return the points of each wish: points stand as written, the words share the rest.

    Parameters
    ----------
    weights
        In the order of the criteria: a word, or points of the form.

    Returns
    -------
    tuple of int
        Adds up to `POINTS_OF_A_FORM` whenever `weights_fault` finds nothing. What rounding leaves goes to the largest
        remainders, the earlier criterion first.

    >>> share_points([Weight.MUCH, Weight.SOME, 1000])
    (6000, 3000, 1000)
    """
    rest = POINTS_OF_A_FORM - sum(weight for weight in weights if isinstance(weight, int))
    shares = sum(weight.value for weight in weights if isinstance(weight, Weight)) or 1
    points = [rest * w.value // shares if isinstance(w, Weight) else w for w in weights]
    remainders = [rest * w.value % shares if isinstance(w, Weight) else 0 for w in weights]
    worded = [place for place, weight in enumerate(weights) if isinstance(weight, Weight) and weight.value]
    largest = sorted(worded, key=lambda place: (-remainders[place], place))
    for place in largest[: POINTS_OF_A_FORM - sum(points)]:
        points[place] += 1
    return tuple(points)


def weights_fault(weights: Sequence[Weight | int]) -> str | None:
    """Return the code of what is wrong with the weights of a form, or None when they share the total exactly."""
    points = sum(weight for weight in weights if isinstance(weight, int))
    words = sum(weight.value for weight in weights if isinstance(weight, Weight))
    if not weights:
        return "no-wishes"
    if points > POINTS_OF_A_FORM:
        return "points-over"
    if words and points == POINTS_OF_A_FORM:
        return "points-leave-nothing"
    if not words and points < POINTS_OF_A_FORM:
        return "points-under"
    return None
