"""The best grouping out of a list of groups, by CP-SAT."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.bound import GroupKind
from matcher.solve.search.cpsat import run_model

Listed = tuple[bytes, tuple[int, ...], int]
"""Points with the mentor as `GroupKind.led` has them, the members, and the points of a group."""


def better_cover(
    people: int, kinds: Sequence[GroupKind], listed: Sequence[Listed], least: int, effort: float
) -> tuple[IntArray | None, bool]:
    """Return the grouping of most points, if it has at least so many, and whether it is shown that none is better.

    Parameters
    ----------
    listed
        Each group of at least one person that may be taken, once for all kinds of the same points with mentors.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in listed]
    # Everyone is in one group.
    for person in range(people):
        model.add_exactly_one(taken[c] for c, (_, members, _) in enumerate(listed) if person in members)
    formed = _formed(model, kinds, listed, taken)
    points = sum(worth * taken[c] for c, (_, _, worth) in enumerate(listed))
    model.add(points >= least)
    model.maximize(points)
    solver, status = run_model(model, effort, by_sums=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, status == cp_model.INFEASIBLE
    group_of, free = np.zeros(people, dtype=np.int64), [list(kind.groups) for kind in kinds]
    left = {key: solver.value(count) for key, count in formed.items()}
    for c in (c for c in range(len(listed)) if solver.value(taken[c])):
        led, members, _ = listed[c]
        k = next(
            k for k, kind in enumerate(kinds) if kind.led.tobytes() == led and left.get((k, len(members)))
        )
        left[k, len(members)] -= 1
        group_of[list(members)] = free[k].pop(0)
    return group_of, status == cp_model.OPTIMAL


def _formed(
    model: Any, kinds: Sequence[GroupKind], listed: Sequence[Listed], taken: Sequence[Any]
) -> dict[tuple[int, int], Any]:
    """Return how many groups of each kind and size are formed: all of a kind, as many of a size as are taken."""
    alike: dict[tuple[bytes, int], list[Any]] = {}
    for (led, members, _), variable in zip(listed, taken, strict=True):
        alike.setdefault((led, len(members)), []).append(variable)
    formed = {
        (k, size): model.new_int_var(0, len(kind.groups), "")
        for k, kind in enumerate(kinds)
        for size in range(kind.low, kind.high + 1)
        if not size or (kind.led.tobytes(), size) in alike
    }
    for k, kind in enumerate(kinds):
        model.add(sum(count for (of, _), count in formed.items() if of == k) == len(kind.groups))
    for (led, size), variables in alike.items():
        fitting = [
            count for (k, other), count in formed.items() if other == size and kinds[k].led.tobytes() == led
        ]
        model.add(sum(fitting) == sum(variables))
    return formed
