"""One look at all pairs before anything is solved: the most points, and everybody's best partners."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.problem import IntArray
from matcher.solve.pairs.keys import distinct
from matcher.solve.wide.best import no_best
from matcher.solve.wide.halves import scan_halves
from matcher.solve.wide.kernels import best_of_columns, best_of_rows

if TYPE_CHECKING:
    from matcher.solve.wide.field import Field

OF_MENTEE = 12
"""Best mentors of every mentee offered at first."""
OF_MENTOR = 6
"""Best mentees of every mentor offered at first."""


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
    """

    largest: int
    most_open: int
    offers: IntArray


def _spread(n: int, m: int) -> IntArray:
    """Return keys that give everybody somebody: with equal points many would otherwise be offered the same few."""
    mentees, mentors = np.arange(n), np.arange(m)
    if not n or not m:
        return mentees[:0]
    return np.concatenate([mentees * m + mentees * m // n, mentors * n // m * m + mentors])


def look_at_all(field: "Field") -> Survey:
    """Look at all pairs once.

    Raises
    ------
    ValueError
        When a pair has fewer points than 0.
    """
    n, m = field.shape
    kind = np.float64
    rows = no_best(n, min(OF_MENTEE, m), kind)
    columns = [no_best(m, min(OF_MENTOR, n), kind) for _ in range(2)]
    least = [np.full(m, -np.inf) for _ in range(2)]
    largest = most_open = 0
    for mentees in field.blocks():
        block = field.points(mentees)
        if block.size and block.min() < 0:
            raise ValueError(
                f"Points must be at least 0, got {int(block.min())} from the product of features."
            )
        largest = max(largest, int(block.max(initial=0)))
        field.close(block, mentees)
        most_open = max(most_open, int(block.max(initial=0)))

        def scan(half: slice) -> None:
            part, own = block[half], mentees[half]  # noqa: B023 - called before the next block
            best_of_rows(part, own, rows.values, rows.partners, rows.counts)
            k = int(half.start > 0)
            lists = columns[k].values, columns[k].partners, columns[k].counts
            best_of_columns(part, own, least[k], *lists)

        scan_halves(scan, len(mentees))
    mentee, mentor, _ = rows.filled()
    found = [mentee * m + mentor]
    for half in columns:
        mentor, mentee, _ = half.filled()
        found.append(mentee * m + mentor)
    found.append(_spread(n, m))
    return Survey(largest=largest, most_open=most_open, offers=distinct(np.concatenate(found)))
