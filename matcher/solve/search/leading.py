"""Who leads a group of a least size: branching over it, whatever a choice of leaders is worth below.

A choice without least sizes bounds every choice of leaders, so the best-first search ends with the best one, or after
its share of nodes with the best found and an honest bound.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.board import Board
from matcher.solve.pairs.network import Network

NODES = 400
"""Choices of leaders examined by default; `effort` of 20 units stands for so many."""


class Led(Protocol):
    """The best choice when some mentors are decided to lead a group and some not to."""

    @property
    def value(self) -> tuple[int, ...]:
        """What no choice with these leaders exceeds: what this one is worth."""
        ...

    @property
    def low(self) -> IntArray:
        """Least number of people of every mentor."""
        ...

    @property
    def high(self) -> IntArray:
        """Most people of every mentor."""
        ...

    @property
    def load(self) -> IntArray:
        """How many people every mentor has."""
        ...

    @property
    def short(self) -> IntArray:
        """Mentors who lead a group that is too small."""
        ...


_Node = TypeVar("_Node", bound=Led)


@dataclass(frozen=True, kw_only=True, eq=False)
class Leading(Generic[_Node]):
    """A search for the best leaders.

    Parameters
    ----------
    least
        How many people a group of each mentor needs.
    evaluate
        Returns the best choice within these bounds of mentors, which are narrower than those of a node, or None when
        there is none.
    tell
        Told of the best node so far after every step.
    """

    least: IntArray
    evaluate: Callable[[IntArray, IntArray, _Node], _Node | None]
    tell: Callable[[_Node | None], None]

    def search(
        self, root: _Node, best: _Node | None, limit: int
    ) -> tuple[_Node | None, tuple[int, ...] | None]:
        """Return the best leaders found, and the value that no choice exceeds; None when the best is proved."""
        waiting = [(*_order(root), 0, root)]
        count = 0
        while waiting:
            node = heapq.heappop(waiting)[-1]
            if best is not None and node.value <= best.value:
                return best, None
            if not len(node.short):
                return node, None
            for child in self._children(node):
                count += 1
                if best is None or child.value > best.value:
                    heapq.heappush(waiting, (*_order(child), count, child))
                    best = child if not len(child.short) else best
            self.tell(best)
            if count >= limit:
                break
        beyond = waiting[0][-1].value if waiting else None
        return best, None if best is not None and beyond is not None and beyond <= best.value else beyond

    def dive(self, root: _Node) -> _Node | None:
        """Decide about all groups that are too small at once, again and again: the fuller half is kept."""
        node: _Node | None = root
        while node is not None and len(node.short):
            fuller = node.short[2 * node.load[node.short] >= self.least[node.short]]
            node = self._decide(node, fuller) or (self._decide(node, fuller[:0]) if len(fuller) else None)
        return node

    def _decide(self, node: _Node, leaders: IntArray) -> _Node | None:
        """Let these lead a group of those whose groups are too small, and the others not."""
        low, high = node.low.copy(), node.high.copy()
        low[leaders] = self.least[leaders]
        high[np.setdiff1d(node.short, leaders)] = 0
        return self.evaluate(low, high, node)

    def _children(self, node: _Node) -> list[_Node]:
        """Return the two ways to go on about the mentor whose group is too small by about half."""
        load = node.load[node.short]
        j = int(node.short[np.argmin(np.abs(2 * load - self.least[node.short]))])
        low, high = node.low.copy(), node.high.copy()
        low[j], high[j] = self.least[j], 0
        tried = (self.evaluate(low, node.high, node), self.evaluate(node.low, high, node))
        return [child for child in tried if child is not None]


def _order(node: Led) -> tuple[tuple[int, ...], int]:
    """Return what stands first: more worth, then fewer groups that are too small."""
    return tuple(-number for number in node.value), len(node.short)


def nodes_allowed(effort: float | None) -> int:
    """Return how many choices of leaders an effort stands for."""
    return max(1, int(NODES * (1.0 if effort is None else effort / 20)))


def least_of(board: Board) -> IntArray:
    """Return how many people a group of each mentor needs."""
    return board.problem.per_mentor(board.problem.lower_if_used)


def loads(board: Board, pairs: IntArray) -> IntArray:
    """Return how many people every mentor has by these pairs."""
    m = board.problem.shape[1]
    return np.bincount(pairs % max(1, m), minlength=m)


def too_small(load: IntArray, least: IntArray) -> IntArray:
    """Return the mentors who have anybody, but fewer than a group needs."""
    return np.flatnonzero((load > 0) & (load < least))


def first_bounds(board: Board, low: IntArray, high: IntArray) -> tuple[IntArray, IntArray] | None:
    """Narrow the bounds of mentors: leaders by a lock must have their group, others who cannot have none.

    None when some leader cannot have a group.
    """
    m, least = board.problem.shape[1], least_of(board)
    locked = np.bincount(board.locked % max(1, m), minlength=m)
    leads = (locked > 0) | (low > 0)
    reach = np.minimum(high, board.opened.sum(axis=0) + locked)
    if (leads & (reach < least)).any():
        return None
    return np.where(leads, np.maximum(low, least), low), np.where(reach < least, 0, high)


def within(network: Network, low: IntArray, high: IntArray) -> Network:
    """Return the network with these bounds of mentors."""
    arcs = replace(network.arcs, low=network.arcs.low.copy(), high=network.arcs.high.copy())
    arcs.low[network.leaving], arcs.high[network.leaving] = low, high
    return replace(network, arcs=arcs)
