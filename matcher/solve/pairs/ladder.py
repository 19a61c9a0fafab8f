"""The main path of pairs: level after level, each kept as an equality on its value, then the lot."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from matcher.certificate import Certificate, empty
from matcher.faults import faults_of_pairs
from matcher.lot import LotSide, person_keys
from matcher.problem import IntArray, Problem
from matcher.progress import Stage, Watch
from matcher.shape import has_group_minima, is_flow, is_laminar
from matcher.solution import Asked, Conflict, Proof, Solution, Status
from matcher.solve.pairs import coverage as cover
from matcher.solve.pairs.board import (
    AnyBoard,
    Board,
    best_so_far,
    infeasible,
    most_pairs,
    points_bound,
    set_board,
    unserved,
)
from matcher.solve.pairs.faces import (
    Face,
    certain_pairs,
    certainly_unserved,
    is_unique,
    optimal_face,
    ranks,
)
from matcher.solve.pairs.feasibility import lock_conflicts, lower_conflict, reach_lower
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.levels import Level
from matcher.solve.pairs.limits import faults_of_size
from matcher.solve.pairs.network import Network, build_network
from matcher.solve.pairs.pricing import Settled, settle
from matcher.solve.pairs.watching import Stopped
from questionnaires.programme import Purpose

MOST_CELLS = 4_000_000
"""With more pairs in all, a conflict is told by its cut alone."""
WIDE = 3_000
"""With more people than so many nothing is made dense, and compiled code takes over."""
MOST_TURNS = 8
"""After so many draws of 40 bits each, equal choices mean that two ids have the same key."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Climbed:
    """What the levels above the tie rule left.

    Parameters
    ----------
    coverage
        The level of people and pairs; None for best total, which has no such level.
    least
        Points that every unlocked pair has after the worst was raised; 0 when that was not asked.
    blocked
        The level of people and pairs without the pairs of exactly `least` points, or None.
    network
        The network with the flow of each class held.
    level, settled
        Points and what they left.
    """

    coverage: Settled | None
    least: int
    blocked: Settled | None
    network: Network
    level: Level
    settled: Settled


def solve(
    problem: Problem,
    purpose: Purpose = Purpose.MOST_MATCHED,
    *,
    floor: int = 0,
    raise_worst: bool = False,
    previous: Sequence[tuple[int, int]] | None = (),
    max_changes: int | None = None,
    salt: bytes = b"",
    effort: float | None = None,
    watch: Watch | None = None,
) -> Solution:
    """Choose the pairs: the best assignment, and among equal ones the one the tie rule names.

    Parameters
    ----------
    problem
        Points, rules, quotas and decisions.
    purpose
        `MOST_MATCHED`: most mentees served, by class, then most pairs, then most points. `BEST_TOTAL`: most
        points, then most pairs.
    floor
        Pairs with fewer points are forbidden; locked ones are exempt.
    raise_worst
        With `MOST_MATCHED` only: lift the worst unlocked pair before the total.
    previous, max_changes
        Earlier pairs; as many as possible stay, or at most `max_changes` of them end.
    salt
        Decides equal choices together with the ids.
    effort
        Deterministic amount of work where CP-SAT decides.
    watch
        Told after every step; false stops the solving, and the best so far is returned as FEASIBLE, without a proof.

    Returns
    -------
    Solution
        With status INFEASIBLE and its conflicts when no assignment exists, UNKNOWN when the effort ended before
        that was known.
    """
    asked = Asked(
        purpose=Purpose(purpose),
        floor=floor or 0,
        raise_worst=raise_worst,
        previous=tuple(sorted((int(i), int(j)) for i, j in previous or ())),
        max_changes=max_changes if previous else None,
        salt=salt,
        effort=effort,
    )
    check_asked(problem, asked)
    solution = choose(problem, asked, watch)
    if solution.status is Status.INFEASIBLE and problem.shape[0] * problem.shape[1] <= MOST_CELLS:
        from matcher.solve.search.impasse import with_requirements

        return with_requirements(set_board(problem, asked), solution)
    return solution


def choose(problem: Problem, asked: Asked, watch: Watch | None = None) -> Solution:
    """Do what `solve` does without looking for the smallest conflict where no assignment exists."""
    conflicts = lock_conflicts(problem)
    if conflicts:
        return infeasible(conflicts, asked)
    if is_flow(problem, asked) and sum(problem.shape) > WIDE:
        from matcher.solve.wide.board import set_wide_board

        wide = set_wide_board(problem, asked, watch)
        return _unless_stopped(wide, solve_by_flow)
    return _unless_stopped(set_board(problem, asked, watch), solve_board)


_Kind = TypeVar("_Kind", bound=AnyBoard)


def _unless_stopped(board: _Kind, way: Callable[[_Kind], Solution]) -> Solution:
    try:
        return way(board)
    except Stopped:
        return best_so_far(board)


def solve_board(board: Board) -> Solution:
    """Take the way that the kind of problem asks for."""
    problem, asked = board.problem, board.asked
    crossing = not is_laminar(problem.shared_upper)
    if asked.max_changes is not None and not crossing and not has_group_minima(problem):
        from matcher.solve.search.few_changes import solve_with_few_changes

        return solve_with_few_changes(board)
    if crossing or asked.max_changes is not None:
        from matcher.solve.search.branching import solve_by_branching

        return solve_by_branching(board)
    if has_group_minima(problem):
        from matcher.solve.search.openings import solve_by_openings

        return solve_by_openings(board)
    return solve_by_flow(board)


def check_asked(problem: Problem, asked: Asked) -> None:
    """Raise ValueError naming every fault of what was asked."""
    faults = faults_of_pairs("previous", asked.previous, problem.shape)
    if asked.raise_worst and asked.purpose is not Purpose.MOST_MATCHED:
        faults.append(f"raise_worst goes with {Purpose.MOST_MATCHED.value} only, got {asked.purpose.value}.")
    for name in ("floor", "max_changes"):
        faults += _faults_of_number(name, getattr(asked, name))
    if asked.effort is not None and not 0 <= asked.effort < math.inf:
        faults.append(f"effort must be a finite number of at least 0, got {asked.effort}.")
    if faults := faults or list(faults_of_size(problem, asked, most_pairs(problem))):
        raise ValueError("\n".join(faults))


def _faults_of_number(name: str, number: Any) -> list[str]:
    if number is None:
        return []
    if not isinstance(number, int | np.integer):
        return [f"{name} must be a whole number, got {number!r}."]
    return [f"{name} must be at least 0, got {number}."] if number < 0 else []


def solve_by_flow(board: AnyBoard) -> Solution:
    """Solve by flows alone, with duals as the proof."""
    climbed = climb_within(board, build_network(board.problem, board.asked.purpose))
    if not isinstance(climbed, Climbed):
        return infeasible([climbed[0]], board.asked, Certificate(reach=climbed[1].potential))
    face = optimal_face(climbed.network, climbed.level, climbed.settled, board.locked)
    turns, last = draw_lots(board, face)
    return read_out(board, climbed, face, turns, last)


def climb_within(board: AnyBoard, network: Network) -> Climbed | tuple[Conflict, Settled]:
    """Settle all levels above the tie rule, or return the conflict of lower quotas with what proves it."""
    offers = board.points_level(0).first_offers()
    if network.arcs.low.any():
        reached, elastic = reach_lower(network, board.bare_level(), board.locked, offers)
        conflict = lower_conflict(network, reached, elastic)
        if conflict is not None:
            return conflict, reached
        offers = distinct(np.concatenate([offers, reached.keys]))
    return climb(board, network, offers)


def climb(board: AnyBoard, network: Network, start: IntArray) -> Climbed:
    """Settle people and pairs, the worst pair if asked, and points."""
    if board.asked.purpose is Purpose.BEST_TOTAL:
        return _settle_points(board, network, start, None, 0, None)
    coverage = cover.settle_coverage(board, network, start)
    assert coverage is not None, "Lower quotas were found to be within reach."
    held = replace(network, arcs=network.arcs.held(network.entries, coverage.flow))
    start = coverage.keys
    least, blocked = 0, None
    if board.asked.raise_worst:
        least, blocked, start = cover.raise_worst(board, network, coverage)
    return _settle_points(board, held, start, coverage, least, blocked)


def _settle_points(
    board: AnyBoard,
    network: Network,
    start: IntArray,
    coverage: Settled | None,
    least: int,
    blocked: Settled | None,
) -> Climbed:
    level = board.points_level(least)
    tell = lambda pairs, most: board.watcher.tell(Stage.POINTS, pairs, points_bound(board, most))  # noqa: E731
    settled = settle(network, level, board.locked, start, tell)
    assert settled is not None, "The levels above left a flow."
    return Climbed(
        coverage=coverage, least=least, blocked=blocked, network=network, level=level, settled=settled
    )


def draw_lots(board: AnyBoard, face: Face) -> tuple[list[Settled], Face]:
    """Settle the tie rule: 40 bits at a time until one choice is left."""
    mentee_ids, mentor_ids = board.problem.ids()
    keys = (
        person_keys(board.asked.salt, LotSide.MENTEE, mentee_ids),
        person_keys(board.asked.salt, LotSide.MENTOR, mentor_ids),
    )
    turns: list[Settled] = []
    while not is_unique(face) and len(turns) < MOST_TURNS:
        level = face.tight.draw(*keys, len(turns))
        tell = lambda pairs, _: board.watcher.tell(Stage.LOTS, pairs)  # noqa: E731
        settled = settle(
            face.network,
            level,
            face.fixed,
            distinct(np.concatenate([level.first_offers(), face.chosen])),
            tell,
        )
        assert settled is not None, "The face holds a flow."
        turns.append(settled)
        face = optimal_face(face.network, level, settled, face.fixed)
    return turns, face


def read_out(board: AnyBoard, climbed: Climbed, face: Face, turns: list[Settled], last: Face) -> Solution:
    """Return the solution with what is certain and its certificate."""
    m = board.problem.shape[1]
    chosen = distinct(np.concatenate([last.fixed, last.chosen]))
    unmatched = unserved(board.problem, chosen)
    objective = int(board.points_at(chosen).sum())
    return Solution(
        pairs=tuple((int(key) // m, int(key) % m) for key in chosen),
        certain=tuple(certain_pairs(face, chosen).tolist()),
        objective=objective,
        bound=objective,
        gap=0.0,
        status=Status.OPTIMAL,
        proof=Proof.DUALS,
        unmatched=tuple(unmatched.tolist()),
        unmatched_certain=tuple(certainly_unserved(face, unmatched).tolist()),
        certificate=certify(climbed, face, turns, last),
        asked=board.asked,
        canonical=is_unique(last),
    )


def certify(climbed: Climbed, face: Face, turns: list[Settled], last: Face) -> Certificate:
    """Return the certificate of a finished ladder."""
    lots = [turn.potential for turn in turns]
    return Certificate(
        coverage=climbed.coverage.potential if climbed.coverage else empty(),
        blocked=climbed.blocked.potential if climbed.blocked else empty(),
        points=climbed.settled.potential,
        lots=np.array(lots, dtype=np.int64).reshape(len(lots), climbed.network.nodes),
        rank=ranks(last),
        order=face.ordered.order,
        least=climbed.least,
    )
