"""The independent verifier: it imports nothing of the solver and needs nothing but numpy.

What a solution says of itself is recomputed from the problem and said in sentences where it does not hold; the proof
by prices is checked in `matcher.proof.prices`.
"""

from collections.abc import Iterator

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem
from matcher.proof.certificate import Certificate
from matcher.proof.prices import of_certificate
from matcher.proof.refusal import of_refusal
from matcher.proof.statement import of_statement
from matcher.shape import is_flow, is_laminar
from matcher.solution import Proof, Solution, Status


def verify(problem: Problem, solution: Solution) -> list[str]:
    """Return what is wrong with a solution; an empty list when it is valid and, under DUALS, proved.

    Parameters
    ----------
    problem
        What was to be solved.
    solution
        What is claimed; `Solution.asked` says what was asked.

    Returns
    -------
    list of str
        One sentence for each thing that does not hold, with what was found and what is stated.

    Examples
    --------
    >>> import matcher
    >>> from dataclasses import replace
    >>> problem = matcher.Problem([[9, 4], [7, 6]])
    >>> solution = matcher.solve(problem)
    >>> matcher.verify(problem, solution)
    []
    >>> matcher.verify(problem, replace(solution, objective=99))
    ['The pairs have 15 points; 99 is stated.']
    """
    strange = list(of_statement(problem, solution))
    if strange:
        return strange
    if solution.status is Status.INFEASIBLE:
        return list(of_refusal(problem, solution))
    if solution.status is Status.UNKNOWN:
        return list(_of_silence(problem, solution))
    found = list(_of_pairs(problem, solution))
    if found:
        return found
    points, allowed = at_pairs(problem, solution.pairs)
    found += _of_rules(problem, solution, points, allowed)
    found += _of_quotas(problem, solution)
    found += _of_changes(problem, solution)
    found += _of_figures(problem, solution, int(points.sum()))
    if found or solution.proof is not Proof.DUALS:
        return found
    if not isinstance(solution.certificate, Certificate):
        return ["There is no certificate, though the proof is said to be by duals."]
    return list(of_certificate(problem, solution, solution.certificate))


def at_pairs(problem: Problem, pairs: tuple[tuple[int, int], ...]) -> tuple[IntArray, BoolArray]:
    """Return the points of pairs sorted by mentee, and which of them are allowed, in one pass by blocks."""
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    points, allowed = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.bool_)
    for first, last in problem.blocks():
        here = slice(*np.searchsorted(rows, [first, last]))
        points[here] = problem.points_block(first, last)[rows[here] - first, columns[here]]
        allowed[here] = problem.allowed_block(first, last)[rows[here] - first, columns[here]]
    return points, allowed


def _of_pairs(problem: Problem, solution: Solution) -> Iterator[str]:
    n, m = problem.shape
    if any(not (0 <= i < n and 0 <= j < m) for i, j in solution.pairs):
        yield "A pair names a person who does not exist."
        return
    if list(solution.pairs) != sorted(set(solution.pairs)):
        yield "Pairs must be sorted and each stand once."
    for pair in sorted({(int(i), int(j)) for i, j in problem.locked} - set(solution.pairs)):
        yield f"The locked pair {pair} is missing."


def _of_rules(problem: Problem, solution: Solution, points: IntArray, allowed: BoolArray) -> Iterator[str]:
    locked = {(int(i), int(j)) for i, j in problem.locked}
    for k in np.flatnonzero(~allowed):
        yield f"The pair {solution.pairs[k]} is forbidden."
    for k in np.flatnonzero(points < solution.asked.floor):
        if solution.pairs[k] not in locked:
            yield f"The pair {solution.pairs[k]} has {points[k]} points; the floor is {solution.asked.floor}."


def _of_quotas(problem: Problem, solution: Solution) -> Iterator[str]:
    has, load = loads(problem, solution)
    demand, upper = problem.per_mentee(problem.demand), problem.per_mentor(problem.upper)
    lower, least = problem.per_mentor(problem.lower), problem.per_mentor(problem.lower_if_used)
    for i in np.flatnonzero(has > demand):
        yield f"Mentee {i} has {has[i]} mentors; at most {demand[i]} are wanted."
    for j in np.flatnonzero(load > upper):
        yield f"Mentor {j} has {load[j]} mentees; the upper quota is {upper[j]}."
    for j in np.flatnonzero(load < lower):
        yield f"Mentor {j} has {load[j]} mentees; the lower quota is {lower[j]}."
    for j in np.flatnonzero((load > 0) & (load < least)):
        yield f"Mentor {j} has {load[j]} mentees; a group needs {least[j]}."
    for k, (mentors, most) in enumerate(problem.shared_upper):
        if load[list(mentors)].sum() > most:
            yield f"Shared load {k} is {load[list(mentors)].sum()}; at most {most} is allowed."


def loads(problem: Problem, solution: Solution) -> tuple[IntArray, IntArray]:
    """Return how many mentors each mentee has and how many mentees each mentor."""
    n, m = problem.shape
    rows, columns = np.array(solution.pairs, dtype=np.int64).reshape(-1, 2).T
    return np.bincount(rows, minlength=n), np.bincount(columns, minlength=m)


def _of_changes(problem: Problem, solution: Solution) -> Iterator[str]:
    asked = solution.asked
    if asked.max_changes is None:
        return
    missing = tuple(sorted(set(asked.previous) - set(solution.pairs)))
    points, allowed = at_pairs(problem, missing)
    ended = int((allowed & (points >= asked.floor)).sum())
    if ended > asked.max_changes:
        yield f"{ended} earlier pairs end; at most {asked.max_changes} may."


def _of_figures(problem: Problem, solution: Solution, total: int) -> Iterator[str]:
    gap, bound, exact = solution.gap, solution.bound, solution.proof is Proof.DUALS
    if solution.objective != total:
        yield f"The pairs have {total} points; {solution.objective} is stated."
    if bound is not None and bound < total:
        yield f"The bound {bound} is below the total of {total} points."
    if exact and (bound != total or gap != 0 or solution.status is not Status.OPTIMAL):
        yield f"A proof by duals leaves no gap; the bound is {bound}, the total {total}."
    if solution.status is Status.OPTIMAL and (solution.proof is Proof.NONE or gap != 0):
        yield f"The status is optimal; the proof is {solution.proof.value} and the gap {gap}."
    if exact and not is_laminar(problem.shared_upper):
        yield "Shared loads that cross are no flow, so prices prove nothing of them."
    if solution.proof is Proof.SOLVER and is_flow(problem, solution.asked):
        yield "A flow says it all here, so a solver's word is no proof: duals are expected."
    has, _ = loads(problem, solution)
    unmatched = tuple(np.flatnonzero((has == 0) & (problem.per_mentee(problem.demand) > 0)).tolist())
    if solution.unmatched != unmatched:
        yield f"Mentees {unmatched} have no mentor; {solution.unmatched} are stated."


def _of_silence(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield what is said although nothing is known."""
    figures = (solution.objective, solution.bound, solution.gap)
    if solution.pairs or solution.conflicts or figures != (None, None, None):
        yield "Nothing is said to be known, and yet there are pairs, figures or conflicts."
    if solution.proof is not Proof.NONE:
        yield f"Nothing is said to be known, and yet the proof is {solution.proof.value}."
    if is_flow(problem, solution.asked):
        yield "A flow says it all here, so something must be known."
