"""Many groupings of few people at once, each changed again and again by the best exchange or move.

Who was moved stays for some steps, unless the grouping becomes better than ever for it (tabu search). All groupings are
changed together by whole arrays, so that for few people nothing need be compiled.
"""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.annealing import Ground
from matcher.solve.groups.bound import NEVER
from matcher.solve.groups.problem import MemberArray

STAY = (2, 6)
"""Fewest steps that someone stays who was moved, and one more than the most."""


def wander(ground: Ground, groupings: IntArray, steps: int, rng: np.random.Generator) -> IntArray:
    """Return (groupings, people) the best that was met on the way from each: at least as good as it was.

    Parameters
    ----------
    groupings
        (groupings, people) of right sizes.
    """
    walk = set_out(ground, groupings)
    for step in range(steps):
        go_on(walk, step, rng)
    return walk.best_of


@dataclass(slots=True, eq=False)
class Walk:
    """Groupings on their way, with all that is counted of them.

    Parameters
    ----------
    there
        (groupings, groups, people) points of each person with the members of each group and its mentor.
    held
        (groupings, groups, categories and one for none) members.
    busy_until
        (groupings, people): the step before which a person stays.
    """

    ground: Ground
    group_of: IntArray
    there: IntArray
    count: IntArray
    held: IntArray
    value: IntArray
    best: IntArray
    best_of: IntArray
    busy_until: IntArray


def set_out(ground: Ground, groupings: IntArray) -> Walk:
    """Return groupings before their first step, with all that is counted of them."""
    member = (groupings[:, :, None] == np.arange(len(ground.sizes))).astype(np.int64)
    labels = ground.labels[:, None] == [*range(int(ground.labels.max(initial=-1)) + 1), -1]
    value = np.array([ground.value(group_of) for group_of in groupings], dtype=np.int64)
    return Walk(
        ground=ground,
        group_of=groupings.copy(),
        there=member.transpose(0, 2, 1) @ ground.pull + ground.led,
        count=member.sum(axis=1),
        held=member.transpose(0, 2, 1) @ labels.astype(np.int64),
        value=value,
        best=value.copy(),
        best_of=groupings.copy(),
        busy_until=np.zeros(groupings.shape, dtype=np.int64),
    )


def go_on(walk: Walk, step: int, rng: np.random.Generator) -> None:
    """Change each grouping by the best exchange or move that may be made, where there is one."""
    to = _places(walk)
    gain = _gains(walk, to)
    flat = np.where(_barred(walk, to, gain, step), -NEVER, gain).reshape(len(gain), -1)
    chosen = flat.argmax(axis=1)
    row = np.flatnonzero(flat[np.arange(len(flat)), chosen] > -NEVER)
    place, person = np.divmod(chosen[row], gain.shape[2])
    _change(walk, row, person, place, step + 1 + rng.integers(*STAY, (2, len(gain))))
    walk.value[row] += flat[row, chosen[row]]
    better = walk.value > walk.best
    walk.best[better] = walk.value[better]
    walk.best_of[better] = walk.group_of[better]


def _places(walk: Walk) -> IntArray:
    """Return (groupings, places) the group of each person whom another may take the place of, then the groups."""
    sizes = walk.ground.sizes
    if (sizes[:, 0] == sizes[:, 1]).all():
        return walk.group_of
    return np.hstack(
        [walk.group_of, np.broadcast_to(np.arange(len(sizes)), (len(walk.group_of), len(sizes)))]
    )


def _gains(walk: Walk, to: IntArray) -> IntArray:
    """Return (groupings, places, people) what it brings when somebody goes there, and who is there comes instead."""
    ground, rows = walk.ground, np.arange(len(to))[:, None]
    people = len(ground.pull)
    gain: IntArray = walk.there[rows, to]
    gain -= walk.there[rows, walk.group_of, np.arange(people)][:, None]
    if ground.fine:
        gain += ground.fine * _less_alone(walk, to)
    back = gain[:, :people].transpose(0, 2, 1) - 2 * ground.pull
    gain[:, :people] += back
    return gain


def _less_alone(walk: Walk, to: IntArray) -> IntArray:
    """Return (groupings, places, people) how many fewer stand alone of their category when a person goes there."""
    labels, rows = walk.ground.labels, np.arange(len(to))[:, None]
    leaving = walk.held[rows, walk.group_of, labels]
    entering = walk.held[rows[:, :, None], to[:, :, None], labels]
    fewer: IntArray = (entering == 1).astype(np.int64) - (entering == 0)
    fewer += ((leaving == 1).astype(np.int64) - (leaving == 2))[:, None]
    fewer[:, :, labels < 0] = 0
    # Two of one category take each other's place.
    fewer[:, : len(labels)][:, labels[:, None] == labels] = 0
    return fewer


def _barred(walk: Walk, to: IntArray, gain: IntArray, step: int) -> MemberArray:
    """Return which exchanges and moves may not be made: for no change, for sizes, or for those who stay for now."""
    people, sizes = walk.group_of.shape[1], walk.ground.sizes
    busy = walk.busy_until > step
    waiting = np.zeros(to.shape, dtype=np.bool_)
    waiting[:, :people] = busy
    barred: MemberArray = waiting[:, :, None] | busy[:, None]
    barred &= gain <= (walk.best - walk.value)[:, None, None]
    barred |= to[:, :, None] == walk.group_of[:, None]
    if to.shape[1] > people:
        needed = np.take_along_axis(walk.count <= sizes[:, 0], walk.group_of, 1)
        barred[:, people:] |= needed[:, None] | (walk.count >= sizes[:, 1])[:, :, None]
    return barred


def _change(walk: Walk, row: IntArray, i: IntArray, place: IntArray, until: IntArray) -> None:
    """Move a person of each of these groupings to the group of another, who comes instead, or to a group."""
    people, pull = len(walk.ground.pull), walk.ground.pull
    exchanged = place < people
    j = np.where(exchanged, place, 0)
    here = walk.group_of[row, i]
    there = np.where(exchanged, walk.group_of[row, j], place - people)
    brought = pull[i] - np.where(exchanged[:, None], pull[j], 0)
    walk.there[row, here] -= brought
    walk.there[row, there] += brought
    _place_anew(walk, row, i, here, there, until[0][row])
    row, j, here, there = (part[exchanged] for part in (row, j, here, there))
    _place_anew(walk, row, j, there, here, until[1][row])


def _place_anew(
    walk: Walk, row: IntArray, who: IntArray, left: IntArray, entered: IntArray, until: IntArray
) -> None:
    label = walk.ground.labels[who]
    walk.group_of[row, who] = entered
    walk.busy_until[row, who] = until
    walk.count[row, left] -= 1
    walk.count[row, entered] += 1
    walk.held[row, left, label] -= 1
    walk.held[row, entered, label] += 1
