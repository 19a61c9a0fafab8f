"""What a certificate is about: the network of ``docs/certificate.md`` with the flow that the pairs make."""

from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem
from matcher.solution import Asked, Solution
from questionnaires.programme import Purpose


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """The arcs between people, loads, classes and root, with the flow that the pairs make."""

    tail: IntArray
    head: IntArray
    low: IntArray
    high: IntArray
    flow: IntArray
    coverage: IntArray
    entries: int
    nodes: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A solution with what is needed to price it."""

    problem: Problem
    asked: Asked
    ledger: Ledger
    chosen: IntArray
    locked: IntArray
    kept: IntArray

    def opened(self, first: int, last: int, least: int = 0) -> BoolArray:
        """Return which pairs may be chosen freely: allowed, of enough points, and not locked."""
        points = self.problem.points_block(first, last)
        opened = self.problem.allowed_block(first, last) & (points >= max(least, self.asked.floor))
        opened[self.inside(self.locked, first, last)] = False
        return opened

    def is_chosen(self, first: int, last: int) -> BoolArray:
        """Return which of these mentees' pairs are formed."""
        chosen = np.zeros((last - first, self.problem.shape[1]), dtype=np.bool_)
        chosen[self.inside(self.chosen, first, last)] = True
        return chosen

    def kept_block(self, first: int, last: int) -> IntArray:
        """Return 1 for every earlier pair that is still possible."""
        kept = np.zeros((last - first, self.problem.shape[1]), dtype=np.int64)
        kept[self.inside(self.kept, first, last)] = 1
        return kept

    @staticmethod
    def inside(pairs: IntArray, first: int, last: int) -> tuple[IntArray, IntArray]:
        """Return the pairs of these mentees as indices into their block."""
        here = pairs[(pairs[:, 0] >= first) & (pairs[:, 0] < last)]
        return here[:, 0] - first, here[:, 1]


def open_case(problem: Problem, solution: Solution) -> Case:
    """Gather what is priced."""
    locked = _array(problem.locked)
    decided = {(int(i), int(j)) for i, j in problem.locked}
    # Under a bound on changes keeping earlier pairs earns nothing: it is a must and no level.
    earning = () if solution.asked.max_changes is not None else solution.asked.previous
    possible = [pair for pair in earning if pair not in decided]
    case = Case(
        problem=problem,
        asked=solution.asked,
        ledger=keep_ledger(problem, solution),
        chosen=_array(solution.pairs),
        locked=locked,
        kept=_array(possible),
    )
    opened = [bool(case.opened(i, i + 1)[0, j]) for i, j in possible]
    return replace(case, kept=case.kept[np.array(opened, dtype=np.bool_)])


def _array(pairs: object) -> IntArray:
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)  # type: ignore[call-overload]


def keep_ledger(problem: Problem, solution: Solution) -> Ledger:
    """Write every arc down as (tail, head, least, most, flow, reward of coverage)."""
    n, m = problem.shape
    has = np.bincount(_array(solution.pairs)[:, 0], minlength=n).tolist()
    load = np.bincount(_array(solution.pairs)[:, 1], minlength=m)
    classes, first_class, root = _classes(problem, solution.asked)
    demand = problem.per_mentee(problem.demand).tolist()
    first_most = 1 if solution.asked.purpose is Purpose.MOST_MATCHED else max(demand, default=0)
    count = max(classes, default=0) + 1
    rows = []
    for i in range(n):
        most = min(first_most, demand[i])
        rows.append((first_class + classes[i], i, 0, most, min(has[i], most), count + 1 - classes[i]))
        if demand[i] > most:
            rows.append((root - 1, i, 0, demand[i] - most, has[i] - min(has[i], most), 1))
    through = np.bincount([row[0] for row in rows], [row[4] for row in rows], root + 1).astype(np.int64)
    entries = [(root, node, 0, sum(demand), int(through[node]), 0) for node in range(first_class, root)]
    above = [k + n + m if k >= 0 else root for k in _smallest_loads(problem)]
    quotas = zip(
        problem.per_mentor(problem.lower).tolist(), problem.per_mentor(problem.upper).tolist(), strict=True
    )
    rows += [(n + j, above[j], low, high, int(load[j]), 0) for j, (low, high) in enumerate(quotas)]
    for k, (mentors, most) in enumerate(problem.shared_upper):
        rows.append((n + m + k, above[m + k], 0, int(most), int(load[list(mentors)].sum()), 0))
    columns = np.array(entries + rows, dtype=np.int64).reshape(-1, 6).T
    names = ("tail", "head", "low", "high", "flow", "coverage")
    return Ledger(**dict(zip(names, columns, strict=True)), entries=len(entries), nodes=root + 1)


def _classes(problem: Problem, asked: Asked) -> tuple[list[int], int, int]:
    """Return the class of each mentee, the node of the highest class, and the root."""
    n, m = problem.shape
    first = n + m + len(problem.shared_upper)
    if asked.purpose is not Purpose.MOST_MATCHED:
        return [0] * n, first, first + 1
    priority = [0] * n if problem.priority is None else problem.per_mentee(problem.priority).tolist()
    ranked = {level: rank for rank, level in enumerate(sorted(set(priority), reverse=True))}
    further = bool((problem.per_mentee(problem.demand) > 1).any())
    return [ranked[level] for level in priority], first, first + max(1, len(ranked)) + further


def _smallest_loads(problem: Problem) -> list[int]:
    """Return the smallest shared load around each mentor, then around each load; -1 for none."""
    sets = [frozenset(int(j) for j in mentors) for mentors, _ in problem.shared_upper]
    order = [(len(sets[k]), int(most), -k) for k, (_, most) in enumerate(problem.shared_upper)]
    around: list[list[int]] = [[] for _ in range(problem.shape[1])]
    for k, members in enumerate(sets):
        for j in members:
            around[j].append(k)
    # Of equal sets the one of the lower bound lies inside, and of equal bounds the later one.
    holders = [[h for h in around[min(s)] if order[h] > order[k]] if s else [] for k, s in enumerate(sets)]
    return [min(found, key=order.__getitem__, default=-1) for found in around + holders]
