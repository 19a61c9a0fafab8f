"""Faults of a problem: all of them as sentences, never only the first. What has no assignment is no fault."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from matcher.problem import MOST_POINTS, Problem, Rules, Scores

MOST_PRIORITY = 1 << 62
"""Priorities stay between this and its negative."""
MOST_PRODUCT = 1 << 62
"""Sums of products of features stay below this, so that none is wrapped."""


PERSONS = ("person", "person")
"""The two sides of a pair inside one base."""


def find_faults(problem: Problem) -> list[str]:
    """Return every fault of a problem as a sentence with the value expected and the value found."""
    shape_faults = list(_of_points(problem))
    if shape_faults:
        return shape_faults
    return [fault for check in CHECKS for fault in check(problem)]


def _of_points(problem: Problem) -> Iterator[str]:
    if isinstance(problem.points, Scores):
        yield from _of_features("points", problem.points.mentee_features, problem.points.mentor_features)
        return
    points = np.asarray(problem.points)
    if points.ndim != 2:
        yield f"points must have two dimensions, mentees and mentors, got shape {points.shape}."
        return
    yield from _of_numbers("points", points)


def _of_features(name: str, left: Any, right: Any) -> Iterator[str]:
    left, right = np.asarray(left), np.asarray(right)
    if left.ndim != 2 or right.ndim != 2 or left.shape[1] != right.shape[1]:
        yield f"{name}: features must be two matrices of k columns, got shapes {left.shape} and {right.shape}."
        return
    for side, features in (("mentee", left), ("mentor", right)):
        if not _integral(features):
            yield f"{name}: {side} features must be integers."
            return
    product = _size(left) * _size(right) * left.shape[1]
    if product >= MOST_PRODUCT:
        yield f"{name}: products of features must stay below {MOST_PRODUCT}, got up to {product}."


def _size(numbers: Any) -> int:
    return max(int(numbers.max()), -int(numbers.min())) if numbers.size else 0


def _of_numbers(name: str, numbers: Any) -> Iterator[str]:
    if not _integral(numbers):
        yield f"{name} must be integers, got {_first(numbers, lambda v: ~_whole(v))}."
    elif numbers.size and numbers.min() < 0:
        yield f"{name} must be at least 0, got {numbers.min()}."
    elif numbers.size and numbers.max() >= MOST_POINTS:
        yield f"{name} must be below {MOST_POINTS}, got {numbers.max()}."


def _integral(numbers: Any) -> bool:
    if numbers.dtype.kind in "iub":
        return True
    if numbers.dtype.kind == "O":  # whole numbers too long for 64 bits
        return all(isinstance(number, int) for number in numbers.flat)
    return bool(numbers.dtype.kind == "f" and _whole(numbers).all())


def _whole(numbers: Any) -> Any:
    if numbers.dtype.kind != "f":
        return np.zeros(numbers.shape, dtype=np.bool_)
    return np.isfinite(numbers) & (numbers == np.floor(numbers))


def _first(numbers: Any, wrong: Callable[[Any], Any]) -> Any:
    return numbers[wrong(numbers)].flat[0]


def _of_exceptions(problem: Problem) -> Iterator[str]:
    if not isinstance(problem.points, Scores) or problem.points.exceptions is None:
        return
    rows, columns, added = (np.asarray(part) for part in problem.points.exceptions)
    if not rows.ndim == columns.ndim == added.ndim == 1 or not len(rows) == len(columns) == len(added):
        yield "exceptions must be three arrays of one length."
        return
    if not all(_integral(part) for part in (rows, columns, added) if part.size):
        yield "exceptions must be integers."
        return
    if len(added) and _size(added) >= MOST_POINTS:
        yield f"exceptions must add less than {MOST_POINTS}, got {_size(added)}."
    for name, indices, most in zip(("mentee", "mentor"), (rows, columns), problem.shape, strict=True):
        yield from _out_of_range(f"exceptions: {name}", indices, most)


def _of_quotas(problem: Problem) -> Iterator[str]:
    n, m = problem.shape
    sizes = {"upper": m, "lower": m, "lower_if_used": m, "demand": n}
    found = {name: _of_vector(name, getattr(problem, name), size) for name, size in sizes.items()}
    yield from (fault for faults in found.values() for fault in faults)
    if found["upper"] or found["lower"]:
        return
    upper, lower = problem.per_mentor(problem.upper), problem.per_mentor(problem.lower)
    for j in np.flatnonzero(lower > upper):
        yield f"lower must be at most upper: mentor {j} has lower {lower[j]} and upper {upper[j]}."


def _of_vector(name: str, value: Any, size: int, *, negative: bool = False) -> list[str]:
    vector = np.asarray(value)
    if vector.shape not in ((), (size,)):
        return [f"{name} must be one number or {size} numbers, got shape {vector.shape}."]
    if negative:
        if not _integral(vector):
            return [f"{name} must be integers."]
        size = _size(vector)
        return [f"{name} must be within {MOST_PRIORITY} of 0, got {size}."] if size > MOST_PRIORITY else []
    return list(_of_numbers(name, np.atleast_1d(vector)))


def _of_priority(problem: Problem) -> Iterator[str]:
    if problem.priority is not None:
        yield from _of_vector("priority", problem.priority, problem.shape[0], negative=True)


def _of_allowed(problem: Problem) -> Iterator[str]:
    if isinstance(problem.allowed, Rules):
        for k, (left, right, least) in enumerate(problem.allowed.rules):
            if not isinstance(least, int | np.integer):
                yield f"rule {k} must have a whole number as its bound, got {least!r}."
            yield from _of_features(f"rule {k}", left, right)
            if (len(left), len(right)) != problem.shape:
                yield f"rule {k} must have {problem.shape} rows of features, got {(len(left), len(right))}."
    elif problem.allowed is not None:
        shape = getattr(problem.allowed, "shape", None) or np.shape(problem.allowed)
        if shape != problem.shape:
            yield f"allowed must have shape {problem.shape}, got {shape}."


def _of_pairs(problem: Problem) -> Iterator[str]:
    for name in ("locked", "forbidden"):
        yield from faults_of_pairs(name, getattr(problem, name), problem.shape)
    for pair in sorted({tuple(p) for p in problem.locked} & {tuple(p) for p in problem.forbidden}):
        yield f"pair {pair} is both locked and forbidden."


def faults_of_pairs(
    name: str,
    pairs: Sequence[tuple[int, int]],
    shape: tuple[int, int],
    sides: tuple[str, str] = ("mentee", "mentor"),
) -> list[str]:
    """Return the faults of a list of pairs: out of range, or one pair twice."""
    given = [tuple(pair) for pair in pairs]
    faults = [f"{name} must be pairs of two indices, got {pair!r}." for pair in given if not _is_pair(pair)]
    if faults:
        return faults
    for side, most in enumerate(shape):
        faults += _out_of_range(
            f"{name}: {sides[side]}", np.array([p[side] for p in given], dtype=np.int64), most
        )
    return faults + [f"{name} names the pair {pair} twice." for pair in sorted(_twice(given))]


def _is_pair(pair: tuple[Any, ...]) -> bool:
    return len(pair) == 2 and all(isinstance(index, int | np.integer) for index in pair)


def _out_of_range(name: str, indices: Any, most: int) -> list[str]:
    return [f"{name} {i} is out of range; expected 0 to {most - 1}." for i in indices if not 0 <= i < most]


def _twice(values: Sequence[Any]) -> set[Any]:
    seen: set[Any] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]


def _of_shared(problem: Problem) -> Iterator[str]:
    for k, (mentors, most) in enumerate(problem.shared_upper):
        yield from _out_of_range(f"shared_upper {k}: mentor", mentors, problem.shape[1])
        yield from (f"shared_upper {k} names mentor {j} twice." for j in sorted(_twice(list(mentors))))
        if not isinstance(most, int | np.integer) or most < 0:
            yield f"shared_upper {k} must have a bound of at least 0, got {most!r}."
        elif most >= MOST_POINTS:
            yield f"shared_upper {k} must have a bound below {MOST_POINTS}, got {most}."


def _of_ids(problem: Problem) -> Iterator[str]:
    yield from faults_of_ids("mentee_ids", problem.mentee_ids, problem.shape[0])
    yield from faults_of_ids("mentor_ids", problem.mentor_ids, problem.shape[1])


def faults_of_ids(name: str, ids: Sequence[str] | None, size: int) -> list[str]:
    """Return the faults of a list of ids: too many or few, or one id twice."""
    if ids is None:
        return []
    faults = [] if len(ids) == size else [f"{name} must be {size} ids, got {len(ids)}."]
    return faults + [f"{name} has the id {twin!r} twice." for twin in sorted(_twice([str(i) for i in ids]))]


def faults_of_square(name: str, matrix: Any) -> list[str]:
    """Return the faults of points between the people of one base."""
    matrix = np.asarray(matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        return [f"{name} must be a square matrix, got shape {matrix.shape}."]
    faults = list(_of_numbers(name, matrix))
    if not faults and not np.array_equal(matrix, matrix.T):
        faults.append(f"{name} must be symmetric.")
    return faults


def faults_of_matrix(name: str, matrix: Any, shape: tuple[int, int]) -> list[str]:
    """Return the faults of points between people and groups."""
    matrix = np.asarray(matrix)
    if matrix.shape != shape:
        return [f"{name} must have shape {shape}, got {matrix.shape}."]
    return list(_of_numbers(name, matrix))


def faults_of_ranges(name: str, ranges: Any) -> list[str]:
    """Return the faults of a list of ranges: not two whole numbers, below 0, or the wrong way round."""
    if not isinstance(ranges, Iterable):
        return [f"{name} must be a list of ranges, got {ranges!r}."]
    wrong = dict.fromkeys(repr(given) for given in ranges if not _is_range(given))
    return [f"{name} must be ranges of two whole numbers from 0 up, got {given}." for given in wrong]


def _is_range(given: Any) -> bool:
    pair = tuple(given) if isinstance(given, Iterable) else ()
    return _is_pair(pair) and 0 <= pair[0] <= pair[1]


CHECKS: list[Callable[[Problem], Iterator[str]]] = [
    _of_exceptions,
    _of_quotas,
    _of_priority,
    _of_allowed,
    _of_pairs,
    _of_shared,
    _of_ids,
]


def faults_of_ranks(theirs: Any, ours: Any, upper: Any, points: Any) -> list[str]:
    """Return the faults of ranks of both sides: shapes, places below 0, quotas."""
    theirs, ours = np.asarray(theirs), np.asarray(ours)
    if theirs.ndim != 2 or theirs.shape != ours.shape:
        return [
            f"ranks must be two matrices (n_mentees, n_mentors), got shapes {theirs.shape} and {ours.shape}."
        ]
    faults = [*_of_numbers("mentee_ranks", theirs), *_of_numbers("mentor_ranks", ours)]
    faults += _of_vector("upper", upper, theirs.shape[1])
    if points is not None and np.shape(points) != theirs.shape:
        faults.append(f"points must have shape {theirs.shape}, got {np.shape(points)}.")
    elif points is not None:
        faults += _of_numbers("points", np.asarray(points))
    return faults
