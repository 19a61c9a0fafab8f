"""The best assignment of everybody to everybody of `matcher.solve.pool.double_cover`, on arrays; compiled."""

from typing import Any

import numpy as np

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.board import MATE, Board, Edges, make_board
from matcher.solve.pool.swift.rows import compare_sum, copy, is_less
from matcher.solve.pool.swift.tree import grow_all


def assign(edges: Edges, halves: Any) -> Board:
    """Return a best assignment; the people of the right follow those of the left.

    Parameters
    ----------
    halves
        (n, digits) halves of prices that no pair is worth more than; None where they are not known.
    """
    count, both = len(edges.start) - 1, _doubled(edges)
    right = _greatest(edges) // 4 if halves is None else halves
    left = np.zeros_like(right)
    _raise_left(both, left, right)
    board = make_board(np.concatenate([left, right]))
    grow_all(board, both)
    board.node[MATE, :count] -= count * (board.node[MATE, :count] >= 0)
    return board


def _doubled(edges: Edges) -> Edges:
    """Return the edges from left to right and back."""
    count = len(edges.start) - 1
    # Worths are multiples of four in each of their digits, so these halves and quarters are exact.
    half = edges.weight // 2
    return Edges(
        start=np.concatenate([edges.start, edges.start[-1] + edges.start[1:]]),
        other=np.concatenate([edges.other + count, edges.other]),
        weight=np.concatenate([half, half]),
    )


def _greatest(edges: Edges) -> Any:
    """Return the greatest weight of everybody, 0 at least."""
    greatest = np.zeros((len(edges.start) - 1, edges.weight.shape[1]), dtype=np.int64)
    _raise_to_weights(edges, greatest)
    return greatest


@compiled_in_place
def _raise_to_weights(edges: Edges, greatest: Any) -> None:
    for x in range(len(greatest)):
        for edge in range(edges.start[x], edges.start[x + 1]):
            if is_less(greatest, x, edges.weight, edge):
                copy(greatest, x, edges.weight, edge)


@compiled_in_place
def _raise_left(both: Edges, left: Any, right: Any) -> None:
    """Raise the prices of the left until no pair is worth more than its two; nothing is less than 0."""
    for x in range(len(left)):
        for edge in range(both.start[x], both.start[x + 1]):
            other = both.other[edge] - len(right)
            if compare_sum(left, x, right, other, both.weight, edge) < 0:
                for k in range(left.shape[1]):
                    left[x, k] = both.weight[edge, k] - right[other, k]
