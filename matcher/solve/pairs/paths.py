"""Longest paths in a network without cycles."""

from functools import cache
from typing import Any

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.compiled import compiled

FEW_NODES = 6_000
"""So many are walked sooner than what is compiled is loaded; beyond, a wide problem has loaded it already."""


def longest_paths(nodes: int, tail: IntArray, head: IntArray, length: IntArray) -> IntArray:
    """Return the length of the longest path to every node of a network without cycles."""
    by_tail = np.argsort(tail, kind="stable")
    start = np.searchsorted(tail[by_tail], np.arange(nodes + 1))
    waiting, longest, ready = np.bincount(head, minlength=nodes), *np.zeros((2, nodes), dtype=np.int64)
    parts = start, head[by_tail], length[by_tail], waiting, longest, ready
    if nodes > FEW_NODES:
        reached = _compiled_walk()(*parts)
    else:
        lists = [part.tolist() for part in parts]
        reached, longest = walk(*lists), np.array(lists[4], dtype=np.int64)
    if reached < nodes:
        raise AssertionError("The choice is not unique: free arcs of pairs form a cycle.")
    return longest


def walk(start: Any, heads: Any, lengths: Any, waiting: Any, longest: Any, ready: Any) -> int:
    """Walk along all arcs from nodes whose path is known, write down the longest, and return how many are reached.

    The arcs of node v are ``start[v]`` to ``start[v + 1]``; `waiting` counts the arcs into each that are yet to come.
    """
    last = 0
    for node in range(len(waiting)):
        if not waiting[node]:
            ready[last] = node
            last += 1
    place = 0
    while place < last:
        node = ready[place]
        place += 1
        so_far = longest[node]
        for arc in range(start[node], start[node + 1]):
            reached = heads[arc]
            if so_far + lengths[arc] > longest[reached]:
                longest[reached] = so_far + lengths[arc]
            waiting[reached] -= 1
            if not waiting[reached]:
                ready[last] = reached
                last += 1
    return last


@cache
def _compiled_walk() -> Any:
    return compiled(walk)
