"""Many groupings improved side by side by annealing, for a local search to begin from.

Every step takes one person of each grouping and exchanges them with whom it gains most, or moves them, noise added to
the gains; the noise cools down. The best groupings are warmed up again, each to another degree, round after round.
Noise is drawn from a table of integers by a fixed seed: the same problem is annealed alike on every machine.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.problem import IntArray

GROUPINGS = 32
"""Groupings improved side by side."""
ELITE = 8
"""Different groupings from which a round begins."""
ALIKE = 3
"""Most of these with the same sizes of groups, in order."""
FRESH, ROUNDS = 2, 6
"""Rounds that begin with groupings by chance, and all rounds."""
SWEEPS = 80
"""Times that everyone is taken in a fresh round; in the others, a quarter of it."""
HOT, COLD = 0.5, 0.05
"""Noise at the beginning and the end, in parts of the spread of what people gain by an exchange."""
WARM = (0.08, 0.35)
"""Least and most noise at the beginning of the other rounds."""
BARRED = -(1 << 60)

_UNIT = 1_000
_NOISE = np.array(
    [round(-_UNIT * math.log(-math.log((k + 0.5) / 4096))) for k in range(4096)], dtype=np.int64
)
"""Quantiles of the noise that makes the choice of most gain and noise a choice by Boltzmann's law."""


@dataclass(slots=True, eq=False)
class _Crowd:
    """Groupings side by side: (groupings, people) groups and own points; (groupings, groups, people) points there."""

    pull: IntArray
    sizes: IntArray
    group_of: IntArray
    there: IntArray
    own: IntArray
    count: IntArray


def anneal(
    pull: IntArray, led: IntArray, sizes: IntArray, starts: Sequence[IntArray], work: float
) -> list[IntArray]:
    """Return different groupings of right sizes, the best first.

    Parameters
    ----------
    pull
        (n, n) points of two people in one group, fines included.
    led
        (n, groups) points with mentors.
    sizes
        (groups, 2) least and most members.
    starts
        Groupings whose sizes are begun with.
    work
        1 for the default number of sweeps.
    """
    rng = np.random.default_rng(0)
    noise = _NOISE[rng.integers(0, len(_NOISE), 1 << 18)]
    spread = _spread(pull, len(sizes))
    group_of = np.zeros((0, len(led)), dtype=np.int64)
    elite: dict[bytes, tuple[int, IntArray]] = {}
    for turn in range(ROUNDS):
        fresh = turn < FRESH
        if fresh:
            group_of = np.array([rng.permutation(starts[k % len(starts)]) for k in range(GROUPINGS)])
        warm = np.full(GROUPINGS, HOT) if fresh else np.geomspace(*WARM, GROUPINGS)
        sweeps = max(2, round(SWEEPS * work / (1 if fresh else 4)))
        crowd = _open(pull, led, sizes, group_of)
        for sweep in range(sweeps):
            heat = spread * warm * (COLD / warm) ** (sweep / (sweeps - 1))
            _sweep(crowd, heat.astype(np.int64)[:, None], noise, rng)
        _quench(crowd, rng)
        value = crowd.own.sum(axis=1) + led[np.arange(len(led)), crowd.group_of].sum(axis=1)
        elite |= {row.tobytes(): (int(worth), row) for worth, row in zip(value, crowd.group_of, strict=True)}
        elite = _elite(elite)
        best = np.array([row for _, row in elite.values()])
        group_of = best[rng.permutation(np.resize(np.arange(len(best)), GROUPINGS))]
    return [row for _, row in elite.values()]


def _elite(known: dict[bytes, tuple[int, IntArray]]) -> dict[bytes, tuple[int, IntArray]]:
    """Return the best groupings, few of them with the same sizes of groups: sizes hardly change once it is cold."""
    chosen: dict[bytes, tuple[int, IntArray]] = {}
    alike: dict[bytes, int] = {}
    for name, (worth, group_of) in sorted(known.items(), key=lambda item: (-item[1][0], item[0])):
        sizes = np.bincount(group_of).tobytes()
        alike[sizes] = alike.get(sizes, 0) + 1
        if len(chosen) < ELITE and alike[sizes] <= ALIKE:
            chosen[name] = (worth, group_of)
    return chosen


def _spread(pull: IntArray, groups: int) -> float:
    """Return how far gains are apart: what of the points is neither one person's nor the other's, for one group."""
    n = len(pull)
    mean = pull.sum(axis=1) / max(1, n - 1)
    mixed = (pull - mean[:, None] - mean[None] + mean.mean())[np.triu_indices(n, 1)]
    return float(np.round(mixed.std() * math.sqrt(n / groups))) + 1.0


def _open(pull: IntArray, led: IntArray, sizes: IntArray, group_of: IntArray) -> _Crowd:
    member = group_of[:, None] == np.arange(len(sizes))[:, None]
    there = member.astype(np.int64) @ pull + led.T
    own = np.take_along_axis(there, group_of[:, None], 1)[:, 0]
    return _Crowd(pull, sizes, group_of.copy(), there, own, member.sum(axis=2))


def _quench(crowd: _Crowd, rng: np.random.Generator) -> None:
    """Improve without noise, a little."""
    still = np.zeros(1 << 18, dtype=np.int64)
    for _ in range(2):
        _sweep(crowd, np.zeros((len(crowd.group_of), 1), dtype=np.int64), still, rng)


def _sweep(crowd: _Crowd, heat: IntArray, noise: IntArray, rng: np.random.Generator) -> None:
    rows, n = crowd.group_of.shape
    width = n + len(crowd.sizes)
    for person in rng.permutation(n).tolist():
        gains = _gains(crowd, person)
        begin = int(rng.integers(0, len(noise) - rows * width + 1))
        gains += noise[begin : begin + rows * width].reshape(rows, width) * heat // _UNIT
        choice = gains.argmax(axis=1)
        acting = np.flatnonzero(choice != person)
        if len(acting):
            _apply(crowd, person, acting, choice[acting])


def _gains(crowd: _Crowd, person: int) -> IntArray:
    """Return (groupings, people and groups): the gain of exchanging or moving a person; 0 for staying."""
    row = np.arange(len(crowd.group_of))
    here = crowd.group_of[:, person]
    to = crowd.there[:, :, person] - crowd.own[:, person, None]
    swap = np.take_along_axis(to, crowd.group_of, 1)
    swap += crowd.there[row, here]
    swap -= crowd.own
    swap -= 2 * crowd.pull[person]
    swap[crowd.group_of == here[:, None]] = BARRED
    swap[:, person] = 0
    least, most = crowd.sizes.T
    open_to = (crowd.count < most) & (crowd.count[row, here] > least[here])[:, None]
    open_to[row, here] = False
    return np.concatenate([swap, np.where(open_to, to, BARRED)], axis=1)


def _apply(crowd: _Crowd, person: int, acting: IntArray, choice: IntArray) -> None:
    """Make the chosen exchange or move in each acting grouping."""
    n = len(crowd.pull)
    moving = choice >= n
    here, one = crowd.group_of[acting, person], acting[~moving]
    partner, back = choice[~moving], here[~moving]
    to = crowd.group_of[one, partner]
    crowd.group_of[one, partner] = back
    _enter(crowd, person, one, to, crowd.pull[person] - crowd.pull[partner])
    one, to = acting[moving], choice[moving] - n
    crowd.count[one, here[moving]] -= 1
    crowd.count[one, to] += 1
    _enter(crowd, person, one, to, crowd.pull[person])
    groups = crowd.group_of[acting]
    crowd.own[acting] = crowd.there[acting[:, None], groups, np.arange(n)]


def _enter(crowd: _Crowd, person: int, rows: IntArray, to: IntArray, change: IntArray) -> None:
    crowd.there[rows, crowd.group_of[rows, person]] -= change
    crowd.there[rows, to] += change
    crowd.group_of[rows, person] = to
