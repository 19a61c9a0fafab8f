"""Faults of lists that were given: pairs of indices, loads, ids and ranges of sizes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Any

import numpy as np

PERSONS = ("person", "person")
"""The two sides of a pair inside one base."""

Pairs = tuple[tuple[int, int], ...]


def faults_of_pairs(
    name: str, pairs: Any, shape: tuple[int, int], sides: tuple[str, str] = ("mentee", "mentor")
) -> list[str]:
    """Return the faults of a list of pairs: no list, no pairs of whole numbers, out of range, or one pair twice."""
    if not is_list(pairs):
        return [f"{name} must be a list of pairs of two indices, got {pairs!r}."]
    wrong = [] if _are_plain(pairs) else [pair for pair in pairs if not is_pair(pair)]
    if wrong:
        return [f"{name} must be pairs of two indices, got {pair!r}." for pair in wrong]
    given = whole_pairs(pairs)
    faults = [
        fault
        for side, most in enumerate(shape)
        for fault in out_of_range(f"{name}: {sides[side]}", (pair[side] for pair in given), most)
    ]
    return faults + [f"{name} names the pair {pair} twice." for pair in sorted(twice(given))]


def faults_of_both(one: str, pairs: Any, other: str, others: Any) -> list[str]:
    """Return the pairs that stand in two lists that contradict each other."""
    both = set(_readable(pairs)) & set(_readable(others))
    return [f"pair {pair} is both {one} and {other}." for pair in sorted(both)]


def faults_of_selves(name: str, pairs: Any) -> list[str]:
    """Return the people who are paired with themselves."""
    return [f"{name} pairs {i} with itself." for i, j in _readable(pairs) if i == j]


def _readable(pairs: Any) -> Pairs:
    if not is_list(pairs):
        return ()
    return whole_pairs(pairs if _are_plain(pairs) else [pair for pair in pairs if is_pair(pair)])


def whole_pairs(pairs: Iterable[Any]) -> Pairs:
    """Return pairs of whole numbers, whatever kind of numbers they were given as."""
    given = tuple(pairs)
    return given if _are_plain(given) else tuple((int(i), int(j)) for i, j in given)


def _are_plain(pairs: Collection[Any]) -> bool:
    """Tell of all pairs at once whether they are tuples of two plain numbers, as they nearly always are."""
    if not set(map(type, pairs)) <= {tuple} or not set(map(len, pairs)) <= {2}:
        return False
    return set(map(type, chain.from_iterable(pairs))) <= {int}


def is_list(given: Any) -> bool:
    """Tell whether it is a list, a tuple, an array or a set: something that can be gone through twice."""
    if isinstance(given, np.ndarray):
        return given.ndim > 0
    return isinstance(given, Collection) and not isinstance(given, str | bytes | Mapping)


def is_pair(given: Any) -> bool:
    """Tell whether it is two whole numbers."""
    return is_list(given) and not isinstance(given, Set) and len(given) == 2 and all(map(is_index, given))


def is_index(given: Any) -> bool:
    """Tell whether it is a whole number, and not true or false."""
    return isinstance(given, int | np.integer) and not isinstance(given, bool)


def out_of_range(name: str, indices: Iterable[int], most: int) -> list[str]:
    """Return the indices that are nobody's."""
    return [f"{name} {i} is out of range; expected 0 to {most - 1}." for i in indices if not 0 <= i < most]


def twice(values: Iterable[Any]) -> set[Any]:
    """Return the values that stand there more than once."""
    seen: set[Any] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]


def faults_of_loads(loads: Any, mentors: int, most_of_all: int) -> Iterator[str]:
    """Yield the faults of shared loads: ((mentor indices, most), ...)."""
    if not is_list(loads):
        yield f"shared_upper must be a list of (mentor indices, most), got {loads!r}."
        return
    for k, load in enumerate(loads):
        if not is_list(load) or isinstance(load, Set) or len(load) != 2:
            yield f"shared_upper {k} must be (mentor indices, most), got {load!r}."
        else:
            yield from _faults_of_members(f"shared_upper {k}", load[0], mentors)
            yield from _faults_of_bound(f"shared_upper {k}", load[1], most_of_all)


def _faults_of_members(name: str, people: Any, mentors: int) -> Iterator[str]:
    if not is_list(people) or not all(map(is_index, people)):
        yield f"{name} must name mentors by a list of indices, got {people!r}."
    else:
        yield from out_of_range(f"{name}: mentor", people, mentors)
        yield from (f"{name} names mentor {j} twice." for j in sorted(twice(map(int, people))))


def _faults_of_bound(name: str, most: Any, most_of_all: int) -> Iterator[str]:
    if not is_index(most) or most < 0:
        yield f"{name} must have a bound of at least 0, got {most!r}."
    elif most >= most_of_all:
        yield f"{name} must have a bound below {most_of_all}, got {most}."


def faults_of_ids(name: str, ids: Sequence[str] | None, size: int) -> list[str]:
    """Return the faults of a list of ids: too many or few, one id twice, or none that can be written."""
    if ids is None:
        return []
    if not is_list(ids) or isinstance(ids, Set):
        return [f"{name} must be a list of {size} ids, got {ids!r}."]
    faults = [] if len(ids) == size else [f"{name} must be {size} ids, got {len(ids)}."]
    given = [str(i) for i in ids]
    faults += [f"{name}: the id {i!r} cannot be written in UTF-8." for i in given if not _is_writable(i)]
    return faults + [f"{name} has the id {twin!r} twice." for twin in sorted(twice(given))]


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def faults_of_salt(salt: Any) -> list[str]:
    """Return the fault of a salt that is no bytes."""
    if isinstance(salt, bytes | bytearray | memoryview):
        return []
    return [f"salt must be bytes, got {salt!r}; encode a text first."]


def faults_of_ranges(name: str, ranges: Any) -> list[str]:
    """Return the faults of a list of ranges: not two whole numbers, below 0, or the wrong way round."""
    if not is_list(ranges):
        return [f"{name} must be a list of ranges, got {ranges!r}."]
    wrong = dict.fromkeys(repr(given) for given in ranges if not _is_range(given))
    return [f"{name} must be ranges of two whole numbers from 0 up, got {given}." for given in wrong]


def _is_range(given: Any) -> bool:
    pair = tuple(given) if isinstance(given, Iterable) else ()
    return is_pair(pair) and 0 <= pair[0] <= pair[1]
