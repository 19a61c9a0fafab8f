"""A matching of most weight among all pairs of a base, found on few of them.

Solve on candidates, price all pairs by blocks with the prices found, add those that are worth more than their prices,
until none is.
"""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.double_cover import grow_all, start
from matcher.solve.pool.levels import Levels, pack, prices_of
from matcher.solve.pool.nest import NOBODY, Nest
from matcher.solve.pool.pricing import Candidates, find_violations


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A best matching, or what all of them share, and prices that prove it.

    Parameters
    ----------
    pairs
        (smaller, greater).
    """

    pairs: frozenset[tuple[int, int]]
    alone: frozenset[int]
    proof: OddPrices


class Search:
    """A matching of most weight on the candidates, which goes on from where it stands when more is asked.

    Parameters
    ----------
    prices
        (levels, n) near the right ones, from which to start at once.
    halves
        (levels, n) halves of prices that no candidate is worth more than, from which to start with a double cover.
    """

    def __init__(
        self,
        levels: Levels,
        candidates: Candidates,
        prices: IntArray | None = None,
        *,
        halves: IntArray | None = None,
    ) -> None:
        self._levels, self._candidates = levels, candidates
        self._edges: list[dict[int, int]] = [{} for _ in levels.opened]
        """Person → other person → the scaled worth."""
        self._lay(*candidates.pairs())
        if prices is None:
            self._nest = start(self._edges, None if halves is None else pack(halves))
        else:
            self._nest = Nest(pack(prices))
            self._mend(*candidates.pairs())

    def grow(self) -> tuple[frozenset[tuple[int, int]], frozenset[int]]:
        """Return the pairs of a best matching on the candidates, and who is alone in it."""
        grow_all(self._nest, self._edges)
        mates = list(enumerate(self._nest.mate))
        pairs = frozenset((person, other) for person, other in mates if other > person)
        return pairs, frozenset(person for person, other in mates if other == NOBODY)

    def prove(self) -> OddPrices | None:
        """Return prices that no pair is worth more than; None where pairs are, which are candidates from now on."""
        prices = prices_of(self._nest, len(self._levels.worths))
        rows, columns = find_violations(self._levels, prices)
        if not len(rows):
            return prices
        self._candidates.add(rows, columns)
        self._take(rows, columns)
        return None

    def ask(self, levels: Levels) -> None:
        """Ask for a best matching by other levels; the nearer they are to those before, the sooner it is found."""
        rows, columns = self._candidates.pairs()
        before, self._levels = self._levels, levels
        other = np.zeros(len(rows), dtype=np.bool_)
        for old, new in zip(before.worths, levels.worths, strict=True):
            other |= old[rows, columns] != new[rows, columns]
        self._take(rows[other], columns[other])

    def _take(self, rows: IntArray, columns: IntArray) -> None:
        """Take in pairs that are new, or worth something else than before."""
        self._lay(rows, columns)
        self._nest.flatten()
        self._mend(rows, columns)

    def _lay(self, rows: IntArray, columns: IntArray) -> None:
        scaled = self._levels.scaled(rows, columns)
        for i, j, worth in zip(rows.tolist(), columns.tolist(), scaled, strict=True):
            self._edges[i][j] = self._edges[j][i] = worth

    def _mend(self, rows: IntArray, columns: IntArray) -> None:
        """Raise prices until none of these pairs is worth more, and part the pairs that are then worth less."""
        nest, edges = self._nest, self._edges
        often = np.bincount(np.concatenate([rows, columns]), minlength=nest.count).tolist()
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            lacking = edges[i][j] - nest.price[i] - nest.price[j]
            if lacking > 0:
                nest.price[i if often[i] >= often[j] else j] += lacking
        for person, other in enumerate(nest.mate):
            if other != NOBODY and edges[person][other] < nest.price[person] + nest.price[other]:
                nest.part(person)


def settle(
    levels: Levels, candidates: Candidates, prices: IntArray | None = None, *, halves: IntArray | None = None
) -> Settled:
    """Return a best matching with prices that prove it, from where a `Search` starts; candidates needed are added."""
    search = Search(levels, candidates, prices, halves=halves)
    while True:
        pairs, alone = search.grow()
        proof = search.prove()
        if proof is not None:
            return Settled(pairs, alone, proof)
