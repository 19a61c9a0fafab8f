"""The pairs that gain nothing at a level: those in which its optima may differ."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from matcher.arrays import BoolArray, IntArray
from matcher.lot import KeyArray

if TYPE_CHECKING:
    from matcher.solve.pairs.levels import Level


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


class Tight(Protocol):
    """Open pairs that gain nothing."""

    def contains(self, keys: IntArray) -> BoolArray:
        """Tell which of these pairs gain nothing."""
        ...

    def known(self) -> IntArray | None:
        """Return the keys of all, or None where they are too many to be held."""
        ...

    def draw(self, mentees: KeyArray, mentors: KeyArray, turn: int) -> "Level":
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
