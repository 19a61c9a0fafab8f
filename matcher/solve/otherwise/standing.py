"""A solved problem kept for others that differ from it in points alone: levels above points stay as they are settled.

Who is served, and in which class, is a question of rules and quotas. So when points move, only they and the lot are
settled anew, from the pairs that were offered before; and where the old pairs earn less than others, no lot is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.problem import Problem, dense_points
from matcher.scores import Rules
from matcher.shape import is_flow
from matcher.solution import Solution, Status
from matcher.solve.choosing import WIDE, check_size, choose
from matcher.solve.ladder.ladder import Climbed, climb_within, draw_lots
from matcher.solve.ladder.settling import settle
from matcher.solve.pairs.board import Board, pair_keys, set_board
from matcher.solve.pairs.faces import optimal_face
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.network import build_network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Settled:
    """The board of a problem and its levels."""

    board: Board
    climbed: Climbed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """A solution, with what can be kept of the way to it; nothing where the levels above points hang on points."""

    problem: Problem
    solution: Solution
    kept: _Settled | None

    def keeps_pairs(self, moved: Problem) -> bool:
        """Tell whether the same pairs are chosen when points are others."""
        check_size(moved, self.solution.asked)
        board = self._board_of(moved)
        if self.kept is None or board is None:
            other = choose(moved, self.solution.asked)
            return _is_chosen(other) == _is_chosen(self.solution) and other.pairs == self.solution.pairs
        network, level = self.kept.climbed.network, board.points_level(0)
        settled = settle(network, level, board.locked, self.kept.climbed.settled.keys)
        assert settled is not None, "The levels above left a flow."
        own = pair_keys(moved, self.solution.pairs)
        if level.at(own).sum() < level.at(settled.pairs).sum():
            return False
        face = optimal_face(network, level, settled, board.locked)
        _, last = draw_lots(board, face)
        return np.array_equal(distinct(np.concatenate([last.fixed, last.chosen])), own)

    def _board_of(self, moved: Problem) -> Board | None:
        """Return the board of a problem with other points; None where anything else is other, too."""
        if self.kept is None or not _differs_in_points(self.problem, moved):
            return None
        board, points = self.kept.board, dense_points(moved)
        floor = self.solution.asked.floor
        if floor and not np.array_equal(points >= floor, board.points >= floor):
            return None
        return replace(board, problem=moved, points=points)


def _is_chosen(solution: Solution) -> bool:
    """Tell whether an assignment was found: nobody in a pair is a choice, and no choice is none."""
    return solution.status not in (Status.INFEASIBLE, Status.UNKNOWN)


def stand_on(problem: Problem, solution: Solution) -> Standing:
    """Keep the way to a solution of a problem."""
    return Standing(problem=problem, solution=solution, kept=_settle(problem, solution))


def _settle(problem: Problem, solution: Solution) -> _Settled | None:
    asked = solution.asked
    is_small = sum(problem.shape) <= WIDE and all(problem.shape)
    if (
        solution.status is not Status.OPTIMAL
        or asked.raise_worst
        or not is_small
        or not is_flow(problem, asked)
    ):
        return None
    board = set_board(problem, asked)
    climbed = climb_within(board, build_network(problem, asked.purpose))
    return _Settled(board=board, climbed=climbed) if isinstance(climbed, Climbed) else None


def _differs_in_points(one: Problem, other: Problem) -> bool:
    """Tell whether two problems have all but points in common."""
    quotas = ("upper", "lower", "lower_if_used", "demand", "priority")
    return (
        one.shape == other.shape
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in quotas)
        and all(
            _listed(getattr(one, name)) == _listed(getattr(other, name)) for name in ("locked", "forbidden")
        )
        and _loads(one) == _loads(other)
        and _allow_the_same(one, other)
    )


def _listed(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted((int(i), int(j)) for i, j in pairs)


def _loads(problem: Problem) -> list[tuple[list[int], int]]:
    return [([int(j) for j in mentors], int(most)) for mentors, most in problem.shared_upper]


def _allow_the_same(one: Problem, other: Problem) -> bool:
    if isinstance(one.allowed, Rules) and isinstance(other.allowed, Rules):
        mine, others = one.allowed.rules, other.allowed.rules
        return len(mine) == len(others) and all(
            a[2] == b[2] and np.array_equal(a[0], b[0]) and np.array_equal(a[1], b[1])
            for a, b in zip(mine, others, strict=True)
        )
    if one.allowed is other.allowed:
        return True
    return isinstance(one.allowed, np.ndarray) and np.array_equal(one.allowed, other.allowed)
