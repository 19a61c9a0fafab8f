"""Search for good groupings: annealing, then cooling on ground where a broken condition costs more than all points.

Everything is drawn from fixed seeds and counted in steps, so the same problem gives the same groups.
"""

from collections.abc import Sequence

import numpy as np

from matcher.problem import IntArray
from matcher.solve.groups.annealing import anneal, gain_spread, lay_ground, steps_for
from matcher.solve.groups.problem import GroupProblem, broken, worth

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
