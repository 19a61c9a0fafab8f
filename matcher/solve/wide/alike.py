"""People whom nothing tells apart but the lot: the same answers, the same rules, the same place in the network."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.network import Network
from matcher.solve.wide.level import WideLevel
from matcher.solve.wide.mask import RuleMask
from matcher.solve.wide.product import FeatureProduct
from matcher.solve.wide.warm_flow import LARGEST_COST

FEWER = 4
"""Kinds pay when they are fewer than the people by this factor."""
MOST_PAIRS = 250_000
"""With more pairs of kinds in all, people are looked at one by one."""
AT_ONCE = 1 << 12
"""People whose numbers are looked at together."""

Numbers = npt.NDArray[np.generic]


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


def find_kinds(network: Network, level: WideLevel, fixed: IntArray) -> tuple[Kinds, Kinds] | None:
    """Return the kinds of mentees and of mentors; None where they are hardly fewer than people, or are not known.

    Whoever stands in a single pair that is told apart (locked, forbidden, to be kept, of points of its own) is of a
    kind of one.
    """
    tables = _features(level)
    if tables is None or not _is_simple(network):
        return None
    n, m = network.mentees, network.mentors
    apart = np.concatenate([fixed, level.field.shut, level.field.extra.keys, level.bonus.keys])
    mentees = _kinds([*tables[0], _arcs_of(network, network.serving, "head", 0)], _lone(apart // m, n))
    if mentees is None:
        return None
    mentors = _kinds([*tables[1], _arcs_of(network, network.leaving, "tail", n)], _lone(apart % m, m))
    if mentors is None or len(mentees) * len(mentors) > MOST_PAIRS:
        return None
    nodes = network.nodes - n - m + len(mentees) + len(mentors)
    return (mentees, mentors) if _fits(network, level, nodes) else None


def _fits(network: Network, level: WideLevel, nodes: int) -> bool:
    """Tell whether rewards are short enough for the flow solver, which multiplies them by the number of nodes."""
    largest = max(level.largest, int(np.abs(network.arcs.reward).max(initial=0)))
    return largest * nodes < LARGEST_COST


def _features(level: WideLevel) -> tuple[list[Numbers], list[Numbers]] | None:
    """Return all numbers that points and rules are made of, as (people, numbers) tables of both sides."""
    product, mask = level.field.product, level.field.mask
    if not isinstance(product, FeatureProduct) or not (mask is None or isinstance(mask, RuleMask)):
        return None
    rules = [rule for rule, _, _ in mask.rules] if isinstance(mask, RuleMask) else []
    products = [product, *rules]
    return [p.mentees for p in products], [p.mentors.T for p in products]


def _is_simple(network: Network) -> bool:
    """Tell whether every mentee is entered by one arc of at most one unit, and every mentor left by one."""
    arcs, both = network.arcs, sorted((network.mentees, network.mentors))
    return (
        both[0] > 0
        and len(network.serving) == network.mentees
        and len(network.leaving) == network.mentors
        and int(arcs.high[network.serving].max()) <= 1
    )


def _arcs_of(network: Network, which: IntArray, end: str, first: int) -> Numbers:
    """Return (people, numbers): other end, bounds and reward of the one arc of each."""
    arcs = network.arcs
    other = arcs.tail if end == "head" else arcs.head
    table = np.stack([column[which] for column in (other, arcs.low, arcs.high, arcs.reward)], axis=1)
    return table[np.argsort(getattr(arcs, end)[which] - first)]


def _lone(people: IntArray, count: int) -> BoolArray:
    lone = np.zeros(count, dtype=np.bool_)
    lone[people] = True
    return lone


def _kinds(tables: list[Numbers], lone: BoolArray) -> Kinds | None:
    """Return the kinds of people by their numbers; None where these are not much fewer than the people."""
    people = len(lone)
    codes = np.where(lone, np.arange(1, people + 1), 0).astype(np.uint64)
    for table in tables:
        codes = _mixed(codes, table)
    _, first, of = np.unique(codes, return_index=True, return_inverse=True)
    kinds = Kinds(of.astype(np.int64), first.astype(np.int64))
    if len(first) * FEWER > people or not _are_equal(kinds, [*tables, np.where(lone, np.arange(people), -1)]):
        return None
    return kinds


def _mixed(codes: npt.NDArray[np.uint64], table: Numbers) -> npt.NDArray[np.uint64]:
    """Return codes that, but for chance, are equal only where the codes before and the numbers are."""
    weights = (
        np.random.default_rng(table.shape[1]).integers(1 << 62, size=table.shape[1] + 1, dtype=np.uint64) | 1
    )
    mixed = codes * weights[-1]
    for first in range(0, len(table), AT_ONCE):
        numbers = table[first : first + AT_ONCE].astype(np.int64).astype(np.uint64)
        mixed[first : first + AT_ONCE] += numbers @ weights[:-1]
    spread: npt.NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
    return spread


def _are_equal(kinds: Kinds, tables: list[Numbers]) -> bool:
    """Tell whether all people of a kind have the same numbers: codes could be equal by chance."""
    likeness = kinds.first[kinds.of]
    return all(
        np.array_equal(table[first : first + AT_ONCE], table[likeness[first : first + AT_ONCE]])
        for table in tables
        for first in range(0, len(table), AT_ONCE)
    )
