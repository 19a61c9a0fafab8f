"""A good start for a matching of most weight: everyone stands once on the left and once on the right.

A best assignment of left to right is easy, having no odd cycles, and joins people in ways and rings. The sums of the
two prices of a person are right for ways and even rings at once; only odd rings leave somebody without a partner, so
little is left to search.
"""

from collections.abc import Sequence

from matcher.solve.pool.nest import NOBODY, Nest
from matcher.solve.pool.tree import Edges, Tree


def start(edges: Edges, prices: Sequence[int] | None = None) -> Nest:
    """Return a matching whose prices are right, but which may leave people alone who are worth something.

    Parameters
    ----------
    prices
        Halves of prices that no pair is worth more than, from which to start.
    """
    count = len(edges)
    assigned = _assign(edges, prices)
    nest = Nest([assigned.price[i] + assigned.price[count + i] for i in range(count)])
    nest.mate = paired([NOBODY if j == NOBODY else j - count for j in assigned.mate[:count]])
    return nest


def paired(following: Sequence[int]) -> list[int]:
    """Return everybody's partner along the ways and rings in which everybody is followed by somebody, or nobody."""
    mate = [NOBODY] * len(following)
    for chain in _chains(following):
        for a, b in zip(chain[::2], chain[1::2], strict=False):
            mate[a], mate[b] = b, a
    return mate


def grow_all(nest: Nest, edges: Edges) -> None:
    """Search from everybody who is alone and worth something, until nobody is."""
    for person in range(nest.count):
        if nest.mate[person] == NOBODY and nest.price[person] > 0:
            Tree(nest, edges, person).grow()


def _assign(edges: Edges, prices: Sequence[int] | None) -> Nest:
    count = len(edges)
    left = [{count + j: worth // 2 for j, worth in own.items()} for own in edges]
    right = [{j: worth // 2 for j, worth in own.items()} for own in edges]
    # Worths are multiples of four in each of their digits, so these halves and quarters are exact.
    halves = list(prices or [max([0, *own.values()]) // 4 for own in edges])
    least = [max([0, *(worth - halves[j - count] for j, worth in own.items())]) for own in left]
    nest = Nest(least + halves)
    grow_all(nest, left + right)
    return nest


def _chains(following: Sequence[int]) -> list[list[int]]:
    """Return the ways, each from its first person, and the rings; an odd ring has lost one person."""
    count = len(following)
    led = {j for j in following if j != NOBODY}
    seen, chains = [False] * count, []
    for first in [i for i in range(count) if i not in led] + list(range(count)):
        chain, person = [], first
        while person != NOBODY and not seen[person]:
            seen[person] = True
            chain.append(person)
            person = following[person]
        ring = first in led
        chains.append(chain[len(chain) % 2 :] if ring else chain)
    return chains
