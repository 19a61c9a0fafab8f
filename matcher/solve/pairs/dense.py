"""Levels of the ladder whose pairs are held as matrices, and the pairs of them that gain nothing."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.lot import LOT_BITS, KeyArray, lots
from matcher.solve.pairs.alike import Traits
from matcher.solve.pairs.blocks import find_gaining, lowered, lowest, reach_of, tight_matrix
from matcher.solve.pairs.levels import Level, Near, Tight
from matcher.solve.pairs.listed import LISTED, ListedTight
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.offers import best_offers, few_open

_NONE = np.zeros(0, dtype=np.int64)


class _Dense(ABC):
    """What levels with a matrix of open pairs share."""

    opened: BoolArray

    @property
    def is_wide(self) -> bool:
        """Pairs are held as matrices."""
        return False

    @property
    @abstractmethod
    def worth(self) -> IntArray:
        """Weights of all pairs in the fewest bits, those not open lowered."""

    @abstractmethod
    def worth_beside(self, potential: IntArray) -> IntArray:
        """Return the weights, so low for pairs that are not open that by these prices none of them gains."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        n, m = self.opened.shape
        return n, m

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.opened.ravel()[keys]

    def first_offers(self, network: Network) -> IntArray:
        """Return the likely pairs of everybody, or all of them when they are few."""
        return best_offers(self.worth, self.opened, network.wanted, network.arcs.high[network.leaving])

    def few_offers(self) -> IntArray:
        """Return a few open pairs of everybody."""
        return few_open(self.opened)

    def violations(self, potential: IntArray, offered: IntArray) -> tuple[IntArray, IntArray]:
        """Return the most gaining open pairs of each mentee that are not offered yet, and their gains."""
        return find_gaining(self, potential, offered)

    def tight(self, potential: IntArray, near: Near | None = None) -> Tight:
        """Return the open pairs that gain nothing, listed where they are few."""
        matrix = tight_matrix(self, potential)
        if np.count_nonzero(matrix) > LISTED * sum(self.shape):
            return DenseTight(matrix)
        return ListedTight(self.shape, np.flatnonzero(matrix), is_wide=False)


@dataclass(frozen=True, eq=False)
class DenseLevel(_Dense):
    """Weights held as a matrix, in as few bits as it likes."""

    weights: npt.NDArray[np.signedinteger[Any]]
    opened: BoolArray
    largest: int

    @cached_property
    def worth(self) -> IntArray:
        """Weights in the fewest bits, those of pairs that are not open lowered."""
        return lowered(self.weights, self.opened, np.int32 if self.largest < reach_of(np.int32) else np.int64)

    def worth_beside(self, potential: IntArray) -> IntArray:
        """Return the same in 64 bits where prices have grown out of 32."""
        if self.worth.dtype == np.int64 or np.abs(potential).max() < reach_of(np.int32):
            return self.worth
        return lowered(self.weights, self.opened, np.int64)

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        return self.weights.ravel()[keys].astype(np.int64, copy=False)

    def traits(self) -> Traits:
        """Return the rows of the matrix, and the columns where rows differ."""
        if self._is_flat():
            return Traits([self.weights[:, :1]], lambda some: [self.weights[some].T], _NONE)
        return Traits([self.worth], lambda some: [self.worth[some].T], _NONE)

    def _is_flat(self) -> bool:
        """Tell whether all pairs are open and alike: then one of each mentee tells as much as all."""
        return bool(self.opened.size and (self.weights == self.weights[0, 0]).all() and self.opened.all())


@dataclass(frozen=True, eq=False)
class LotLevel(_Dense):
    """The tie rule on the pairs that every level before left equal: the less the lot, the better."""

    mentee_keys: KeyArray
    mentor_keys: KeyArray
    opened: BoolArray
    turn: int
    largest: int = 1 << LOT_BITS

    @cached_property
    def worth(self) -> IntArray:
        """Lots of the open pairs, drawn once."""
        drawn = np.full(self.shape, lowest(np.int64), dtype=np.int64)
        keys = np.flatnonzero(self.opened)
        drawn.ravel()[keys] = self.at(keys)
        return drawn

    def worth_beside(self, potential: IntArray) -> IntArray:
        """Return the same: it holds beside any prices."""
        return self.worth

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        rows, columns = np.divmod(keys, max(1, len(self.mentor_keys)))
        return -lots(self.mentee_keys[rows], self.mentor_keys[columns], self.turn)

    def traits(self) -> None:
        """Say nothing: the lot tells everybody apart."""


@dataclass(frozen=True, slots=True, eq=False)
class DenseTight:
    """A matrix that says which pairs gain nothing."""

    matrix: BoolArray

    def contains(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs gain nothing."""
        return self.matrix.ravel()[keys]

    def known(self) -> IntArray:
        """Return the keys of all."""
        return np.flatnonzero(self.matrix)

    def draw(self, mentees: KeyArray, mentors: KeyArray, turn: int) -> Level:
        """Return the level of a turn of the lot on these pairs."""
        return LotLevel(mentees, mentors, self.matrix, turn)

    def find_misplaced(
        self, chosen: IntArray, order: IntArray, component: IntArray, *, inside: bool = False
    ) -> IntArray:
        """Return nothing: all pairs are known."""
        return np.zeros(0, dtype=np.int64)
