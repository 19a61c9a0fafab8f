"""The ground of a few people: every worth is one whole number without bound, and nothing is compiled."""

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.double_cover import grow_all, start
from matcher.solve.pool.ground import odd_prices
from matcher.solve.pool.levels import Levels, pack, unpack
from matcher.solve.pool.nest import NOBODY, Nest
from matcher.solve.pool.pricing import Part


class Few:
    """A `matcher.solve.pool.ground.Ground` of lists and dictionaries."""

    def __init__(self, levels: Levels) -> None:
        self._digits = len(levels.worths)
        self._edges: list[dict[int, int]] = [{} for _ in levels.opened]
        """Person → other person → the scaled worth."""
        self._nest = Nest([])

    def lay(self, levels: Levels, part: Part) -> None:
        """Hold pairs that are new, or worth something else than before."""
        scaled = pack(levels.scaled(part.rows, part.columns))
        for i, j, worth in zip(part.rows.tolist(), part.columns.tolist(), scaled, strict=True):
            self._edges[i][j] = self._edges[j][i] = worth

    def start(self, halves: IntArray | None) -> None:
        """Start from a best assignment of everybody to everybody; (levels, n) halves of prices may be known."""
        self._nest = start(self._edges, None if halves is None else pack(halves))

    def start_at(self, prices: IntArray, part: Part) -> None:
        """Start without pairs at (levels, n) prices, which are raised until none of these pairs is worth more."""
        self._nest = Nest(pack(prices))
        self.mend(part)

    def mend(self, part: Part) -> None:
        """Raise prices until none of these pairs is worth more, and part the pairs that are then worth less."""
        nest, edges = self._nest, self._edges
        nest.flatten()
        often = np.bincount(np.concatenate([part.rows, part.columns]), minlength=nest.count).tolist()
        for i, j in zip(part.rows.tolist(), part.columns.tolist(), strict=True):
            lacking = edges[i][j] - nest.price[i] - nest.price[j]
            if lacking > 0:
                nest.price[i if often[i] >= often[j] else j] += lacking
        for person, other in enumerate(nest.mate):
            if other != NOBODY and edges[person][other] < nest.price[person] + nest.price[other]:
                nest.part(person)

    def grow(self) -> list[int]:
        """Find a best matching and return everybody's partner, or -1."""
        grow_all(self._nest, self._edges)
        return self._nest.mate

    def prices(self) -> OddPrices:
        """Return the prices of people and of blossoms; blossoms worth nothing are left out."""
        nest = self._nest
        nodes = [node for node in nest.blossoms() if nest.worth[node]]
        sets = [np.array(nest.people(node), dtype=np.int64) for node in nodes]
        worths = unpack([nest.worth[node] for node in nodes], self._digits)
        return odd_prices(unpack(nest.price, self._digits), sets, worths)
