"""Whether any grouping keeps all conditions, by CP-SAT, when local search finds none."""

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.groups.problem import GroupProblem, category_labels
from matcher.solve.search.cpsat import find_first


def find_grouping(problem: GroupProblem, effort: float | None) -> tuple[IntArray | None, bool]:
    """Return any grouping that keeps all conditions, or None and whether it is shown that none exists."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    groups = range(len(problem.sizes))
    place = [[model.new_bool_var("") for _ in groups] for _ in range(problem.people)]
    # Everyone is in one group, and every group has its size.
    for row in place:
        model.add_exactly_one(row)
    for g, (low, high) in enumerate(problem.sizes):
        model.add_linear_constraint(sum(row[g] for row in place), low, high)
    # Decisions about two people hold.
    for i, j in problem.together:
        for a, b in zip(place[i], place[j], strict=True):
            model.add(a == b)
    for i, j in problem.apart:
        for a, b in zip(place[i], place[j], strict=True):
            model.add_bool_or(~a, ~b)
    # No group has exactly one member of a category.
    labels = category_labels(problem)
    for i in np.flatnonzero(labels >= 0).tolist():
        alike = [j for j in np.flatnonzero(labels == labels[i]).tolist() if j != i]
        for g in groups:
            model.add(sum(place[j][g] for j in alike) >= place[i][g])
    solver, status = find_first(model, effort)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, status == cp_model.INFEASIBLE
    rows = [[solver.value(variable) for variable in row] for row in place]
    return np.array(rows, dtype=np.int64).reshape(len(place), -1).argmax(axis=1), False
