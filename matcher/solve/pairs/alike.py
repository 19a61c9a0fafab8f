"""People whom nothing tells apart but the lot: the same answers, the same rules, the same place in the network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.blocks import row_blocks
from matcher.solve.pairs.flow import LARGEST_COST
from matcher.solve.pairs.keys import numbered
from matcher.solve.pairs.network import Network

FEWER = 4
"""Kinds pay when they are fewer than the people by this factor."""
MOST_PAIRS = 250_000
"""With more pairs of kinds in all, people are looked at one by one."""
FEW_NUMBERS = 16
"""So many numbers of each table are looked at first."""

Numbers = npt.NDArray[np.generic]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """All that tells people apart at a level, as (people, numbers) tables of both sides.

    Parameters
    ----------
    mentees
        Tables of the mentees.
    mentors
        Returns tables of the mentors, given one mentee of each kind.
    apart
        Keys of pairs that the tables do not tell of: their people are each of a kind of one.
    """

    mentees: Sequence[Numbers]
    mentors: Callable[[IntArray], Sequence[Numbers]]
    apart: IntArray


class Told(Protocol):
    """A level that may tell what people are like."""

    @property
    def largest(self) -> int:
        """No weight is greater in size."""
        ...

    def traits(self) -> Traits | None:
        """Return what tells people apart, or None where the level does not say."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """People of one side by kind.

    Parameters
    ----------
    of
        (people,): the kind of each.
    first
        (kinds,): one of each.
    """

    of: IntArray
    first: IntArray

    def __len__(self) -> int:
        return len(self.first)

    @property
    def sizes(self) -> IntArray:
        """How many people each kind has."""
        return np.bincount(self.of, minlength=len(self)).astype(np.int64)


def find_kinds(network: Network, level: Told, fixed: IntArray) -> tuple[Kinds, Kinds] | None:
    """Return the kinds of mentees and of mentors; None where they are hardly fewer than people, or are not known.

    Whoever stands in a single pair that is told apart (locked, forbidden, to be kept, of points of its own) is of a
    kind of one.
    """
    traits = level.traits() if _is_simple(network) else None
    if traits is None:
        return None
    n, m = network.mentees, network.mentors
    apart = np.concatenate([fixed, traits.apart])
    mentees = _kinds([*traits.mentees, _first_arcs(network)], _lone(apart // m, n))
    if mentees is None:
        return None
    mentors = _kinds([*traits.mentors(mentees.first), _last_arcs(network)], _lone(apart % m, m))
    if mentors is None or len(mentees) * len(mentors) > MOST_PAIRS:
        return None
    nodes = network.nodes - n - m + len(mentees) + len(mentors)
    return (mentees, mentors) if _fits(network, level, nodes) else None


def _fits(network: Network, level: Told, nodes: int) -> bool:
    """Tell whether rewards are short enough for the flow solver, which multiplies them by the number of nodes."""
    largest = max(level.largest, int(np.abs(network.arcs.reward).max(initial=0)))
    return largest * nodes < LARGEST_COST


def _is_simple(network: Network) -> bool:
    """Tell whether one arc leaves every mentor."""
    n, m = network.mentees, network.mentors
    leaving = np.bincount(network.arcs.tail, minlength=network.nodes)[n : n + m]
    return min(n, m) > 0 and bool((leaving == 1).all())


def _first_arcs(network: Network) -> Numbers:
    """Return (mentees, numbers): tail, bounds and reward of the first arc into each, and most units of all into it."""
    arcs, first = network.arcs, network.serving[: network.mentees]
    return np.stack(
        [arcs.tail[first], arcs.low[first], arcs.high[first], arcs.reward[first], network.wanted], axis=1
    )


def _last_arcs(network: Network) -> Numbers:
    """Return (mentors, numbers): head, bounds and reward of the arc that leaves each."""
    arcs, last = network.arcs, network.leaving
    return np.stack([arcs.head[last], arcs.low[last], arcs.high[last], arcs.reward[last]], axis=1)


def _lone(people: IntArray, count: int) -> BoolArray:
    lone = np.zeros(count, dtype=np.bool_)
    lone[people] = True
    return lone


def _kinds(tables: Sequence[Numbers], lone: BoolArray) -> Kinds | None:
    """Return the kinds of people by their numbers; None where these are not much fewer than the people."""
    people = len(lone)
    codes = np.where(lone, np.arange(1, people + 1), 0).astype(np.uint64)
    # Where nobody repeats, a few numbers tell it.
    for part in (slice(FEW_NUMBERS), slice(None)):
        mixed = codes
        for table in tables:
            mixed = _mixed(mixed, table[:, part])
        kinds = Kinds(*numbered(mixed))
        if len(kinds) * FEWER > people:
            return None
    return kinds if _are_equal(kinds, [*tables, np.where(lone, np.arange(people), -1)[:, None]]) else None


def _mixed(codes: npt.NDArray[np.uint64], table: Numbers) -> npt.NDArray[np.uint64]:
    """Return codes that, but for chance, are equal only where the codes before and the numbers are."""
    mixed, weights = (
        np.empty_like(codes),
        _spread(_spread(np.arange(1, table.shape[1] + 2, dtype=np.uint64) * _GOLDEN)),
    )
    weights |= np.uint64(1)
    for rows in row_blocks((len(table), table.shape[1])):
        words = _words(table[rows])
        mixed[rows] = codes[rows] * weights[-1] + words @ weights[: words.shape[1]]
    return _spread(mixed)


def _words(rows: Numbers) -> npt.NDArray[np.uint64]:
    """Return rows of numbers as rows of 64 bits, without copying them where they fill such."""
    whole = np.ascontiguousarray(rows)
    fills = whole.shape[1] * whole.itemsize % 8 == 0
    return whole.view(np.uint64) if fills else whole.astype(np.int64).view(np.uint64)


def _spread(codes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    spread: npt.NDArray[np.uint64] = (codes ^ (codes >> np.uint64(31))) * _GOLDEN
    return spread


def _are_equal(kinds: Kinds, tables: Sequence[Numbers]) -> bool:
    """Tell whether all people of a kind have the same numbers: codes could be equal by chance."""
    likeness = kinds.first[kinds.of]
    return all(
        np.array_equal(table[rows], table[likeness[rows]])
        for table in tables
        for rows in row_blocks((len(table), table.shape[1]))
    )
