"""How far one weight may move alone before any pair changes: every weight told of was solved, none is inferred."""

from collections.abc import Callable
from dataclasses import dataclass

from matcher.problem import Problem
from matcher.solution import Solution
from matcher.solve.otherwise.standing import Standing, stand_on

STEPS = 5
"""Steps looked at to either side by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The weights with which no pair changes.

    Parameters
    ----------
    here
        The weight as it is.
    least, most
        Ends of the interval: solved with these and every step between, the pairs are the same.
    other_below, other_above
        Whether one step beyond the end other pairs were found; otherwise the search ended there.
    """

    here: int
    least: int
    most: int
    other_below: bool
    other_above: bool


def sensitivity(
    solution: Solution,
    problem_at: Callable[[int], Problem],
    weight: int,
    *,
    step: int = 1,
    steps: int = STEPS,
    standing: Standing | None = None,
) -> Interval:
    """Return how far a weight may move alone, by whole steps, before any pair of a solution changes.

    Parameters
    ----------
    solution
        The choice whose pairs are to stay.
    problem_at
        The problem with another weight; with `weight` it is the one that was solved.
    step
        By how much the weight moves at a time, at least 1.
    steps
        So many steps to either side are tried at most, and no weight below 0.
    standing
        What was kept of the way to the solution, when several weights are asked about.

    Raises
    ------
    ValueError
        When `step` or `steps` is too small, or points grow beyond what is weighed exactly.

    Notes
    -----
    Points are rounded to whole numbers, so that they do not follow a weight in a straight line, and the pairs of two
    weights say nothing certain of those between: each is solved.

    Examples
    --------
    >>> import matcher
    >>> problem_at = lambda weight: matcher.Problem([[30, weight]])
    >>> found = matcher.sensitivity(matcher.solve(problem_at(25)), problem_at, 25, steps=10)
    >>> found.least, found.most
    (15, 29)
    """
    if step < 1 or steps < 0:
        raise ValueError(f"step must be at least 1 and steps at least 0, got {step} and {steps}.")
    kept = standing or stand_on(problem_at(weight), solution)

    def same(moved: int) -> bool:
        return kept.keeps_pairs(problem_at(moved))

    below = range(weight - step, max(0, weight - steps * step) - 1, -step)
    above = range(weight + step, weight + steps * step + 1, step)
    least, other_below = _walk(same, weight, below)
    most, other_above = _walk(same, weight, above)
    return Interval(here=weight, least=least, most=most, other_below=other_below, other_above=other_above)


def _walk(same: Callable[[int], bool], start: int, weights: range) -> tuple[int, bool]:
    """Return the last weight with the same pairs, and whether the one after it has others."""
    reached = start
    for moved in weights:
        if not same(moved):
            return reached, True
        reached = moved
    return reached, False
