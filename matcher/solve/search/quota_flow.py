"""Whether lower quotas and locks can hold together: where nothing else is asked, a greatest flow tells at once.

Mentors who must have somebody send what they still need to the mentees they may have, who take what their locks leave.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.solution import Requirement, RequirementKind
from matcher.solve.pairs.board import Board

_KINDS = frozenset({RequirementKind.LOWER, RequirementKind.LOCK})


@dataclass(frozen=True, eq=False)
class QuotaFlow:
    """The pairs that may be formed, and what of them quotas and locks ask.

    Parameters
    ----------
    keys
        Pairs that may be formed, ascending.
    """

    board: Board
    keys: IntArray

    def holds(self, asked: Iterable[Requirement]) -> bool:
        """Return whether these requirements can hold together."""
        return not len(self.lacking(asked))

    def lacking(self, asked: Iterable[Requirement]) -> IntArray:
        """Return the mentors who need more together than the mentees they may have can take; none where all can hold.

        A lock that is no pair, or one too many of a person, is told by its own mentor.
        """
        need, locks = self._wanted(asked)
        mentees, mentors = locks // self._m, locks % self._m
        over = np.bincount(mentees, minlength=self._n) > self._demand
        full = np.bincount(mentors, minlength=self._m) > self._upper
        impossible = ~np.isin(locks, self.keys) | over[mentees] | full[mentors]
        if impossible.any():
            return np.unique(mentors[impossible])
        return np.flatnonzero(self._flow(need, locks).near_side())

    def reach(self, kept: Iterable[Requirement], reached: Mapping[int, int], mentor: int) -> int:
        """Return the greatest lower quota of a mentor with which requirements hold that can hold without it.

        Parameters
        ----------
        reached
            Mentor → the lower quota that another lifted one still has.
        """
        need, locks = self._wanted(kept)
        for other, least in reached.items():
            need[other] = least
        need[mentor] = 0
        others = self._flow(need, locks).value
        need[mentor] = self._upper[mentor]
        held = int((locks % self._m == mentor).sum())
        return held + self._flow(need, locks).value - others

    def core(self, asked: Iterable[Requirement]) -> list[Requirement]:
        """Return those of the requirements that a cut shows to be in conflict; none where all can hold."""
        every = list(asked)
        short = self.lacking(every)
        if not len(short):
            return []
        near = np.unique(self.keys[np.isin(self.keys % self._m, short)] // self._m)
        inside = set(short.tolist())
        found = [
            one
            for one in every
            if one.of[-1] in inside or (one.kind is RequirementKind.LOCK and one.of[0] in near)
        ]
        return found if not self.holds(found) else every

    def _wanted(self, asked: Iterable[Requirement]) -> tuple[IntArray, IntArray]:
        """Return what every mentor must have, and the keys of the locks."""
        need, locks = np.zeros(self._m, dtype=np.int64), []
        for one in asked:
            if one.kind is RequirementKind.LOWER:
                need[one.of[0]] = self._lower[one.of[0]]
            else:
                locks.append(one.of[0] * self._m + one.of[1])
        return need, np.array(sorted(locks), dtype=np.int64)

    def _flow(self, need: IntArray, locks: IntArray) -> "_Flow":
        """Send what mentors need besides their locks through the pairs that are not locked."""
        n, m = self._n, self._m
        source, sink = m + n, m + n + 1
        free = self.keys[~np.isin(self.keys, locks)]
        still = np.maximum(need - np.bincount(locks % m, minlength=m), 0)
        left = self._demand - np.bincount(locks // m, minlength=n)
        starts = np.concatenate([np.full(m, source), free % m, m + np.arange(n)])
        ends = np.concatenate([np.arange(m), m + free // m, np.full(n, sink)])
        room = np.concatenate([still, np.ones(len(free), dtype=np.int64), left]).astype(np.int32)
        return _Flow(sink + 1, starts, ends, room, still)

    @property
    def _n(self) -> int:
        return self.board.problem.shape[0]

    @property
    def _m(self) -> int:
        return self.board.problem.shape[1]

    @cached_property
    def _demand(self) -> IntArray:
        return self.board.problem.per_mentee(self.board.problem.demand)

    @cached_property
    def _upper(self) -> IntArray:
        return self.board.problem.per_mentor(self.board.problem.upper)

    @cached_property
    def _lower(self) -> IntArray:
        return self.board.problem.per_mentor(self.board.problem.lower)


class _Flow:
    """A greatest flow from the last node but one to the last one; the first nodes are mentors."""

    def __init__(
        self, size: int, starts: IntArray, ends: IntArray, room: npt.NDArray[np.int32], need: IntArray
    ) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_flow

        self._need, self._source = need, size - 2
        self._network = csr_array((room, (starts, ends)), shape=(size, size))
        self._network.eliminate_zeros()
        self._found = maximum_flow(self._network, size - 2, size - 1)
        self.value = int(self._found.flow_value)

    def near_side(self) -> BoolArray:
        """Tell which mentors stand on the near side of a least cut; none where every need is met."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import breadth_first_order

        reached = np.zeros(self._network.shape[0], dtype=np.bool_)
        if self.value < self._need.sum():
            residual = csr_array(self._network - self._found.flow)
            residual.eliminate_zeros()
            reached[breadth_first_order(residual, self._source, return_predecessors=False)] = True
        near: BoolArray = reached[: len(self._need)] & (self._need > 0)
        return near


def quota_flow(board: Board, keys: IntArray, asked: Iterable[Requirement]) -> QuotaFlow | None:
    """Return the flow of a board, or None where groups, loads or changes are asked too, which no flow can tell."""
    return QuotaFlow(board, keys) if {one.kind for one in asked} <= _KINDS else None
