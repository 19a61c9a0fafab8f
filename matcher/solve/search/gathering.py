"""Among the choices that reach the same levels, one that leaves fewer groups too small: the fuller ones are filled.

How far groups are too small is no sum that a flow could have least. But a place in a group that lacks few people may
earn something, and one in a group that lacks many may cost something; that is done again as long as it helps.
"""

from dataclasses import replace

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.dense import DenseLevel
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import Settled
from matcher.solve.search.keeping import Kept
from matcher.solve.search.leading import loads, too_small

PLACE = 2
"""What a place in a group that is too small earns or costs, beside 1 for an earlier pair, or very much for it."""


def gather(kept: Kept, needed: int, least: IntArray) -> Kept:
    """Return what is kept with a choice that leaves no more groups too small, if possible fewer."""
    short = too_small(loads(kept.board, kept.pairs), least)
    while len(short):
        tried = _gathered(kept, needed, least, short)
        left = too_small(loads(kept.board, tried.pairs), least)
        if len(left) >= len(short):
            break
        kept, short = tried, left
    return kept


def _gathered(kept: Kept, needed: int, least: IntArray, short: IntArray) -> Kept:
    load = loads(kept.board, kept.pairs)
    fuller = short[2 * load[short] >= least[short]]
    network = _earning(kept.network, least, fuller, np.setdiff1d(short, fuller))
    for price in (1, 2 * PLACE * int(kept.board.problem.shape[0] * least.max()) + 1):
        settled = _settle(kept, network, price)
        if np.isin(kept.board.kept, settled.pairs).sum() >= needed:
            return replace(kept, offers=settled.keys, pairs=settled.pairs)
    return kept


def _earning(network: Network, least: IntArray, fuller: IntArray, emptier: IntArray) -> Network:
    """Return the network in which the places of these groups earn, up to a whole one, and those of the others cost."""
    arcs, full, empty = network.arcs, network.leaving[fuller], network.leaving[emptier]
    high, reward = arcs.high.copy(), np.zeros_like(arcs.reward)
    high[full] = np.maximum(arcs.low[full], np.minimum(high[full], least[fuller]))
    reward[full], reward[empty] = PLACE, -PLACE
    nothing = np.zeros_like(full)
    beyond = Arcs(arcs.tail[full], arcs.head[full], nothing, arcs.high[full] - high[full], nothing)
    return replace(network, arcs=replace(arcs, high=high, reward=reward).joined(beyond))


def _settle(kept: Kept, network: Network, price: int) -> Settled:
    weights = np.zeros_like(kept.board.points)
    weights.ravel()[kept.board.kept] = price
    level = DenseLevel(weights, kept.board.opened, price)
    settled = settle(network, level, kept.board.locked, kept.offers)
    assert settled is not None, "What is kept is a flow."
    return settled
