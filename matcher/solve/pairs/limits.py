"""How large numbers may be: what 64 bits hold is solved exactly, and what they do not is refused before solving."""

from collections.abc import Iterator

import numpy as np

from matcher.lot import LOT_BITS
from matcher.problem import Problem
from matcher.scores import Scores
from matcher.solution import Asked
from questionnaires.programme import Purpose

LARGEST_PRICE = 1 << 60
"""Prices up to this leave room for the sum of a weight and two of them; the verifier accepts no greater ones."""


def faults_of_size(problem: Problem, asked: Asked, pairs: int) -> Iterator[str]:
    """Yield the fault of points that are too large for so many people and pairs, with the limit.

    Parameters
    ----------
    pairs
        Number of pairs that no assignment exceeds.
    """
    n, m = problem.shape
    nodes = n + m + len(problem.shared_upper) + _classes(problem) + 2
    most = _likely_points(problem)
    if _fits(problem, asked, pairs, nodes, most):
        return
    most = _greatest_points(problem)
    if _fits(problem, asked, pairs, nodes, most):
        return
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _fits(problem, asked, pairs, nodes, middle) else (low, middle)
    yield (
        f"points must be at most {max(low, 0)} where up to {pairs} pairs of {n} mentees and {m} mentors are weighed "
        f"exactly in 64 bits, got {most}."
    )


def _fits(problem: Problem, asked: Asked, pairs: int, nodes: int, points: int) -> bool:
    return nodes * (largest_reward(problem, asked, pairs, points) + 1) <= LARGEST_PRICE


def largest_reward(problem: Problem, asked: Asked, pairs: int, points: int) -> int:
    """Return the greatest reward of an arc at any level, in numbers of any length."""
    kept = len(asked.previous)
    weight = points * (pairs + 1) + 1 if asked.purpose is Purpose.BEST_TOTAL else points
    if kept and asked.max_changes is None:
        weight += pairs * weight + 1
    coverage = (_classes(problem) + 1) * (kept + 1 if asked.raise_worst else 1)
    return max(weight, coverage, 1 << LOT_BITS)


def _classes(problem: Problem) -> int:
    return 1 if problem.priority is None else len(set(problem.per_mentee(problem.priority).tolist()))


def _likely_points(problem: Problem) -> int:
    """Return a number that no pair's points exceed, without looking at all pairs of a product."""
    if not isinstance(problem.points, Scores):
        return int(np.asarray(problem.points).max(initial=0))
    left, right = (
        np.abs(np.asarray(features).astype(np.float64))
        for features in (problem.points.mentee_features, problem.points.mentor_features)
    )
    added = 0.0
    if problem.points.exceptions is not None:
        added = float(np.maximum(np.asarray(problem.points.exceptions[2], dtype=np.float64), 0).sum())
    product = float((left @ right.max(axis=0, initial=0)).max(initial=0)) if left.size and right.size else 0.0
    return int(product + added) + 1


def _greatest_points(problem: Problem) -> int:
    return max((int(problem.points_block(*rows).max(initial=0)) for rows in problem.blocks()), default=0)
