"""What a matching is searched on: pairs with their worth, and the matching found so far with its prices."""

from typing import Protocol

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.levels import Levels
from matcher.solve.pool.pricing import Part


class Ground(Protocol):
    """Pairs and a matching on them; whichever holds them, the same steps are taken in the same order."""

    def lay(self, levels: Levels, part: Part) -> None:
        """Hold pairs that are new, or worth something else than before."""

    def start(self, halves: IntArray | None) -> None:
        """Start from a best assignment of everybody to everybody; (levels, n) halves of prices may be known."""

    def start_at(self, prices: IntArray, part: Part) -> None:
        """Start without pairs at (levels, n) prices, which are raised until none of these pairs is worth more."""

    def mend(self, part: Part) -> None:
        """Go on from the prices found after these pairs were laid."""

    def grow(self) -> list[int]:
        """Find a best matching and return everybody's partner, or -1."""

    def prices(self) -> OddPrices:
        """Return the prices of people and of blossoms; blossoms worth nothing are left out."""


def odd_prices(prices: IntArray, sets: list[IntArray], worths: IntArray) -> OddPrices:
    """Return prices in the order of their sets.

    Parameters
    ----------
    prices
        (levels, n).
    sets
        The people of every set.
    worths
        (levels, sets).
    """
    ordered = [np.sort(people) for people in sets]
    # Words of bytes, the highest first, stand in the same order as the rows of numbers, and are compared far faster.
    ranked = sorted(range(len(sets)), key=lambda k: ordered[k].astype(">i8").tobytes())
    return OddPrices(
        prices=prices,
        sizes=np.array([len(sets[k]) for k in ranked], dtype=np.int64),
        members=np.concatenate([np.zeros(0, dtype=np.int64), *(ordered[k] for k in ranked)]),
        worths=worths[:, ranked],
    )
