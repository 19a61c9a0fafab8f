"""All optima at once: they differ from one optimal flow only along arcs whose reduced cost is zero."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.solve.pairs.components import strong_components
from matcher.solve.pairs.flow import reduced_costs
from matcher.solve.pairs.keys import are_among, distinct
from matcher.solve.pairs.levels import Level, Tight
from matcher.solve.pairs.network import Network
from matcher.solve.pairs.paths import longest_paths
from matcher.solve.pairs.settled import Settled

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Face:
    """The flows that are optimal for every level so far.

    Parameters
    ----------
    network
        The network with all arcs held whose reduced cost is not zero.
    flow
        An optimal flow of the network's arcs.
    fixed
        Keys of pairs that are in every optimum because their own reduced cost, or a lock, says so.
    chosen
        Keys of the other pairs of this optimal flow.
    tight
        The pairs that may differ from optimum to optimum.
    offered
        Keys of pairs that were offered: among them are most tight ones that matter, where not all are known.
    """

    network: Network
    flow: IntArray
    fixed: IntArray
    chosen: IntArray
    tight: Tight
    offered: IntArray

    @cached_property
    def ordered(self) -> "Ordered":
        """The components of the free arcs and their least order."""
        return set_in_order(self)


@dataclass(frozen=True, slots=True, eq=False)
class FreeArcs:
    """Arcs along which a flow of the face may change."""

    tail: IntArray
    head: IntArray
    is_pair: BoolArray


@dataclass(frozen=True, eq=False)
class Ordered:
    """Strongly connected components of the free arcs, and an order of them.

    Parameters
    ----------
    known
        Keys of the tight pairs whose arcs are among `arcs`.
    arcs
        Free arcs that show these components.
    component
        A number per node.
    """

    known: IntArray
    arcs: FreeArcs
    component: IntArray

    @cached_property
    def order(self) -> IntArray:
        """A number per node, equal within a component, that falls along no free arc and rises between components.

        A pair whose ends have different numbers stands on no cycle of free arcs, so it is in all optima or in none.
        """
        return least_numbers(self.component, self.arcs, np.ones_like(self.arcs.is_pair))


def optimal_face(network: Network, level: Level, settled: Settled, locked: IntArray) -> Face:
    """Return the face of optima of a settled level."""
    tight = level.tight(settled.potential, settled.near)
    pairs = settled.pairs[~are_among(settled.pairs, locked)]
    loose = tight.contains(pairs)
    held = np.flatnonzero(reduced_costs(network.arcs, settled.potential))
    arcs = network.arcs.held(held, settled.flow)
    keys = settled.keys
    if settled.telling is not None:
        keys = distinct(np.concatenate([keys, settled.telling]))
    return Face(
        network=replace(network, arcs=replace(arcs, reward=np.zeros_like(arcs.reward))),
        flow=settled.flow,
        fixed=distinct(np.concatenate([locked, pairs[~loose]])),
        chosen=pairs[loose],
        tight=tight,
        offered=keys,
    )


def set_in_order(face: Face) -> Ordered:
    """Return the components of the free arcs and their least order.

    Where not all tight pairs are known, those along which the order of the known ones does not rise are added, until
    there is none: then the components and their order are right for all pairs.
    """
    known, whole = _known(face)
    while True:
        arcs = free_arcs(face, known)
        found = Ordered(known, arcs, strong_components(face.network.nodes, arcs.tail, arcs.head))
        missed = _NONE if whole else face.tight.find_misplaced(face.chosen, found.order, found.component)
        if not len(missed):
            return found
        known = distinct(np.concatenate([known, missed]))


def _known(face: Face) -> tuple[IntArray, bool]:
    """Return the tight pairs to begin with, and whether these are all."""
    known = face.tight.known()
    if known is not None:
        return known, True
    offered = face.offered[face.tight.contains(face.offered)]
    return offered, False


def free_arcs(face: Face, known: IntArray) -> FreeArcs:
    """Return the residual arcs of the face, of these tight pairs."""
    network, arcs = face.network, face.network.arcs
    more, less = face.flow < arcs.high, face.flow > arcs.low
    row, column = np.divmod(known[~are_among(known, face.chosen)], max(1, network.mentors))
    of_mentee, of_mentor = np.divmod(face.chosen, max(1, network.mentors))
    tails = [row, network.mentees + of_mentor, arcs.tail[more], arcs.head[less]]
    heads = [network.mentees + column, of_mentee, arcs.head[more], arcs.tail[less]]
    is_pair = np.zeros(sum(len(part) for part in tails), dtype=np.bool_)
    is_pair[: len(row) + len(face.chosen)] = True
    return FreeArcs(np.concatenate(tails), np.concatenate(heads), is_pair)


def least_numbers(component: IntArray, arcs: FreeArcs, rising: BoolArray) -> IntArray:
    """Return the least numbers per node that fall along no arc, and rise along these, between any two components."""
    tail, head = component[arcs.tail], component[arcs.head]
    between = tail != head
    steps = rising[between].astype(np.int64)
    return longest_paths(len(component), tail[between], head[between], steps)[component]


def certain_pairs(face: Face, pairs: IntArray) -> BoolArray:
    """Tell of each chosen pair whether it is in every optimum."""
    row, column = np.divmod(pairs, max(1, face.network.mentors))
    component = face.ordered.component
    crossing: BoolArray = component[row] != component[face.network.mentees + column]
    return crossing | are_among(pairs, face.fixed)


def certainly_unserved(face: Face, mentees: IntArray) -> BoolArray:
    """Tell of each mentee without a mentor whether that is so in every optimum."""
    arcs, serving = face.network.arcs, face.network.serving
    tail, head, component = arcs.tail[serving], arcs.head[serving], face.ordered.component
    may_differ = (arcs.low < arcs.high)[serving] & (component[tail] == component[head])
    return ~np.isin(mentees, head[may_differ])


def is_unique(face: Face) -> bool:
    """Tell whether no other flow of the face has other pairs."""
    ordered = face.ordered
    if _has_cycle_of_pairs(ordered.component, ordered.arcs):
        return False
    return face.tight.known() is not None or not len(
        face.tight.find_misplaced(face.chosen, ordered.order, ordered.component, inside=True)
    )


def _has_cycle_of_pairs(component: IntArray, arcs: FreeArcs) -> bool:
    return bool((arcs.is_pair & (component[arcs.tail] == component[arcs.head])).any())


def ranks(face: Face) -> IntArray:
    """Return a number per node that rises along every free arc of a pair and falls along no free arc.

    Such numbers show that the face has one choice of pairs: another one would go round a cycle of free arcs
    with a pair's arc in it. The least such numbers are returned.
    """
    ordered, apart = face.ordered, np.arange(face.network.nodes)
    known, arcs = ordered.known, ordered.arcs
    while not _has_cycle_of_pairs(ordered.component, arcs):
        rank = least_numbers(ordered.component, arcs, arcs.is_pair)
        missed = face.tight.find_misplaced(face.chosen, rank, apart)
        if not len(missed):
            return rank
        known = distinct(np.concatenate([known, missed]))
        arcs = free_arcs(face, known)
    raise AssertionError("The choice is not unique: free arcs of pairs form a cycle.")
