"""One level of the ladder on a wide problem: which pairs are offered, looked at again, and gain nothing."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.alike import Traits
from matcher.solve.pairs.blocks import WORST
from matcher.solve.pairs.glance import Glance
from matcher.solve.pairs.keys import are_among, distinct
from matcher.solve.pairs.levels import ALWAYS, UNKNOWN, Near, Tight
from matcher.solve.pairs.network import Network
from matcher.solve.wide.best import no_best
from matcher.solve.wide.crowding import is_crowded, likely_offers
from matcher.solve.wide.halves import scan_all
from matcher.solve.wide.kernels import gaining
from matcher.solve.wide.mask import RuleMask
from matcher.solve.wide.product import FeatureProduct, FloatArray
from matcher.solve.wide.tight import WideTight, list_tight
from matcher.solve.wide.weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WideLevel(Weights):
    """A level of these weights; see `matcher.solve.pairs.levels.Level`.

    Parameters
    ----------
    largest
        No weight is greater in size.
    """

    largest: int

    @property
    def is_wide(self) -> bool:
        """Pairs are priced by blocks of a product."""
        return True

    def traits(self) -> Traits | None:
        """Return all numbers that points and rules are made of; None where they are not products of features."""
        product, mask = self.field.product, self.field.mask
        if not isinstance(product, FeatureProduct) or not (mask is None or isinstance(mask, RuleMask)):
            return None
        rules = [rule for rule, _, _ in mask.rules] if isinstance(mask, RuleMask) else []
        apart = np.concatenate([self.field.shut, self.field.extra.keys, self.bonus.keys])
        tables = [product, *rules]
        return Traits([each.mentees for each in tables], lambda _: [each.mentors.T for each in tables], apart)

    def first_offers(self, network: Network) -> IntArray:
        """Return the best pairs of everybody by points, and by prices as well where many want the same few."""
        best = self._of_offers(self.field.survey.offers)
        if not self.scale or not is_crowded(self.field.survey.asked, network):
            return best
        return distinct(np.concatenate([best, likely_offers(self, network)]))

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

    def tight(self, potential: IntArray, near: Near | None = None) -> Tight:
        """Return the open pairs that gain nothing."""
        return list_tight(WideTight(self, potential), near)
