"""Search for good groupings: annealing, then cooling on ground where a broken condition costs more than all points.

Everything is drawn from fixed seeds and counted in steps, so the same problem gives the same groups.
"""

from collections.abc import Sequence

import numpy as np

from matcher.problem import IntArray
from matcher.solve.groups.annealing import anneal, gain_spread, lay_ground, steps_for
from matcher.solve.groups.problem import GroupProblem, broken, worth

VECTORS = 4
"""Choices of sizes with most pairs that are begun with."""
MENDED = (0.3, 0.01)
"""Noise at the beginning and the end while broken conditions are mended, in parts of the spread of gains."""


def search_groups(problem: GroupProblem, starts: Sequence[IntArray], effort: float | None) -> list[IntArray]:
    """Return groupings found from starts of right sizes that keep all conditions, the best first."""
    if not starts:
        return []
    work = 1.0 if effort is None else effort / 20
    found = list(starts)
    if len(problem.sizes) > 1 and problem.people > 1:
        found = [_mended(problem, group_of, work) for group_of in [*anneal(problem, starts, work), starts[0]]]
    kept = [group_of for group_of in found if broken(problem, group_of) == 0]
    return sorted(kept, key=lambda group_of: (-worth(problem, group_of), group_of.tolist()))


def _mended(problem: GroupProblem, group_of: IntArray, work: float) -> IntArray:
    """Return a grouping at least as good: one that keeps all conditions is never left for one that does not."""
    cohesion, led = problem.matrices()
    ground = lay_ground(problem, int(cohesion.sum()) // 2 + int(led.max(axis=1, initial=0).sum()) + 1)
    heats = np.round(gain_spread(problem) * np.geomspace(*MENDED, 40)).astype(np.int64)
    # The last heat is none: what is left is as good as any exchange or move can make it.
    steps = steps_for(problem, work) // 4 + 20 * problem.people**2
    return ground.cooled(group_of, np.append(heats, 0), steps, 1)[0]


def first_groupings(problem: GroupProblem) -> list[IntArray]:
    """Return groupings of the right sizes: those with most pairs, and one as even as may be; or none."""
    least = np.array([low for low, _ in problem.sizes], dtype=np.int64)
    most = np.array([high for _, high in problem.sizes], dtype=np.int64)
    spare = problem.people - int(least.sum())
    if spare < 0 or problem.people > int(most.sum()):
        return []
    even = least.copy()
    for _ in range(spare):
        room = np.flatnonzero(even < most)
        even[room[np.argmin(even[room])]] += 1
    counts = dict.fromkeys([*_size_vectors(problem), tuple(even.tolist())])
    return [np.repeat(np.arange(len(count)), count) for count in counts]


def _size_vectors(problem: GroupProblem) -> list[tuple[int, ...]]:
    """Return the choices of sizes with most pairs; groups of one range, without mentors, count once."""
    order = sorted(range(len(problem.sizes)), key=lambda g: (tuple(problem.sizes[g]), g))
    reached: dict[int, list[tuple[int, tuple[int, ...]]]] = {0: [(0, ())]}
    for place, g in enumerate(order):
        low, high = problem.sizes[g]
        alike = (
            place and problem.mentor_points is None and problem.sizes[order[place - 1]] == problem.sizes[g]
        )
        grown: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for placed, choices in reached.items():
            for pairs, count in choices:
                top = min(high, problem.people - placed, count[-1] if alike else high)
                for size in range(low, top + 1):
                    choice = (pairs + size * (size - 1) // 2, (*count, size))
                    grown.setdefault(placed + size, []).append(choice)
        reached = {placed: sorted(choices, reverse=True)[:VECTORS] for placed, choices in grown.items()}
    back = np.argsort(order).tolist()
    return [tuple(count[k] for k in back) for _, count in reached.get(problem.people, [])]
