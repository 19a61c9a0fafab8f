"""What every optimum of a base shares: pairs that all of them have, and people who are alone in all of them."""

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray
from matcher.solve.pool.levels import Levels, deepened
from matcher.solve.pool.pricing import Candidates
from matcher.solve.pool.search import Search, Settled

MOST_ROUNDS = 400
"""After so many other optima nothing is said."""


def find_common(levels: Levels, candidates: Candidates, found: Settled) -> Settled | None:
    """Return what all optima of some levels share, with prices that prove it; None when it took too long.

    One level more asks for an optimum that shares as little as possible with what all optima so far share; when even
    that one shares all of it, every optimum does. Any optimum among the candidates is one, so all pairs are priced only
    when the candidates have no other to offer.
    """
    pairs, alone = found.pairs, found.alone

    def deeper() -> Levels:
        return Levels((*levels.worths, _differing(levels.opened, pairs, alone)), levels.opened)

    search = Search(deeper(), candidates, deepened(found.proof, len(levels.worths)))
    for _ in range(MOST_ROUNDS):
        other, lonely = search.grow()
        if pairs <= other and alone <= lonely:
            proof = search.prove()
            if proof is not None:
                return Settled(pairs, alone, proof)
        else:
            pairs, alone = pairs & other, alone & lonely
            search.ask(deeper())
    return None


def _differing(
    opened: BoolArray, pairs: frozenset[tuple[int, int]], alone: frozenset[int]
) -> npt.NDArray[np.integer]:
    """Return -1 for shared pairs, and 1 for each person of other pairs who has been alone."""
    has_been = np.zeros(len(opened), dtype=np.int8)
    has_been[sorted(alone)] = 1
    level: npt.NDArray[np.integer] = has_been[:, None] + has_been[None, :]
    rows, columns = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    level[rows, columns] = level[columns, rows] = -1
    return level
