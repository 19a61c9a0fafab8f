"""What kind of problem it is: a flow, which is always proved by duals, or one that needs more than a flow."""

from collections.abc import Sequence

import numpy as np

from matcher.problem import Problem
from matcher.solution import Asked


def is_flow(problem: Problem, asked: Asked) -> bool:
    """Tell whether a flow says it all: then a result without duals was not made by this program."""
    return asked.max_changes is None and not has_group_minima(problem) and is_laminar(problem.shared_upper)


def is_laminar(shared: Sequence[tuple[Sequence[int], int]]) -> bool:
    """Tell whether every two sets of mentors are nested or disjoint."""
    sets = [frozenset(mentors) for mentors, _ in shared]
    return all(not (a & b) or a <= b or b <= a for k, a in enumerate(sets) for b in sets[:k])


def has_group_minima(problem: Problem) -> bool:
    """Tell whether some mentor who leads a group needs more people than the lower quota says."""
    least = problem.per_mentor(problem.lower_if_used)
    return bool((least > np.maximum(problem.per_mentor(problem.lower), 1)).any())
