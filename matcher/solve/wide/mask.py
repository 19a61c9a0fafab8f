"""Who is allowed by rules, seen by blocks or pair by pair."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from matcher.problem import BoolArray, IntArray, Problem, Rules
from matcher.solve.pairs.keys import are_among
from matcher.solve.wide.extra import entries_of
from matcher.solve.wide.product import FeatureProduct, Priced, feature_product


class Mask(Protocol):
    """Which pairs are allowed."""

    def block(self, rows: IntArray) -> BoolArray:
        """Return which of these mentees may have which mentor."""
        ...

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class RuleMask:
    """Every product of features is at least its bound."""

    rules: tuple[tuple[FeatureProduct, Priced, int], ...]

    def block(self, rows: IntArray) -> BoolArray:
        """Return which of these mentees may have which mentor."""
        _, priced, least = self.rules[0]
        allowed: BoolArray = priced.block(rows) >= least
        for _, priced, least in self.rules[1:]:
            allowed &= priced.block(rows) >= least
        return allowed

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        allowed = np.ones(len(rows), dtype=np.bool_)
        for product, _, least in self.rules:
            allowed &= product.at(rows, columns) >= least
        return allowed


@dataclass(frozen=True, slots=True, eq=False)
class MatrixMask:
    """A matrix of truth values."""

    allowed: Any

    def block(self, rows: IntArray) -> BoolArray:
        """Return which of these mentees may have which mentor."""
        return np.asarray(self.allowed[rows], dtype=np.bool_)

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        return np.asarray(self.allowed[rows, columns], dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class SparseMask:
    """A sparse matrix of truth values, as rising keys of the pairs that are allowed."""

    keys: IntArray
    mentors: int

    def block(self, rows: IntArray) -> BoolArray:
        """Return which of these mentees may have which mentor."""
        allowed = np.zeros((len(rows), self.mentors), dtype=np.bool_)
        allowed.ravel()[entries_of(self.keys, rows, self.mentors)[0]] = True
        return allowed

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        return are_among(rows * self.mentors + columns, self.keys)


def mask_of(problem: Problem) -> Mask | None:
    """Return the mask of a problem; None when every pair is allowed."""
    allowed, m = problem.allowed, problem.shape[1]
    if allowed is None or (isinstance(allowed, Rules) and not allowed.rules):
        return None
    if isinstance(allowed, Rules):
        return RuleMask(tuple(_rule(left, right, least) for left, right, least in allowed.rules))
    if hasattr(allowed, "tocoo"):
        entries = allowed.tocoo()
        keys = entries.row.astype(np.int64) * m + entries.col
        return SparseMask(np.unique(keys[entries.data.astype(np.bool_)]), m)
    return MatrixMask(np.asarray(allowed))


def _rule(left: Any, right: Any, least: int) -> tuple[FeatureProduct, Priced, int]:
    product = feature_product(np.asarray(left), np.asarray(right))
    zeros = np.zeros(len(left), dtype=np.int64), np.zeros(len(right), dtype=np.int64)
    return product, product.priced(1, *zeros), least
