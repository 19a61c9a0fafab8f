"""Groups with a least size: which mentors lead one is decided by branching, and everything else by flows.

The flow without least sizes bounds every choice of leaders, so the best-first search ends with the canonical optimum,
or after its share of nodes with the best found and an honest bound.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.lot import LotSide, lots, person_keys
from matcher.progress import Stage
from matcher.solution import Conflict, ConflictKind, Proof, Solution, Status
from matcher.solve.ladder.ladder import Climbed, climb_within, draw_lots, read_out
from matcher.solve.pairs.board import Board, infeasible, most_pairs, undecided, unserved
from matcher.solve.pairs.faces import optimal_face
from matcher.solve.pairs.network import Network, build_network
from matcher.solve.pairs.watching import UNWATCHED
from matcher.solve.search.branching import first_choice
from matcher.solve.search.leading import (
    Leading,
    first_bounds,
    least_of,
    loads,
    nodes_allowed,
    too_small,
    within,
)
from matcher.solve.search.relaxed import as_relaxed
from questionnaires.programme import Purpose

Value = tuple[int, ...]
"""(people of each class, further pairs; worst pair, points with all above them, minus the sum of lots).

One flow reaches the most of every class at once, so that a sum of them says it all; two choices of leaders may each be
better in another class, and are compared class by class.
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """The best flow when some mentors are decided to lead a group and some not to.

    Parameters
    ----------
    low, high
        Bounds of every mentor.
    load
        How many people every mentor has.
    short
        Mentors who lead a group that is too small.
    """

    value: Value
    low: IntArray
    high: IntArray
    pairs: IntArray
    load: IntArray
    short: IntArray
    climbed: Climbed


def solve_by_openings(board: Board) -> Solution:
    """Find the best leaders and their groups."""
    network = build_network(board.problem, board.asked.purpose)
    root = _open_root(board, network)
    if root is None:
        return infeasible([Conflict(kind=ConflictKind.NONE_FOUND)], board.asked, proof=Proof.SOLVER)
    if not len(root.short) and not _is_restricted(root, network):
        return _read_relaxed(board, root)
    leading = Leading(
        least=least_of(board),
        evaluate=lambda low, high, _: _evaluate(board, network, low, high),
        tell=lambda best: board.watcher.tell(Stage.POINTS, None if best is None else best.pairs),
    )
    best = leading.dive(root)
    if best is None:
        best, none_exists = _from_first(board, network, root)
        if none_exists:
            return infeasible([Conflict(kind=ConflictKind.NONE_FOUND)], board.asked, proof=Proof.SOLVER)
    best, bound = leading.search(root, best, nodes_allowed(board.asked.effort))
    if best is None and bound is not None:
        return undecided(board.asked)
    if best is None:
        return infeasible([Conflict(kind=ConflictKind.NONE_FOUND)], board.asked, proof=Proof.SOLVER)
    return _read_best(board, best, bound)


def _from_first(board: Board, network: Network, root: Node) -> tuple[Node | None, bool]:
    """Return the best flow with the leaders of any choice that keeps all sizes, or None and whether none exists."""
    pairs, none_exists = first_choice(board)
    if pairs is None:
        return None, none_exists
    leads = loads(board, pairs) > 0
    low = np.where(leads, np.maximum(root.low, least_of(board)), root.low)
    return _evaluate(board, network, low, np.where(leads, root.high, 0)), False


def _open_root(board: Board, network: Network) -> Node | None:
    """Return the flow without least sizes."""
    arcs, leaving = network.arcs, network.leaving
    bounds = first_bounds(board, arcs.low[leaving], arcs.high[leaving])
    return None if bounds is None else _evaluate(board, network, *bounds)


def _is_restricted(node: Node, network: Network) -> bool:
    """Tell whether bounds of mentors were narrowed, so that the flow's duals are of another problem."""
    arcs, leaving = network.arcs, network.leaving
    return not (np.array_equal(node.low, arcs.low[leaving]) and np.array_equal(node.high, arcs.high[leaving]))


def _evaluate(board: Board, network: Network, low: IntArray, high: IntArray) -> Node | None:
    """Return the canonical best flow within these bounds of mentors, or None when there is none."""
    # A flow that leaves some group too small is no assignment to keep.
    unwatched = replace(board, watcher=UNWATCHED)
    climbed = climb_within(unwatched, within(network, low, high))
    if not isinstance(climbed, Climbed):
        return None
    _, last = draw_lots(
        unwatched, optimal_face(climbed.network, climbed.level, climbed.settled, board.locked)
    )
    pairs = np.union1d(last.fixed, last.chosen)
    load = loads(board, pairs)
    return Node(
        value=_value(board, network, climbed, pairs),
        low=low,
        high=high,
        pairs=pairs,
        load=load,
        short=too_small(load, least_of(board)),
        climbed=climbed,
    )


def _value(board: Board, network: Network, climbed: Climbed, pairs: IntArray) -> Value:
    mentee_ids, mentor_ids = board.problem.ids()
    rows, columns = np.divmod(pairs, max(1, board.problem.shape[1]))
    mentees = person_keys(board.asked.salt, LotSide.MENTEE, mentee_ids)[rows]
    mentors = person_keys(board.asked.salt, LotSide.MENTOR, mentor_ids)[columns]
    drawn = int(lots(mentees, mentors).sum())
    points = sum(climbed.level.at(pairs).tolist())
    return *_covered(board, network, climbed), climbed.least, points, -drawn


def _covered(board: Board, network: Network, climbed: Climbed) -> tuple[int, ...]:
    """Return what stands above the worst pair: earlier pairs too, where one is raised."""
    if climbed.coverage is None:
        return ()
    kept = int(np.isin(board.kept, climbed.coverage.pairs).sum()) if board.asked.raise_worst else 0
    return *climbed.coverage.flow[network.entries].tolist(), kept


def _read_relaxed(board: Board, root: Node) -> Solution:
    """Return the flow's own optimum, which has no group too small: its duals prove it for the groups as well."""
    face = optimal_face(root.climbed.network, root.climbed.level, root.climbed.settled, board.locked)
    turns, last = draw_lots(board, face)
    return as_relaxed(read_out(board, root.climbed, face, turns, last))


def _read_best(board: Board, best: Node, bound: Value | None) -> Solution:
    m = board.problem.shape[1]
    objective = int(board.points.ravel()[best.pairs].sum())
    most = objective if bound is None else _most_points(board, best.value, bound)
    proved = bound is None or (most == objective and _is_all(board, best.value, bound))
    return Solution(
        pairs=tuple((int(key) // m, int(key) % m) for key in best.pairs),
        certain=None,
        objective=objective,
        bound=most,
        gap=None if most is None else (most - objective) / max(1, most),
        status=Status.OPTIMAL if proved else Status.FEASIBLE,
        proof=Proof.NONE if most is None else Proof.SOLVER,
        unmatched=tuple(unserved(board.problem, best.pairs).tolist()),
        unmatched_certain=None,
        asked=board.asked,
        canonical=bound is None,
    )


def _most_points(board: Board, value: Value, bound: Value) -> int | None:
    """Return a bound on points, which is one under the levels above: where those are not settled, none is known."""
    (kept, points, _), (most_kept, most_points, _) = _digits(board, value), _digits(board, bound)
    settled = bound[:-2] == value[:-2] and most_kept == kept
    return max(points, most_points) if settled else None


def _is_all(board: Board, value: Value, bound: Value) -> bool:
    """Tell whether nothing but the lot could still be better."""
    return bound[:-2] == value[:-2] and _digits(board, bound) == _digits(board, value)


def _digits(board: Board, value: Value) -> tuple[int, int, int]:
    """Return (earlier pairs kept, points, and for best total pairs) of the level of points, which joins them."""
    most = most_pairs(board.problem)
    scale, more = (most + 1, 1) if board.asked.purpose is Purpose.BEST_TOTAL else (1, 0)
    bonus = most * (int(board.points.max(initial=0)) * scale + more) + 1
    kept, rest = divmod(value[-2], bonus) if len(board.kept) else (0, value[-2])
    return kept, *divmod(rest, scale)
