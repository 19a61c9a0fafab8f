"""The search of `matcher.solve.pool.tree` on arrays; compiled.

It takes the same steps in the same order, so that partners, prices and blossoms come out the same.
"""

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.board import (
    ABOVE,
    ABSENT,
    BASE,
    CYCLE,
    INNER,
    MATE,
    NOBODY,
    OUTER,
    OWN,
    PLACE,
    TOP,
    WHO,
    Board,
    Edges,
)
from matcher.solve.pool.swift.cycle import write_cycle
from matcher.solve.pool.swift.events import (
    COMING,
    HEAP,
    TOLD,
    Events,
    X,
    Y,
    make_events,
    take_next,
    with_room,
)
from matcher.solve.pool.swift.nest import rebase, shrink
from matcher.solve.pool.swift.opening import open_blossom
from matcher.solve.pool.swift.rows import add, copy, is_equal, is_positive
from matcher.solve.pool.swift.scan import ALONE, OPEN, gather, put, raise_prices, scan, tell_opening


def grow_all(board: Board, edges: Edges) -> None:
    """Search from everybody who is alone and worth something, until nobody is."""
    count, digits = board.price.shape
    # Everybody is scanned once in a tree at most, and what opening a blossom may tell beyond that is asked for in time.
    events, person = make_events(len(edges.other) + 4 * count, digits), 0
    while (person := _grow_from(board, edges, events, person)) < count:
        events = with_room(events, _most_told(board, edges))


@compiled_in_place
def _grow_from(board: Board, edges: Edges, events: Events, person: int) -> int:
    """Go on searching from this person; return from whom to go on when there is more room for events."""
    count = len(board.price)
    while person < count:
        if events.counts[COMING] == 0 and _is_wanting(board, person):
            _plant(board, edges, events, person)
        if events.counts[COMING] and not _grow(board, edges, events):
            return person
        person += 1
    return person


@compiled_in_place
def _is_wanting(board: Board, person: int) -> bool:
    wanting: bool = board.node[MATE, person] == NOBODY and is_positive(board.price, person)
    return wanting


@compiled_in_place
def _most_told(board: Board, edges: Edges) -> int:
    """Return how many events there are at most before the next blossom is opened."""
    return 2 * len(edges.other) + 4 * len(board.price)


@compiled_in_place
def _plant(board: Board, edges: Edges, events: Events, root: int) -> None:
    """Begin a tree."""
    board.moved[0] = 0
    copy(board.end, 0, board.price, root)
    events.counts[:] = 0
    _join(board, edges, events, board.node[TOP, root], NOBODY, NOBODY, OUTER)


@compiled_in_place
def _grow(board: Board, edges: Edges, events: Events) -> bool:
    """Search to the end; afterwards the root has a partner or somebody worth nothing is alone instead.

    Returns False where there may be no room for what opening a blossom tells.
    """
    told, done = events.told, False
    enough = told.shape[1] - _most_told(board, edges)
    while not done:
        if told[Y, told[HEAP, 0]] == OPEN and events.counts[TOLD] > enough:
            return False
        event = take_next(events)
        copy(board.moved, 0, events.when, event)
        x, y = told[X, event], told[Y, event]
        if y == ALONE:
            _flip(board, x, NOBODY)
            done = True
        elif y == OPEN:
            if board.node[PLACE, x] == INNER and _is_empty(board, x):
                open_blossom(board, edges, events, x)
        else:
            done = _meet(board, edges, events, x, y)
    _settle_all(board)
    events.counts[:] = 0
    return True


@compiled_in_place
def _settle_all(board: Board) -> None:
    """Write down the prices of the whole tree, and clear it."""
    of, count = board.node, len(board.price)
    for node in range(2 * count):
        if of[PLACE, node] != ABSENT:
            _settle(board, node)
            raise_prices(board, node, -1 if of[PLACE, node] == OUTER else 1)
            of[PLACE, node] = ABSENT
    for person in range(count):
        of[WHO, person] = NOBODY


@compiled_in_place
def _is_empty(board: Board, node: int) -> bool:
    """Tell whether the price of an inner blossom has come to 0."""
    for k in range(board.moved.shape[1]):
        if board.since[node, k] + (board.worth[node, k] >> 1) != board.moved[0, k]:
            return False
    return True


@compiled_in_place
def _settle(board: Board, node: int) -> None:
    """Give a blossom that was outermost the price it has now."""
    if node >= len(board.price):
        times = 2 if board.node[PLACE, node] == OUTER else -2
        add(board.worth, node, board.moved, 0, times)
        add(board.worth, node, board.since, node, -times)


@compiled_in_place
def _join(board: Board, edges: Edges, events: Events, node: int, x: int, y: int, place: int) -> None:
    """Put an outermost node into the tree that was not in it."""
    put(board, node, x, y, place)
    if place == OUTER:
        scan(board, edges, events, gather(board, node, 0), 1)
        return
    raise_prices(board, node, -1)
    if node >= len(board.price):
        tell_opening(board, events, node)


@compiled_in_place
def _meet(board: Board, edges: Edges, events: Events, x: int, y: int) -> bool:
    """Take in what an edge that may be tight leads to; return whether the search is over."""
    of = board.node
    node = of[TOP, y]
    if of[PLACE, node] == ABSENT:
        if of[WHO, y] != x or not is_equal(board.near, y, board.moved, 0):
            return False
        base = of[BASE, node]
        partner = of[MATE, base]
        if partner == NOBODY:
            rebase(board, node, y)
            of[MATE, y] = x
            _flip(board, x, y)
            return True
        _join(board, edges, events, node, x, y, INNER)
        _join(board, edges, events, of[TOP, partner], base, partner, OUTER)
    elif of[PLACE, node] == OUTER and node != of[TOP, x] and _is_tight(board, edges, x, y):
        _close(board, edges, events, x, y)
    return False


@compiled_in_place
def _is_tight(board: Board, edges: Edges, x: int, y: int) -> bool:
    """Tell whether two outer nodes meet already: what was told while y was outside holds no longer."""
    edge, price, moved = edges.start[x], board.price, board.moved
    while edges.other[edge] != y:
        edge += 1
    for k in range(price.shape[1]):  # noqa: SIM110 - what is compiled knows no generators
        if price[x, k] + price[y, k] - edges.weight[edge, k] != 2 * moved[0, k]:
            return False
    return True


@compiled_in_place
def _flip(board: Board, x: int, y: int) -> None:
    """Give an outer person a new partner, or none, and change partners along the way to the root."""
    of = board.node
    while True:
        node = of[TOP, x]
        rebase(board, node, x)
        of[MATE, x] = y
        if of[ABOVE, node] == NOBODY:
            return
        inner = of[TOP, of[ABOVE, node]]
        x, y = of[ABOVE, inner], of[OWN, inner]
        rebase(board, inner, y)
        of[MATE, y] = x


@compiled_in_place
def _close(board: Board, edges: Edges, events: Events, x: int, y: int) -> None:
    """Shrink two outer nodes that met: their ways to the first common node make an odd cycle."""
    of, turned = board.node, 0
    size = write_cycle(board, x, y)
    for k in range(size):
        child = of[CYCLE, k]
        _settle(board, child)
        if of[PLACE, child] == INNER:
            turned = gather(board, child, turned)
        of[PLACE, child] = ABSENT
    first = of[CYCLE, 0]
    put(board, shrink(board, size), of[ABOVE, first], of[OWN, first], OUTER)
    scan(board, edges, events, turned, 2)
