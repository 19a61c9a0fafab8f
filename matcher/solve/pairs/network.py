"""The flow network of a problem: root → priority classes → mentees → mentors → loads of one person → root."""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import Problem
from questionnaires.programme import Purpose

NO_PARENT = -1


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Arcs of a circulation, one array entry each.

    Parameters
    ----------
    tail, head
        Nodes.
    low, high
        Least and most flow.
    reward
        Gain of one unit of flow.
    """

    tail: IntArray
    head: IntArray
    low: IntArray
    high: IntArray
    reward: IntArray

    def __len__(self) -> int:
        return len(self.tail)

    def joined(self, other: "Arcs") -> "Arcs":
        """Return these arcs followed by the others."""
        names = ("tail", "head", "low", "high", "reward")
        return Arcs(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in names))

    def held(self, which: IntArray, flow: IntArray) -> "Arcs":
        """Return the arcs with the flow of some of them held at its value."""
        low, high = self.low.copy(), self.high.copy()
        low[which] = high[which] = flow[which]
        return replace(self, low=low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """All of the network but the arcs of pairs.

    Parameters
    ----------
    mentees, mentors
        Their numbers; mentee i is node i and mentor j is node mentees + j.
    nodes
        Number of nodes; the last one is the root.
    arcs
        Entry arcs (root → class), first arcs (class → mentee), extra arcs, then mentors' and loads' arcs.
    entries
        Indices of the arcs root → class, highest class first, then the one for further mentors of served
        mentees.
    serving
        Indices of the arcs that enter mentees.
    classes
        Number of priority classes.
    levels
        Reward of coverage of each arc: the higher the class, the more; 1 for a further mentor.
    leaving
        Index of the arc that leaves each mentor.
    """

    mentees: int
    mentors: int
    nodes: int
    arcs: Arcs
    entries: IntArray
    serving: IntArray
    classes: int
    levels: IntArray
    leaving: IntArray

    @property
    def root(self) -> int:
        """The node all flow comes from and returns to."""
        return self.nodes - 1

    @property
    def wanted(self) -> IntArray:
        """How many mentors each mentee can get at most."""
        serving = self.arcs.head[self.serving], self.arcs.high[self.serving]
        return np.bincount(*serving, minlength=self.mentees).astype(np.int64)


def build_network(problem: Problem, purpose: Purpose) -> Network:
    """Return the network of a problem whose shared loads are laminar.

    Any falling rewards of the classes give the lexicographic optimum, since the sets of mentees that can be served
    together are the independent sets of a matroid: the most of every prefix of classes is reached at once.
    """
    n, m = problem.shape
    demand, classes = problem.per_mentee(problem.demand), _classes(problem, purpose)
    count = int(classes.max(initial=0)) + 1
    extra = purpose is Purpose.MOST_MATCHED and bool((demand > 1).any())
    parents = load_parents(problem)
    first_load, first_class = n + m, n + m + len(problem.shared_upper)
    root = first_class + count + int(extra)
    entry_nodes = np.arange(first_class, root)
    first_cap = np.minimum(demand, 1) if purpose is Purpose.MOST_MATCHED else demand
    many = np.flatnonzero(demand > 1) if extra else np.zeros(0, dtype=np.int64)
    above = np.where(parents == NO_PARENT, root, first_load + parents)
    loads = np.array([most for _, most in problem.shared_upper], dtype=np.int64)
    upper, lower = problem.per_mentor(problem.upper), problem.per_mentor(problem.lower)
    most = int(demand.sum())
    parts = [
        _arcs(np.full(len(entry_nodes), root), entry_nodes, high=np.full(len(entry_nodes), most)),
        _arcs(first_class + classes, np.arange(n), high=first_cap),
        _arcs(np.full(len(many), root - 1), many, high=demand[many] - 1),
        _arcs(np.arange(n, n + m), above[:m], upper, lower),
        _arcs(np.arange(first_load, first_class), above[m:], high=loads),
    ]
    sizes = np.cumsum([0, *(len(part) for part in parts)])
    return Network(
        mentees=n,
        mentors=m,
        nodes=root + 1,
        arcs=reduce(Arcs.joined, parts),
        entries=np.arange(sizes[1]),
        serving=np.arange(sizes[1], sizes[3]),
        classes=count,
        levels=_levels(count + 1 - classes, sizes),
        leaving=np.arange(sizes[3], sizes[4]),
    )


def _levels(of_mentees: IntArray, sizes: IntArray) -> IntArray:
    levels = np.zeros(sizes[-1], dtype=np.int64)
    levels[sizes[1] : sizes[2]] = of_mentees
    levels[sizes[2] : sizes[3]] = 1
    return levels


def _arcs(tail: IntArray, head: IntArray, high: IntArray, low: IntArray | None = None) -> Arcs:
    zeros = np.zeros(len(tail), dtype=np.int64)
    return Arcs(tail.astype(np.int64), head.astype(np.int64), zeros if low is None else low, high, zeros)


def _classes(problem: Problem, purpose: Purpose) -> IntArray:
    """Return the class of each mentee, 0 for the highest priority; best total knows one class."""
    if problem.priority is None or purpose is Purpose.BEST_TOTAL:
        return np.zeros(problem.shape[0], dtype=np.int64)
    priorities = problem.per_mentee(problem.priority)
    # not `np.unique`, which loads numpy's masked arrays: a small run would pay more for them than for its pairs
    ascending = np.array(sorted(set(priorities.tolist())), dtype=np.int64)
    classes: IntArray = len(ascending) - 1 - np.searchsorted(ascending, priorities)
    return classes


def load_parents(problem: Problem) -> IntArray:
    """Return the smallest load above each mentor, then above each load; `NO_PARENT` for none."""
    m = problem.shape[1]
    sets = [frozenset(mentors) for mentors, _ in problem.shared_upper]
    bounds = [int(most) for _, most in problem.shared_upper]
    # From the largest set to the smallest, so that the last one written is the smallest; equal sets form a
    # chain, the lower bound inside.
    order = sorted(range(len(sets)), key=lambda k: (-len(sets[k]), -bounds[k], k))
    of_mentor = np.full(m, NO_PARENT, dtype=np.int64)
    of_load = np.full(len(sets), NO_PARENT, dtype=np.int64)
    for k in order:
        members = np.array(sorted(sets[k]), dtype=np.int64)
        if len(members):
            of_load[k] = of_mentor[members[0]]
            of_mentor[members] = k
    return np.concatenate([of_mentor, of_load])
