"""The gap between a priced flow and the best choice below its bound: closed on few pairs, then on more.

A choice that differs from the priced flow in some pair loses at least what that pair loses. So CP-SAT looks at pairs of
a small loss first; what it finds bounds the loss of all others, and most of them are never looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matcher.arrays import IntArray
from matcher.progress import Stage
from matcher.solution import Solution
from matcher.solve.ladder.ladder import points_bound
from matcher.solve.search.branching import drawn_lots, maximize, read_out
from matcher.solve.search.cpsat import Effort
from matcher.solve.search.pair_model import (
    Narrowed,
    PairModel,
    build_pair_model,
    chosen_by,
    classes_of,
    served_of,
    weighted,
)
from matcher.solve.search.priced import Priced
from matcher.solve.search.relaxed import keeps_group_minima
from questionnaires.programme import Purpose

FIRST = 2
"""Pairs looked at first, for every person."""
MORE = 4
"""So many times more are looked at when these were too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The best choice found among some pairs.

    Parameters
    ----------
    pairs
        None where none was found.
    proved
        Whether there is none better among them.
    bound
        Weight that no choice among them exceeds.
    """

    pairs: IntArray | None
    proved: bool
    bound: int


def close_gap(priced: Priced, start: IntArray | None = None) -> Solution | None:
    """Return the best choice, or the best one found with what bounds it; None where none was found.

    The flow itself is a choice, unless some group would be too small.

    Parameters
    ----------
    start
        Pairs of a choice that reaches the levels above points.
    """
    found = _improve(priced, start)
    if found.pairs is None:
        return None
    best, canonical = _draw(priced, found.pairs) if found.proved else (found.pairs, False)
    bound = points_bound(priced.board, found.bound)
    return read_out(priced.board, best, proved=found.proved, bound=bound, canonical=canonical)


def _improve(priced: Priced, start: IntArray | None) -> _Found:
    """Look for the best choice among few pairs, and among more until no other pair can matter."""
    is_choice = keeps_group_minima(priced.board.problem, priced.pairs)
    found = _Found(pairs=priced.pairs if is_choice else start, proved=False, bound=priced.bound)
    short, count = _short_of(priced, found.pairs), int(FIRST * sum(priced.board.problem.shape))
    effort = Effort(priced.board.asked.effort)
    while short or found.pairs is None:
        loss = priced.nth_loss(count)
        loss = short if 2 * loss >= short else loss
        found = _look_within(priced, loss, found.pairs, effort)
        short, count = _short_of(priced, found.pairs), (count + 1) * MORE
        if short > loss:
            # Whatever loses more somewhere is worth less than this.
            found = replace(found, bound=max(found.bound, priced.bound - loss - 1))
        # While no choice is known to reach the levels above, nothing is known of points under them.
        bound = None if found.pairs is None else points_bound(priced.board, found.bound)
        priced.board.watcher.tell(Stage.POINTS, found.pairs, bound)
        if short <= loss or not found.proved:
            break
    return found if short else replace(found, proved=True)


def _short_of(priced: Priced, pairs: IntArray | None) -> int:
    return priced.most if pairs is None else priced.short_of(pairs)


def _look_within(priced: Priced, loss: int, start: IntArray | None, effort: Effort) -> _Found:
    """Look for the best choice that loses no more than so much anywhere."""
    from ortools.sat.python import cp_model

    built, lost = _build(priced, loss, start)
    solver, status, most = maximize(built, -lost, effort.left, by_sums=True)
    effort.spend(solver.deterministic_time)
    if status == cp_model.INFEASIBLE:
        # What there is to start from keeps more earlier pairs, or loses more somewhere.
        return _Found(pairs=start, proved=True, bound=priced.bound - _short_of(priced, start))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Found(pairs=start, proved=False, bound=priced.bound)
    pairs = built.keys[chosen_by(built, solver)]
    return _Found(pairs=pairs, proved=status == cp_model.OPTIMAL, bound=priced.bound + min(most, 0))


def _draw(priced: Priced, best: IntArray) -> tuple[IntArray, bool]:
    """Return the best choice that the lot names, and whether it is shown to be that one."""
    from ortools.sat.python import cp_model

    built, _ = _build(priced, priced.short_of(best), best)
    gain = weighted(built.variables, -drawn_lots(priced.board, built.keys))
    solver, status, _ = maximize(built, gain, priced.board.asked.effort, by_sums=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return best, False
    best = built.keys[chosen_by(built, solver)]
    priced.board.watcher.tell(Stage.LOTS, best)
    return best, status == cp_model.OPTIMAL


def _build(priced: Priced, loss: int, start: IntArray | None) -> tuple[PairModel, Any]:
    """Return the model of the choices that weigh no less than the one to start from, and what they lose.

    Losses say the same as weights, but they are never negative: that tells at once what cannot stand together.
    """
    board = priced.board
    built = build_pair_model(
        board, Narrowed(keys=priced.near(loss), start=priced.pairs if start is None else start)
    )
    if board.asked.purpose is Purpose.MOST_MATCHED:
        _keep_people(priced, built)
    formed, losses = np.isin(built.keys, priced.pairs), priced.losses[built.keys]
    lost = weighted(built.variables, np.where(formed, -losses, losses)) + int(losses[formed].sum())
    lost += sum(_lost_places(priced, built, loss))
    if priced.price:
        earlier = [built.variables[k] for k in np.flatnonzero(np.isin(built.keys, board.kept)).tolist()]
        over = built.model.new_int_var(0, loss // priced.price, "")
        built.model.add(sum(earlier) == priced.needed + over)
        lost += priced.price * over
    built.model.add(lost <= _short_of(priced, start))
    return built, lost


def _keep_people(priced: Priced, built: PairModel) -> None:
    """Keep the levels above points at what the flow has: the most that there can be."""
    problem, network, flow = priced.board.problem, priced.network, priced.settled.flow
    for mine, served in zip(classes_of(problem), flow[network.entries].tolist(), strict=False):
        built.model.add(served_of(built, mine) == served)
    built.model.add(sum(built.variables) == len(priced.pairs))


def _lost_places(priced: Priced, built: PairModel, loss: int) -> Iterator[Any]:
    """Yield what is lost by filling places of people and loads otherwise than the flow does."""
    for arc, filled, worth in priced.places():
        taken = _taken(priced, built, arc)
        if abs(worth) > loss:
            built.model.add(taken == filled)
            continue
        other = built.model.new_int_var(0, loss // abs(worth), "")
        built.model.add(taken == (filled - other if worth > 0 else filled + other))
        yield abs(worth) * other


def _taken(priced: Priced, built: PairModel, arc: int) -> Any:
    """Return how many places an arc of the network takes in a choice."""
    network, problem = priced.network, priced.board.problem
    if arc > network.leaving[-1]:
        mentors, _ = problem.shared_upper[arc - int(network.leaving[-1]) - 1]
        return sum(variable for j in mentors for variable in built.of_mentor[j])
    if arc >= network.leaving[0]:
        return sum(built.of_mentor[arc - int(network.leaving[0])])
    if arc < network.serving[0]:
        # Without levels of people there is one class, and nothing is held.
        return sum(built.variables)
    i = int(network.arcs.head[arc])
    if priced.board.asked.purpose is Purpose.BEST_TOTAL:
        return sum(built.of_mentee[i])
    is_first = arc < network.serving[0] + network.mentees
    return built.served[i] if is_first else sum(built.of_mentee[i]) - built.served[i]
