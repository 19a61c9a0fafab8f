"""A matching of most weight among all pairs of a base, found on few of them.

Solve on candidates, price all pairs by blocks with the prices found, add those that are worth more than their prices,
until none is.
"""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.few import Few
from matcher.solve.pool.ground import Ground
from matcher.solve.pool.levels import Levels
from matcher.solve.pool.nest import NOBODY
from matcher.solve.pool.pricing import Candidates, Part, find_violations

FEW = 1_000
"""So many people are searched sooner than what is compiled is loaded."""


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
        self._ground = _ground(levels)
        offered = candidates.part()
        self._ground.lay(levels, offered)
        if prices is None:
            self._ground.start(halves)
        else:
            self._ground.start_at(prices, offered)

    def grow(self) -> tuple[frozenset[tuple[int, int]], frozenset[int]]:
        """Return the pairs of a best matching on the candidates, and who is alone in it."""
        mates = list(enumerate(self._ground.grow()))
        pairs = frozenset((person, other) for person, other in mates if other > person)
        return pairs, frozenset(person for person, other in mates if other == NOBODY)

    def prove(self) -> OddPrices | None:
        """Return prices that no pair is worth more than; None where pairs are, which are candidates from now on."""
        prices = self._ground.prices()
        rows, columns = find_violations(self._levels, prices)
        if not len(rows):
            return prices
        self._take(self._candidates.add(rows, columns))
        return None

    def ask(self, levels: Levels) -> None:
        """Ask for a best matching by other levels; the nearer they are to those before, the sooner it is found."""
        offered = self._candidates.part()
        before, self._levels = self._levels, levels
        other = np.zeros(len(offered.places), dtype=np.bool_)
        for old, new in zip(before.worths, levels.worths, strict=True):
            if old is not new:
                other |= old[offered.rows, offered.columns] != new[offered.rows, offered.columns]
        self._take(self._candidates.part(other))

    def _take(self, part: Part) -> None:
        """Take in pairs that are new, or worth something else than before."""
        self._ground.lay(self._levels, part)
        self._ground.mend(part)


def _ground(levels: Levels) -> Ground:
    if len(levels.opened) <= FEW:
        return Few(levels)
    # What is compiled takes its time to load, and is loaded only where it is needed.
    from matcher.solve.pool.many import Many

    return Many(levels)


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
