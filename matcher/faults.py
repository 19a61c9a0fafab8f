"""Faults of a problem: all of them as sentences, never only the first. What has no assignment is no fault."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from matcher.number_faults import (
    as_array,
    faults_of_numbers,
    faults_of_priority,
    faults_of_truths,
    faults_of_vector,
    first_that_is_not_whole,
    greatest,
    is_whole,
    is_whole_number,
)
from matcher.pair_faults import (
    faults_of_both,
    faults_of_ids,
    faults_of_loads,
    faults_of_pairs,
    is_list,
    is_pair,
    out_of_range,
)
from matcher.problem import MOST_POINTS, Problem, Rules, Scores

MOST_PRODUCT = 1 << 62
"""Sums of products of features stay below this, so that none is wrapped."""


def find_faults(problem: Problem) -> list[str]:
    """Return every fault of a problem as a sentence with the value expected and the value found.

    Only where the points do not even say how many people there are, nothing else can be looked at.
    """
    shapeless = _faults_of_shape(problem.points)
    return shapeless or [fault for check in CHECKS for fault in check(problem)]


def _faults_of_shape(points: Any) -> list[str]:
    if isinstance(points, Scores):
        return _faults_of_matrices("points", points.mentee_features, points.mentor_features)
    matrix = as_array(points)
    if matrix is None:
        return ["points must be a matrix, one row per mentee; got rows of different lengths."]
    if matrix.ndim != 2:
        return [f"points must have two dimensions, mentees and mentors, got shape {matrix.shape}."]
    return []


def _faults_of_matrices(name: str, left: Any, right: Any) -> list[str]:
    left, right = as_array(left), as_array(right)
    if left is None or right is None:
        return [f"{name}: features must be two matrices of k columns, got rows of different lengths."]
    if left.ndim != 2 or right.ndim != 2 or left.shape[1] != right.shape[1]:
        shapes = f"{left.shape} and {right.shape}"
        return [f"{name}: features must be two matrices of k columns, got shapes {shapes}."]
    return []


def _of_points(problem: Problem) -> Iterator[str]:
    points = problem.points
    if isinstance(points, Scores):
        yield from _of_features("points", points.mentee_features, points.mentor_features)
        yield from _of_exceptions(points.exceptions, problem.shape)
    else:
        yield from faults_of_numbers("points", np.asanyarray(points))


def _of_features(name: str, left: Any, right: Any) -> Iterator[str]:
    left, right = np.asarray(left), np.asarray(right)
    for side, features in (("mentee", left), ("mentor", right)):
        if not is_whole(features):
            yield f"{name}: {side} features must be integers, got {first_that_is_not_whole(features)}."
            return
    product = greatest(left) * greatest(right) * left.shape[1]
    if product >= MOST_PRODUCT:
        yield f"{name}: products of features must stay below {MOST_PRODUCT}, got up to {product}."


def _of_exceptions(exceptions: Any, shape: tuple[int, int]) -> Iterator[str]:
    if exceptions is None:
        return
    parts = [as_array(part) for part in exceptions] if is_list(exceptions) else []
    if [part is not None and part.ndim for part in parts] != [1, 1, 1] or len({*map(len, parts)}) > 1:
        yield "exceptions must be three arrays of one length: rows, columns, added points."
        return
    rows, columns, added = parts
    if not all(is_whole(part) for part in parts if part.size):
        yield "exceptions must be integers."
        return
    if greatest(added) >= MOST_POINTS:
        yield f"exceptions must add less than {MOST_POINTS}, got {greatest(added)}."
    for name, indices, most in zip(("mentee", "mentor"), (rows, columns), shape, strict=True):
        yield from out_of_range(f"exceptions: {name}", indices, most)


def _of_quotas(problem: Problem) -> Iterator[str]:
    n, m = problem.shape
    sizes = {"upper": m, "lower": m, "lower_if_used": m, "demand": n}
    found = {name: faults_of_vector(name, getattr(problem, name), size) for name, size in sizes.items()}
    yield from (fault for faults in found.values() for fault in faults)
    if found["upper"] or found["lower"]:
        return
    upper, lower = problem.per_mentor(problem.upper), problem.per_mentor(problem.lower)
    for j in np.flatnonzero(lower > upper):
        yield f"lower must be at most upper: mentor {j} has lower {lower[j]} and upper {upper[j]}."


def _of_priority(problem: Problem) -> Iterator[str]:
    if problem.priority is not None:
        yield from faults_of_priority(problem.priority, problem.shape[0])


def _of_allowed(problem: Problem) -> Iterator[str]:
    if not isinstance(problem.allowed, Rules):
        if problem.allowed is not None:
            yield from faults_of_truths("allowed", problem.allowed, problem.shape)
        return
    rules = problem.allowed.rules
    if not is_list(rules):
        yield f"Rules must be a list of (mentee features, mentor features, least), got {rules!r}."
        return
    for k, rule in enumerate(rules):
        if is_list(rule) and len(rule) == 3:
            yield from _of_rule(f"rule {k}", *rule, problem.shape)
        else:
            yield f"rule {k} must be (mentee features, mentor features, least); put a single rule in a list."


def _of_rule(name: str, left: Any, right: Any, least: Any, shape: tuple[int, int]) -> Iterator[str]:
    if not is_whole_number(least):
        yield f"{name} must have a whole number as its bound, got {least!r}."
    shapeless = _faults_of_matrices(name, left, right)
    yield from shapeless or _of_features(name, left, right)
    if not shapeless and (len(left), len(right)) != shape:
        yield f"{name} must have {shape} rows of features, got {(len(left), len(right))}."


def _of_pairs(problem: Problem) -> Iterator[str]:
    for name in ("locked", "forbidden"):
        yield from faults_of_pairs(name, getattr(problem, name), problem.shape)
    yield from faults_of_both("locked", problem.locked, "forbidden", problem.forbidden)


def _of_shared(problem: Problem) -> Iterator[str]:
    yield from faults_of_loads(problem.shared_upper, problem.shape[1], MOST_POINTS)


def _of_ids(problem: Problem) -> Iterator[str]:
    yield from faults_of_ids("mentee_ids", problem.mentee_ids, problem.shape[0])
    yield from faults_of_ids("mentor_ids", problem.mentor_ids, problem.shape[1])


CHECKS: list[Callable[[Problem], Iterator[str]]] = [
    _of_points,
    _of_quotas,
    _of_priority,
    _of_allowed,
    _of_pairs,
    _of_shared,
    _of_ids,
]


def is_square(given: Any) -> bool:
    """Tell whether points say how many people there are in one base."""
    matrix = as_array(given)
    return matrix is not None and matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]


def faults_of_square(name: str, given: Any) -> list[str]:
    """Return the faults of points between the people of one base."""
    matrix = as_array(given)
    if matrix is None:
        return [f"{name} must be a square matrix, got rows of different lengths."]
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        return [f"{name} must be a square matrix, got shape {matrix.shape}."]
    faults = faults_of_numbers(name, np.asanyarray(given))
    if not faults and not np.array_equal(matrix, matrix.T):
        faults.append(f"{name} must be symmetric.")
    return faults


def faults_of_matrix(name: str, given: Any, shape: tuple[int, int]) -> list[str]:
    """Return the faults of points between people and groups, or mentees and mentors."""
    matrix = as_array(given)
    if matrix is None:
        return [f"{name} must have shape {shape}, got rows of different lengths."]
    if matrix.shape != shape:
        return [f"{name} must have shape {shape}, got {matrix.shape}."]
    return faults_of_numbers(name, np.asanyarray(given))


def faults_of_ranges(name: str, ranges: Any) -> list[str]:
    """Return the faults of a list of ranges: not two whole numbers, below 0, or the wrong way round."""
    if not is_list(ranges):
        return [f"{name} must be a list of ranges, got {ranges!r}."]
    wrong = dict.fromkeys(repr(given) for given in ranges if not _is_range(given))
    return [f"{name} must be ranges of two whole numbers from 0 up, got {given}." for given in wrong]


def _is_range(given: Any) -> bool:
    pair = tuple(given) if isinstance(given, Iterable) else ()
    return is_pair(pair) and 0 <= pair[0] <= pair[1]


def faults_of_ranks(theirs: Any, ours: Any, upper: Any, points: Any) -> list[str]:
    """Return the faults of ranks of both sides: shapes, places below 0, quotas."""
    left, right = as_array(theirs), as_array(ours)
    if left is None or right is None:
        return ["ranks must be two matrices (n_mentees, n_mentors), got rows of different lengths."]
    if left.ndim != 2 or left.shape != right.shape:
        shapes = f"{left.shape} and {right.shape}"
        return [f"ranks must be two matrices (n_mentees, n_mentors), got shapes {shapes}."]
    faults = faults_of_numbers("mentee_ranks", left) + faults_of_numbers("mentor_ranks", right)
    faults += faults_of_vector("upper", upper, left.shape[1])
    return faults if points is None else faults + faults_of_matrix("points", points, left.shape)
