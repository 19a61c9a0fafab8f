"""Blossoms are made, turned and dissolved: what `matcher.solve.pool.nest` does, compiled."""

from typing import Any

from matcher.solve.compiled import compiled_in_place
from matcher.solve.pool.swift.board import (
    AFTER,
    BASE,
    CYCLE,
    ENTERS,
    FIRST,
    FOLLOWER,
    HEAD,
    LEAVES,
    LINK_FROM,
    LINK_TO,
    MATE,
    NOBODY,
    PARENT,
    SIZE,
    SPARE,
    TAIL,
    TOP,
    WAITING,
    WAITING_BASE,
    Board,
)


@compiled_in_place
def shrink(board: Board, size: int) -> int:
    """Make one node of the odd cycle of outermost nodes that was written down; the first of them holds the base."""
    of = board.node
    made: int = of[SPARE, of[SPARE, 0]]
    of[SPARE, 0] -= 1
    first, last = of[CYCLE, 0], of[CYCLE, size - 1]
    of[FIRST, made], of[SIZE, made], of[BASE, made], of[PARENT, made] = first, size, of[BASE, first], NOBODY
    of[HEAD, made], of[TAIL, made] = of[HEAD, first], of[TAIL, last]
    board.worth[made] = 0
    for k in range(size):
        child, follower = of[CYCLE, k], of[CYCLE, (k + 1) % size]
        of[PARENT, child], of[AFTER, child] = made, follower
        of[LEAVES, child], of[ENTERS, child] = of[LINK_FROM, k], of[LINK_TO, k]
        if k + 1 < size:
            of[FOLLOWER, of[TAIL, child]] = of[HEAD, follower]
    _set_top(of, made)
    return made


@compiled_in_place
def _set_top(of: Any, node: int) -> None:
    """Say that a node is the outermost one around its people."""
    person, last = of[HEAD, node], of[TAIL, node]
    of[TOP, last] = node
    while person != last:
        of[TOP, person] = node
        person = of[FOLLOWER, person]


@compiled_in_place
def dissolve(board: Board, node: int) -> None:
    """Make the children of an outermost blossom outermost nodes; they can still be read as a ring."""
    of = board.node
    child = of[FIRST, node]
    for _ in range(of[SIZE, node]):
        of[PARENT, child] = NOBODY
        _set_top(of, child)
        child = of[AFTER, child]
    of[SPARE, 0] += 1
    of[SPARE, of[SPARE, 0]] = node
    of[SIZE, node] = 0
    board.worth[node] = 0


@compiled_in_place
def child_of(board: Board, node: int, person: int) -> int:
    """Return the child of a blossom that a person is in."""
    child = person
    while board.node[PARENT, child] != node:
        child = board.node[PARENT, child]
    return child


@compiled_in_place
def rebase(board: Board, node: int, person: int) -> None:
    """Change partners inside a node so that this person is the one whose partner is outside."""
    of, left = board.node, 1
    of[WAITING, 0], of[WAITING_BASE, 0] = node, person
    while left:
        left -= 1
        if of[WAITING, left] >= len(board.price):
            left = _turn(board, of[WAITING, left], of[WAITING_BASE, left], left)


@compiled_in_place
def _turn(board: Board, node: int, base: int, left: int) -> int:
    """Exchange the matched and the other edges between the old base and the new one.

    The nodes inside that have a new base wait with it; returns how many are waiting.
    """
    of, start = board.node, child_of(board, node, base)
    place, child = 0, of[FIRST, node]
    while child != start:
        place, child = place + 1, of[AFTER, child]
    of[WAITING, left], of[WAITING_BASE, left] = start, base
    left += 1
    steps = of[SIZE, node] - place if place % 2 else place
    child = of[AFTER, start] if place % 2 else of[FIRST, node]
    for _ in range(steps // 2):
        a, b, follower = of[LEAVES, child], of[ENTERS, child], of[AFTER, child]
        of[WAITING, left], of[WAITING_BASE, left] = child, a
        of[WAITING, left + 1], of[WAITING_BASE, left + 1] = follower, b
        left += 2
        of[MATE, a], of[MATE, b] = b, a
        child = of[AFTER, follower]
    of[FIRST, node], of[BASE, node] = start, base
    return left


@compiled_in_place
def flatten(board: Board) -> None:
    """Dissolve every blossom; its price goes to its people, half to each, so no edge gets a negative slack."""
    of, count = board.node, len(board.price)
    for person in range(count):
        node = of[PARENT, person]
        while node != NOBODY:
            for k in range(board.price.shape[1]):
                board.price[person, k] += board.worth[node, k] >> 1
            node = of[PARENT, node]
        of[TOP, person] = person
    for k in range(count):
        of[PARENT, k], of[PARENT, count + k], of[SIZE, count + k] = NOBODY, NOBODY, 0
        of[SPARE, 1 + k] = 2 * count - 1 - k
    of[SPARE, 0] = count


@compiled_in_place
def write_people(board: Board, node: int, people: Any) -> int:
    """Write down the people of a node and return how many they are."""
    of, size = board.node, 1
    people[0] = of[HEAD, node]
    while people[size - 1] != of[TAIL, node]:
        people[size] = of[FOLLOWER, people[size - 1]]
        size += 1
    return size
