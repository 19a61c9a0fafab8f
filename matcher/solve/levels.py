"""What one level of the ladder rewards: weights of pairs and which pairs are open, seen block by block."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matcher.lot import LOT_BITS, KeyArray, lots
from matcher.problem import BLOCK_CELLS, BoolArray, IntArray


class Level(Protocol):
    """Weights of all pairs; a pair that is not open cannot be chosen at this level."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        ...

    @property
    def largest(self) -> int:
        """No weight is greater in size."""
        ...

    def block(self, rows: slice, columns: slice) -> tuple[IntArray, BoolArray]:
        """Return weights and openness of a rectangle of pairs."""
        ...

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        ...

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        ...

    def opened_block(self, rows: slice) -> BoolArray:
        """Return which pairs of these mentees are open."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class DenseLevel:
    """Weights held as a matrix."""

    weights: IntArray
    opened: BoolArray
    largest: int

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        n, m = self.weights.shape
        return n, m

    def block(self, rows: slice, columns: slice) -> tuple[IntArray, BoolArray]:
        """Return weights and openness of a rectangle of pairs."""
        return self.weights[rows, columns], self.opened[rows, columns]

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        return self.weights.ravel()[keys]

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.opened.ravel()[keys]

    def opened_block(self, rows: slice) -> BoolArray:
        """Return which pairs of these mentees are open."""
        return self.opened[rows]


@dataclass(frozen=True, slots=True, eq=False)
class LotLevel:
    """The tie rule on the pairs that every level before left equal: the less the lot, the better."""

    mentee_keys: KeyArray
    mentor_keys: KeyArray
    opened: BoolArray
    turn: int
    largest: int = 1 << LOT_BITS

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        return len(self.mentee_keys), len(self.mentor_keys)

    def block(self, rows: slice, columns: slice) -> tuple[IntArray, BoolArray]:
        """Return weights and openness of a rectangle of pairs."""
        drawn = lots(self.mentee_keys[rows, None], self.mentor_keys[None, columns], self.turn)
        return -drawn, self.opened[rows, columns]

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        rows, columns = np.divmod(keys, len(self.mentor_keys))
        return -lots(self.mentee_keys[rows], self.mentor_keys[columns], self.turn)

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.opened.ravel()[keys]

    def opened_block(self, rows: slice) -> BoolArray:
        """Return which pairs of these mentees are open."""
        return self.opened[rows]


def row_blocks(shape: tuple[int, int]) -> Iterator[slice]:
    """Yield ranges of rows whose rectangles need bounded memory."""
    step = max(1, BLOCK_CELLS // max(1, shape[1]))
    for first in range(0, shape[0], step):
        yield slice(first, min(shape[0], first + step))
