"""The odd cycle that an edge between two outer nodes of a tree closes; compiled."""

from typing import Any

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.board import ABOVE, CYCLE, LINK_FROM, LINK_TO, NOBODY, OWN, SEEN, TOP, Board


@compiled_in_place
def write_cycle(board: Board, x: int, y: int) -> int:
    """Write down the cycle with its edges, from its node nearest to the root, and return its length."""
    of = board.node
    common = _first_common(of, of[TOP, x], of[TOP, y])
    size, node = 0, of[TOP, x]
    while node != common:
        size, node = size + 1, _above(of, node)
    node = of[TOP, x]
    for k in range(size, 0, -1):
        of[CYCLE, k], of[LINK_FROM, k - 1], of[LINK_TO, k - 1] = node, of[ABOVE, node], of[OWN, node]
        node = _above(of, node)
    of[CYCLE, 0], of[LINK_FROM, size], of[LINK_TO, size] = common, x, y
    node = of[TOP, y]
    while node != common:
        size += 1
        of[CYCLE, size], of[LINK_FROM, size], of[LINK_TO, size] = node, of[OWN, node], of[ABOVE, node]
        node = _above(of, node)
    return size + 1


@compiled_in_place
def _above(of: Any, node: int) -> int:
    above: int = of[TOP, of[ABOVE, node]]
    return above


@compiled_in_place
def _first_common(of: Any, node: int, other: int) -> int:
    """Return the first node that is on the way up from both of two nodes."""
    _mark_way_up(of, node, 1)
    common = other
    while not of[SEEN, common]:
        common = _above(of, common)
    _mark_way_up(of, node, 0)
    return common


@compiled_in_place
def _mark_way_up(of: Any, node: int, seen: int) -> None:
    of[SEEN, node] = seen
    while of[ABOVE, node] != NOBODY:
        node = _above(of, node)
        of[SEEN, node] = seen
