"""Where a flow can change, as lists: arcs that leave a node, and arcs into it that can be emptied; compiled."""

from typing import Any, NamedTuple

import numpy as np

from matcher.solve.compiled import compiled

END = -1


class Lists(NamedTuple):
    """Arcs of a flow and the lists of each node.

    Parameters
    ----------
    tail, head, low, high, reward, flow
        One entry per arc.
    start, leaving
        Arcs that leave node v: ``leaving[start[v]:start[v + 1]]``.
    target, worth, has_room
        Head and reward of the arcs of `leaving`, and whether they can take more: a search reads little else, and reads
        it in one go.
    place
        Where each arc stands in `leaving`.
    first, after, before
        Doubly linked lists of the arcs into each node that carry more than their least flow.
    """

    tail: Any
    head: Any
    low: Any
    high: Any
    reward: Any
    flow: Any
    start: Any
    leaving: Any
    target: Any
    worth: Any
    has_room: Any
    place: Any
    first: Any
    after: Any
    before: Any


@compiled
def make_lists(nodes: int, tail: Any, head: Any, low: Any, high: Any, reward: Any, flow: Any) -> Lists:
    """Return the lists of a flow; the flow itself is changed with them."""
    arcs = len(tail)
    start = np.zeros(nodes + 1, np.int64)
    for a in range(arcs):
        start[tail[a] + 1] += 1
    for v in range(nodes):
        start[v + 1] += start[v]
    free = start[:-1].copy()
    leaving, place = np.empty(arcs, np.int32), np.empty(arcs, np.int32)
    target, worth, has_room = np.empty(arcs, np.int32), np.empty(arcs, np.int64), np.empty(arcs, np.bool_)
    for a in range(arcs):
        k = free[tail[a]]
        free[tail[a]] += 1
        leaving[k], place[a] = a, k
        target[k], worth[k], has_room[k] = head[a], reward[a], flow[a] < high[a]
    first = np.full(nodes, END, np.int32)
    after, before = np.full(arcs, END, np.int32), np.full(arcs, END, np.int32)
    lists = Lists(
        tail,
        head,
        low,
        high,
        reward,
        flow,
        start,
        leaving,
        target,
        worth,
        has_room,
        place,
        first,
        after,
        before,
    )
    for a in range(arcs):
        if flow[a] > low[a]:
            link(lists, a)
    return lists


@compiled
def link(lists: Lists, a: int) -> None:
    """Put an arc in the list of its head."""
    v = lists.head[a]
    follower = lists.first[v]
    lists.before[a] = END
    lists.after[a] = follower
    lists.first[v] = a
    if follower != END:
        lists.before[follower] = a


@compiled
def unlink(lists: Lists, a: int) -> None:
    """Take an arc out of the list of its head."""
    prior, follower = lists.before[a], lists.after[a]
    if prior == END:
        lists.first[lists.head[a]] = follower
    else:
        lists.after[prior] = follower
    if follower != END:
        lists.before[follower] = prior


@compiled
def change(lists: Lists, a: int, amount: int) -> None:
    """Change the flow of an arc by an amount, and its place in the list with it."""
    was_listed = lists.flow[a] > lists.low[a]
    lists.flow[a] += amount
    lists.has_room[lists.place[a]] = lists.flow[a] < lists.high[a]
    is_listed = lists.flow[a] > lists.low[a]
    if is_listed and not was_listed:
        link(lists, a)
    elif was_listed and not is_listed:
        unlink(lists, a)
