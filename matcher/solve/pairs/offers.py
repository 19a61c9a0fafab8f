"""Which pairs of a level held as a matrix to offer first: all where they are few, else the likely ones."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.blocks import row_blocks
from matcher.solve.pairs.keys import distinct

FloatArray = npt.NDArray[np.floating[Any]]

ALL_PAIRS = 4_000
"""With so few pairs all of them are offered at once."""
BEST = 12
"""Pairs of everybody offered at first."""
FEW = 3
"""Pairs of everybody offered at first where one is as good as another."""
GUESSES = 10
"""How often prices are guessed anew."""
NOISE = 0.2
"""How blurred choices are meanwhile: the more, the sooner guesses settle, but further from where they should."""
LOOKED_AT = 64
"""So many rows tell by how much the few best of a row differ."""
STEPS = 16
"""Values and prices are taken in so many steps of the noise, so that the last bits of floats decide nothing."""

_SHARES = np.append(np.exp(-np.arange(50 * STEPS) / STEPS), 0).astype(np.float32)
_NONE = np.zeros(0, dtype=np.int64)
_NEARLY_NONE, _FURTHEST = np.float32(1e-24), 1e20


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


def best_offers(worth: IntArray, opened: BoolArray, wanted: IntArray, room: IntArray) -> IntArray:
    """Return the likely open pairs of everybody, or all open pairs when they are few.

    Parameters
    ----------
    worth
        Weights of all pairs.
    wanted, room
        Most pairs of each mentee and of each mentor.
    """
    n, m = opened.shape
    if np.count_nonzero(opened) <= max(ALL_PAIRS, 2 * BEST * (n + m)):
        return np.flatnonzero(opened)
    value = _spread(worth, opened)
    if wanted.sum() <= room.sum():
        row, column = _likely(value, wanted, room)
    else:
        column, row = _likely(np.ascontiguousarray(value.T), room, wanted)
    keys = distinct(row * m + column)
    return keys[opened.ravel()[keys]]


def _spread(worth: IntArray, opened: BoolArray) -> FloatArray:
    """Return what open pairs are worth and a number below 1, so that equal pairs are spread over both sides."""
    n, m = opened.shape
    value = np.empty((n, m), dtype=np.float32)
    row, column = np.arange(n, dtype=np.uint16) * 40503, np.arange(m, dtype=np.uint16) * 30103
    for rows in row_blocks((n, m)):
        np.multiply(np.add.outer(row[rows], column), np.float32(2**-16), out=value[rows])
        value[rows] += worth[rows]
        np.copyto(value[rows], -np.inf, where=~opened[rows])
    return value


def _likely(value: FloatArray, wanted: IntArray, room: IntArray) -> tuple[IntArray, IntArray]:
    """Return (row, column) of the best pairs of every row and column by the prices that both sides bid up."""
    bids, prices = guess_prices(value, wanted, room, guesses=GUESSES, noise=NOISE)
    best = min(BEST, *value.shape)
    row, column = _best_of(value, prices, best)
    of_column, of_row = _best_of(value.T, bids, best)
    return np.concatenate([row, of_row]), np.concatenate([column, of_column])


def guess_prices(
    value: FloatArray, wanted: IntArray, room: IntArray | FloatArray, *, guesses: int, noise: float
) -> tuple[FloatArray, FloatArray]:
    """Return what rows bid and columns cost when everybody gets as much as there is.

    Parameters
    ----------
    value
        Worth of all pairs; changed to what each falls short of the best of its row.
    wanted, room
        Most pairs of each row and of each column.
    guesses
        How often prices are guessed anew.
    noise
        How blurred choices are meanwhile, as a share of what the few best of a row differ by.
    """
    value -= value.max(axis=1, initial=np.float32(-1e30), keepdims=True)
    best, some = min(BEST, *value.shape), value[:: max(1, len(value) // LOOKED_AT)]
    falls = np.sort(-np.partition(some, -best, axis=1)[:, -best])
    blur = np.float32(noise * np.clip(falls[np.isfinite(falls).sum() // 2], 1, _FURTHEST))
    shares = np.empty_like(value)
    for rows in row_blocks(value.shape):
        steps = np.minimum(value[rows] * (-STEPS / blur), len(_SHARES) - 1).astype(np.int64)
        _SHARES.take(steps, out=shares[rows], mode="clip")
    bids, prices = _scaled(shares, wanted, room, guesses)
    return bids * blur, prices * blur


def _scaled(
    shares: FloatArray, wanted: IntArray, room: IntArray | FloatArray, guesses: int
) -> tuple[FloatArray, FloatArray]:
    """Return prices of rows and columns: scale rows to what they want, columns to the room they have (Sinkhorn)."""
    wanted, room = wanted.astype(np.float32), room.astype(np.float32)
    left = np.ones_like(room)
    for _ in range(guesses):
        taken = wanted / np.maximum(np.einsum("ij,j->i", shares, left), _NEARLY_NONE)
        left = np.minimum(1, room / np.maximum(np.einsum("i,ij->j", taken, shares), _NEARLY_NONE))
    return _price(taken), _price(left)


def _price(share: FloatArray) -> FloatArray:
    steps: FloatArray = np.rint(-STEPS * np.log(np.maximum(share, _NEARLY_NONE))).astype(np.float32)
    return steps / np.float32(STEPS)


def _best_of(value: FloatArray, prices: FloatArray, best: int) -> tuple[IntArray, IntArray]:
    """Return (row, column) of what is worth most beyond the prices of columns, for every row."""
    found = [_NONE]
    for rows in row_blocks(value.shape):
        beyond = np.subtract(value[rows], prices, order="C")
        least = np.partition(beyond, -best, axis=1)[:, -best, None]
        found.append(np.flatnonzero(beyond >= least) + rows.start * len(prices))
    row, column = np.divmod(np.concatenate(found), len(prices))
    return row, column
