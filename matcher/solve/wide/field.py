"""The points of all pairs of a wide problem, and which are open: computed by blocks, never held."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem
from matcher.scores import Scores
from matcher.solve.pairs.glance import Glance, whole
from matcher.solve.pairs.keys import are_among
from matcher.solve.wide.extra import NO_EXTRA, Extra, add_up, entries_of, keys_in_order
from matcher.solve.wide.mask import Mask, mask_of
from matcher.solve.wide.product import FloatArray, Priced, Product, product_of
from matcher.solve.wide.survey import Survey, look_at_all


@dataclass(frozen=True, eq=False)
class Field:
    """Points and openness of all pairs.

    Parameters
    ----------
    extra
        Points of single pairs beyond the product.
    mask
        Who is allowed by rules; None when everybody is.
    shut
        Keys of pairs that are never open, forbidden or locked.
    floor
        Least points of an open pair.
    """

    shape: tuple[int, int]
    product: Product
    extra: Extra
    mask: Mask | None
    shut: IntArray
    floor: int

    def points_at(self, keys: IntArray) -> IntArray:
        """Return the points of single pairs."""
        return self.product.at(*np.divmod(keys, self.shape[1])) + self.extra.at(keys)

    def is_open(self, keys: IntArray, least: int = 0) -> BoolArray:
        """Tell which single pairs are allowed, have enough points, and are neither locked nor forbidden."""
        opened = ~are_among(keys, self.shut)
        if self.mask is not None:
            opened &= self.mask.at(*np.divmod(keys, self.shape[1]))
        if max(least, self.floor) > 0:
            opened &= self.points_at(keys) >= max(least, self.floor)
        return opened

    def ordered(self, order: IntArray) -> "Field":
        """Return the same with the mentors in another order."""
        return replace(
            self,
            product=self.product.ordered(order),
            extra=self.extra.ordered(order),
            mask=None if self.mask is None else self.mask.ordered(order),
            shut=np.sort(keys_in_order(self.shut, order)),
        )

    def close(self, gain: FloatArray, rows: IntArray, least: int = 0) -> None:
        """Write minus infinity into a block, which holds the first mentors, where a pair is not open."""
        width = gain.shape[1]
        if self.mask is not None:
            gain[~self.mask.block(rows, width)] = -np.inf
        if max(least, self.floor) > 0:
            gain[self._points(rows, width) < max(least, self.floor)] = -np.inf
        gain.ravel()[entries_of(self.shut, rows, self.shape[1], width)[0]] = -np.inf

    @cached_property
    def _plain(self) -> Priced:
        n, m = self.shape
        nothing = np.zeros(n, dtype=np.int64), np.zeros(m, dtype=np.int64)
        return self.product.priced(1, *nothing, beyond=self.extra.size)

    @property
    def kind(self) -> Any:
        """Type of the floats of a block of points."""
        return self._plain.kind

    def _points(self, rows: IntArray, width: int, place: FloatArray | None = None) -> FloatArray:
        block = self._plain.block(rows, width, place)
        self.extra.add_to(block, rows, self.shape[1])
        return block

    @cached_property
    def survey(self) -> Survey:
        """What one look at all pairs tells."""
        return look_at_all(self.all_points(), self.close, shape=self.shape, kind=self.kind)

    def all_points(self) -> Iterator[tuple[IntArray, FloatArray]]:
        """Yield (mentees, their points with every mentor); a block is overwritten by the next one."""
        for rows, place in self.blocks(self._plain.kind):
            yield rows, self._points(rows, self.shape[1], place)

    def blocks(self, kind: Any, glance: Glance | None = None) -> Iterator[tuple[IntArray, FloatArray]]:
        """Yield mentees in parts of bounded size, each with the place of its block: always the same."""
        n, m = self.shape
        glance = whole(np.arange(n), m) if glance is None else glance
        place = np.empty(0, dtype=kind)
        for rows, width in glance.blocks():
            if len(place) < len(rows) * width:
                place = np.empty(len(rows) * width, dtype=kind)
            yield rows, place[: len(rows) * width].reshape(len(rows), width)


def lay_field(problem: Problem, floor: int, locked: IntArray) -> Field:
    """Return the field of a problem."""
    m = problem.shape[1]
    extra = NO_EXTRA
    if isinstance(problem.points, Scores) and problem.points.exceptions is not None:
        rows, columns, added = (np.asarray(part, dtype=np.int64) for part in problem.points.exceptions)
        extra = add_up(rows * m + columns, added)
    forbidden = np.array([int(i) * m + int(j) for i, j in problem.forbidden], dtype=np.int64)
    return Field(
        shape=problem.shape,
        product=product_of(problem),
        extra=extra,
        mask=mask_of(problem),
        shut=np.union1d(forbidden, locked),
        floor=floor,
    )
