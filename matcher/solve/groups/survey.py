"""All groups worth more than the prices of their members, or how much more any group can be worth.

Sets of people grow person by person, in the order of their indices. A set is dropped when even the best people still
to come, each with half the points of the best partners, leave it below what is needed. Numbers are doubled for that.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray
from matcher.solve.groups.bound import NEVER
from matcher.solve.groups.problem import GroupProblem, MemberArray, could_be_groups

ROWS = 4_096
"""Sets looked at together."""
CLOSED = 1 << 50
"""What somebody loses who may not join: more than any set is worth, and as often as there are people within 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Survey:
    """What is known of the groups worth at least what is needed, members' prices taken off.

    Parameters
    ----------
    groups
        (groups, people): who is in each such group found that keeps all conditions.
    most
        For each size, what no group is worth more than; minus `NEVER` for sizes not allowed.
    complete
        Whether these are all the groups.
    """

    groups: MemberArray
    most: IntArray
    complete: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Sets:
    """Sets of one size: members, doubled worth, points of each person with them, and who may not join."""

    members: IntArray
    worth: IntArray
    pull: IntArray
    barred: npt.NDArray[np.bool_]

    def part(self, rows: slice) -> "_Sets":
        return _Sets(self.members[rows], self.worth[rows], self.pull[rows], self.barred[rows])


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    cohesion: IntArray
    clash: npt.NDArray[np.bool_]
    price: IntArray
    needed: IntArray
    partners: IntArray

    @property
    def sizes(self) -> list[int]:
        return [size for size in np.flatnonzero(self.needed < NEVER).tolist() if size]


def survey(problem: GroupProblem, price: IntArray, needed: IntArray, limit: int) -> Survey:
    """Look at all groups.

    Parameters
    ----------
    price
        One number a person.
    needed
        For each size from 0 on, the least worth of a group that is looked for; `NEVER` where not allowed.
    limit
        Most numbers kept of the sets of one size; beyond, the survey stops and only the bounds are of use.
    """
    n, last = problem.people, int(np.flatnonzero(needed < NEVER).max(initial=0))
    most = np.where(needed < NEVER, needed - 1, -NEVER)
    if needed[0] < NEVER:
        most[0] = 0
    if not last:
        return Survey(groups=np.zeros((0, n), dtype=np.bool_), most=most, complete=True)
    ground = _ground(problem, price, needed)
    sets = _Sets(
        np.zeros((1, 0), dtype=np.int64),
        np.zeros(1, dtype=np.int64),
        np.zeros((1, n), dtype=np.int64),
        np.zeros((1, n), dtype=np.bool_),
    )
    groups = [np.zeros((0, n), dtype=np.bool_)]
    for size in range(last):
        if not len(sets.worth):
            break
        grown, complete = _grow(ground, sets, limit)
        if not complete:
            most[size + 1 :] = np.maximum(most, _bounds(ground, sets))[size + 1 :]
            return Survey(groups=np.concatenate(groups), most=most, complete=False)
        if needed[size + 1] < NEVER:
            good = grown.worth >= 2 * needed[size + 1]
            members = np.zeros((int(good.sum()), n), dtype=np.bool_)
            np.put_along_axis(members, grown.members[good], values=True, axis=1)
            kept = could_be_groups(problem, members)
            groups.append(members[kept])
            most[size + 1] = max(int(most[size + 1]), int(grown.worth[good][kept].max(initial=-NEVER)) // 2)
        sets = grown
    return Survey(groups=np.concatenate(groups), most=most, complete=True)


def _ground(problem: GroupProblem, price: IntArray, needed: IntArray) -> _Ground:
    cohesion, _ = problem.matrices()
    n = problem.people
    clash = np.eye(n, dtype=np.bool_)
    for i, j in problem.apart:
        clash[i, j] = clash[j, i] = True
    largest = int(np.flatnonzero(needed < NEVER).max(initial=0))
    partners = np.zeros((largest + 1, n + 1, n), dtype=np.int64)
    for start in range(n):
        best = -np.sort(-np.where(clash, 0, cohesion)[:, start:], axis=1).T
        total = np.cumsum(best, axis=0)[:largest]
        partners[1 : len(total) + 1, start] = total
        partners[len(total) + 1 :, start] = total[-1]
    return _Ground(cohesion, clash, price, needed, partners)


def _gains(ground: _Ground, sets: _Sets, size: int) -> IntArray:
    """Return (sets, people): at most what a person adds, doubled, to a set that shall grow to a size."""
    first = sets.members[:, -1] + 1 if sets.members.shape[1] else np.zeros(len(sets.worth), dtype=np.int64)
    missing = size - sets.members.shape[1]
    gains: IntArray = 2 * (sets.pull - ground.price) + ground.partners[missing - 1][first]
    closed = sets.barred | (np.arange(len(ground.price)) < first[:, None])
    gains[closed] = -CLOSED
    return gains


def _bounds(ground: _Ground, sets: _Sets) -> IntArray:
    """Return for each size at most what a group is worth that any of the sets grows to."""
    most = np.full(len(ground.needed), -NEVER, dtype=np.int64)
    known = sets.members.shape[1]
    for start in range(0, len(sets.worth), ROWS):
        part = sets.part(slice(start, start + ROWS))
        for size in ground.sizes:
            if size > known:
                best = _best(_gains(ground, part, size), size - known)
                total = part.worth + best.sum(axis=1)
                most[size] = max(int(most[size]), int(total.max()) // 2)
    return most


def _best(gains: IntArray, count: int) -> IntArray:
    best: IntArray = -np.partition(-gains, count - 1, axis=1)[:, :count]
    return best


def _grow(ground: _Ground, sets: _Sets, limit: int) -> tuple[_Sets, bool]:
    """Return the sets of one more person that may reach what is needed, and whether they are within the limit."""
    kept: list[_Sets] = []
    count = 0
    for start in range(0, len(sets.worth), ROWS):
        part = sets.part(slice(start, start + ROWS))
        row, person = np.nonzero(_hopeful(ground, part))
        count += len(row)
        if count * len(ground.price) > limit:
            return sets, False
        kept.append(_joined(ground, part, row, person))
    names = ("members", "worth", "pull", "barred")
    return _Sets(*(np.concatenate([getattr(part, name) for part in kept]) for name in names)), True


def _joined(ground: _Ground, sets: _Sets, row: IntArray, person: IntArray) -> _Sets:
    return _Sets(
        np.column_stack([sets.members[row], person]),
        sets.worth[row] + 2 * (sets.pull[row, person] - ground.price[person]),
        sets.pull[row] + ground.cohesion[person],
        sets.barred[row] | ground.clash[person],
    )


def _hopeful(ground: _Ground, sets: _Sets) -> npt.NDArray[np.bool_]:
    """Return (sets, people): whether a set with the person next in it may still reach what is needed."""
    known = sets.members.shape[1]
    hopeful = np.zeros(sets.pull.shape, dtype=np.bool_)
    for size in ground.sizes:
        if size <= known or size - known > len(ground.price):
            continue
        gains = _gains(ground, sets, size)
        best = _best(gains, size - known)
        least = best.min(axis=1)
        others = sets.worth + best.sum(axis=1) - least
        hopeful |= others[:, None] + np.minimum(gains, least[:, None]) >= 2 * ground.needed[size]
    return hopeful
