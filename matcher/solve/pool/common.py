"""What every optimum of a base shares: pairs that all of them have, and people who are alone in all of them."""

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray
from matcher.solve.pool.levels import Levels, deepened
from matcher.solve.pool.pricing import Candidates, Settled, settle

MOST_ROUNDS = 40
"""After so many other optima nothing is said."""


def find_common(levels: Levels, candidates: Candidates, found: Settled) -> Settled | None:
    """Return what all optima of some levels share, with prices that prove it; None when it took too long.

    One level more asks for an optimum that shares as little as possible with what all optima so far share; when even
    that one shares all of it, every optimum does.
    """
    pairs, alone, highest = found.pairs, found.alone, len(levels.worths)
    for _ in range(MOST_ROUNDS):
        deeper = Levels((*levels.worths, _differing(levels.opened, pairs, alone)), levels.opened)
        found = settle(deeper, candidates, deepened(found.proof, highest))
        shared, lonely = pairs & found.pairs, alone & found.alone
        if (shared, lonely) == (pairs, alone):
            return Settled(pairs, alone, found.proof)
        pairs, alone = shared, lonely
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
