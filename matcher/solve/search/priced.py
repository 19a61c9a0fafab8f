"""A flow in which earlier pairs earn a price: what it says of every choice that keeps enough of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.board import Board
from matcher.solve.pairs.dense import DenseLevel
from matcher.solve.pairs.flow import reduced_costs
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.settled import Settled
from matcher.solve.search.relaxed import keeps_group_minima


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """The best flow with a price of earlier pairs; it keeps enough of them.

    The weight of any choice is the bound, less what it loses by every pair and every place in which it differs from the
    flow, less the price of every earlier pair that it keeps beyond need.

    Parameters
    ----------
    network
        With the levels above points held.
    level
        Weights of pairs, without the price.
    settled
        The flow.
    price, needed
        What an earlier pair earns in the flow, and how many must stay.
    """

    board: Board
    network: Network
    level: DenseLevel
    settled: Settled
    price: int
    needed: int

    @cached_property
    def pairs(self) -> IntArray:
        """Keys of the pairs of the flow."""
        return self.settled.pairs

    @cached_property
    def bound(self) -> int:
        """Weight that no choice exceeds."""
        over = int(np.isin(self.board.kept, self.pairs).sum()) - self.needed
        return int(self.level.at(self.pairs).sum()) + self.price * over

    @cached_property
    def most(self) -> int:
        """What the best choice loses at most: as much as the flow, where it is one, or else all."""
        is_choice = keeps_group_minima(self.board.problem, self.pairs)
        return self.short_of(self.pairs) if is_choice else self.bound

    def short_of(self, pairs: IntArray) -> int:
        """Return how far the weight of these pairs is below the bound."""
        return self.bound - int(self.level.at(pairs).sum())

    @cached_property
    def losses(self) -> IntArray:
        """What is lost by forming a pair that the flow leaves out, or by leaving out one that it forms."""
        n, m = self.board.problem.shape
        potential = self.settled.potential
        losses = potential[:n, None] - potential[None, n : n + m] - self.level.weights
        losses.ravel()[self.board.kept] -= self.price
        losses.ravel()[self.pairs] *= -1
        losses.ravel()[self.board.locked] = 0
        return losses.ravel()

    @cached_property
    def others(self) -> IntArray:
        """Keys of the open pairs that the flow leaves out and that may stand in a choice of more weight."""
        may = self.board.opened.ravel() & (self.losses <= self.most)
        may[self.pairs] = False
        return np.flatnonzero(may)

    def nth_loss(self, count: int) -> int:
        """Return a loss that so many of the other pairs do not exceed."""
        losses = self.losses[self.others]
        if count >= len(losses):
            return self.most
        return int(np.partition(losses, count)[count])

    def near(self, loss: int) -> IntArray:
        """Return the keys of the pairs with none of which more than so much is lost."""
        return np.union1d(self.others[self.losses[self.others] <= loss], self.pairs)

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield (arc, flow, what is lost by every unit less or, if negative, gained by every unit less).

        Of all arcs but those of pairs that another choice may fill differently.
        """
        arcs, flow = self.network.arcs, self.settled.flow
        costs = reduced_costs(arcs, self.settled.potential)
        for arc in np.flatnonzero((costs != 0) & (arcs.low < arcs.high)).tolist():
            yield arc, int(flow[arc]), -int(costs[arc])
