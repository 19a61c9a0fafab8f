"""A bound from who meets whom: groupings relaxed until only what matrices can say of them is left.

Let `Y` be 1 for two people of one group, 0 for all others, and 1 for everybody with themselves. It has no negative
eigenvalue, and everybody's row sums to the size of their group. So for any matrix `K` without negative eigenvalues and
any prices `y` of people, all points `C` of a grouping, counted twice, are at most

    the sum over all entries of  Y · (C + K − y_i − y_j),  each Y as it suits best,  +  2 · the most of  Σ y_i · size_i

Good `K` and `y` come from the alternating direction method: the same `Y` is sought between 0 and 1, and without
negative eigenvalues, in turn, and what keeps the two apart is the `K`. Numbers are kept on a grid so coarse that
products of matrices are exact. That `K` has no negative eigenvalue is checked, and the bound is counted in integers. So
it is a bound on every machine, and the same one unless that check, which is in floats, ends differently at its edge.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray
from matcher.solve.groups.bound import NEVER, GroupKind, group_kinds, size_bound
from matcher.solve.groups.problem import GroupProblem

Floats = npt.NDArray[np.float64]

GRID = float(1 << 20)
"""Steps of the grid from 0 to 1."""
UNIT = 1 << 22
"""Points are counted in parts so small that the largest has at least so many."""
STEPS, FEWEST, FULL = 100, 30, 100
"""Turns of the method up to `FULL` people; with more people fewer, and at least `FEWEST`."""
PENALTY, BEYOND = 0.1, 1.6
"""What two `Y` that differ cost, in parts of the largest points; how far each turn goes past where it should."""
SMALLEST = 1e-4
"""Eigenvalues below this part of the largest need not be told from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class _Range:
    """Who may and who must meet, and how large groups are.

    Parameters
    ----------
    low, high
        (n, n) least and most of each entry of `Y`.
    least, most
        Of anybody's group.
    total
        Least and most of all entries together: the sum of the squares of sizes.
    """

    low: IntArray
    high: IntArray
    least: int
    most: int
    total: tuple[int, int]


def relaxed_bound(problem: GroupProblem) -> int:
    """Return what no grouping exceeds. There is at least one person, and sizes can be kept."""
    cohesion, led = problem.matrices()
    largest = max(1, int(cohesion.max()))
    unit = max(1, UNIT // largest)
    within = _range(problem)
    dual, price = _duals(cohesion / largest, within)
    scale = float(2 * unit * largest)
    bound = _counted(unit * cohesion, within, np.rint(dual * scale), np.rint(price * scale / 2))
    return bound // (2 * unit) + int(led.max(axis=1).sum())


def _range(problem: GroupProblem) -> _Range:
    n, kinds = problem.people, group_kinds(problem)
    low, high = np.eye(n, dtype=np.int64), np.ones((n, n), dtype=np.int64)
    for i, j in problem.together:
        low[i, j] = low[j, i] = 1
    for i, j in problem.apart:
        high[i, j] = high[j, i] = low[i, j]
    least = max(1, min(kind.low for kind in kinds))
    squares = tuple(sign * _squares(kinds, n, sign) for sign in (-1, 1))
    return _Range(low, high, least, max(kind.high for kind in kinds), (squares[0], squares[1]))


def _squares(kinds: Sequence[GroupKind], people: int, sign: int) -> int:
    """Return the most that squares of sizes sum to, times the sign."""
    size = np.arange(people + 1)
    worth = [np.where((size < kind.low) | (size > kind.high), -NEVER, sign * size**2) for kind in kinds]
    return size_bound(kinds, worth, people)[0]


def _counted(cohesion: IntArray, within: _Range, dual: Floats, price: Floats) -> int:
    """Return the bound of a matrix, mended until it has no negative eigenvalue, and of prices."""
    sure, row = _without_negative(dual), price.astype(np.int64)
    gain = cohesion + sure - row[:, None] - row
    met = np.where(gain > 0, gain * within.high, gain * within.low)
    return int(met.sum()) + 2 * _most_by_sizes(row, within)


def _most_by_sizes(price: IntArray, within: _Range) -> int:
    """Return at most what prices times sizes of groups sum to; any number taken off all prices gives a bound."""
    off = np.concatenate([[0], price])
    left = price - off[:, None]
    by_person = np.maximum(left * within.least, left * within.most).sum(axis=1)
    return int((np.maximum(off * within.total[0], off * within.total[1]) + by_person).min())


def _without_negative(matrix: Floats) -> IntArray:
    """Return whole numbers with so much added to the diagonal that no eigenvalue is negative.

    Where Cholesky's method ends in floats, no eigenvalue is below the margin (S. M. Rump, Verification of positive
    definiteness, 2006), twice which is taken off beforehand.
    """
    n, added = len(matrix), 1.0
    whole = np.rint((matrix + matrix.T) / 2)
    while True:
        raised = whole + added * np.eye(n)
        margin = 4 * (n + 2) * np.finfo(float).eps * max(float(np.trace(raised)), 0.0)
        try:
            np.linalg.cholesky(raised - np.ceil(margin) * np.eye(n))
        except np.linalg.LinAlgError:
            added *= 2
            continue
        return raised.astype(np.int64)


def _duals(points: Floats, within: _Range) -> tuple[Floats, Floats]:
    """Return what keeps `Y` from negative eigenvalues, and the prices that keep sums of rows within sizes."""
    n = len(points)
    meets = np.full((n, n), within.total[0] / n**2)
    apart = np.zeros((n, n))
    for _ in range(max(FEWEST, int(STEPS * min(1.0, (FULL / n) ** 2)))):
        # What suits the points best, near the last one that the sizes allow.
        bounded = _on_grid(meets + (points / 2 - apart) / PENALTY)
        bounded = np.clip(bounded, within.low, within.high)
        # The nearest one that the sizes allow and that has no negative eigenvalue.
        goal = _on_grid(BEYOND * bounded + (1 - BEYOND) * meets + apart / PENALTY)
        rows = goal.sum(axis=1)
        inner = _on_grid(goal - _spread(rows))
        below = _negative_part(inner)
        sums = _sums_within(rows, within)
        meets = _on_grid(inner + below + _spread(sums))
        apart = PENALTY * (goal - meets)
    missing = rows - sums
    return PENALTY * below, 2 * PENALTY * (missing / n - missing.sum() / (2 * n**2))


def _spread(rows: Floats) -> Floats:
    """Return the least symmetric matrix with these sums of rows."""
    n = len(rows)
    spread: Floats = (rows[:, None] + rows) / n - rows.sum() / n**2
    return spread


def _sums_within(rows: Floats, within: _Range) -> Floats:
    """Return the sums of rows nearest to these that sizes allow: all moved alike, then kept between least and most."""
    shift = np.sort(np.concatenate([within.least - rows, within.most - rows]))
    total = np.clip(rows + shift[:, None], within.least, within.most).sum(axis=1)
    # Moving everybody alike costs half of what moving them apart does.
    free = float(np.interp(0.0, 2 * len(rows) * shift - total + rows.sum(), shift))
    wanted = float(np.clip(rows + free, within.least, within.most).sum())
    if not within.total[0] <= wanted <= within.total[1]:
        free = float(np.interp(min(max(wanted, within.total[0]), within.total[1]), total, shift))
    return _on_grid(np.clip(rows + free, within.least, within.most))


def _negative_part(matrix: Floats) -> Floats:
    """Return what must be added for no eigenvalue to be negative: half of the absolute value less the matrix."""
    absolute = matrix @ _sign(matrix)
    return _on_grid(((absolute + absolute.T) / 2 - matrix) / 2)


def _sign(matrix: Floats) -> Floats:
    """Return the matrix with 1 and −1 for eigenvalues: the iteration of Newton and Schulz, scaled for the smallest."""
    sign = _on_grid(matrix / max(1.0, float(np.abs(matrix).sum(axis=1).max())))
    smallest = SMALLEST
    while smallest < 1 - SMALLEST:
        scale = (3 / (1 + smallest + smallest**2)) ** 0.5
        square = _on_grid(sign @ sign) * scale**2
        sign = _on_grid(sign @ _on_grid((3 * np.eye(len(matrix)) - square) * scale / 2))
        smallest = scale * smallest * (3 - (scale * smallest) ** 2) / 2
    return sign


def _on_grid(numbers: Floats) -> Floats:
    """Return the nearest numbers with so few digits that sums of products of them are exact."""
    near: Floats = np.rint(numbers * GRID) / GRID
    return near
