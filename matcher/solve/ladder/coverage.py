"""The level of people and pairs, and lifting the worst pair without losing any of it."""

from dataclasses import replace

import numpy as np

from matcher.arrays import IntArray
from matcher.progress import Stage
from matcher.solve.ladder.any_board import AnyBoard
from matcher.solve.ladder.feasibility import lower_conflict, reach_lower
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.settled import Settled


def settle_coverage(board: AnyBoard, network: Network, start: IntArray, least: int = 0) -> Settled | None:
    """Settle people and pairs on the pairs of at least so many points; None when no flow keeps all bounds."""
    level = board.offer_level(least)
    arcs = replace(network.arcs, reward=network.levels * coverage_unit(board))
    # With a least number of points the value may be less than without: that is no assignment to keep.
    tell = None if least else lambda pairs, _: board.watcher.tell(Stage.PEOPLE, pairs)
    return settle(replace(network, arcs=arcs), level, board.locked, start, tell)


def coverage_unit(board: AnyBoard) -> int:
    """Return what a unit of coverage is worth: more than all earlier pairs that can be kept."""
    return len(board.kept) + 1 if board.asked.raise_worst else 1


def coverage_value(board: AnyBoard, network: Network, settled: Settled) -> int:
    """Return the value of the level of people and pairs, with the pairs kept below it."""
    kept = int(np.isin(board.kept, settled.pairs).sum()) if board.asked.raise_worst else 0
    return int((network.levels * settled.flow).sum()) * coverage_unit(board) + kept


def raise_worst(
    board: AnyBoard, network: Network, coverage: Settled, offers: IntArray
) -> tuple[int, Settled | None, IntArray]:
    """Return the most points every unlocked pair can have at this coverage, what blocks more, and pairs to offer."""
    best = coverage_value(board, network, coverage)
    steps = board.steps()
    offers = np.union1d(coverage.keys, offers)
    low, high, blocked, start = 0, len(steps), None, coverage.keys
    while high - low > 1:
        middle = (low + high) // 2
        reached, keys = reach_within(board, network, offers, int(steps[middle]))
        tried = settle_coverage(board, network, keys, int(steps[middle])) if reached is None else None
        if tried is not None and coverage_value(board, network, tried) == best:
            low, start = middle, tried.keys
            board.watcher.tell(Stage.PEOPLE, tried.pairs)
        else:
            high, blocked = middle, tried or reached
    return int(steps[low]) if len(steps) else 0, blocked, start


def reach_within(
    board: AnyBoard, network: Network, offers: IntArray, least: int = 0
) -> tuple[Settled | None, IntArray]:
    """Return what shows that these pairs leave lower quotas out of reach, if so, and pairs that reach them."""
    if not network.arcs.low.any():
        return None, offers
    reached, _ = reach_lower(network, board.bare_level(least), board.locked, offers)
    found = np.union1d(offers, reached.keys)
    filled = reached.flow[network.leaving]
    return (reached if lower_conflict(network, reached, filled) else None), found
