"""What a level of the ladder is asked: weights of pairs, which of them are open, and which gain nothing."""

from dataclasses import dataclass
from typing import Protocol, TypeGuard

from matcher.arrays import BoolArray, IntArray
from matcher.lot import KeyArray
from matcher.solve.pairs.alike import Traits
from matcher.solve.pairs.glance import Glance
from matcher.solve.pairs.network import Network


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Where pairs that gain nothing can be after a level was settled.

    Parameters
    ----------
    offered
        Keys of the pairs that were offered, rising.
    mentees
        Those who may have other such pairs besides.
    """

    offered: IntArray
    mentees: IntArray


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

    @property
    def is_wide(self) -> bool:
        """Whether pairs are too many to be held."""
        ...

    def at(self, keys: IntArray) -> IntArray:
        """Return the weights of pairs given as ``mentee * mentors + mentor``."""
        ...

    def is_open(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs are open."""
        ...

    def traits(self) -> Traits | None:
        """Return what tells people apart, or None where the level does not say."""
        ...

    def first_offers(self, network: Network) -> IntArray:
        """Return keys of open pairs that are worth offering first."""
        ...

    def tight(self, potential: IntArray, near: Near | None = None) -> "Tight":
        """Return the open pairs that gain nothing; `near` tells where else there is none."""
        ...


class Tight(Protocol):
    """Open pairs that gain nothing."""

    def contains(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs gain nothing."""
        ...

    def known(self) -> IntArray | None:
        """Return the keys of all, or None where they are too many to be held."""
        ...

    def draw(self, mentees: KeyArray, mentors: KeyArray, turn: int) -> Level:
        """Return the level of a turn of the lot on these pairs."""
        ...

    def find_misplaced(
        self, chosen: IntArray, order: IntArray, component: IntArray, *, inside: bool = False
    ) -> IntArray:
        """Return some of the idle pairs that were overlooked because not all are known.

        Those between two components along which the order does not rise, or with `inside` those within one component.
        Empty means that there is none at all.
        """
        ...


class HeldKind(Level, Protocol):
    """A level whose pairs are held as matrices or listed."""

    def violations(self, potential: IntArray, offered: IntArray) -> tuple[IntArray, IntArray]:
        """Return the most gaining open pairs of each mentee that are not offered yet, and their gains."""
        ...


UNKNOWN = -(1 << 61)
"""Room of a mentee who has to be looked at whatever happens to prices."""
ALWAYS = 1 << 60
"""Room that no price falls through."""


class WideKind(Level, Protocol):
    """A level whose pairs are too many to be held: they are looked at only where something may have changed."""

    def room_beyond(self, offered: IntArray) -> IntArray:
        """Return for every mentee how much less than nothing the pairs that are not offered are worth, at least.

        That is `UNKNOWN` where nothing is known of them.
        """
        ...

    def look_at(
        self, glance: Glance, potential: IntArray, offered: IntArray
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Return the violations among some pairs, and of each mentee how far the others of them are from gaining."""
        ...


def is_wide(level: Level) -> TypeGuard[WideKind]:
    """Tell whether the pairs of a level are too many to be held."""
    return level.is_wide


def is_held(level: Level) -> TypeGuard[HeldKind]:
    """Tell whether they are held."""
    return not level.is_wide
