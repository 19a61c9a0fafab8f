"""The main path of pairs: level after level, each kept as an equality on its value, then the lot."""

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.lot import LotSide, person_keys
from matcher.progress import Stage
from matcher.proof.certificate import Certificate, empty
from matcher.solution import Conflict, Proof, Solution, Status
from matcher.solve.ladder import coverage as cover
from matcher.solve.ladder.any_board import AnyBoard
from matcher.solve.ladder.feasibility import lower_conflict, reach_lower
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.board import infeasible, most_pairs, unserved
from matcher.solve.pairs.faces import (
    Face,
    certain_pairs,
    certainly_unserved,
    is_unique,
    optimal_face,
    ranks,
)
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.levels import Level
from matcher.solve.pairs.network import Network, build_network
from matcher.solve.pairs.settled import Settled
from matcher.solve.pairs.watching import UNWATCHED
from questionnaires.programme import Purpose

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
    offers = board.offer_level().few_offers()
    if network.arcs.low.any():
        reached, elastic = reach_lower(network, board.bare_level(), board.locked, offers)
        if lower_conflict(network, reached, reached.flow[network.leaving]) is not None:
            drawn = lower_conflict(network, reached, _filled_by_lot(board, elastic, reached))
            assert drawn is not None, "The lot fills no more places than can be filled."
            return drawn, reached
        offers = distinct(np.concatenate([offers, reached.keys]))
    return climb(board, network, offers)


def _filled_by_lot(board: AnyBoard, elastic: Network, reached: Settled) -> IntArray:
    """Return how many places of each mentor's lower quota are filled by the pairs that the lot names.

    Of all choices that fill most of these places it is the one of the tie rule, whatever flow was found.
    """
    unwatched = replace(board, watcher=UNWATCHED)
    face = optimal_face(elastic, board.bare_level(), reached, board.locked)
    _, last = draw_lots(unwatched, face)
    columns = np.concatenate([last.fixed, last.chosen]) % elastic.mentors
    places: IntArray = elastic.arcs.high[elastic.leaving]
    return np.minimum(np.bincount(columns, minlength=elastic.mentors), places)


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
        least, blocked, start = cover.raise_worst(
            board, network, coverage, board.points_level(0).first_offers(network)
        )
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
    offers = distinct(np.concatenate([start, level.first_offers(network)]))
    settled = settle(network, level, board.locked, offers, tell)
    assert settled is not None, "The levels above left a flow."
    return Climbed(
        coverage=coverage, least=least, blocked=blocked, network=network, level=level, settled=settled
    )


def points_bound(board: AnyBoard, most: int) -> int | None:
    """Return what a bound on the level of points says of points; nothing where earlier pairs stand above them."""
    if len(board.kept) and board.asked.max_changes is None:
        return None
    if board.asked.purpose is Purpose.BEST_TOTAL:
        return most // (most_pairs(board.problem) + 1)
    return most


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
            distinct(np.concatenate([level.first_offers(face.network), face.chosen])),
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
