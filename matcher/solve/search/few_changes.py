"""At most so many earlier pairs end: a price for keeping them bounds the points, and CP-SAT closes what is left.

With the right price of an earlier pair the flow keeps enough of them; its points and its bound then lie close together,
and pairs whose reduced cost is greater than the distance are decided. CP-SAT sees the few others.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.certificate import Certificate
from matcher.shape import has_group_minima
from matcher.solution import Conflict, ConflictKind, Proof, Solution, Status
from matcher.solve.ladder.ladder import Climbed, climb_within, draw_lots, read_out
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.board import Board, infeasible, undecided
from matcher.solve.pairs.dense import DenseLevel
from matcher.solve.pairs.faces import optimal_face
from matcher.solve.pairs.flow import find_circulation
from matcher.solve.pairs.limits import LARGEST_PRICE
from matcher.solve.pairs.network import Network, build_network
from matcher.solve.pairs.settled import pair_arcs
from matcher.solve.pairs.watching import UNWATCHED
from matcher.solve.search.branching import solve_by_branching
from matcher.solve.search.closing import close_gap
from matcher.solve.search.keeping import Kept, keep_enough
from matcher.solve.search.kept_leaders import KeptNode, KeptSearch
from matcher.solve.search.leading import first_bounds, least_of, within
from matcher.solve.search.priced import Priced
from matcher.solve.search.relaxed import as_relaxed, keeps_group_minima


def solve_with_few_changes(board: Board) -> Solution:
    """Solve with a bound on the number of earlier pairs that end."""
    assert board.asked.max_changes is not None
    needed = len(board.kept) - board.asked.max_changes
    # Without the bound on changes a step is no assignment to keep.
    free = replace(board, kept=board.kept[:0], watcher=UNWATCHED)
    network = build_network(board.problem, board.asked.purpose)
    climbed = climb_within(free, network)
    if not isinstance(climbed, Climbed):
        return infeasible([climbed[0]], board.asked, Certificate(reach=climbed[1].potential))
    face = optimal_face(climbed.network, climbed.level, climbed.settled, board.locked)
    turns, last = draw_lots(free, face)
    pairs = np.union1d(last.fixed, last.chosen)
    if np.isin(board.kept, pairs).sum() >= needed and keeps_group_minima(board.problem, pairs):
        return as_relaxed(read_out(free, climbed, face, turns, last))
    if not _is_priceable(board):
        return solve_by_branching(board)
    if has_group_minima(board.problem):
        people = (
            np.zeros(0, dtype=np.int64)
            if climbed.coverage is None
            else climbed.coverage.flow[network.entries]
        )
        return _solve_with_groups(board, network, climbed.settled.keys, people, needed)
    kept = keep_enough(board, network, climbed.settled.keys, needed)
    if kept is None:
        return _none_found(board)
    solution = close_gap(_find_price(kept, needed))
    assert solution is not None, "The flow itself is a choice."
    return solution


def _solve_with_groups(
    board: Board, network: Network, offers: IntArray, people: IntArray, needed: int
) -> Solution:
    """Solve with least sizes of groups besides: who leads decides the levels above points."""
    arcs, leaving = network.arcs, network.leaving
    bounds = first_bounds(board, arcs.low[leaving], arcs.high[leaving])
    if bounds is None:
        return _none_found(board)
    network = within(network, *bounds)
    search = KeptSearch(board=board, network=network, needed=needed, people=people)
    found = search.settle(offers)
    if found.best is None:
        return _none_found(board) if found.proved else undecided(board.asked)
    kept = _whoever_leads(found.best.kept, network, board)
    solution = close_gap(_find_price(kept, needed), _start(kept, found.best, needed))
    assert solution is not None, "There is a choice to start from."
    return solution if found.proved else _with_nothing_known(solution)


def _whoever_leads(kept: Kept, network: Network, board: Board) -> Kept:
    """Return the levels above points as they are reached, with no leader decided."""
    held = (
        network.arcs.held(network.entries, kept.network.arcs.low) if len(kept.reach.people) else network.arcs
    )
    return replace(
        kept, board=replace(kept.board, watcher=board.watcher), network=replace(network, arcs=held)
    )


def _start(kept: Kept, best: KeptNode, needed: int) -> IntArray:
    """Return a choice of many points with the leaders that were found."""
    leads = best.load > 0
    low, high = np.where(leads, np.maximum(best.low, least_of(kept.board)), 0), np.where(leads, best.high, 0)
    return _find_price(replace(kept, network=within(kept.network, low, high)), needed).pairs


def _with_nothing_known(solution: Solution) -> Solution:
    """Return a solution of which it is not known whether the levels above points reach more."""
    return replace(solution, status=Status.FEASIBLE, proof=Proof.NONE, bound=None, gap=None, canonical=False)


def _none_found(board: Board) -> Solution:
    return infeasible([Conflict(kind=ConflictKind.NONE_FOUND)], board.asked, proof=Proof.SOLVER)


def _greatest_price(board: Board) -> int:
    largest = replace(board, kept=board.kept[:0]).points_level(0).largest
    return (largest + 1) * (len(board.kept) + min(board.problem.shape)) * 2


def _is_priceable(board: Board) -> bool:
    """Tell whether the prices of earlier pairs stay within what 64 bits hold."""
    nodes = sum(board.problem.shape) + len(board.problem.shared_upper) + 2
    return 2 * nodes * _greatest_price(board) <= LARGEST_PRICE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Tried:
    """The best flow with a price of earlier pairs: how many it keeps, and what it is worth without the price."""

    price: int
    flow: IntArray
    kept: int
    worth: int


def _find_price(kept: Kept, needed: int) -> Priced:
    """Return the flow in which earlier pairs have the least price that keeps enough of them."""
    board, network = kept.board, kept.network
    level = replace(board, kept=board.kept[:0]).points_level(0)
    keys = np.union1d(kept.offers[level.is_open(kept.offers)], kept.pairs)
    while True:
        found = _least_price(board, network, level, keys, needed)
        priced = _with_price(board, level, found.price)
        best = settle(network, priced, board.locked, keys)
        assert best is not None, "The level above left a flow."
        # Of the flows that are worth most with this price, some keep too few: the one that was found does not.
        first = len(network.arcs)
        settled = replace(best, flow=found.flow[:first], keys=keys, chosen=found.flow[first:])
        if priced.at(settled.pairs).sum() == priced.at(best.pairs).sum():
            return Priced(
                board=board, network=network, level=level, settled=settled, price=found.price, needed=needed
            )
        # With this price other pairs gain: then it is sought anew among these, too.
        keys = np.union1d(keys, best.keys)


def _least_price(board: Board, network: Network, level: DenseLevel, keys: IntArray, needed: int) -> _Tried:
    """Return the flow with the least price that keeps enough earlier pairs where only these pairs may be formed."""
    offered = network.arcs.joined(pair_arcs(network, level, keys, board.locked))
    earlier = len(network.arcs) + np.flatnonzero(np.isin(keys, board.kept))

    def at(price: int) -> _Tried:
        reward = offered.reward.copy()
        reward[earlier] += price
        flow = find_circulation(network.nodes, replace(offered, reward=reward))
        assert flow is not None, "The level above left a flow."
        kept, worth = int(flow[earlier].sum()), int((offered.reward * flow).sum())
        return _Tried(price=price, flow=flow, kept=kept, worth=worth)

    short, enough = at(0), at(_greatest_price(board))
    if short.kept >= needed:
        return short
    assert enough.kept >= needed, "A choice that keeps enough is among these pairs."
    step = 0
    while enough.price - short.price > 1:
        step += 1
        # Where both ends are worth the same; every third time half-way, so that the end is near for sure.
        meeting = -((enough.worth - short.worth) // (enough.kept - short.kept))
        middle = (short.price + enough.price) // 2 if step % 3 == 0 else meeting
        tried = at(min(max(middle, short.price + 1), enough.price - 1))
        if tried.kept >= needed:
            enough = tried
        else:
            short = tried
    return enough


def _with_price(board: Board, level: DenseLevel, price: int) -> DenseLevel:
    weights = level.weights.copy()
    weights.ravel()[board.kept] += price
    return DenseLevel(weights, level.opened, level.largest + price)
