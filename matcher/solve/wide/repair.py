"""Mending an optimal flow after new arcs came: only what they disturb is solved again; compiled.

An arc that gains is filled and one that loses is emptied, so that all arcs keep the conditions of an optimum; the units
then in the wrong place go back along shortest paths, one after another [1]_.

References
----------
.. [1] R. Ahuja, T. Magnanti, J. Orlin, "Network flows", 1993, section 9.7 (successive shortest paths).
"""

from typing import Any, NamedTuple

import numpy as np

from matcher.solve.compiled import compiled, compiled_into
from matcher.solve.wide.heap import rise, sink, take_top
from matcher.solve.wide.residual_lists import END, Lists, change

NOWHERE = -1
NEVER = 1 << 62
"""Longer than every path."""


class Search(NamedTuple):
    """What a search for the nearest lack of a unit writes down.

    Parameters
    ----------
    distance, via
        Shortest length to each node seen, and the arc by which it was reached: ``2 * arc``, or ``2 * arc + 1``
        backwards.
    level
        Nodes seen and not yet scanned that are as near as the one last scanned.
    heap, where
        The others seen and not yet scanned, by distance, and the place of each.
    seen, seen_in
        Nodes seen, in order; the number of the search in which each node was last seen.
    """

    distance: Any
    via: Any
    level: Any
    heap: Any
    where: Any
    seen: Any
    seen_in: Any


@compiled
def lower_potentials(lists: Lists, potential: Any) -> None:
    """Lower potentials as little as possible until no residual arc of an optimal flow has a negative length."""
    nodes = len(potential)
    queue = np.arange(nodes).astype(np.int32)
    waits = np.ones(nodes, np.bool_)
    place, count = 0, nodes
    while count:
        v = queue[place]
        place = place + 1 if place + 1 < nodes else 0
        count -= 1
        waits[v] = False
        for k in range(lists.start[v], lists.start[v + 1]):
            w = lists.target[k]
            if lists.has_room[k] and potential[v] - lists.worth[k] < potential[w]:
                potential[w] = potential[v] - lists.worth[k]
                if not waits[w]:
                    waits[w] = True
                    queue[(place + count) % nodes] = w
                    count += 1
        a = lists.first[v]
        while a != END:
            w = lists.tail[a]
            if potential[v] + lists.reward[a] < potential[w]:
                potential[w] = potential[v] + lists.reward[a]
                if not waits[w]:
                    waits[w] = True
                    queue[(place + count) % nodes] = w
                    count += 1
            a = lists.after[a]


@compiled
def send_back(lists: Lists, potential: Any, excess: Any) -> bool:
    """Send every unit in excess along a shortest path to a node that lacks one; false when some cannot get there."""
    nodes = len(potential)
    search = Search(
        np.empty(nodes, np.int64),
        np.empty(nodes, np.int64),
        np.empty(nodes, np.int32),
        np.empty(nodes, np.int32),
        np.empty(nodes, np.int32),
        np.empty(nodes, np.int32),
        np.zeros(nodes, np.int64),
    )
    number = 0
    for source in range(nodes):
        while excess[source] > 0:
            number += 1
            goal, count = _find_lack(lists, potential, excess, search, number, source)
            if goal == NOWHERE:
                return False
            for k in range(count):
                w = search.seen[k]
                if search.distance[w] < search.distance[goal]:
                    potential[w] += search.distance[w] - search.distance[goal]
            amount = _push(lists, search, source, goal, min(excess[source], -excess[goal]))
            excess[source] -= amount
            excess[goal] += amount
    return True


@compiled_into
def _is_nearer(search: Search, number: int, w: int, reached: int) -> Any:
    """Tell whether no way as short to a node was known in this search."""
    return search.seen_in[w] != number or reached < search.distance[w]


@compiled_into
def _reach(
    search: Search, number: int, w: int, reached: int, here: int, size: int, flat: int, count: int
) -> Any:
    """Note a shorter way to a node; return the new (size of the heap, nodes as near as this one, nodes seen).

    Most arcs have no length: who is reached along them for the first time is as near as this node, and needs no heap.
    """
    search.distance[w] = reached
    if search.seen_in[w] == number:
        rise(search.heap, search.distance, search.where, search.where[w])
        return size, flat, count
    search.seen_in[w] = number
    search.seen[count] = w
    if reached == here:
        search.level[flat] = w
        return size, flat + 1, count + 1
    search.heap[size] = w
    search.where[w] = size
    rise(search.heap, search.distance, search.where, size)
    return size + 1, flat, count + 1


@compiled
def _find_lack(lists: Lists, potential: Any, excess: Any, search: Search, number: int, source: int) -> Any:
    """Return (nearest node that lacks a unit or `NOWHERE`, number of nodes seen)."""
    search.seen[0] = search.level[0] = source
    search.distance[source] = 0
    search.seen_in[source] = number
    size, flat, count = 0, 1, 1
    # Once some lack was seen, nothing as far away or farther can matter.
    nearest = NEVER
    while flat or size:
        if flat:
            flat -= 1
            v = search.level[flat]
        else:
            v = search.heap[0]
            size = take_top(search.heap, search.distance, search.where, size)
        if excess[v] < 0:
            return v, count
        here = search.distance[v]
        so_far = here + potential[v]
        for k in range(lists.start[v], lists.start[v + 1]):
            if lists.has_room[k]:
                w = lists.target[k]
                reached = so_far - potential[w] - lists.worth[k]
                if reached < nearest and _is_nearer(search, number, w, reached):
                    size, flat, count = _reach(search, number, w, reached, here, size, flat, count)
                    search.via[w] = 2 * lists.leaving[k]
                    if excess[w] < 0:
                        nearest = reached
        a = lists.first[v]
        while a != END:
            w = lists.tail[a]
            reached = so_far - potential[w] + lists.reward[a]
            if reached < nearest and _is_nearer(search, number, w, reached):
                size, flat, count = _reach(search, number, w, reached, here, size, flat, count)
                search.via[w] = 2 * a + 1
                if excess[w] < 0:
                    nearest = reached
            a = lists.after[a]
    return NOWHERE, count


@compiled
def _push(lists: Lists, search: Search, source: int, goal: int, most: int) -> int:
    """Send up to so many units along the path found, and return how many went."""
    amount = most
    v = goal
    while v != source:
        a = search.via[v] >> 1
        if search.via[v] & 1:
            amount = min(amount, lists.flow[a] - lists.low[a])
            v = lists.head[a]
        else:
            amount = min(amount, lists.high[a] - lists.flow[a])
            v = lists.tail[a]
    v = goal
    while v != source:
        a = search.via[v] >> 1
        if search.via[v] & 1:
            change(lists, a, -amount)
            v = lists.head[a]
        else:
            change(lists, a, amount)
            v = lists.tail[a]
    return amount


@compiled
def raise_potentials(lists: Lists, potential: Any, root: int, ceiling: int) -> Any:
    """Return the greatest optimal potentials with 0 at the root and at most `ceiling` elsewhere; empty if none exist.

    `potential` is any optimal one; with it no residual arc has a negative length.
    """
    nodes = len(potential)
    key = ceiling - potential
    key[root] = -potential[root]
    heap = np.arange(nodes).astype(np.int32)
    where = np.arange(nodes).astype(np.int32)
    for k in range(nodes // 2, -1, -1):
        sink(heap, key, where, nodes, k)
    size = nodes
    while size:
        v = heap[0]
        size = take_top(heap, key, where, size)
        so_far = key[v] + potential[v]
        for k in range(lists.start[v], lists.start[v + 1]):
            w = lists.target[k]
            if lists.has_room[k] and so_far - potential[w] - lists.worth[k] < key[w]:
                key[w] = so_far - potential[w] - lists.worth[k]
                rise(heap, key, where, where[w])
        a = lists.first[v]
        while a != END:
            w = lists.tail[a]
            if so_far - potential[w] + lists.reward[a] < key[w]:
                key[w] = so_far - potential[w] + lists.reward[a]
                rise(heap, key, where, where[w])
            a = lists.after[a]
    if key[root] != -potential[root]:
        return np.zeros(0, np.int64)
    return key + potential
