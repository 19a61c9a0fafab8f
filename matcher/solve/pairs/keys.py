"""Pairs as numbers ``mentee * mentors + mentor``: sorted lists of them, faster than by hashing."""

import numpy as np

from matcher.arrays import BoolArray, IntArray


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
