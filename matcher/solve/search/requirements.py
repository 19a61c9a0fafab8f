"""Everything that can be lifted to make an assignment possible, each with a switch in one CP-SAT model.

Rules, prohibitions, upper quotas and demand always hold: without requirements the empty assignment keeps them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.arrays import IntArray
from matcher.requirement_lots import requirement_lots
from matcher.solution import Requirement, RequirementKind
from matcher.solve.pairs.board import Board, pair_keys
from matcher.solve.search.quota_flow import QuotaFlow, quota_flow

LIGHTEST = (
    RequirementKind.CHANGES,
    RequirementKind.GROUP,
    RequirementKind.LOWER,
    RequirementKind.SHARED,
    RequirementKind.LOCK,
)
"""Kinds from the one that is lifted most lightly; a lock, which people decided, weighs more than all others."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RequirementModel:
    """A model in which each requirement holds when its switch is on.

    Parameters
    ----------
    asked
        Every requirement, those first that are lifted most lightly.
    switches
        In the order of `asked`.
    amounts
        In the order of `asked`: (sum that the requirement bounds, whether it is to be large), None for a lock.
    weights, lots
        In the order of `asked`: of sets the one of the least weight is sought, and among equal ones that of the least
        lots.
    earlier
        How many earlier pairs could still stay.
    flow
        Tells whether requirements can hold together, where quotas and locks are all that is asked.
    """

    model: Any
    asked: tuple[Requirement, ...]
    switches: list[Any]
    amounts: list[tuple[Any, bool] | None]
    weights: list[int]
    lots: list[int]
    earlier: int
    flow: QuotaFlow | None


def build_requirements(board: Board) -> RequirementModel:
    """Return the model of a board; only mentors who must have somebody can matter."""
    from ortools.sat.python import cp_model

    # Data
    problem, (n, m) = board.problem, board.problem.shape
    earlier = _possible_earlier(board)
    wanted = np.flatnonzero(problem.per_mentor(problem.lower)).tolist()
    columns = sorted({*wanted, *(board.locked % max(1, m)).tolist(), *(earlier % max(1, m)).tolist()})
    keys = needed_pairs(board, columns)

    # Variables: pairs, and a switch of each requirement
    model = cp_model.CpModel()
    pairs = {int(key): model.new_bool_var("") for key in keys}
    of_mentee: list[list[Any]] = [[] for _ in range(n)]
    of_mentor: list[list[Any]] = [[] for _ in range(m)]
    for key, variable in pairs.items():
        of_mentee[key // m].append(variable)
        of_mentor[key % m].append(variable)
    asked = tuple(_all(board, set(columns), earlier))
    switches = [model.new_bool_var("") for _ in asked]

    # A mentee has at most the mentors wanted, and a mentor at most the mentees of the upper quota.
    for mine, most in zip(of_mentee, problem.per_mentee(problem.demand).tolist(), strict=True):
        model.add(sum(mine) <= most)
    for mine, most in zip(of_mentor, problem.per_mentor(problem.upper).tolist(), strict=True):
        model.add(sum(mine) <= most)
    # Every requirement holds when its switch is on.
    kept = [pairs[int(key)] for key in earlier]
    builder = _Builder(board=board, model=model, pairs=pairs, of_mentor=of_mentor, kept=kept)
    amounts = [builder.add(one, switch) for one, switch in zip(asked, switches, strict=True)]
    return RequirementModel(
        model=model,
        asked=asked,
        switches=switches,
        amounts=amounts,
        weights=weights(asked),
        lots=requirement_lots(problem, board.asked.salt, asked),
        earlier=len(earlier),
        flow=quota_flow(board, keys, asked),
    )


def weights(asked: Sequence[Requirement]) -> list[int]:
    """Return what each requirement counts: fewer always less, of as many fewer locks, and then lighter kinds."""
    lock = len(LIGHTEST) * len(asked) + 1
    every = lock * len(asked) + 1
    return [every + (lock if one.kind is RequirementKind.LOCK else LIGHTEST.index(one.kind)) for one in asked]


def _possible_earlier(board: Board) -> IntArray:
    """Return the earlier pairs that could be formed, whether a lock holds them or not."""
    if board.asked.max_changes is None:
        return board.kept[:0]
    return np.intersect1d(pair_keys(board.problem, board.asked.previous), _free(board))


def needed_pairs(board: Board, columns: Sequence[int]) -> IntArray:
    """Return the pairs of these mentors that may be formed, locked ones below the floor included."""
    every = np.union1d(_free(board), _lockable(board))
    return every[np.isin(every % max(1, board.problem.shape[1]), columns)]


def _free(board: Board) -> IntArray:
    """Return the pairs that may be formed without a lock."""
    locked = _lockable(board)
    return np.union1d(
        np.flatnonzero(board.opened.ravel()), locked[board.points.ravel()[locked] >= board.asked.floor]
    )


def _lockable(board: Board) -> IntArray:
    m = board.problem.shape[1]
    allowed = [board.problem.allowed_block(k // m, k // m + 1)[0, k % m] for k in board.locked.tolist()]
    return board.locked[np.array(allowed, dtype=np.bool_)]


def _all(board: Board, columns: set[int], earlier: IntArray) -> Iterator[Requirement]:
    problem, m = board.problem, board.problem.shape[1]
    lower, least = problem.per_mentor(problem.lower), problem.per_mentor(problem.lower_if_used)
    if len(earlier):
        yield Requirement(RequirementKind.CHANGES, ())
    # A least size that the lower quota implies comes back once that quota is lifted.
    yield from (Requirement(RequirementKind.GROUP, (j,)) for j in sorted(columns) if least[j] > 1)
    yield from (Requirement(RequirementKind.LOWER, (int(j),)) for j in np.flatnonzero(lower))
    yield from (Requirement(RequirementKind.SHARED, (k,)) for k in range(len(problem.shared_upper)))
    yield from (Requirement(RequirementKind.LOCK, (k // m, k % m)) for k in board.locked.tolist())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Builder:
    """Bounds are sums with the switch as a term: where too much is wanted in all, the sums alone show it at once."""

    board: Board
    model: Any
    pairs: dict[int, Any]
    of_mentor: list[list[Any]]
    kept: list[Any]

    def add(self, one: Requirement, switch: Any) -> tuple[Any, bool] | None:
        """Add what must hold while the switch is on, and return the sum it bounds."""
        problem, of = self.board.problem, one.of
        if one.kind is RequirementKind.LOCK:
            self._lock(of[0] * problem.shape[1] + of[1], switch)
            return None
        if one.kind is RequirementKind.SHARED:
            mentors, most = problem.shared_upper[of[0]]
            members = [variable for j in mentors for variable in self.of_mentor[j]]
            load, beyond = sum(members), max(0, len(members) - int(most))
            self.model.add(load + beyond * switch <= int(most) + beyond)
            return load, False
        if one.kind is RequirementKind.CHANGES:
            staying = sum(self.kept)
            most = self.board.asked.max_changes or 0
            self.model.add(staying >= max(0, len(self.kept) - most) * switch)
            return staying, True
        size = sum(self.of_mentor[of[0]])
        if one.kind is RequirementKind.LOWER:
            least = int(problem.per_mentor(problem.lower)[of[0]])
            self.model.add(size >= least * switch)
        else:
            self._group(of[0], size, switch)
        return size, True

    def _group(self, j: int, size: Any, switch: Any) -> None:
        leads = self.model.new_bool_var("")
        for variable in self.of_mentor[j]:
            self.model.add_implication(variable, leads)
        least = int(self.board.problem.per_mentor(self.board.problem.lower_if_used)[j])
        self.model.add(size >= least * (switch + leads - 1))

    def _lock(self, key: int, switch: Any) -> None:
        if key not in self.pairs:
            self.model.add(switch == 0)
            return
        self.model.add_implication(switch, self.pairs[key])
        if self.board.points.ravel()[key] < self.board.asked.floor:
            self.model.add_implication(self.pairs[key], switch)
