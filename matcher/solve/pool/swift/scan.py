"""Nodes come into the tree, and their people tell when their edges become tight; compiled."""

from matcher.solve.compiled import compiled_in_place, compiled_into
from matcher.solve.pool.swift.board import (
    ABOVE,
    ABSENT,
    BASE,
    FOLLOWER,
    HEAD,
    MATE,
    NOBODY,
    OUTER,
    OWN,
    PLACE,
    SCANNED,
    TAIL,
    TOP,
    WHO,
    Board,
    Edges,
)
from matcher.solve.pool.swift.events import TOLD, Events, tell
from matcher.solve.pool.swift.rows import add, copy, is_less

ALONE, OPEN = -1, -2
"""Events that are no edges: a person's price, or the price of an inner blossom, comes to 0."""


@compiled_in_place
def put(board: Board, node: int, x: int, y: int, place: int) -> None:
    """Put a node into the tree, below the edge from x outside to y inside."""
    of = board.node
    of[PLACE, node], of[ABOVE, node], of[OWN, node] = place, x, y
    copy(board.since, node, board.moved, 0)


@compiled_in_place
def raise_prices(board: Board, node: int, times: int) -> None:
    """Add to the prices of the people of a node, so many times, what the tree has moved."""
    of = board.node
    person, last = of[HEAD, node], of[TAIL, node]
    add(board.price, last, board.moved, 0, times)
    while person != last:
        add(board.price, person, board.moved, 0, times)
        person = of[FOLLOWER, person]


@compiled_in_place
def tell_opening(board: Board, events: Events, node: int) -> None:
    """Tell when the price of an inner blossom comes to 0."""
    when, event = events.when, events.counts[TOLD]
    for k in range(when.shape[1]):
        when[event, k] = board.since[node, k] + (board.worth[node, k] >> 1)
    tell(events, node, OPEN)


@compiled_in_place
def gather(board: Board, node: int, size: int) -> int:
    """Put the people of a node among those to be scanned, and return how many these are then."""
    of = board.node
    person, last = of[HEAD, node], of[TAIL, node]
    while person != last:
        of[SCANNED, size] = person
        size += 1
        person = of[FOLLOWER, person]
    of[SCANNED, size] = last
    return size + 1


@compiled_in_place
def scan(board: Board, edges: Edges, events: Events, size: int, times: int) -> None:
    """Tell when the edges of the people gathered become tight, who are outer now; their prices are held otherwise."""
    of = board.node
    for k in range(size):
        add(board.price, of[SCANNED, k], board.moved, 0, times)
    for k in range(size):
        x = of[SCANNED, k]
        if not is_less(board.end, 0, board.price, x):
            copy(board.end, 0, board.price, x)
            copy(events.when, events.counts[TOLD], board.price, x)
            tell(events, x, ALONE)
        for edge in range(edges.start[x], edges.start[x + 1]):
            _look_at(board, edges, events, x, edge)


@compiled_into
def _look_at(board: Board, edges: Edges, events: Events, x: int, edge: int) -> None:
    """Tell when an edge of an outer person becomes tight."""
    of, y = board.node, edges.other[edge]
    top, when, event = of[TOP, y], events.when, events.counts[TOLD]
    if of[PLACE, top] == ABSENT:
        write_slack(board, edges, events, x, edge)
        reach(board, events, x, y)
    elif of[PLACE, top] == OUTER and top != of[TOP, x]:
        write_slack(board, edges, events, x, edge)
        for k in range(when.shape[1]):
            when[event, k] >>= 1
        if not is_less(board.end, 0, when, event):
            tell(events, x, y)


@compiled_into
def write_slack(board: Board, edges: Edges, events: Events, x: int, edge: int) -> None:
    """Write the slack of an edge of x where the time of the next event stands."""
    price, event, y = board.price, events.counts[TOLD], edges.other[edge]
    for k in range(price.shape[1]):
        events.when[event, k] = price[x, k] + price[y, k] - edges.weight[edge, k]


@compiled_into
def reach(board: Board, events: Events, x: int, y: int) -> None:
    """Tell an edge from the tree to somebody outside, its time being written, if none becomes tight as soon."""
    of, event = board.node, events.counts[TOLD]
    if is_less(board.end, 0, events.when, event):
        return
    if of[WHO, y] == NOBODY or is_less(events.when, event, board.near, y):
        copy(board.near, y, events.when, event)
        of[WHO, y] = x
        if of[MATE, of[BASE, of[TOP, y]]] == NOBODY:
            copy(board.end, 0, board.near, y)
        tell(events, x, y)
