"""Looking at all pairs of a level held as a matrix: those that gain nothing, and those that gain most."""

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray

BLOCK_CELLS = 1 << 15
"""Pairs of one block: what is worked out of them meanwhile stays in the cache, and in memory that is held already."""
WORST = 6
"""Pairs of a mentee added in one round."""
MANY = 1_000
"""Where few mentees are left to get pairs, they get so many together: their prices have far to go."""

_NONE = np.zeros(0, dtype=np.int64)


class Blocks(Protocol):
    """A level held as a matrix."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        ...

    def worth_beside(self, potential: IntArray) -> IntArray:
        """Return the weights, so low for pairs that are not open that by these prices none of them gains."""
        ...


def row_blocks(shape: tuple[int, int]) -> Iterator[slice]:
    """Yield ranges of rows whose rectangles need bounded memory."""
    step = max(1, BLOCK_CELLS // max(1, shape[1]))
    for first in range(0, shape[0], step):
        yield slice(first, min(shape[0], first + step))


def reach_of(kind: type[np.signedinteger]) -> int:
    """Return below what size weights and prices must be for pairs to be priced in numbers of this kind."""
    return int(np.iinfo(kind).max) // 8


def lowest(kind: type[np.signedinteger]) -> int:
    """Return a weight with which a pair loses, at any prices within reach, as much as another one can gain."""
    return -5 * reach_of(kind)


def lowered(weights: npt.NDArray[Any], opened: BoolArray, kind: type[np.signedinteger]) -> IntArray:
    """Return weights in numbers of this kind, so low for pairs that are not open that they gain by no price."""
    worth = np.full(weights.shape, lowest(kind), dtype=kind)
    np.copyto(worth, weights, where=opened, casting="same_kind")
    return worth


def tight_matrix(level: Blocks, potential: IntArray) -> BoolArray:
    """Return which open pairs gain nothing."""
    n, m = level.shape
    worth = level.worth_beside(potential)
    prices = potential.astype(worth.dtype)
    tight = np.empty(level.shape, dtype=np.bool_)
    for rows in row_blocks(level.shape):
        np.equal(worth[rows], prices[rows, None] - prices[None, n : n + m], out=tight[rows])
    return tight


def find_gaining(level: Blocks, potential: IntArray, keys: IntArray) -> tuple[IntArray, IntArray]:
    """Return the most gaining pairs of each mentee, of all open pairs not offered yet, and their gains.

    If any pair gains, those that nearly do are returned as well: prices will move by about as much as the most gaining
    pair gains, and every round less is a flow less.
    """
    m = level.shape[1]
    greatest = max((int(gain.max(initial=0)) for _, gain in _gains(level, potential, keys)), default=0)
    found, gains = [_NONE], [_NONE]
    for rows, gain in _gains(level, potential, keys) if greatest else ():
        # In one list first: numpy finds places in two dimensions far more slowly.
        inside = np.flatnonzero(gain > -greatest)
        found.append(inside + rows.start * m)
        gains.append(gain.ravel()[inside].astype(np.int64))
    return _best(np.concatenate(found), np.concatenate(gains), m)


def _gains(level: Blocks, potential: IntArray, keys: IntArray) -> Iterator[tuple[slice, IntArray]]:
    """Yield rows and what their pairs gain; those offered, or not open, gain nothing."""
    n, m = level.shape
    worth = level.worth_beside(potential)
    prices, least = potential.astype(worth.dtype), lowest(worth.dtype.type)
    for rows in row_blocks(level.shape):
        gain = worth[rows] + prices[None, n : n + m]
        # Offered pairs go before the list is cut: a saturated pair may well price above zero.
        inside = keys[np.searchsorted(keys, rows.start * m) : np.searchsorted(keys, rows.stop * m)]
        gain.ravel()[inside - rows.start * m] = least
        gain -= prices[rows, None]
        yield rows, gain


def apart(row: IntArray, column: IntArray) -> IntArray:
    """Return a number of 16 bits for every pair, so that equal pairs are spread over both sides."""
    return (row * 40503 + column * 30103) & 0xFFFF


def _best(keys: IntArray, gains: IntArray, mentors: int) -> tuple[IntArray, IntArray]:
    """Return the pairs of the greatest gains of every mentee, and these: a few, and more where mentees are few.

    Of equal ones every mentee begins with another mentor: were all to get the same few, they would gain nothing.
    """
    row, column = np.divmod(keys, mentors)
    order = np.lexsort((apart(row, column), -gains, row))
    row = row[order]
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    most = max(WORST, MANY // max(1, len(starts)))
    rank = np.arange(len(row)) - np.repeat(starts, np.diff(np.append(starts, len(row))))
    best = order[rank < most]
    return keys[best], gains[best]
