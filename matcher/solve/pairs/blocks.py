"""Looking at all pairs of a level that gives its weights by blocks: what to offer first, and what gains."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from matcher.problem import BLOCK_CELLS, BoolArray, IntArray
from matcher.solve.pairs.keys import distinct

ALL_PAIRS = 40_000
"""With so few pairs all of them are offered at once."""
BEST = 12
"""Pairs of every person offered at first."""
FEW = 3
"""Pairs of every person offered at first where one is as good as another."""
WORST = 6
"""Gaining pairs of a mentee added in one round."""
MANY = 1_000
"""Where few mentees are left with gaining pairs, they get so many together: their prices have far to go."""

_NONE = np.zeros(0, dtype=np.int64)


class Blocks(Protocol):
    """Weights of all pairs by rectangles."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        ...

    def block(self, rows: slice, columns: slice) -> tuple[IntArray, BoolArray]:
        """Return weights and openness of a rectangle of pairs."""
        ...

    def opened_block(self, rows: slice) -> BoolArray:
        """Return which pairs of these mentees are open."""
        ...


def row_blocks(shape: tuple[int, int]) -> Iterator[slice]:
    """Yield ranges of rows whose rectangles need bounded memory."""
    step = max(1, BLOCK_CELLS // max(1, shape[1]))
    for first in range(0, shape[0], step):
        yield slice(first, min(shape[0], first + step))


def tight_matrix(level: Blocks, potential: IntArray) -> BoolArray:
    """Return which open pairs gain nothing."""
    n, m = level.shape
    tight = np.zeros(level.shape, dtype=np.bool_)
    for rows in row_blocks(level.shape):
        weights, opened = level.block(rows, slice(None))
        fall = potential[rows, None] - potential[None, n : n + m]
        tight[rows] = opened & (weights == fall)
    return tight


def find_gaining(level: Blocks, potential: IntArray, keys: IntArray) -> tuple[IntArray, IntArray]:
    """Return the most gaining pairs of each mentee, of all open pairs not offered yet, and their gains."""
    n, m = level.shape
    found, gains = [_NONE], [_NONE]
    for rows in row_blocks(level.shape):
        weights, opened = level.block(rows, slice(None))
        gain = weights - potential[rows, None] + potential[None, n : n + m]
        gain[~opened] = 0
        # Offered pairs go before the list is cut: a saturated pair may well price above zero.
        inside = keys[np.searchsorted(keys, rows.start * m) : np.searchsorted(keys, rows.stop * m)]
        gain.ravel()[inside - rows.start * m] = 0
        worst = _worst(gain)
        found.append(worst + rows.start * m)
        gains.append(gain.ravel()[worst])
    return np.concatenate(found), np.concatenate(gains)


def _worst(gain: IntArray) -> IntArray:
    """Return flat indices of the greatest positive gains of every row: a few, and more where rows are few."""
    flat = np.flatnonzero(gain > 0)
    if not len(flat):
        return _NONE
    row, value = flat // gain.shape[1], gain.ravel()[flat]
    order = np.lexsort((-value, row))
    row = row[order]
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    most = max(WORST, MANY // len(starts))
    rank = np.arange(len(row)) - np.repeat(starts, np.diff(np.append(starts, len(row))))
    return flat[order[rank < most]]


def best_offers(level: Blocks) -> IntArray:
    """Return the best open pairs of every mentee and of every mentor, or all of them when they are few."""
    n, m = level.shape
    every = open_keys(level, max(ALL_PAIRS, 2 * BEST * (n + m)))
    if every is not None:
        return every
    found = []
    for rows in row_blocks(level.shape):
        weights, opened = level.block(rows, slice(None))
        row, column = _best(weights, opened)
        found.append((row + rows.start) * m + column)
    for columns in row_blocks((m, n)):
        weights, opened = level.block(slice(None), columns)
        column, row = _best(weights.T, opened.T)
        found.append(row * m + column + columns.start)
    return distinct(np.concatenate(found))


def few_open(opened: BoolArray) -> IntArray:
    """Return the keys of a few open pairs of everybody, or all of them when they are few; spread over both sides."""
    n, m = opened.shape
    if n * m <= ALL_PAIRS:
        return np.flatnonzero(opened)
    mentees, mentors = np.arange(n), np.arange(m)
    found = [np.argmax(opened, axis=1) + mentees * m, np.argmax(opened, axis=0) * m + mentors]
    for step in range(FEW):
        found.append(mentees * m + (mentees * m // n + step) % m)
        found.append((mentors * n // m + step) % n * m + mentors)
    keys = distinct(np.concatenate(found))
    return keys[opened.ravel()[keys]]


def open_keys(level: Blocks, most: int) -> IntArray | None:
    """Return the keys of all open pairs, or None when there are more than so many."""
    found, count = [_NONE], 0
    for rows in row_blocks(level.shape):
        keys = np.flatnonzero(level.opened_block(rows)) + rows.start * level.shape[1]
        count += len(keys)
        if count > most:
            return None
        found.append(keys)
    return np.concatenate(found)


def _best(weights: IntArray, opened: BoolArray) -> tuple[IntArray, IntArray]:
    """Return (row, column) of the best few open pairs of every row; equals are spread over columns."""
    r, c = weights.shape
    spread = (np.arange(r)[:, None] * 40503 + np.arange(c)[None] * 30103) & 0xFFFF
    score = (
        weights * (1 << 16) + spread if weights.size and abs(int(weights.min())) < 1 << 45 else weights.copy()
    )
    score[~opened] = np.iinfo(np.int64).min
    best = min(BEST, c)
    column = np.argpartition(score, c - best, axis=1)[:, c - best :]
    row = np.repeat(np.arange(r), best)
    column = column.ravel()
    kept = opened[row, column]
    return row[kept], column[kept]
