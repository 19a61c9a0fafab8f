"""Points of all pairs by blocks: the product of the features of both sides, or rows of a matrix that was given."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray, largest
from matcher.problem import Problem
from matcher.scores import Scores
from matcher.solve.wide.kernels import sums_of_products

EXACT_IN_FLOAT32 = 1 << 24
"""Below this, sums of products of integers are exact in float32, in any order of adding."""
EXACT_IN_FLOAT64 = 1 << 53

FloatArray = npt.NDArray[Any]


class Product(Protocol):
    """Points without what is added to single pairs."""

    @property
    def size(self) -> int:
        """No sum that is formed on the way to the points of a pair is greater in size."""
        ...

    def at(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Return the points of single pairs."""
        ...

    def ordered(self, order: IntArray) -> "Product":
        """Return the same with the mentors in another order."""
        ...

    def priced(self, scale: int, row_prices: IntArray, column_prices: IntArray, beyond: int = 0) -> "Priced":
        """Return what gives blocks of ``scale * points + row price + column price``.

        The blocks are exact also after up to `beyond` was added to a pair.
        """
        ...


class Priced(Protocol):
    """Blocks of points with prices."""

    @property
    def kind(self) -> Any:
        """Type of the floats of a block."""
        ...

    def block(self, rows: IntArray, width: int, place: FloatArray | None = None) -> FloatArray:
        """Return the block of these mentees with the first mentors, to be written to; made in a place if given."""
        ...


@dataclass(frozen=True, eq=False)
class FeatureProduct:
    """Points as ``mentees @ mentors``: (n, k) times (k, m) integers held as floats."""

    mentees: FloatArray
    mentors: FloatArray

    @cached_property
    def size(self) -> int:
        """No sum that is formed on the way to the points of a pair is greater in size."""
        of_mentees = np.abs(self.mentees).max(axis=0, initial=0).astype(np.float64)
        return int(of_mentees @ np.abs(self.mentors).max(axis=1, initial=0).astype(np.float64))

    @cached_property
    def _of_mentors(self) -> FloatArray:
        """(m, k): what single pairs are looked up in, a mentor's features side by side."""
        return np.ascontiguousarray(self.mentors.T)

    def at(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Return the points of single pairs."""
        found = np.empty(len(rows), dtype=np.int64)
        sums_of_products(self.mentees, self._of_mentors, rows, columns, found)
        return found

    def ordered(self, order: IntArray) -> "FeatureProduct":
        """Return the same with the mentors in another order."""
        return FeatureProduct(self.mentees, self.mentors[:, order])

    def priced(self, scale: int, row_prices: IntArray, column_prices: IntArray, beyond: int = 0) -> Priced:
        """Return what gives blocks of ``scale * points + row price + column price``: prices are two more features."""
        middle = int(np.median(row_prices)) if len(row_prices) else 0
        rows, columns = row_prices - middle, column_prices + middle
        kind = _kind(scale * self.size + largest(rows) + largest(columns) + beyond)
        if not scale:
            return _Sums(rows.astype(kind), columns.astype(kind))
        # In the wider type first: what is scaled may need it although the features do not.
        left, right = (part.astype(kind, copy=False) for part in (self.mentees, self.mentors))
        scaled = left * scale if scale != 1 else left
        ones = np.ones((len(rows), 1), dtype=kind)
        return _Folded(
            np.hstack([scaled, rows[:, None].astype(kind), ones]),
            np.vstack([right, np.ones_like(columns, dtype=kind), columns.astype(kind)]),
        )


@dataclass(frozen=True, eq=False)
class MatrixProduct:
    """Points given as a matrix, whose columns may be read in another order."""

    points: npt.NDArray[Any]
    order: IntArray | None = None

    @cached_property
    def size(self) -> int:
        """No points are greater in size."""
        return int(self.points.max(initial=0))

    def at(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Return the points of single pairs."""
        columns = columns if self.order is None else self.order[columns]
        return self.points[rows, columns].astype(np.int64)

    def ordered(self, order: IntArray) -> "MatrixProduct":
        """Return the same with the mentors in another order."""
        return MatrixProduct(self.points, order if self.order is None else self.order[order])

    def priced(self, scale: int, row_prices: IntArray, column_prices: IntArray, beyond: int = 0) -> Priced:
        """Return what gives blocks of ``scale * points + row price + column price``."""
        kind = _kind(scale * self.size + largest(row_prices) + largest(column_prices) + beyond)
        sums = _Sums(row_prices.astype(kind), column_prices.astype(kind))
        return _Added(self, scale, sums) if scale else sums


@dataclass(frozen=True, eq=False)
class _Folded:
    left: FloatArray
    right: FloatArray

    @property
    def kind(self) -> Any:
        return self.left.dtype

    def block(self, rows: IntArray, width: int, place: FloatArray | None = None) -> FloatArray:
        found: FloatArray = np.matmul(self.left[rows], self.right[:, :width], out=place)
        return found


@dataclass(frozen=True, eq=False)
class _Sums:
    rows: FloatArray
    columns: FloatArray

    @property
    def kind(self) -> Any:
        return self.rows.dtype

    def block(self, rows: IntArray, width: int, place: FloatArray | None = None) -> FloatArray:
        found: FloatArray = np.add(self.rows[rows, None], self.columns[None, :width], out=place)
        return found


@dataclass(frozen=True, eq=False)
class _Added:
    product: MatrixProduct
    scale: int
    sums: _Sums

    @property
    def kind(self) -> Any:
        return self.sums.kind

    def block(self, rows: IntArray, width: int, place: FloatArray | None = None) -> FloatArray:
        points, order = self.product.points, self.product.order
        found = self.sums.block(rows, width, place)
        taken = points[rows, :width] if order is None else points[rows[:, None], order[:width]]
        found += taken.astype(found.dtype) * self.scale
        return found


def product_of(problem: Problem) -> Product:
    """Return the points of a problem without exceptions."""
    if not isinstance(problem.points, Scores):
        return MatrixProduct(np.asarray(problem.points))
    return feature_product(
        np.asarray(problem.points.mentee_features), np.asarray(problem.points.mentor_features)
    )


def feature_product(mentees: npt.NDArray[Any], mentors: npt.NDArray[Any]) -> FeatureProduct:
    """Return ``mentees @ mentors.T`` of (n, k) and (m, k) integers."""
    return FeatureProduct(_as_floats(mentees), _as_floats(mentors.T))


def _as_floats(features: npt.NDArray[Any]) -> FloatArray:
    return np.ascontiguousarray(
        features, dtype=np.float32 if largest(features) < EXACT_IN_FLOAT32 else np.float64
    )


def _kind(most: int) -> Any:
    """Return the narrowest float in which all sums up to so much are exact."""
    if most >= EXACT_IN_FLOAT64:
        raise OverflowError(f"Points and prices up to {most} are too large for a problem of this size.")
    return np.float32 if most <= EXACT_IN_FLOAT32 else np.float64
