"""Prices that are right again after weights have changed; compiled."""

from typing import Any

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.board import MATE, NOBODY, Board, Edges
from matcher.solve.pool.swift.rows import compare_sum


@compiled_in_place
def mend(board: Board, edges: Edges, ends: Any, weights: Any, often: Any) -> None:
    """Raise prices until none of these pairs is worth more, and part the pairs that are then worth less.

    Parameters
    ----------
    ends, weights
        The two people of every pair, and what it is worth.
    often
        Of everybody: in how many of the pairs.
    """
    price = board.price
    for pair in range(len(ends)):
        i, j = ends[pair, 0], ends[pair, 1]
        if compare_sum(price, i, price, j, weights, pair) < 0:
            raised, other = (i, j) if often[i] >= often[j] else (j, i)
            for k in range(price.shape[1]):
                price[raised, k] = weights[pair, k] - price[other, k]
    _part_too_dear(board, edges)


@compiled_in_place
def _part_too_dear(board: Board, edges: Edges) -> None:
    """Part the pairs that are worth less than the prices of the two."""
    mate, price = board.node[MATE], board.price
    for person in range(len(price)):
        other = mate[person]
        for edge in range(edges.start[person], edges.start[person + 1]):
            if (
                edges.other[edge] == other
                and compare_sum(price, person, price, other, edges.weight, edge) > 0
            ):
                mate[person], mate[other] = NOBODY, NOBODY
                break
