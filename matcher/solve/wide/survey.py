"""One look at all pairs before anything is solved: the most points, and everybody's best partners."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from matcher.arrays import IntArray
from matcher.scores import MOST_POINTS
from matcher.solve.pairs.keys import distinct
from matcher.solve.wide.best import Best, no_best
from matcher.solve.wide.halves import scan_halves
from matcher.solve.wide.kernels import best_of_columns, best_of_rows
from matcher.solve.wide.product import FloatArray

OF_MENTEE = 12
"""Best mentors of every mentee offered at first."""
OF_MENTOR = 6
"""Best mentees of every mentor offered at first."""
FEW = 2
"""Best mentors of every mentee offered at first where one pair is as good as another."""

T = TypeVar("T")

LIMITS = (min, max, max)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survey:
    """What one look at all pairs tells.

    Parameters
    ----------
    largest
        Most points of any pair, open or not.
    most_open
        Most points of any open pair.
    offers
        Keys of the best open pairs of everybody.
    few
        Keys of a few of these.
    beyond
        (mentees,): most points of any other open pair of each mentee, at least; −1 where there is none.
    asked
        (mentors,): how many mentees have each among their best.
    """

    largest: int
    most_open: int
    offers: IntArray
    few: IntArray
    beyond: IntArray
    asked: IntArray


def _spread(n: int, m: int) -> IntArray:
    """Return keys that give everybody somebody: with equal points many would otherwise be offered the same few."""
    mentees, mentors = np.arange(n), np.arange(m)
    if not n or not m:
        return mentees[:0]
    return np.concatenate([mentees * m + mentees * m // n, mentors * n // m * m + mentors])


def look_at_all(
    blocks: Iterable[tuple[IntArray, FloatArray]],
    close: Callable[[FloatArray, IntArray], None],
    *,
    shape: tuple[int, int],
    kind: Any,
) -> Survey:
    """Look at all pairs once.

    Parameters
    ----------
    blocks
        (mentees, their points with every mentor), all mentees in order; may be overwritten.
    close
        Writes minus infinity into the block of these mentees where a pair is not open.
    shape
        Number of mentees and mentors.
    kind
        Type of the floats of a block.

    Raises
    ------
    ValueError
        When a pair has fewer points than 0, or too many.
    """
    n, m = shape

    def look(points: FloatArray, own: IntArray) -> tuple[float, float, float]:
        least, most = float(points.min(initial=0)), float(points.max(initial=0))
        close(points, own)
        return least, most, float(points.max(initial=0))

    rows, columns, seen = best_of_everybody(blocks, look, shape=shape, kind=kind)
    limits = zip(LIMITS, zip((0.0, 0.0, 0.0), *seen, strict=True), strict=True)
    least, most, most_open = (limit(found) for limit, found in limits)
    _check(int(least), int(most))
    few = np.concatenate([rows.of_mentees(m, FEW), _spread(n, m)])
    of_mentees = rows.of_mentees(m)
    offers = np.concatenate([of_mentees, *(half.of_mentors(m) for half in columns), few])
    full = rows.counts == rows.values.shape[1]
    return Survey(
        largest=int(most),
        most_open=int(most_open),
        offers=distinct(offers),
        few=distinct(few),
        beyond=np.where(full, rows.values[:, -1:].max(axis=1, initial=-1), -1).astype(np.int64),
        asked=np.bincount(of_mentees % max(1, m), minlength=m),
    )


def best_of_everybody(
    blocks: Iterable[tuple[IntArray, FloatArray]],
    look: Callable[[FloatArray, IntArray], T],
    *,
    shape: tuple[int, int],
    kind: Any,
) -> tuple[Best, list[Best], list[T]]:
    """Return the best pairs of every mentee, those of every mentor in two lists, and what `look` said of each block.

    Parameters
    ----------
    blocks
        (mentees, what their pairs with every mentor are worth), all mentees in order; may be overwritten.
    look
        Told of every block before it is ranked; may change it.
    """
    n, m = shape
    rows = no_best(n, min(OF_MENTEE, m), kind)
    columns = [no_best(m, min(OF_MENTOR, n), kind) for _ in range(2)]
    lowest = kind.type(-np.inf)
    needed = [np.full(m, lowest) for _ in range(2)]

    def scan(own: IntArray, worth: FloatArray, half: int) -> T:
        told = look(worth, own)
        best_of_rows(worth, own, lowest, rows.values, rows.partners, rows.counts)
        lists = columns[half].values, columns[half].partners, columns[half].counts
        best_of_columns(worth, own, needed[half], *lists)
        return told

    told = [each for halves in scan_halves(blocks, scan) for each in halves]
    return rows, columns, told


def _check(least: int, most: int) -> None:
    if least < 0:
        raise ValueError(f"Points must be at least 0, got {least} from the product of features.")
    if most >= MOST_POINTS:
        raise ValueError(f"Points must be below {MOST_POINTS}, got {most} from the product of features.")
