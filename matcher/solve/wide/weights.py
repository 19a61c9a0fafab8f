"""What the pairs of a wide problem are worth at a level, and what they gain by prices: computed by blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.glance import Glance
from matcher.solve.wide.extra import Extra, entries_of, keys_in_order
from matcher.solve.wide.field import Field
from matcher.solve.wide.product import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """Weights ``scale * points + more + bonus``.

    Parameters
    ----------
    bonus
        What single pairs are worth besides.
    least
        Least points of an open pair, if more than the field's floor.
    """

    field: Field
    scale: int
    more: int
    bonus: Extra
    least: int

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        return self.field.shape

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        points = (
            self.field.points_at(keys) * self.scale if self.scale else np.zeros(len(keys), dtype=np.int64)
        )
        return points + self.more + self.bonus.at(keys)

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.field.is_open(keys, self.least)

    def glimpsed(
        self, glance: Glance, potential: IntArray, without: IntArray
    ) -> Iterator[tuple[IntArray, FloatArray]]:
        """Yield (mentees, their gains with the first mentors of the glance's order); see `gains`."""
        n, m = self.shape
        level = replace(self, field=self.field.ordered(glance.order), bonus=self.bonus.ordered(glance.order))
        prices = np.concatenate([potential[:n], potential[n : n + m][glance.order]])
        return level.gains(prices, glance, np.sort(keys_in_order(without, glance.order)))

    def gains(
        self, potential: IntArray, glance: Glance | None = None, without: IntArray | None = None
    ) -> Iterator[tuple[IntArray, FloatArray]]:
        """Yield (mentees, their gains with the first mentors); minus infinity where a pair is not open, or left out.

        A block is overwritten by the next one.
        """
        n, m = self.shape
        of_rows, of_columns = self.more - potential[:n], potential[n : n + m]
        beyond = self.field.extra.size * self.scale + self.bonus.size
        priced = self.field.product.priced(self.scale, of_rows, of_columns, beyond)
        for rows, place in self.field.blocks(priced.kind, glance):
            width = place.shape[1]
            gain = priced.block(rows, width, place)
            if self.scale:
                self.field.extra.add_to(gain, rows, m, self.scale)
            self.bonus.add_to(gain, rows, m)
            self.field.close(gain, rows, self.least)
            if without is not None:
                gain.ravel()[entries_of(without, rows, m, width)[0]] = -np.inf
            yield rows, gain
