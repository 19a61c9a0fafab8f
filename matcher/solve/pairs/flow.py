"""Two steps every level is made of: a circulation of most reward, and the prices that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.network import Arcs

LARGEST_COST = 1 << 52
"""The flow solver multiplies rewards by the number of nodes; beyond this it refuses."""


def find_circulation(nodes: int, arcs: Arcs) -> IntArray | None:
    """Return the flow of most reward, or None when no flow keeps all bounds."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    solver = SimpleMinCostFlow()
    ids = solver.add_arcs_with_capacity_and_unit_cost(
        arcs.tail.astype(np.int32), arcs.head.astype(np.int32), arcs.high - arcs.low, -arcs.reward
    )
    # A least flow is sent at once: its head starts with a surplus and its tail with a deficit.
    supply = np.bincount(arcs.head, arcs.low, nodes) - np.bincount(arcs.tail, arcs.low, nodes)
    solver.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supply.astype(np.int64))
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise OverflowError(
            f"Points are too large for a problem of this size: the flow solver says {status.name}."
        )
    return arcs.low + np.asarray(solver.flows(ids), dtype=np.int64)


def canonical_potentials(arcs: Arcs, flow: IntArray, *, nodes: int, mentees: int, largest: int) -> IntArray:
    """Return the greatest optimal potentials with 0 at the root and at most ``(largest + 1) * 2**k`` elsewhere.

    The least k is taken with which such potentials exist. Optimal potentials form a lattice, so these are the same for
    every optimal flow; the low ceiling keeps them small enough to be exact in a product of floats.

    Parameters
    ----------
    nodes, mentees
        Number of nodes, of which mentees are the first and the root is the last.
    largest
        No reward is greater in size.
    """
    tail, head, length = residual(arcs, flow)
    others = head >= mentees
    halves = [_arriving(tail[half], head[half], length[half]) for half in (others, ~others)]
    ceiling = largest + 1
    while (potential := _greatest_potentials(halves, nodes, ceiling)) is None:
        ceiling *= 2
    return potential


@dataclass(frozen=True, slots=True, eq=False)
class _Arriving:
    """Residual arcs put together by their heads: those of ``heads[k]`` begin at ``starts[k]``."""

    tail: IntArray
    length: IntArray
    heads: IntArray
    starts: IntArray

    def shorten(self, potential: IntArray) -> bool:
        """Lower the potential of heads to their distance from the tails, and tell whether any fell."""
        if not len(self.heads):
            return False
        before = potential[self.heads]
        nearest = np.minimum(before, np.minimum.reduceat(potential[self.tail] + self.length, self.starts))
        potential[self.heads] = nearest
        return bool((nearest != before).any())


def _arriving(tail: IntArray, head: IntArray, length: IntArray) -> _Arriving:
    order = np.argsort(head, kind="stable")
    head = head[order]
    starts = np.flatnonzero(np.diff(head, prepend=-1))
    return _Arriving(tail[order], length[order], head[starts], starts)


def _greatest_potentials(halves: Sequence[_Arriving], nodes: int, ceiling: int) -> IntArray | None:
    """Return the greatest optimal potentials with 0 at the root and at most `ceiling` elsewhere; None if none exist.

    They are distances from the root in the residual network, where a unit more costs minus its reward and a unit less
    costs its reward. Mentees and all others are settled in turn: no arc leads from one mentee to another.
    """
    potential = np.full(nodes, ceiling, dtype=np.int64)
    potential[-1] = 0
    for _ in range(nodes + 1):
        if not sum([half.shorten(potential) for half in halves]):
            return potential
        if potential[-1] < 0:
            return None
    raise AssertionError("The flow is not optimal: its residual network has a cycle of negative length.")


def residual(arcs: Arcs, flow: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return (tail, head, length) of residual arcs: those that can take more, then less."""
    more, less = flow < arcs.high, flow > arcs.low
    tail = np.concatenate([arcs.tail[more], arcs.head[less]])
    head = np.concatenate([arcs.head[more], arcs.tail[less]])
    return tail, head, np.concatenate([-arcs.reward[more], arcs.reward[less]])


def reduced_costs(arcs: Arcs, potential: IntArray) -> IntArray:
    """Return minus the reward plus the fall of the potential along each arc."""
    return potential[arcs.tail] - potential[arcs.head] - arcs.reward
