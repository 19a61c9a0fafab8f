"""Which pairs of a level held as a matrix to offer first: all where they are few, else the likely ones."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.keys import distinct

FloatArray = npt.NDArray[np.floating[Any]]

ALL_PAIRS = 4_000
"""With so few pairs all of them are offered at once."""
BEST = 8
"""Pairs of everybody offered at first."""
FEW = 3
"""Pairs of everybody offered at first where one is as good as another."""
GUESSES = 10
"""How often prices are guessed anew."""
NOISE = 0.2
"""How blurred choices are meanwhile: the more, the sooner guesses settle, but further from where they should."""
STEPS = 16
"""Values and prices are taken in so many steps of the noise, so that the last bits of floats decide nothing."""

_SHARES = np.append(np.exp(-np.arange(50 * STEPS) / STEPS), 0)
_NEARLY_NONE, _FURTHEST = 1e-200, 1e20


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
    value = worth.astype(np.float32)
    value += _apart(n, m)
    value[~opened] = -np.inf
    if wanted.sum() <= room.sum():
        row, column = _likely(value, wanted, room)
    else:
        column, row = _likely(np.ascontiguousarray(value.T), room, wanted)
    keys = distinct(row * m + column)
    return keys[opened.ravel()[keys]]


def _apart(n: int, m: int) -> FloatArray:
    """Return a number below 1 for every pair, so that equal pairs are spread over both sides."""
    row, column = np.arange(n, dtype=np.uint16), np.arange(m, dtype=np.uint16)
    return np.add.outer(row * 40503, column * 30103) * np.float32(2**-16)


def _likely(value: FloatArray, wanted: IntArray, room: IntArray) -> tuple[IntArray, IntArray]:
    """Return (row, column) of the best pairs of every row and column by the prices that both sides bid up."""
    bids, prices = guess_prices(value, wanted, room, guesses=GUESSES, noise=NOISE)
    best = min(BEST, *value.shape)
    row, column = _best_of(value - prices, best)
    of_column, of_row = _best_of(np.ascontiguousarray(value.T) - bids, best)
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
    best = min(BEST, *value.shape)
    falls = np.sort(-np.partition(value, -best, axis=1)[:, -best])
    blur = np.float32(noise * np.clip(falls[np.isfinite(falls).sum() // 2], 1, _FURTHEST))
    steps = np.minimum(value * (-STEPS / blur), len(_SHARES) - 1).astype(np.int32)
    bids, prices = _scaled(_SHARES[steps], wanted, room, guesses)
    return bids * blur, prices * blur


def _scaled(
    shares: FloatArray, wanted: IntArray, room: IntArray | FloatArray, guesses: int
) -> tuple[FloatArray, FloatArray]:
    """Return prices of rows and columns: scale rows to what they want, columns to the room they have (Sinkhorn)."""
    left = np.ones(len(room))
    for _ in range(guesses):
        taken = wanted / np.maximum(np.einsum("ij,j->i", shares, left), _NEARLY_NONE)
        left = np.minimum(1, room / np.maximum(np.einsum("i,ij->j", taken, shares), _NEARLY_NONE))
    return _price(taken), _price(left)


def _price(share: FloatArray) -> FloatArray:
    steps: FloatArray = np.rint(-STEPS * np.log(np.maximum(share, _NEARLY_NONE))).astype(np.float32)
    return steps / np.float32(STEPS)


def _best_of(value: FloatArray, best: int) -> tuple[IntArray, IntArray]:
    """Return (row, column) of the greatest values of every row."""
    keys = np.flatnonzero(value >= np.partition(value, -best, axis=1)[:, -best, None])
    rows, columns = np.divmod(keys, value.shape[1])
    return rows, columns
