"""Search for good groupings: first where a broken condition costs some points, then where it costs more than all.

Everything is drawn from fixed seeds and counted in steps, so the same problem gives the same groups.
"""

from collections.abc import Sequence

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.annealing import Ground, anneal, gain_spread, lay_ground, steps_for
from matcher.solve.groups.problem import GroupProblem, broken, worth
from matcher.solve.groups.tabu import wander

FEW = 40
"""With so few people groupings wander, which needs nothing compiled; more people are annealed."""
WALKS, STEPS, TURNS = 24, 16, 20
"""Groupings that wander; steps of each for every person, and at the least."""
MENDED = (0.3, 0.01)
"""Noise at the beginning and the end while broken conditions are mended, in parts of the spread of gains."""


def search_groups(problem: GroupProblem, starts: Sequence[IntArray], effort: float | None) -> list[IntArray]:
    """Return groupings found from starts of right sizes that keep all conditions, the best first."""
    if not starts:
        return []
    work = 1.0 if effort is None else effort / 20
    found = list(starts)
    if min(len(problem.sizes), problem.people) < 2:
        pass
    elif problem.people <= FEW:
        found = _wandered(problem, starts, work)
    else:
        found = [_mended(problem, group_of, work) for group_of in [*anneal(problem, starts, work), starts[0]]]
    kept = [group_of for group_of in found if broken(problem, group_of) == 0]
    return sorted(kept, key=lambda group_of: (-worth(problem, group_of), group_of.tolist()))


def _wandered(problem: GroupProblem, starts: Sequence[IntArray], work: float) -> list[IntArray]:
    """Return the best groupings met from some by chance, first through broken conditions, then away from them."""
    rng, steps = np.random.default_rng(0), TURNS + int(work * STEPS * problem.people)
    by_chance = [rng.permutation(starts[k % len(starts)]) for k in range(WALKS)]
    found = wander(lay_ground(problem, 4 * round(gain_spread(problem))), np.array(by_chance), steps, rng)
    if problem.together or problem.apart or problem.categories:
        found = wander(_hard_ground(problem), np.array([*found, starts[0]]), steps // 2, rng)
    return list(np.unique(found, axis=0))


def _hard_ground(problem: GroupProblem) -> Ground:
    """Return the ground on which one broken condition costs more than all points."""
    cohesion, led = problem.matrices()
    return lay_ground(problem, int(cohesion.sum()) // 2 + int(led.max(axis=1, initial=0).sum()) + 1)


def _mended(problem: GroupProblem, group_of: IntArray, work: float) -> IntArray:
    """Return a grouping at least as good: one that keeps all conditions is never left for one that does not."""
    ground = _hard_ground(problem)
    heats = np.round(gain_spread(problem) * np.geomspace(*MENDED, 40)).astype(np.int64)
    # The last heat is none: what is left is as good as any exchange or move can make it.
    steps = steps_for(problem, work) // 4 + 20 * problem.people**2
    return ground.cooled(group_of, np.append(heats, 0), steps, 1)[0]
