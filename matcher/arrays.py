"""Whole numbers and truths in arrays, and products of them that are exact."""

from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

EXACT_IN_FLOAT32, EXACT_IN_FLOAT64 = 1 << 24, 1 << 53
"""Below these, sums of products are exact in floats, whose matrix product is far faster."""


def exact_product(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> IntArray:
    """Return ``left @ right.T`` in integers, by the fast product of floats where that is exact."""
    kind = exact_kind(left, right)
    return whole_product(left.astype(kind), right.astype(kind))


def whole_product(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> IntArray:
    """Return ``left @ right.T`` in integers; floats are taken to be exact."""
    whole: IntArray = (left @ right.T).astype(np.int64, copy=False)
    return whole


def exact_kind(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> type[np.number[Any]]:
    """Return the kind of number in which the product of two lists of features is exact and soonest done."""
    reach = largest(left) * largest(right) * max(1, left.shape[1])
    if reach < EXACT_IN_FLOAT32:
        return np.float32
    return np.float64 if reach < EXACT_IN_FLOAT64 else np.int64


def largest(numbers: npt.NDArray[Any]) -> int:
    """Return how far numbers reach from 0, to either side, however long they are."""
    return max(int(numbers.max()), -int(numbers.min())) if numbers.size else 0
