"""Looking at all pairs of a level held as a matrix: those that gain nothing, and those that gain most."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import BLOCK_CELLS

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


def lowered(weights: IntArray, opened: BoolArray, kind: type[np.signedinteger]) -> IntArray:
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
        row, column = _best(gain, -greatest)
        found.append((row + rows.start) * m + column)
        gains.append(gain[row, column].astype(np.int64))
    return np.concatenate(found), np.concatenate(gains)


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


def _best(gain: IntArray, least: int) -> tuple[IntArray, IntArray]:
    """Return (row, column) of the greatest gains above `least` of every row: a few, and more where rows are few.

    Of equal ones every row begins with another column: were all to get the same few, they would gain nothing by them.
    """
    # In one list first: numpy finds places in two dimensions far more slowly.
    keys = np.flatnonzero(gain > least)
    row, column = np.divmod(keys, gain.shape[1])
    order = np.lexsort((apart(row, column), -gain.ravel()[keys], row))
    row, column = row[order], column[order]
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    most = max(WORST, MANY // max(1, len(starts)))
    rank = np.arange(len(row)) - np.repeat(starts, np.diff(np.append(starts, len(row))))
    return row[rank < most], column[rank < most]
