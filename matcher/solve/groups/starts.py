"""Groupings of the right sizes to begin with, whoever is in them."""

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.problem import GroupProblem

VECTORS = 4
"""Choices of sizes with most pairs that are begun with."""


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
