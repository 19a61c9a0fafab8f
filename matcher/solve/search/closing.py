"""The gap between a priced flow and the best choice below its bound: closed on few pairs, then on more.

A pair that is formed or left out against the priced flow loses at least its reduced cost. So pairs of a small loss are
looked at first, by CP-SAT; what is found bounds the loss of all others, and most of them are never looked at.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.problem import IntArray
from matcher.progress import Stage
from matcher.solution import Solution
from matcher.solve.pairs.board import Board
from matcher.solve.pairs.ladder import points_bound
from matcher.solve.search.branching import (
    Narrowed,
    PairModel,
    build_pair_model,
    chosen_by,
    classes_of,
    drawn_lots,
    maximize,
    read_out,
    served_of,
    weighted,
)
from questionnaires.programme import Purpose

FIRST = 2
"""Pairs looked at first, for every person."""
MORE = 4
"""So many times more are looked at when these were too few."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """The best flow with a price of earlier pairs, which bounds every choice that keeps enough of them.

    Parameters
    ----------
    pairs
        Keys of its pairs: a choice that keeps enough.
    bound
        Weight that no choice exceeds.
    price, needed
        What an earlier pair earns in the flow, and how many must stay.
    losses
        What a choice loses at least by forming an open pair that the flow leaves out, or the other way round; in the
        order of all pairs.
    weights
        Of all pairs, without the price.
    """

    board: Board
    pairs: IntArray
    bound: int
    price: int
    needed: int
    losses: IntArray
    weights: IntArray

    @cached_property
    def others(self) -> IntArray:
        """Keys of the open pairs that the flow leaves out and that may be formed in a choice that is no worse."""
        may = self.board.opened.ravel() & (self.losses.ravel() <= self.short_of(self.pairs))
        may[self.pairs] = False
        return np.flatnonzero(may)

    def short_of(self, pairs: IntArray) -> int:
        """Return how far the weight of these pairs is below the bound."""
        return self.bound - int(self.weights.ravel()[pairs].sum())

    def nth_loss(self, count: int) -> int:
        """Return the loss that so many pairs do not exceed, or that of all pairs."""
        losses = self.losses.ravel()[self.others]
        if count >= len(losses):
            return self.short_of(self.pairs)
        return int(np.partition(losses, count)[count])

    def within(self, loss: int, start: IntArray) -> Narrowed:
        """Return the pairs with which no more than so much is lost."""
        near = self.others[self.losses.ravel()[self.others] <= loss]
        return Narrowed(keys=np.union1d(near, self.pairs), start=start)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The best choice found among some pairs.

    Parameters
    ----------
    proved
        Whether there is none better among them.
    bound
        Weight that no choice among them exceeds.
    """

    pairs: IntArray
    proved: bool
    bound: int


def close_gap(priced: Priced) -> Solution:
    """Return the best choice, or the best one found with what bounds it."""
    found = _improve(priced)
    best, canonical = _draw(priced, found.pairs) if found.proved else (found.pairs, False)
    bound = points_bound(priced.board, found.bound)
    return read_out(priced.board, best, proved=found.proved, bound=bound, canonical=canonical)


def _improve(priced: Priced) -> _Found:
    """Look for the best choice among few pairs, and among more until no other pair can matter."""
    found = _Found(pairs=priced.pairs, proved=False, bound=priced.bound)
    short, count = priced.short_of(found.pairs), FIRST * sum(priced.board.problem.shape)
    while short:
        loss = min(short, priced.nth_loss(count))
        found = _look_within(priced, loss, found.pairs)
        short, count = priced.short_of(found.pairs), (count + 1) * MORE
        if short <= loss:
            break
        # Whatever needs a pair of a greater loss is worth less than this.
        found = replace(found, bound=max(found.bound, priced.bound - loss - 1))
        if not found.proved:
            break
    return found if short else replace(found, proved=True)


def _look_within(priced: Priced, loss: int, start: IntArray) -> _Found:
    """Look for the best choice that loses no more than so much with any pair."""
    from ortools.sat.python import cp_model

    built = _build(priced, loss, start)
    gain = weighted(built.variables, priced.weights.ravel()[built.keys])
    solver, status, most = maximize(built, gain, priced.board.asked.effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Found(pairs=start, proved=False, bound=priced.bound)
    pairs = built.keys[chosen_by(built, solver)]
    return _Found(pairs=pairs, proved=status == cp_model.OPTIMAL, bound=min(most, priced.bound))


def _draw(priced: Priced, best: IntArray) -> tuple[IntArray, bool]:
    """Return the best choice that the lot names, and whether it is shown to be that one."""
    from ortools.sat.python import cp_model

    built = _build(priced, priced.short_of(best), best)
    gain = weighted(built.variables, -drawn_lots(priced.board, built.keys))
    solver, status, _ = maximize(built, gain, priced.board.asked.effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return best, False
    best = built.keys[chosen_by(built, solver)]
    priced.board.watcher.tell(Stage.LOTS, best)
    return best, status == cp_model.OPTIMAL


def _build(priced: Priced, loss: int, start: IntArray) -> PairModel:
    """Return the model of the choices that serve as many as the one to start from and weigh no less."""
    board = priced.board
    built = build_pair_model(board, priced.within(loss, start))
    if board.asked.purpose is Purpose.MOST_MATCHED:
        _keep_people(board, built, start)
    weights = priced.weights.ravel()[built.keys]
    built.model.add(weighted(built.variables, weights) >= int(priced.weights.ravel()[start].sum()))
    # The same in losses: it tells sooner which pairs cannot be formed together.
    formed, losses = np.isin(built.keys, priced.pairs), priced.losses.ravel()[built.keys]
    lost = np.where(formed, -losses, losses) + priced.price * np.isin(built.keys, board.kept)
    most = priced.short_of(start) - int(losses[formed].sum()) + priced.price * priced.needed
    built.model.add(weighted(built.variables, lost) <= most)
    return built


def _keep_people(board: Board, built: PairModel, start: IntArray) -> None:
    """Keep the levels above points at what they are for every choice looked at: the most that there can be."""
    served = np.isin(np.arange(board.problem.shape[0]), start // max(1, board.problem.shape[1]))
    for mine in classes_of(board.problem):
        built.model.add(served_of(built, mine) >= int(served[mine].sum()))
    built.model.add(sum(built.variables) >= len(start))
