"""Faults of matrices that were given: points and features, rules, ranks of both sides."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from matcher.arrays import largest
from matcher.faults.numbers import (
    as_array,
    faults_of_numbers,
    faults_of_truths,
    faults_of_vector,
    first_that_is_not_whole,
    is_whole,
    is_whole_number,
)
from matcher.faults.pairs import is_list, out_of_range
from matcher.scores import MOST_POINTS, Rules, Scores

MOST_PRODUCT = 1 << 62
"""Sums of products of features stay below this, so that none is wrapped."""


def faults_of_shape(points: Any) -> list[str]:
    """Return why points do not even say how many people there are."""
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


def faults_of_points(points: Any, shape: tuple[int, int]) -> Iterator[str]:
    """Yield the faults of points that have a shape."""
    if isinstance(points, Scores):
        yield from _of_features("points", points.mentee_features, points.mentor_features)
        yield from _of_exceptions(points.exceptions, shape)
    else:
        yield from faults_of_numbers("points", np.asanyarray(points))


def _of_features(name: str, left: Any, right: Any) -> Iterator[str]:
    left, right = np.asarray(left), np.asarray(right)
    for side, features in (("mentee", left), ("mentor", right)):
        if not is_whole(features):
            yield f"{name}: {side} features must be integers, got {first_that_is_not_whole(features)}."
    if not (is_whole(left) and is_whole(right)):
        return
    product = largest(left) * largest(right) * left.shape[1]
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
    whole = [not part.size or is_whole(part) for part in parts]
    if not all(whole):
        yield "exceptions must be integers."
    if whole[2] and largest(added) >= MOST_POINTS:
        yield f"exceptions must add less than {MOST_POINTS}, got {largest(added)}."
    for name, indices, most, readable in zip(
        ("mentee", "mentor"), (rows, columns), shape, whole[:2], strict=True
    ):
        if readable:
            yield from out_of_range(f"exceptions: {name}", indices, most)


def faults_of_allowed(allowed: Any, shape: tuple[int, int]) -> Iterator[str]:
    """Yield the faults of what says which pairs are allowed; None allows all."""
    if not isinstance(allowed, Rules):
        if allowed is not None:
            yield from faults_of_truths("allowed", allowed, shape)
        return
    rules = allowed.rules
    if not is_list(rules):
        yield f"Rules must be a list of (mentee features, mentor features, least), got {rules!r}."
        return
    for k, rule in enumerate(rules):
        if is_list(rule) and len(rule) == 3:
            yield from _of_rule(f"rule {k}", *rule, shape)
        else:
            yield f"rule {k} must be (mentee features, mentor features, least); put a single rule in a list."


def _of_rule(name: str, left: Any, right: Any, least: Any, shape: tuple[int, int]) -> Iterator[str]:
    if not is_whole_number(least):
        yield f"{name} must have a whole number as its bound, got {least!r}."
    shapeless = _faults_of_matrices(name, left, right)
    yield from shapeless or _of_features(name, left, right)
    if not shapeless and (len(left), len(right)) != shape:
        yield f"{name} must have {shape} rows of features, got {(len(left), len(right))}."


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
    if is_whole(matrix) and not np.array_equal(matrix, matrix.T):
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


def shape_of_ranks(theirs: Any, ours: Any) -> tuple[int, int] | None:
    """Return how many people of both sides ranks tell of, or None where they do not."""
    left, right = as_array(theirs), as_array(ours)
    told = left is not None and right is not None and left.ndim == 2 and left.shape == right.shape
    return left.shape if told else None


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
