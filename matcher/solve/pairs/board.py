"""A problem made dense, with what was asked of it, and the levels of the ladder on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem, dense_allowed, dense_points
from matcher.progress import Watch
from matcher.proof.certificate import Certificate
from matcher.solution import Asked, Conflict, Proof, Solution, Status
from matcher.solve.pairs.dense import DenseLevel
from matcher.solve.pairs.watching import UNWATCHED, Watcher
from questionnaires.programme import Purpose


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Board:
    """A problem made dense, with what was asked of it.

    Parameters
    ----------
    opened
        Pairs that may be chosen freely: allowed, at least the floor, and not locked.
    locked
        Keys of locked pairs.
    kept
        Keys of earlier pairs that are still possible and that should stay.
    watcher
        Told of every step.
    """

    problem: Problem
    asked: Asked
    points: IntArray
    opened: BoolArray
    locked: IntArray
    kept: IntArray
    watcher: Watcher = UNWATCHED

    def points_at(self, keys: IntArray) -> IntArray:
        """Return the points of single pairs."""
        return self.points.ravel()[keys]

    def steps(self) -> Sequence[int]:
        """Return the points that open pairs have, rising."""
        found: list[int] = np.unique(self.points[self.opened]).tolist()
        return found

    def offer_level(self, least: int = 0) -> DenseLevel:
        """Return the level where pairs are worth nothing, or 1 if to be kept while the worst is raised."""
        weights = np.zeros(self.points.shape, dtype=np.int8)
        if self.asked.raise_worst:
            weights.ravel()[self.kept] = 1
        return DenseLevel(weights, self.opened & (self.points >= least) if least else self.opened, 1)

    def bare_level(self, least: int = 0) -> DenseLevel:
        """Return the level where pairs are worth nothing at all."""
        return DenseLevel(np.zeros(self.points.shape, dtype=np.int8), self.offer_level(least).opened, 1)

    def points_level(self, least: int) -> DenseLevel:
        """Return the level of points: below pairs kept and, for best total, above the number of pairs."""
        weights, most = self.points, most_pairs(self.problem)
        if self.asked.purpose is Purpose.BEST_TOTAL:
            weights = weights * (most + 1) + 1
        if len(self.kept):
            weights = weights.copy()
            weights.ravel()[self.kept] += most * int(weights.max()) + 1
        return DenseLevel(weights, self.opened & (self.points >= least), int(weights.max(initial=0)))


def set_board(problem: Problem, asked: Asked, watch: Watch | None = None) -> Board:
    """Make a problem dense."""
    points, opened = dense_points(problem), dense_allowed(problem)
    opened &= points >= asked.floor
    locked = pair_keys(problem, problem.locked)
    previous = pair_keys(problem, asked.previous)
    kept = previous[opened.ravel()[previous] & ~np.isin(previous, locked)]
    opened.ravel()[locked] = False
    return Board(
        problem=problem,
        asked=asked,
        points=points,
        opened=opened,
        locked=locked,
        kept=kept,
        watcher=Watcher(watch, lambda keys: int(points.ravel()[keys].sum())),
    )


def pair_keys(problem: Problem, pairs: Sequence[tuple[int, int]]) -> IntArray:
    """Return pairs as sorted numbers ``mentee * mentors + mentor``."""
    return np.array(sorted(int(i) * problem.shape[1] + int(j) for i, j in pairs), dtype=np.int64)


def most_pairs(problem: Problem) -> int:
    """Return a number of pairs that no assignment exceeds."""
    n, m = problem.shape
    upper, demand = problem.per_mentor(problem.upper), problem.per_mentee(problem.demand)
    return int(min(np.minimum(upper, n).sum(), np.minimum(demand, m).sum()))


def unserved(problem: Problem, chosen: IntArray) -> IntArray:
    """Return the mentees who want a mentor and have none."""
    n, m = problem.shape
    served = np.isin(np.arange(n), chosen // max(1, m))
    return np.flatnonzero(~served & (problem.per_mentee(problem.demand) > 0))


def infeasible(
    conflicts: Sequence[Conflict],
    asked: Asked,
    certificate: Certificate | None = None,
    proof: Proof = Proof.DUALS,
) -> Solution:
    """Return the solution of a problem without any assignment."""
    return Solution(
        pairs=(),
        certain=None,
        objective=None,
        bound=None,
        gap=None,
        status=Status.INFEASIBLE,
        proof=proof,
        unmatched=(),
        unmatched_certain=None,
        conflicts=tuple(conflicts),
        certificate=certificate,
        asked=asked,
    )


def undecided(asked: Asked) -> Solution:
    """Return the solution of a problem of which it is not known whether an assignment exists."""
    return replace(infeasible((), asked, proof=Proof.NONE), status=Status.UNKNOWN)
