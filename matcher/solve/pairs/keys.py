"""Pairs as numbers ``mentee * mentors + mentor``: sorted lists of them, faster than by hashing."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray

AnyInteger = TypeVar("AnyInteger", np.int64, np.uint64)


def distinct(keys: IntArray) -> IntArray:
    """Return the keys once each, rising; sorting millions of numbers is faster than hashing them."""
    keys = np.sort(keys)
    return keys[np.diff(keys, prepend=keys[:1] - 1) > 0]


def are_among(keys: IntArray, rising: IntArray) -> BoolArray:
    """Tell which keys are among some rising ones."""
    if not len(rising):
        return np.zeros(len(keys), dtype=np.bool_)
    found: BoolArray = rising[np.minimum(np.searchsorted(rising, keys), len(rising) - 1)] == keys
    return found


def numbered(codes: npt.NDArray[AnyInteger]) -> tuple[IntArray, IntArray]:
    """Return the number of each code among the different ones, rising, and where each of these first stands.

    It is not `np.unique`, which loads numpy's masked arrays: a small run would pay more for them than for its pairs.
    """
    order = np.argsort(codes, kind="stable")
    begins = np.ones(len(codes), dtype=np.bool_)
    begins[1:] = codes[order[1:]] != codes[order[:-1]]
    number = np.empty(len(codes), dtype=np.int64)
    number[order] = np.cumsum(begins) - 1
    return number, order[begins]
