"""A binary heap of nodes ordered by a key array; compiled."""

from typing import Any

from matcher.solve.compiled import compiled


@compiled
def rise(heap: Any, key: Any, where: Any, k: int) -> None:
    """Move the node at place `k` towards the top until no node above it has a greater key."""
    v = heap[k]
    d = key[v]
    while k > 0:
        above = (k - 1) >> 1
        if key[heap[above]] <= d:
            break
        heap[k] = heap[above]
        where[heap[k]] = k
        k = above
    heap[k] = v
    where[v] = k


@compiled
def sink(heap: Any, key: Any, where: Any, size: int, k: int) -> None:
    """Move the node at place `k` down until no node below it has a smaller key."""
    v = heap[k]
    d = key[v]
    while True:
        below = 2 * k + 1
        if below >= size:
            break
        if below + 1 < size and key[heap[below + 1]] < key[heap[below]]:
            below += 1
        if key[heap[below]] >= d:
            break
        heap[k] = heap[below]
        where[heap[k]] = k
        k = below
    heap[k] = v
    where[v] = k


@compiled
def take_top(heap: Any, key: Any, where: Any, size: int) -> int:
    """Remove the node with the smallest key and return the size left; the node is marked as taken with -2."""
    where[heap[0]] = -2
    size -= 1
    if size:
        heap[0] = heap[size]
        where[heap[0]] = 0
        sink(heap, key, where, size, 0)
    return size
