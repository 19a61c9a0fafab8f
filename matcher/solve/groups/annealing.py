"""Groupings improved by annealing, for the bound and the proof to begin from.

Some groupings are cooled over each of a few ranges of noise, for what suits people at random is too hot for people at
places. With the range that was best more are cooled, and the best of all are warmed up and cooled again, round after
round.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.problem import GroupProblem, category_labels

RANGES = ((0.6, 0.2), (0.35, 0.1), (0.2, 0.05))
"""Noise at the beginning and the end, in parts of the spread of what people gain by an exchange."""
TRIED, FRESH, WARMED = 4, 12, 12
"""Groupings cooled over each range, more of them over the best range, and of each later round."""
ROUNDS = 5
"""Times that the best groupings are warmed up again."""
WARM = (0.4, 0.75)
"""Least and most noise at the beginning of these rounds, in parts of the noise at the beginning of all."""
ELITE, ALIKE = 8, 3
"""Different groupings that are warmed up; most of them with the same sizes of groups, in order."""
STEPS = 1_500
"""Steps of a fresh grouping for each two people, half of it in the later rounds; for no more than `FULL` people."""
FULL = 80
LEVELS = 100
"""Heats from the hottest to the coldest."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What groupings are weighed by.

    Parameters
    ----------
    pull, led
        (n, n) points of two people in one group, fines for broken decisions included; (groups, n) points with mentors.
    labels, fine
        Everyone's category, or -1; what each person costs who stands alone.
    sizes
        (groups, 2) least and most members.
    """

    pull: IntArray
    led: IntArray
    labels: IntArray
    fine: int
    sizes: IntArray

    def value(self, group_of: IntArray) -> int:
        """Return points minus fines."""
        same = group_of[:, None] == group_of[None]
        led = int(self.led[group_of, np.arange(len(group_of))].sum())
        return int(self.pull[same].sum()) // 2 + led - self.fine * int((self._held(group_of) == 1).sum())

    def cooled(self, group_of: IntArray, heats: IntArray, steps: int, seed: int) -> tuple[IntArray, int]:
        """Return the best grouping met on the way through these heats, and what it gained on the one begun with."""
        from matcher.solve.groups.cooling import NOISE, cool

        n, groups = len(group_of), len(self.sizes)
        member = np.eye(groups, dtype=np.int64)[:, group_of]
        best_of = group_of.copy()
        gained = cool(
            self.pull,
            member @ self.pull + self.led,
            self.labels,
            self._held(group_of),
            member.sum(axis=1),
            self.sizes,
            self.fine,
            group_of.copy(),
            best_of,
            n + groups if (self.sizes[:, 0] < self.sizes[:, 1]).any() else n,
            heats,
            max(1, steps // len(heats)),
            NOISE,
            np.uint64(seed),
        )
        return best_of, int(gained)

    def _held(self, group_of: IntArray) -> IntArray:
        """Return (groups, categories): members of each category in each group."""
        held = np.zeros((len(self.sizes), self.labels.max(initial=-1) + 1), dtype=np.int64)
        np.add.at(held, (group_of[self.labels >= 0], self.labels[self.labels >= 0]), 1)
        return held


def lay_ground(problem: GroupProblem, fine: int) -> Ground:
    """Return the ground on which every broken condition costs a fine."""
    pull, led = problem.matrices()
    for pairs, sign in ((problem.together, 1), (problem.apart, -1)):
        for i, j in pairs:
            pull[i, j] = pull[j, i] = pull[i, j] + sign * fine
    labels = category_labels(problem)
    sizes = np.minimum(np.array(problem.sizes, dtype=np.int64).reshape(-1, 2), problem.people)
    return Ground(pull, np.ascontiguousarray(led.T), labels, fine if (labels >= 0).any() else 0, sizes)


def anneal(problem: GroupProblem, starts: Sequence[IntArray], work: float) -> list[IntArray]:
    """Return different groupings of right sizes, the best first; they may break conditions.

    Parameters
    ----------
    starts
        Groupings whose sizes are begun with.
    work
        1 for the default number of steps.
    """
    spread = gain_spread(problem)
    # Here conditions cost much, but not everything: groupings can pass through broken ones.
    kiln = _Kiln(lay_ground(problem, 4 * round(spread)), np.random.default_rng(0))
    steps = steps_for(problem, work)
    tried = [
        sum(sorted(kiln.cool(kiln.mixed(starts, TRIED), [_heats(spread, *ends)] * TRIED, steps))[-2:])
        for ends in RANGES
    ]
    hot, cold = RANGES[tried.index(max(tried))]
    kiln.cool(kiln.mixed(starts, FRESH), [_heats(spread, hot, cold)] * FRESH, steps)
    warm = [_heats(spread, hot * part, cold) for part in np.geomspace(*WARM, WARMED).tolist()]
    for _ in range(ROUNDS):
        best = kiln.best()
        order = kiln.rng.permutation(np.resize(np.arange(len(best)), WARMED)).tolist()
        kiln.cool([best[k] for k in order], warm, steps // 2)
    return kiln.best()


@dataclass(frozen=True, slots=True, eq=False)
class _Kiln:
    """Groupings cooled so far, with their values."""

    ground: Ground
    rng: np.random.Generator
    known: dict[bytes, tuple[int, IntArray]] = field(default_factory=dict)

    def cool(self, groupings: Sequence[IntArray], heats: Sequence[IntArray], steps: int) -> list[int]:
        """Cool groupings, each through its heats, and return their values."""
        values = []
        for group_of, own in zip(groupings, heats, strict=True):
            found, _ = self.ground.cooled(group_of, own, steps, int(self.rng.integers(1, 1 << 62)))
            values.append(self.ground.value(found))
            self.known[found.tobytes()] = values[-1], found
        return values

    def mixed(self, starts: Sequence[IntArray], count: int) -> list[IntArray]:
        """Return so many groupings of right sizes by chance."""
        return [self.rng.permutation(starts[k % len(starts)]) for k in range(count)]

    def best(self) -> list[IntArray]:
        """Return the best groupings, few of them with the same sizes: sizes hardly change once it is cold."""
        chosen: list[IntArray] = []
        alike: dict[bytes, int] = {}
        for _, (_, group_of) in sorted(self.known.items(), key=lambda item: (-item[1][0], item[0])):
            sizes = np.bincount(group_of).tobytes()
            alike[sizes] = alike.get(sizes, 0) + 1
            if len(chosen) < ELITE and alike[sizes] <= ALIKE:
                chosen.append(group_of)
        return chosen


def steps_for(problem: GroupProblem, work: float) -> int:
    """Return how many steps a fresh grouping is cooled."""
    return int(work * STEPS * min(problem.people, FULL) ** 2) + LEVELS


def gain_spread(problem: GroupProblem) -> float:
    """Return how far gains are apart: what of the points is neither one person's nor the other's, for one group."""
    cohesion, led = problem.matrices()
    n, groups = problem.people, len(problem.sizes)
    mean = cohesion.sum(axis=1) / max(1, n - 1)
    mixed = (cohesion - mean[:, None] - mean[None] + mean.mean())[np.triu_indices(n, 1)]
    apart = led - led.mean(axis=1, keepdims=True)
    return math.sqrt(float(mixed.var()) * n / groups + float(apart.var())) + 1.0


def _heats(spread: float, hot: float, cold: float) -> IntArray:
    return np.round(spread * np.geomspace(hot, cold, LEVELS)).astype(np.int64)
