"""Faults of numbers that were given: not whole, below 0, or beyond what is exact."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from matcher.arrays import largest
from matcher.scores import MOST_POINTS

MOST_PRIORITY = 1 << 62
"""Priorities stay between this and its negative."""


def as_array(given: Any) -> Any:
    """Return what was given as an array; None where its rows are of different lengths."""
    try:
        return np.asarray(given)
    except ValueError:
        return None


def faults_of_numbers(name: str, numbers: Any) -> list[str]:
    """Return the faults of whole numbers of at least 0."""
    if np.ma.is_masked(numbers):
        return [f"{name} must have no masked entries; forbid a pair by `allowed` or `forbidden`."]
    faults = _faults_of_fractions(name, numbers)
    whole = numbers[_whole(numbers)] if faults else numbers
    if whole.size and whole.min() < 0:
        faults.append(f"{name} must be at least 0, got {int(whole.min())}.")
    if whole.size and whole.max() >= MOST_POINTS:
        faults.append(f"{name} must be below {MOST_POINTS}, got {int(whole.max())}.")
    return faults


def _faults_of_fractions(name: str, numbers: Any) -> list[str]:
    return [] if is_whole(numbers) else [f"{name} must be integers, got {first_that_is_not_whole(numbers)}."]


def faults_of_vector(name: str, given: Any, size: int) -> list[str]:
    """Return the faults of one number for all, or of one for each."""
    vector = as_array(given)
    return _faults_of_length(name, vector, size) or faults_of_numbers(name, np.atleast_1d(vector))


def faults_of_quotas(mentors: int, *, upper: Any, lower: Any, lower_if_used: Any) -> Iterator[str]:
    """Yield the faults of the quotas of mentors."""
    given = {"upper": upper, "lower": lower, "lower_if_used": lower_if_used}
    found = {name: faults_of_vector(name, quota, mentors) for name, quota in given.items()}
    yield from (fault for faults in found.values() for fault in faults)
    if found["upper"] or found["lower"]:
        return
    most, least = (np.broadcast_to(np.asarray(quota, dtype=np.int64), mentors) for quota in (upper, lower))
    for j in np.flatnonzero(least > most):
        yield f"lower must be at most upper: mentor {j} has lower {least[j]} and upper {most[j]}."


def faults_of_priority(given: Any, size: int) -> list[str]:
    """Return the faults of priorities, which may be below 0."""
    vector = as_array(given)
    if faults := _faults_of_length("priority", vector, size):
        return faults
    priorities = np.atleast_1d(vector)
    faults = _faults_of_fractions("priority", priorities)
    most = largest(priorities[_whole(priorities)] if faults else priorities)
    return (
        [*faults, f"priority must be within {MOST_PRIORITY} of 0, got {most}."]
        if most > MOST_PRIORITY
        else faults
    )


def _faults_of_length(name: str, vector: Any, size: int) -> list[str]:
    if vector is None:
        return [f"{name} must be one number or {size} numbers, got lists of different lengths."]
    fits = vector.shape in ((), (size,))
    return [] if fits else [f"{name} must be one number or {size} numbers, got shape {vector.shape}."]


def faults_of_number(name: str, number: Any) -> list[str]:
    """Return the faults of a single whole number of at least 0; None is none."""
    if number is None:
        return []
    if not is_whole_number(number):
        return [f"{name} must be a whole number, got {number!r}."]
    return [f"{name} must be at least 0, got {number}."] if number < 0 else []


def faults_of_effort(effort: Any) -> list[str]:
    """Return the faults of an amount of work; None stands for the default."""
    if effort is None:
        return []
    number = isinstance(effort, int | float | np.integer | np.floating)
    # A whole number may be too long for a float, so it is compared and never converted.
    if number and 0 <= effort < float("inf"):
        return []
    return [f"effort must be a finite number of at least 0, got {effort!r}."]


def faults_of_truth(name: str, given: Any) -> list[str]:
    """Return the fault of what is neither true nor false; None says no."""
    fits = given is None or isinstance(given, bool | np.bool_) or (is_whole_number(given) and given in (0, 1))
    return [] if fits else [f"{name} must be true or false, got {given!r}."]


def faults_of_truths(name: str, given: Any, shape: tuple[int, ...]) -> list[str]:
    """Return the faults of a matrix that says which pairs are allowed."""
    matrix = given if hasattr(given, "tocsr") else as_array(given)
    if matrix is None:
        return [f"{name} must have shape {shape}, got rows of different lengths."]
    if matrix.shape != shape:
        return [f"{name} must have shape {shape}, got {matrix.shape}."]
    if is_whole(matrix):
        return []
    values = matrix.tocoo().data if hasattr(matrix, "tocoo") else matrix
    wrong = values[~_whole(values)]
    return [f"{name} must hold true or false, got {wrong.flat[0]!r}."] if wrong.size else []


def is_whole_number(number: Any) -> bool:
    """Tell whether it is a number without a fraction by its type."""
    return isinstance(number, int | np.integer)


def is_whole(numbers: Any) -> bool:
    """Tell whether all numbers of an array are whole, floats of whole numbers among them."""
    if numbers.dtype.kind in "iub":
        return True
    return numbers.dtype.kind in "fO" and not hasattr(numbers, "tocoo") and bool(_whole(numbers).all())


def first_that_is_not_whole(numbers: Any) -> Any:
    """Return the first number that is not whole; the kind of number where there are none at all."""
    wrong = numbers[~_whole(numbers)]
    return wrong.flat[0] if wrong.size else f"an array of {numbers.dtype}"


def _whole(numbers: Any) -> Any:
    kind = numbers.dtype.kind
    if kind == "f":
        return np.isfinite(numbers) & (numbers == np.floor(numbers))
    if kind == "O":  # whole numbers too long for 64 bits
        return np.array([is_whole_number(number) for number in numbers.flat], bool).reshape(numbers.shape)
    return np.full(numbers.shape, kind in "iub")
