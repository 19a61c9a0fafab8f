"""The pairs of a wide problem that gain nothing: too many to be held, until the lot has left few of them."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import KeyArray, lots
from matcher.solve.pairs.glance import Glance, whole
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.levels import UNKNOWN, Near
from matcher.solve.pairs.listed import LISTED, ListedTight
from matcher.solve.pairs.network import Network
from matcher.solve.wide.best import no_best
from matcher.solve.wide.halves import scan_all, scan_halves
from matcher.solve.wide.kernels import NEVER, gaining_lots, least_lots, misplaced, tied
from matcher.solve.wide.product import FloatArray
from matcher.solve.wide.weights import Weights

OF_MENTEE, OF_MENTOR = 8, 6
"""Pairs of the least lots of everybody offered at first."""
MOST_GAINING = 6
"""Gaining pairs of a mentee added in one round."""
MOST_MISPLACED = 4
"""Pairs of a mentee taken in one round where the order does not rise."""

_NO_KEYS = np.zeros(0, dtype=np.uint64)
_NO_PRICES = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class WideTight:
    """The open pairs that gain nothing by the prices of a level; see `matcher.solve.pairs.levels.Tight`."""

    weights: Weights
    potential: IntArray

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        return self.weights.shape

    def contains(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs gain nothing."""
        n, m = self.shape
        rows, columns = np.divmod(keys, m)
        fall = self.potential[rows] - self.potential[n + columns]
        equal: BoolArray = self.weights.at(keys) == fall
        return self.weights.is_open(keys) & equal

    def known(self) -> IntArray | None:
        """Return the keys of all, or None where they are too many."""
        return None

    def draw(self, mentees: KeyArray, mentors: KeyArray, turn: int) -> "WideLots":
        """Return the level of the lot on these pairs."""
        assert turn == 0, "After the first turn few pairs are left, and these are listed."
        return WideLots(self, mentees, mentors)

    def find_misplaced(
        self, chosen: IntArray, order: IntArray, component: IntArray, *, inside: bool = False
    ) -> IntArray:
        """Return idle pairs along which the order does not rise between components, or those inside one."""
        n, m = self.shape
        ends = order[:n], order[n:], component[:n], component[n:]

        def scan(own: IntArray, gain: FloatArray, _: int) -> IntArray:
            rows, columns = (np.empty(len(own) * MOST_MISPLACED, dtype=np.int64) for _ in "ab")
            count = misplaced(gain, own, *ends, inside, MOST_MISPLACED, rows, columns)
            return rows[:count] * m + columns[:count]

        found = [_NO_PRICES]
        for halves in scan_halves(self.weights.gains(self.potential, without=chosen), scan):
            found += halves
        return np.sort(np.concatenate(found))


def list_tight(tight: WideTight, near: Near | None) -> WideTight | ListedTight:
    """Return the same pairs listed, where they are few enough."""
    n, m = tight.shape
    keys = _list_all(tight, _NO_KEYS, _NO_KEYS, _NO_PRICES, LISTED * (n + m), near)
    return tight if keys is None else ListedTight(tight.shape, keys, is_wide=True)


def _list_all(
    tight: WideTight,
    mentees: KeyArray,
    mentors: KeyArray,
    prices: IntArray,
    most: int,
    near: Near | None = None,
) -> IntArray | None:
    """Return the keys of all pairs that gain nothing, by their lots as well where keys are given; None if too many."""
    m, found, count = tight.shape[1], [_NO_PRICES], 0

    def scan(own: IntArray, gain: FloatArray, _: int) -> tuple[int, IntArray]:
        rows, columns = (np.empty(most - count, dtype=np.int32) for _ in "ab")
        written = tied(gain, own, mentees, mentors, prices, rows, columns)
        return written, rows[:written].astype(np.int64) * m + columns[:written]

    blocks = tight.weights.gains(tight.potential)
    if near is not None:
        found.append(near.offered[tight.contains(near.offered)])
        count, blocks = (
            len(found[-1]),
            tight.weights.gains(tight.potential, whole(near.mentees, m), near.offered),
        )
    for halves in scan_halves(blocks, scan) if count <= most else ():
        for written, keys in halves:
            count += written
            found.append(keys)
        if count > most:
            break
    return np.sort(np.concatenate(found)) if count <= most else None


@dataclass(frozen=True, slots=True, eq=False)
class WideLots:
    """The first turn of the lot on pairs that are not listed; see `matcher.solve.pairs.levels.Level`."""

    tied: WideTight
    mentees: KeyArray
    mentors: KeyArray
    largest: int = 1 << 40

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and mentors."""
        return self.tied.shape

    @property
    def is_wide(self) -> bool:
        """Pairs are priced by blocks of a product."""
        return True

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        rows, columns = np.divmod(keys, self.shape[1])
        return -lots(self.mentees[rows], self.mentors[columns])

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        return self.tied.contains(keys)

    def traits(self) -> None:
        """Say nothing: the lot tells everybody apart."""

    def first_offers(self, network: Network) -> IntArray:
        """Return the pairs of the least lots of everybody."""
        n, m = self.shape
        rows = no_best(n, min(OF_MENTEE, m), np.int64)
        columns = [no_best(m, min(OF_MENTOR, n), np.int64) for _ in range(2)]
        needed = [np.full(m, -NEVER, dtype=np.int64) for _ in range(2)]

        def scan(own: IntArray, gain: FloatArray, half: int) -> None:
            of_columns = needed[half], columns[half].values, columns[half].partners, columns[half].counts
            of_rows = rows.values, rows.partners, rows.counts
            least_lots(gain, own, self.mentees, self.mentors, *of_rows, *of_columns)

        scan_all(self.tied.weights.gains(self.tied.potential), scan)
        return distinct(np.concatenate([rows.of_mentees(m), *(half.of_mentors(m) for half in columns)]))

    def room_beyond(self, offered: IntArray) -> IntArray:
        """Return that nothing is known of the pairs that are not offered."""
        return np.full(self.shape[0], UNKNOWN, dtype=np.int64)

    def look_at(
        self, glance: Glance, potential: IntArray, offered: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Return the violations among some pairs, and of each mentee how far the others of them are from gaining."""
        n, m = self.shape
        best, room = no_best(n, MOST_GAINING + 1, np.int64), np.zeros(n, dtype=np.int64)
        mentors, prices = self.mentors[glance.order], potential[n : n + m][glance.order]

        def scan(own: IntArray, gain: FloatArray, _: int) -> None:
            lists = best.values, best.partners, best.counts
            gaining_lots(gain, own, self.mentees, mentors, potential, prices, *lists, room)

        scan_all(self.tied.weights.glimpsed(glance, self.tied.potential, offered), scan)
        return *best.keys_by_row(glance.order, MOST_GAINING), best.left(room, MOST_GAINING)[glance.mentees]

    def tight(self, potential: IntArray, near: Near | None = None) -> ListedTight:
        """Return the pairs that gain nothing, by their lots either: few, since lots differ."""
        n, m = self.shape
        prices = np.ascontiguousarray(potential[: n + m])
        most = 4 * (n + m)
        while (keys := _list_all(self.tied, self.mentees, self.mentors, prices, most)) is None:
            most *= 4
        return ListedTight(self.shape, keys, is_wide=True)
