"""One level of the ladder on a wide problem: weights of pairs by blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.blocks import WORST
from matcher.solve.pairs.keys import are_among, distinct
from matcher.solve.pairs.levels import UNKNOWN
from matcher.solve.pairs.listed import ALWAYS
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.tight import Near, Tight
from matcher.solve.wide.best import no_best
from matcher.solve.wide.extra import Extra, entries_of, keys_in_order
from matcher.solve.wide.field import Field
from matcher.solve.wide.glance import Glance
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

    def first_offers(self, network: Network) -> IntArray:
        """Return the best pairs of everybody by points."""
        return self._of_offers(self.field.survey.offers)

    def few_offers(self) -> IntArray:
        """Return a few open pairs of everybody."""
        return self._of_offers(self.field.survey.few)

    def _of_offers(self, offers: IntArray) -> IntArray:
        offers = distinct(np.concatenate([offers, self.bonus.keys])) if len(self.bonus.keys) else offers
        return offers[self.is_open(offers)]

    def room_beyond(self, offered: IntArray) -> IntArray:
        """Return for every mentee how much less than nothing the pairs that are not offered are worth, at least."""
        n = self.shape[0]
        if not self.scale:
            return np.full(n, -self.more - int(self.bonus.values.max(initial=0)), dtype=np.int64)
        if not are_among(self._of_offers(self.field.survey.offers), offered).all():
            return np.full(n, UNKNOWN, dtype=np.int64)
        beyond = self.field.survey.beyond
        return np.where(beyond < 0, ALWAYS, -self.more - self.scale * beyond)

    def look_at(
        self, glance: Glance, potential: IntArray, offered: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Return the violations among some pairs, and of each mentee how far the others of them are from gaining."""
        n = self.shape[0]
        best = no_best(n, WORST + 1, np.float64)
        room = np.full(n, UNKNOWN, dtype=np.int64)

        def scan(own: IntArray, gain: FloatArray, _: int) -> None:
            top = gain.max(axis=1, initial=-ALWAYS)
            gaining(gain, np.flatnonzero(top > 0), own, best.values, best.partners, best.counts)
            room[own] = -top

        scan_all(self.glimpsed(glance, potential, offered), scan)
        return *best.keys_by_row(glance.order, WORST), best.left(room, WORST)[glance.mentees]

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

    def tight(self, potential: IntArray, near: Near | None = None) -> Tight:
        """Return the open pairs that gain nothing."""
        from matcher.solve.wide.tight import WideTight, list_tight

        return list_tight(WideTight(self, potential), near)
