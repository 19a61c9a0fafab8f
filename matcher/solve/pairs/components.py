"""Strongly connected components of a network."""

import sys

import numpy as np

from matcher.arrays import IntArray

FEW_ARCS = 3_000
"""So many arcs are walked nearly as soon as scipy does it."""
FEW_TO_LOAD_FOR = 30_000
"""So many arcs are walked sooner than scipy is loaded, which takes a third of a second."""
_UNSEEN = -1


def strong_components(nodes: int, tail: IntArray, head: IntArray) -> IntArray:
    """Return a number per node, equal for nodes that can reach each other; from 0, without gaps."""
    few = FEW_ARCS if "scipy.sparse.csgraph" in sys.modules else FEW_TO_LOAD_FOR
    return _walked(nodes, tail, head) if len(tail) <= few else _by_scipy(nodes, tail, head)


def _by_scipy(nodes: int, tail: IntArray, head: IntArray) -> IntArray:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(nodes, nodes))
    return np.asarray(connected_components(graph.tocsr(), connection="strong")[1], dtype=np.int64)


def _walked(nodes: int, tail: IntArray, head: IntArray) -> IntArray:
    """Walk every arc once, by Tarjan's method (1972), with a list in place of recursion."""
    by_tail = np.argsort(tail, kind="stable")
    heads, start = head[by_tail].tolist(), np.searchsorted(tail[by_tail], np.arange(nodes + 1)).tolist()
    following = start[:nodes]
    seen, lowest, component = [_UNSEEN] * nodes, [0] * nodes, [_UNSEEN] * nodes
    waiting: list[int] = []
    count = found = 0
    for first in range(nodes):
        path = [] if seen[first] != _UNSEEN else [first]
        while path:
            node = path[-1]
            if seen[node] == _UNSEEN:
                seen[node] = lowest[node] = count
                count += 1
                waiting.append(node)
            if following[node] < start[node + 1]:
                reached = heads[following[node]]
                following[node] += 1
                if seen[reached] == _UNSEEN:
                    path.append(reached)
                elif component[reached] == _UNSEEN and seen[reached] < lowest[node]:
                    lowest[node] = seen[reached]
                continue
            path.pop()
            if path and lowest[node] < lowest[path[-1]]:
                lowest[path[-1]] = lowest[node]
            if lowest[node] == seen[node]:
                while component[node] == _UNSEEN:
                    component[waiting.pop()] = found
                found += 1
    return np.array(component, dtype=np.int64)
