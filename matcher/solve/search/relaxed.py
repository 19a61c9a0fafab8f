"""A best flow that keeps by itself what no flow can be asked for: its duals prove it for that as well."""

from dataclasses import replace

from matcher.solution import Solution


def as_relaxed(solution: Solution) -> Solution:
    """Return the best flow as the solution of a problem that asks for more than flows keep.

    Where it is the only best flow, all is certain. Otherwise what is certain among all best flows is known, and what is
    among those that keep more is not: some flow that shows a pair to be doubtful may not keep it.
    """
    assert solution.certain is not None, "A flow tells what is certain."
    return solution if all(solution.certain) else replace(solution, certain=None, unmatched_certain=None)
