"""Brute force by a table: mentee after mentee, the best of all choices for every load of the mentors.

Levels add up from mentee to mentee, so of two choices with the same loads only the better can be part of a best one.
That makes 5 x 5 as quick as listing all choices is at 3 x 3. `engine_oracle` lists them; the two are compared in tests.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from engine_oracle import Pairs, lot_of, open_pairs, possible_previous

from matcher.problem import Problem, dense_points
from matcher.solution import Asked
from questionnaires.programme import Purpose

DIGIT = 12
"""Bits of a level: sums of so small problems stay below."""
FIELD = 4
"""Bits of a mentor's load; the highest is set when the load exceeds the upper quota."""


@dataclass(frozen=True)
class Best:
    """The best assignment of the tie rule, and what all best ones share."""

    pairs: Pairs
    in_all: Pairs
    ever_served: frozenset[int]
    worth: tuple[int, ...]
    points: int


@dataclass
class Partial:
    """The best choices of the mentees so far with one and the same load of the mentors."""

    gain: int
    lot: int
    chosen: int
    in_all: int
    served: int

    def joined(self, other: "Partial") -> "Partial":
        """Return the better of the two, and of equal ones what both share."""
        if self.gain != other.gain:
            return max(self, other, key=lambda one: one.gain)
        less = min(self, other, key=lambda one: one.lot)
        return Partial(
            self.gain, less.lot, less.chosen, self.in_all & other.in_all, self.served | other.served
        )


def best_of(problem: Problem, asked: Asked) -> Best | None:
    """Return the best assignment, or None when there is none."""
    found = _fill(problem, asked, 0)
    if found is None or not asked.raise_worst:
        return _read(problem, asked, found)
    for least in sorted(set(dense_points(problem).ravel().tolist()), reverse=True):
        raised = _fill(problem, asked, least)
        if raised is not None and raised.gain >> DIGIT == found.gain >> DIGIT:
            return _read(problem, asked, raised)
    return _read(problem, asked, found)


def _read(problem: Problem, asked: Asked, found: Partial | None) -> Best | None:
    if found is None:
        return None
    pairs, points = _pairs(problem, found.chosen), dense_points(problem)
    assert lot_of(problem, asked, pairs) == found.lot
    return Best(
        pairs=pairs,
        in_all=_pairs(problem, found.in_all),
        ever_served=frozenset(i for i in range(problem.shape[0]) if found.served >> i & 1),
        worth=_levels(problem, asked, found.gain),
        points=sum(int(points[pair]) for pair in pairs),
    )


def _levels(problem: Problem, asked: Asked, gain: int) -> tuple[int, ...]:
    count = 3 if asked.purpose is Purpose.BEST_TOTAL else 3 + len(_classes(problem))
    return tuple(gain >> DIGIT * k & (1 << DIGIT) - 1 for k in reversed(range(count)))


def _pairs(problem: Problem, mask: int) -> Pairs:
    n, m = problem.shape
    return frozenset((k // m, k % m) for k in range(n * m) if mask >> k & 1)


def _classes(problem: Problem) -> list[int]:
    """Return the priorities, the highest first."""
    return sorted(set(_priority(problem)), reverse=True)


def _priority(problem: Problem) -> list[int]:
    return problem.per_mentee(0 if problem.priority is None else problem.priority).tolist()


def _fill(problem: Problem, asked: Asked, least: int) -> Partial | None:
    """Return the best of all assignments whose unlocked pairs have at least so many points."""
    n, m = problem.shape
    upper = np.minimum(problem.per_mentor(problem.upper), n).tolist()
    start = sum((7 - most) << FIELD * j for j, most in enumerate(upper))
    over = sum(8 << FIELD * j for j in range(m))
    most_ended = len(asked.previous) if asked.max_changes is None else asked.max_changes
    table = {(start, 0): Partial(0, 0, 0, (1 << n * m) - 1, 0)}
    for i in range(n):
        options, later = _options(problem, asked, least, i), {}
        for (load, ended), partial in table.items():
            for more, lost, gain, lot, mask in options:
                key = (load + more, ended + lost)
                if key[0] & over or key[1] > most_ended:
                    continue
                row = ((1 << m) - 1) << i * m
                grown = Partial(
                    partial.gain + gain,
                    partial.lot + lot,
                    partial.chosen | mask,
                    partial.in_all & ~row | mask,
                    partial.served | bool(mask) << i,
                )
                later[key] = grown if key not in later else later[key].joined(grown)
        table = later
    best = None
    for (load, _), partial in table.items():
        if _keeps_lower(problem, [(load >> FIELD * j & 7) - 7 + most for j, most in enumerate(upper)]):
            best = partial if best is None else best.joined(partial)
    return best


def _keeps_lower(problem: Problem, load: list[int]) -> bool:
    lower, least = problem.per_mentor(problem.lower), problem.per_mentor(problem.lower_if_used)
    return all(mine >= lower[j] and (not mine or mine >= least[j]) for j, mine in enumerate(load)) and all(
        sum(load[j] for j in mentors) <= most for mentors, most in problem.shared_upper
    )


def _options(problem: Problem, asked: Asked, least: int, i: int) -> list[tuple[int, int, int, int, int]]:
    """Return what a mentee may get: (load, earlier pairs that end, gain, lot, pairs as bits)."""
    m, points, may = problem.shape[1], dense_points(problem), open_pairs(problem, asked)
    wanted = {j for a, j in problem.locked if a == i}
    free = [j for j in range(m) if may[i, j] and (points[i, j] >= least or j in wanted)]
    earlier = {j for a, j in possible_previous(problem, asked) if a == i}
    found = []
    for size in range(int(problem.per_mentee(problem.demand)[i]) + 1):
        for chosen in combinations(free, size):
            if wanted <= set(chosen):
                load = sum(1 << FIELD * j for j in chosen)
                lot = lot_of(problem, asked, frozenset((i, j) for j in chosen))
                mask = sum(1 << i * m + j for j in chosen)
                kept = len(earlier & set(chosen))
                total = sum(int(points[i, j]) for j in chosen)
                gain = _gain(problem, asked, i, (size, 0 if asked.max_changes is not None else kept, total))
                found.append((load, len(earlier) - kept, gain, lot, mask))
    return found


def _gain(problem: Problem, asked: Asked, i: int, parts: tuple[int, int, int]) -> int:
    """Return what a mentee with so many pairs, of which so many are kept, with so many points brings."""
    pairs, kept, total = parts
    if asked.purpose is Purpose.BEST_TOTAL:
        digits = [kept, total, pairs]
    else:
        served = [int(pairs > 0 and level == _priority(problem)[i]) for level in _classes(problem)]
        digits = [*served, pairs, kept, total]
    gain = 0
    for digit in digits:
        gain = gain << DIGIT | digit
    return gain
