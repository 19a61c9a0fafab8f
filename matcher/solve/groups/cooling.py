"""One grouping improved by exchanges and moves drawn at random, taken although they lose while it is warm; compiled.

The draws come from a generator of integers with a seed, and what may be lost from a table of integers, so the same
problem is cooled alike on every machine.
"""

import math
from typing import Any

import numpy as np

from matcher.solve.compiled import compiled, compiled_into

UNIT = 1_000
NOISE = np.array([round(-UNIT * math.log((k + 0.5) / 4096)) for k in range(4096)], dtype=np.int64)
"""Quantiles of what may be lost at a heat of 1: a loss is then taken by Boltzmann's law."""

_S7, _S13, _S17, _S20, _S52 = (np.uint64(shift) for shift in (7, 13, 17, 20, 52))
_MASK = np.uint64((1 << 20) - 1)


@compiled_into
def more_alone(held: Any, here: int, there: int, label: int) -> Any:
    """Return how many more people stand alone when a member of a category goes from one group to another."""
    if label < 0:
        return 0
    leaving, entering = held[here, label], held[there, label]
    return (leaving == 2) - (leaving == 1) + (entering == 0) - (entering == 1)


@compiled_into
def count_anew(held: Any, here: int, there: int, label: int) -> None:
    """Count a member of a category in another group."""
    if label >= 0:
        held[here, label] -= 1
        held[there, label] += 1


@compiled
def cool(
    pull: Any,
    there: Any,
    labels: Any,
    held: Any,
    count: Any,
    sizes: Any,
    fine: int,
    group_of: Any,
    best_of: Any,
    width: int,
    heats: Any,
    steps: int,
    noise: Any,
    seed: Any,
) -> int:
    """Change a grouping with all that is counted of it, write the best one met, and return what was gained by then.

    Parameters
    ----------
    pull, there
        (n, n) points of two people in one group; (groups, n) points of each person with the members of each group.
    labels, held, fine
        Everyone's category, or -1; (groups, categories) members; what each person costs who stands alone.
    count, sizes
        Members of each group; (groups, 2) the least and most there may be.
    width
        People, and groups beside them where sizes may change: whom somebody drawn is exchanged with, or moves to.
    heats, steps
        Every heat lasts so many steps.
    """
    n, state, value, best = len(group_of), seed, 0, 0
    for heat in heats:
        for _ in range(steps):
            state ^= state << _S13
            state ^= state >> _S7
            state ^= state << _S17
            i = np.int64(((state & _MASK) * np.uint64(n)) >> _S20)
            j = np.int64((((state >> _S20) & _MASK) * np.uint64(width)) >> _S20)
            here, moving = group_of[i], j >= n
            to = j - n if moving else group_of[j]
            if here == to or (moving and (count[here] <= sizes[here, 0] or count[to] >= sizes[to, 1])):
                continue
            gain = there[to, i] - there[here, i]
            if not moving:
                gain += there[here, j] - there[to, j] - 2 * pull[i, j]
            if fine and (moving or labels[i] != labels[j]):
                gain -= fine * more_alone(held, here, to, labels[i])
                if not moving:
                    gain -= fine * more_alone(held, to, here, labels[j])
            if gain < 0 and gain + heat * noise[np.int64(state >> _S52)] // UNIT < 0:
                continue
            value += gain
            group_of[i] = to
            count_anew(held, here, to, labels[i])
            if moving:
                count[here] -= 1
                count[to] += 1
            else:
                group_of[j] = here
                count_anew(held, to, here, labels[j])
            for k in range(n):
                change = pull[i, k] if moving else pull[i, k] - pull[j, k]
                there[here, k] -= change
                there[to, k] += change
            if value > best:
                best = value
                best_of[:] = group_of
    return best
