"""The best grouping out of a list of groups, by CP-SAT."""

from collections.abc import Sequence

import numpy as np

from matcher.problem import IntArray
from matcher.solve.groups.bound import GroupKind
from matcher.solve.search.cpsat import run_model


def best_cover(
    people: int, kinds: Sequence[GroupKind], listed: Sequence[tuple[int, tuple[int, ...], int]], effort: float
) -> tuple[IntArray | None, bool]:
    """Return the grouping of most points, or None, and whether it is shown that none is better.

    Parameters
    ----------
    listed
        (kind, members, points) of each group that may be taken.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in listed]
    # Everyone is in one group.
    holding: list[list[int]] = [[] for _ in range(people)]
    for k, (_, members, _) in enumerate(listed):
        for person in members:
            holding[person].append(k)
    for groups in holding:
        model.add_exactly_one(taken[k] for k in groups)
    # Every group is formed.
    for k, kind in enumerate(kinds):
        model.add(sum(taken[c] for c, group in enumerate(listed) if group[0] == k) == len(kind.groups))
    model.maximize(sum(points * taken[c] for c, (_, _, points) in enumerate(listed)))
    solver, status = run_model(model, effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, status == cp_model.INFEASIBLE
    group_of, left = np.zeros(people, dtype=np.int64), [list(kind.groups) for kind in kinds]
    for c, (k, members, _) in enumerate(listed):
        if solver.value(taken[c]):
            group_of[list(members)] = left[k].pop(0)
    return group_of, status == cp_model.OPTIMAL
