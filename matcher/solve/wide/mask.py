"""Who is allowed by rules, seen by blocks or pair by pair."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem
from matcher.scores import Rules
from matcher.solve.pairs.keys import are_among
from matcher.solve.wide.extra import entries_of, keys_in_order
from matcher.solve.wide.product import FeatureProduct, Priced, feature_product


class Mask(Protocol):
    """Which pairs are allowed."""

    def block(self, rows: IntArray, width: int) -> BoolArray:
        """Return which of these mentees may have which of the first mentors."""
        ...

    def ordered(self, order: IntArray) -> "Mask":
        """Return the same with the mentors in another order."""
        ...

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class RuleMask:
    """Every product of features is at least its bound."""

    rules: tuple[tuple[FeatureProduct, Priced, int], ...]

    def block(self, rows: IntArray, width: int) -> BoolArray:
        """Return which of these mentees may have which of the first mentors."""
        _, priced, least = self.rules[0]
        allowed: BoolArray = priced.block(rows, width) >= least
        for _, priced, least in self.rules[1:]:
            allowed &= priced.block(rows, width) >= least
        return allowed

    def ordered(self, order: IntArray) -> "RuleMask":
        """Return the same with the mentors in another order."""
        return RuleMask(tuple(_rule(product.ordered(order), least) for product, _, least in self.rules))

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        allowed = np.ones(len(rows), dtype=np.bool_)
        for product, _, least in self.rules:
            allowed &= product.at(rows, columns) >= least
        return allowed


@dataclass(frozen=True, slots=True, eq=False)
class MatrixMask:
    """A matrix of truth values, whose columns are read in an order."""

    allowed: Any
    order: IntArray

    def block(self, rows: IntArray, width: int) -> BoolArray:
        """Return which of these mentees may have which of the first mentors."""
        return np.asarray(self.allowed[rows[:, None], self.order[:width]], dtype=np.bool_)

    def ordered(self, order: IntArray) -> "MatrixMask":
        """Return the same with the mentors in another order."""
        return MatrixMask(self.allowed, self.order[order])

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        return np.asarray(self.allowed[rows, self.order[columns]], dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class SparseMask:
    """A sparse matrix of truth values, as rising keys of the pairs that are allowed."""

    keys: IntArray
    mentors: int

    def block(self, rows: IntArray, width: int) -> BoolArray:
        """Return which of these mentees may have which of the first mentors."""
        allowed = np.zeros((len(rows), width), dtype=np.bool_)
        allowed.ravel()[entries_of(self.keys, rows, self.mentors, width)[0]] = True
        return allowed

    def ordered(self, order: IntArray) -> "SparseMask":
        """Return the same with the mentors in another order."""
        return SparseMask(np.sort(keys_in_order(self.keys, order)), self.mentors)

    def at(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Tell which single pairs are allowed."""
        return are_among(rows * self.mentors + columns, self.keys)


def mask_of(problem: Problem) -> Mask | None:
    """Return the mask of a problem; None when every pair is allowed."""
    allowed, m = problem.allowed, problem.shape[1]
    if allowed is None or (isinstance(allowed, Rules) and not allowed.rules):
        return None
    if isinstance(allowed, Rules):
        rules = ((feature_product(*map(np.asarray, rule[:2])), rule[2]) for rule in allowed.rules)
        return RuleMask(tuple(_rule(*rule) for rule in rules))
    if hasattr(allowed, "tocoo"):  # of rows by now, so that no entry stands twice
        entries = allowed.tocoo()
        keys = entries.row.astype(np.int64) * m + entries.col
        return SparseMask(np.unique(keys[entries.data.astype(np.bool_)]), m)
    return MatrixMask(np.asarray(allowed), np.arange(m))


def _rule(product: FeatureProduct, least: int) -> tuple[FeatureProduct, Priced, int]:
    n, m = len(product.mentees), product.mentors.shape[1]
    return product, product.priced(1, np.zeros(n, dtype=np.int64), np.zeros(m, dtype=np.int64)), least
