"""A best flow that keeps by itself what no flow can be asked for: its duals prove it for that as well."""

from dataclasses import replace

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import Problem
from matcher.solution import Solution


def keeps_group_minima(problem: Problem, keys: IntArray) -> bool:
    """Tell whether every mentor who gets anybody by these pairs gets as many as a group needs."""
    m = problem.shape[1]
    load = np.bincount(keys % max(1, m), minlength=m)
    return not ((load > 0) & (load < problem.per_mentor(problem.lower_if_used))).any()


def as_relaxed(solution: Solution) -> Solution:
    """Return the best flow as the solution of a problem that asks for more than flows keep.

    Where it is the only best flow, all is certain. Otherwise what is certain among all best flows is known, and what is
    among those that keep more is not: some flow that shows a pair to be doubtful may not keep it.
    """
    assert solution.certain is not None, "A flow tells what is certain."
    return solution if all(solution.certain) else replace(solution, certain=None, unmatched_certain=None)
