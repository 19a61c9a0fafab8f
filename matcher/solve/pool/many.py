"""The ground of many people: worths are rows of digits in arrays, and the search is compiled."""

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.pool_certificate import OddPrices
from matcher.solve.pool.double_cover import paired
from matcher.solve.pool.ground import odd_prices
from matcher.solve.pool.levels import Levels
from matcher.solve.pool.pricing import Part
from matcher.solve.pool.swift.board import MATE, SIZE, Edges, make_board
from matcher.solve.pool.swift.cover import assign
from matcher.solve.pool.swift.mending import mend
from matcher.solve.pool.swift.nest import flatten, write_people
from matcher.solve.pool.swift.tree import grow_all


class Many:
    """A `matcher.solve.pool.ground.Ground` of arrays."""

    def __init__(self, levels: Levels) -> None:
        self._count, digits = len(levels.opened), len(levels.worths)
        self._ends = np.zeros((0, 2), dtype=np.int64)
        self._weights = np.zeros((0, digits), dtype=np.int64)
        self._edges, self._pair_of = self._listed()
        self._board = make_board(np.zeros((self._count, digits), dtype=np.int64))

    def lay(self, levels: Levels, part: Part) -> None:
        """Hold pairs that are new, or worth something else than before."""
        scaled = np.ascontiguousarray(levels.scaled(part.rows, part.columns).T)
        fresh = part.places >= len(self._ends)
        self._weights[part.places[~fresh]] = scaled[~fresh]
        if fresh.any():
            self._weights = np.vstack([self._weights, scaled[fresh]])
            self._ends = np.vstack([self._ends, np.stack([part.rows, part.columns], axis=1)[fresh]])
            self._edges, self._pair_of = self._listed()
        self._edges = self._edges._replace(weight=self._weights[self._pair_of])

    def _listed(self) -> tuple[Edges, IntArray]:
        """Return the edges of everybody in the order in which they came, and of which pair each of them is."""
        one, other = self._ends.ravel(), self._ends[:, ::-1].ravel()
        order = np.argsort(one, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=self._count))])
        return Edges(start, other[order], self._weights[order // 2]), order // 2

    def start(self, halves: IntArray | None) -> None:
        """Start from a best assignment of everybody to everybody; (levels, n) halves of prices may be known."""
        n, known = self._count, None if halves is None else np.ascontiguousarray(halves.T)
        assigned = assign(self._edges, known)
        self._board = make_board(assigned.price[:n] + assigned.price[n:])
        self._board.node[MATE, :n] = paired(assigned.node[MATE, :n].tolist())

    def start_at(self, prices: IntArray, part: Part) -> None:
        """Start without pairs at (levels, n) prices, which are raised until none of these pairs is worth more."""
        self._board = make_board(prices.T.copy())
        self.mend(part)

    def mend(self, part: Part) -> None:
        """Raise prices until none of these pairs is worth more, and part the pairs that are then worth less."""
        flatten(self._board)
        ends = np.stack([part.rows, part.columns], axis=1)
        often = np.bincount(ends.ravel(), minlength=self._count)
        mend(self._board, self._edges, ends, self._weights[part.places], often)

    def grow(self) -> list[int]:
        """Find a best matching and return everybody's partner, or -1."""
        grow_all(self._board, self._edges)
        mates: list[int] = self._board.node[MATE, : self._count].tolist()
        return mates

    def prices(self) -> OddPrices:
        """Return the prices of people and of blossoms; blossoms worth nothing are left out."""
        board, people = self._board, np.zeros(self._count, dtype=np.int64)
        sizes = board.node[SIZE, : 2 * self._count]
        nodes = np.flatnonzero((sizes > 0) & board.worth.any(axis=1)).tolist()
        sets = [people[: write_people(board, node, people)].copy() for node in nodes]
        return odd_prices(board.price.T.copy(), sets, board.worth[nodes].T.copy())
