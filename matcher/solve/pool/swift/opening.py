"""An inner blossom worth nothing is opened while a tree grows; compiled."""

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.board import (
    ABOVE,
    ABSENT,
    AFTER,
    CYCLE,
    ENTERS,
    FIRST,
    FOLLOWER,
    HEAD,
    INNER,
    LEAVES,
    NOBODY,
    OUTER,
    OWN,
    PLACE,
    SIZE,
    TAIL,
    TOP,
    WHO,
    Board,
    Edges,
)
from matcher.solve.pool.swift.events import Events
from matcher.solve.pool.swift.nest import child_of, dissolve
from matcher.solve.pool.swift.scan import gather, put, raise_prices, reach, scan, tell_opening, write_slack


@compiled_in_place
def open_blossom(board: Board, edges: Edges, events: Events, node: int) -> None:
    """Dissolve a blossom: the even way through it stays in the tree, the rest is let go."""
    of = board.node
    x, y, size = of[ABOVE, node], of[OWN, node], of[SIZE, node]
    entered = child_of(board, node, y)
    start = _write_ring(board, node, entered)
    of[PLACE, node] = ABSENT
    dissolve(board, node)
    first, last = (1, start) if start % 2 else (start + 1, size)
    for k in range(first, last):
        _let_go(board, of[CYCLE, k])
    put(board, entered, x, y, INNER)
    scan(board, edges, events, _lay_way(board, events, start, size), 2)
    for k in range(first, last):
        _reach_again(board, edges, events, of[CYCLE, k])


@compiled_in_place
def _write_ring(board: Board, node: int, entered: int) -> int:
    """Write down the children of a blossom and return where this one stands among them."""
    of, start = board.node, 0
    child = of[FIRST, node]
    for k in range(of[SIZE, node]):
        of[CYCLE, k] = child
        if child == entered:
            start = k
        child = of[AFTER, child]
    return start


@compiled_in_place
def _let_go(board: Board, node: int) -> None:
    """Let go a child that leaves the tree."""
    of = board.node
    raise_prices(board, node, 1)
    person, last = of[HEAD, node], of[TAIL, node]
    of[WHO, last] = NOBODY
    while person != last:
        of[WHO, person] = NOBODY
        person = of[FOLLOWER, person]


@compiled_in_place
def _lay_way(board: Board, events: Events, start: int, size: int) -> int:
    """Put the even way to the first child into the tree, and gather the people who are outer now."""
    of, turned = board.node, 0
    steps = size - start if start % 2 else start
    for k in range(steps + 1):
        child = of[CYCLE, (start + k) % size] if start % 2 else of[CYCLE, start - k]
        place = OUTER if k % 2 else INNER
        if k and start % 2:
            before = of[CYCLE, start + k - 1]
            put(board, child, of[LEAVES, before], of[ENTERS, before], place)
        elif k:
            put(board, child, of[ENTERS, child], of[LEAVES, child], place)
        if place == OUTER:
            turned = gather(board, child, turned)
        elif child >= len(board.price):
            tell_opening(board, events, child)
    return turned


@compiled_in_place
def _reach_again(board: Board, edges: Edges, events: Events, node: int) -> None:
    """Tell when the edges from the tree to people who left it become tight."""
    of = board.node
    person, last = of[HEAD, node], of[TAIL, node]
    _reach_person(board, edges, events, person)
    while person != last:
        person = of[FOLLOWER, person]
        _reach_person(board, edges, events, person)


@compiled_in_place
def _reach_person(board: Board, edges: Edges, events: Events, y: int) -> None:
    of = board.node
    for edge in range(edges.start[y], edges.start[y + 1]):
        x = edges.other[edge]
        if of[PLACE, of[TOP, x]] == OUTER:
            write_slack(board, edges, events, y, edge)
            reach(board, events, x, y)
