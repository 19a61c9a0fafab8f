"""All optima at once: they differ from one optimal flow only along arcs whose reduced cost is zero."""

from dataclasses import dataclass, replace

import numpy as np

from matcher.problem import BoolArray, IntArray
from matcher.solve.flow import reduced_costs
from matcher.solve.levels import Level, row_blocks
from matcher.solve.network import Network
from matcher.solve.pricing import Settled


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
        (n_mentees, n_mentors): the pairs that may differ from optimum to optimum.
    """

    network: Network
    flow: IntArray
    fixed: IntArray
    chosen: IntArray
    tight: BoolArray


def optimal_face(network: Network, level: Level, settled: Settled, locked: IntArray) -> Face:
    """Return the face of optima of a settled level."""
    n = network.mentees
    potential = settled.potential
    tight = np.zeros(level.shape, dtype=np.bool_)
    for rows in row_blocks(level.shape):
        weights, opened = level.block(rows, slice(None))
        fall = potential[rows, None] - potential[None, n : n + network.mentors]
        tight[rows] = opened & (weights == fall)
    pairs = np.setdiff1d(settled.pairs, locked)
    loose = tight.ravel()[pairs]
    held = np.flatnonzero(reduced_costs(network.arcs, potential))
    arcs = network.arcs.held(held, settled.flow)
    return Face(
        network=replace(network, arcs=replace(arcs, reward=np.zeros_like(arcs.reward))),
        flow=settled.flow,
        fixed=np.union1d(locked, pairs[~loose]),
        chosen=pairs[loose],
        tight=tight,
    )


def components(face: Face) -> IntArray:
    """Return the strongly connected component of every node in the residual network of the face."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    tail, head, _ = free_arcs(face)
    nodes = face.network.nodes
    graph = coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(nodes, nodes))
    return np.asarray(connected_components(graph.tocsr(), connection="strong")[1], dtype=np.int64)


def free_arcs(face: Face) -> tuple[IntArray, IntArray, BoolArray]:
    """Return (tail, head, whether the arc is a pair's) of the residual arcs of the face."""
    network, arcs = face.network, face.network.arcs
    more, less = face.flow < arcs.high, face.flow > arcs.low
    idle = face.tight.copy()
    idle.ravel()[face.chosen] = False
    row, column = np.nonzero(idle)
    of_mentee, of_mentor = np.divmod(face.chosen, max(1, network.mentors))
    tails = [row, network.mentees + of_mentor, arcs.tail[more], arcs.head[less]]
    heads = [network.mentees + column, of_mentee, arcs.head[more], arcs.tail[less]]
    is_pair = np.zeros(sum(len(part) for part in tails), dtype=np.bool_)
    is_pair[: len(row) + len(face.chosen)] = True
    return np.concatenate(tails), np.concatenate(heads), is_pair


def certain_pairs(face: Face, component: IntArray, pairs: IntArray) -> BoolArray:
    """Tell of each chosen pair whether it is in every optimum."""
    row, column = np.divmod(pairs, max(1, face.network.mentors))
    crossing: BoolArray = component[row] != component[face.network.mentees + column]
    return crossing | np.isin(pairs, face.fixed)


def certainly_unserved(face: Face, component: IntArray, mentees: IntArray) -> BoolArray:
    """Tell of each mentee without a mentor whether that is so in every optimum."""
    arcs, serving = face.network.arcs, face.network.serving
    tail, head = arcs.tail[serving], arcs.head[serving]
    may_differ = (arcs.low < arcs.high)[serving] & (component[tail] == component[head])
    return ~np.isin(mentees, head[may_differ])


def is_unique(face: Face, component: IntArray) -> bool:
    """Tell whether no other flow of the face has other pairs."""
    tail, head, is_pair = free_arcs(face)
    return not bool((is_pair & (component[tail] == component[head])).any())


def ranks(face: Face) -> IntArray:
    """Return a number per node that rises along every free arc of a pair and falls along no free arc.

    Such numbers show that the face has one choice of pairs: another one would go round a cycle of free arcs
    with a pair's arc in it. The least such numbers are returned.
    """
    tail, head, is_pair = free_arcs(face)
    rank = np.zeros(face.network.nodes, dtype=np.int64)
    while True:
        risen = rank.copy()
        np.maximum.at(risen, head, rank[tail] + is_pair)
        if np.array_equal(risen, rank):
            return rank
        if risen.max() > face.network.nodes:
            raise AssertionError("The choice is not unique: free arcs of pairs form a cycle.")
        rank = risen


def orders(face: Face, component: IntArray) -> IntArray:
    """Return a number per node, equal within a component, that falls along no free arc and rises between components.

    A pair whose ends have different numbers stands on no cycle of free arcs, so it is in all optima or in none.
    """
    tail, head, _ = free_arcs(face)
    tail, head = component[tail], component[head]
    between = tail != head
    tail, head = tail[between], head[between]
    order = np.zeros(face.network.nodes, dtype=np.int64)
    while True:
        risen = order.copy()
        np.maximum.at(risen, head, order[tail] + 1)
        if np.array_equal(risen, order):
            return order[component]
        order = risen
