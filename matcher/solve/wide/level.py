"""One level of the ladder on a wide problem: weights of pairs by blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.problem import BoolArray, IntArray
from matcher.solve.pairs.blocks import WORST
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.levels import UNKNOWN
from matcher.solve.pairs.listed import ALWAYS
from matcher.solve.pairs.tight import Near, Tight
from matcher.solve.wide.best import no_best
from matcher.solve.wide.extra import Extra, entries_of
from matcher.solve.wide.field import Field
from matcher.solve.wide.halves import scan_all
from matcher.solve.wide.kernels import gaining
from matcher.solve.wide.product import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WideLevel:
    """Weights ``scale * points + more + bonus``; see `matcher.solve.pairs.levels.Level`.

    Parameters
    ----------
    bonus
        What single pairs are worth besides.
    least
        Least points of an open pair, if more than the field's floor.
    largest
        No weight is greater in size.
    """

    field: Field
    scale: int
    more: int
    bonus: Extra
    least: int
    largest: int

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        return self.field.shape

    @property
    def is_wide(self) -> bool:
        """Pairs are priced by blocks of a product."""
        return True

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        points = (
            self.field.points_at(keys) * self.scale if self.scale else np.zeros(len(keys), dtype=np.int64)
        )
        return points + self.more + self.bonus.at(keys)

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.field.is_open(keys, self.least)

    def first_offers(self) -> IntArray:
        """Return the best pairs of everybody by points."""
        return self._of_offers(self.field.survey.offers)

    def few_offers(self) -> IntArray:
        """Return a few open pairs of everybody."""
        return self._of_offers(self.field.survey.few)

    def _of_offers(self, offers: IntArray) -> IntArray:
        offers = distinct(np.concatenate([offers, self.bonus.keys])) if len(self.bonus.keys) else offers
        return offers[self.is_open(offers)]

    def violations(self, potential: IntArray, offered: IntArray) -> tuple[IntArray, IntArray]:
        """Return the most gaining open pairs of each mentee that are not offered yet, and their gains."""
        keys, gains, _ = self.look_at(np.arange(self.shape[0]), potential, offered)
        return keys, gains

    def look_at(
        self, mentees: IntArray, potential: IntArray, offered: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Return the same of some mentees, and of each how much the price may fall before another pair gains."""
        n, m = self.shape
        best = no_best(n, WORST, np.float64)
        room = np.full(n, UNKNOWN, dtype=np.int64)
        if self._is_hopeless(potential):
            return *best.keys_by_row(m), room[mentees]

        def scan(own: IntArray, gain: FloatArray, _: int) -> None:
            top = gain.max(axis=1, initial=-ALWAYS)
            gaining(gain, np.flatnonzero(top > 0), own, best.values, best.partners, best.counts)
            room[own] = -top

        scan_all(self.gains(potential, mentees, offered), scan)
        left = np.where(best.counts < best.values.shape[1], np.maximum(room, 0), UNKNOWN)
        return *best.keys_by_row(m), left[mentees]

    def _is_hopeless(self, potential: IntArray) -> bool:
        """Tell whether no pair can gain, whatever the pair: where only prices decide, that is seen without looking."""
        n, m = self.shape
        if self.scale or not n or not m:
            return False
        most = self.more + int(self.bonus.values.max(initial=0))
        return most - int(potential[:n].min()) + int(potential[n : n + m].max()) <= 0

    def gains(
        self, potential: IntArray, mentees: IntArray | None = None, without: IntArray | None = None
    ) -> Iterator[tuple[IntArray, FloatArray]]:
        """Yield (mentees, their gains with all mentors); minus infinity where a pair is not open, or left out.

        A block is overwritten by the next one.
        """
        n, m = self.shape
        of_rows, of_columns = self.more - potential[:n], potential[n : n + m]
        beyond = self.field.extra.size * self.scale + self.bonus.size
        priced = self.field.product.priced(self.scale, of_rows, of_columns, beyond)
        for rows, place in self.field.blocks(priced.kind, mentees):
            gain = priced.block(rows, place)
            if self.scale:
                self.field.extra.add_to(gain, rows, self.scale)
            self.bonus.add_to(gain, rows)
            self.field.close(gain, rows, self.least)
            if without is not None:
                gain.ravel()[entries_of(without, rows, m)[0]] = -np.inf
            yield rows, gain

    def tight(self, potential: IntArray, near: Near | None = None) -> Tight:
        """Return the open pairs that gain nothing."""
        from matcher.solve.wide.tight import WideTight, list_tight

        return list_tight(WideTight(self, potential), near)
