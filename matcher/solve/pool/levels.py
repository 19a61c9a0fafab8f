"""What a pair of one base is worth: one number per level of the ladder, compared like words in a dictionary.

The search of `matcher.solve.pool.tree` knows one number per pair only, so the levels are put one above the other as
digits of a whole number without bound. A digit is far wider than any sum on its level can become, so nothing spills
over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.proof.pool_certificate import OddPrices

DIGIT = 64
"""Bits of a digit: points stay below 31 bits and lots below 41, and prices below both times the people."""


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The worth of every pair.

    Parameters
    ----------
    worths
        (n, n) integers per level, the highest level first, symmetric.
    opened
        (n, n) whether two people may be a pair, symmetric.
    scale
        Prices and worths are held so many times as great, so that halves of prices stay whole.
    """

    worths: tuple[npt.NDArray[np.integer], ...]
    opened: BoolArray
    scale: int = 4

    def scaled(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Return the scaled worth of pairs, one row of it per level."""
        return np.array([self.scale * level[rows, columns].astype(np.int64) for level in self.worths])


def pack(levels: Iterable[IntArray]) -> list[int]:
    """Return rows of numbers, given level by level, as one number each."""
    total: list[int] | None = None
    for level in levels:
        values = level.tolist()
        total = (
            values
            if total is None
            else [(high << DIGIT) + low for high, low in zip(total, values, strict=True)]
        )
    return total or []


def unpack(numbers: Sequence[int], count: int) -> IntArray:
    """Return the (levels, len(numbers)) rows that were packed; digits may be negative."""
    left, digits = list(numbers), []
    half, mask = 1 << (DIGIT - 1), (1 << DIGIT) - 1
    for _ in range(count - 1):
        low = [((number + half) & mask) - half for number in left]
        left = [(number - digit) >> DIGIT for number, digit in zip(left, low, strict=True)]
        digits.append(low)
    return np.array([left, *reversed(digits)], dtype=np.int64).reshape(count, len(numbers))


def deepened(found: OddPrices, highest: int, more: int = 1) -> IntArray:
    """Return the highest levels of prices with more levels of zeros below; those of sets go to their people, by halves.

    No pair is worth more than these prices on the levels kept.
    """
    flat = found.prices.copy()
    for people, worth in zip(found.sets(), found.worths.T, strict=True):
        flat[:, people] += worth[:, None] // 2
    return np.vstack([flat[:highest], np.zeros((more, flat.shape[1]), dtype=np.int64)])
