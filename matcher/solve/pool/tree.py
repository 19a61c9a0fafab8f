"""One search of a matching of most weight: a tree of tight edges grows from a person without a partner.

Weights are even, so that halves of prices stay whole. At all times the slack of an edge, the prices of its two people
plus the prices of the blossoms around both minus its weight, is at least 0, and 0 for pairs; the search changes prices
until its root has a partner, or somebody in the tree is worth nothing and may stay alone.
"""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from matcher.solve.pool.nest import NOBODY, Link, Nest

Edges = Sequence[Mapping[int, int]]
"""Person → other person → the even weight of their edge."""

_ALONE, _OPEN = -1, -2
"""Events that are no edges: a person's price, or the price of an inner blossom, comes to 0."""


class Tree:
    """An alternating tree: outer nodes fall in price, inner ones rise, by `moved` since the search began.

    Prices of outer people are held as (price + moved) and of inner ones as (price - moved), so that they need not be
    touched while the tree grows.
    """

    def __init__(self, nest: Nest, edges: Edges, root: int) -> None:
        self.nest, self.edges, self.price = nest, edges, nest.price
        self.moved = 0
        self.outer: dict[int, bool] = {}
        """Outermost node in the tree → whether it is an outer one."""
        self.link: dict[int, Link | None] = {}
        """Node → the edge from its parent in the tree; None for the root."""
        self.since: dict[int, int] = {}
        self.near: dict[int, tuple[int, int]] = {}
        """Person outside → when the first edge to them becomes tight, and from whom."""
        self.events: list[tuple[int, int, int, int]] = []
        self.end = nest.price[root]
        """The search ends then at the latest; what comes later is not told."""
        self._count = 0
        self._join(nest.top[root], None, outer=True)

    def grow(self) -> None:
        """Search to the end; afterwards the root has a partner or somebody worth nothing is alone instead."""
        done = False
        while not done:
            self.moved, _, x, y = heappop(self.events)
            if y == _ALONE:
                self._flip(x, NOBODY)
                done = True
            elif y == _OPEN:
                if self.outer.get(x) is False and self._empties_at(x) == self.moved:
                    self._open(x)
            else:
                done = self._meet(x, y)
        for node, outer in self.outer.items():
            self._settle(node, outer=outer)
            change = -self.moved if outer else self.moved
            for person in self.nest.people(node):
                self.price[person] += change

    def _push(self, when: int, x: int, y: int) -> None:
        self._count += 1
        heappush(self.events, (when, self._count, x, y))

    def _empties_at(self, node: int) -> int:
        return self.since[node] + self.nest.worth[node] // 2

    def _settle(self, node: int, *, outer: bool) -> None:
        """Give a blossom that was outermost the price it has now."""
        if node >= self.nest.count:
            passed = 2 * (self.moved - self.since[node])
            self.nest.worth[node] += passed if outer else -passed

    def _join(self, node: int, link: Link | None, *, outer: bool) -> None:
        self.outer[node], self.link[node], self.since[node] = outer, link, self.moved
        people = self.nest.people(node)
        if outer:
            self._scan(people, self.moved)
            return
        for person in people:
            self.price[person] -= self.moved
        if node >= self.nest.count:
            self._push(self._empties_at(node), node, _OPEN)

    def _scan(self, people: Sequence[int], shift: int) -> None:
        """Tell when the edges of new outer people become tight."""
        top, price, near, outer = self.nest.top, self.price, self.near, self.outer
        for x in people:
            price[x] += shift
        for x in people:
            mine, own = price[x], top[x]
            if mine <= self.end:
                self.end = mine
                self._push(mine, x, _ALONE)
            for y, weight in self.edges[x].items():
                there = outer.get(top[y])
                if there is None:
                    when = mine + price[y] - weight
                    if when <= self.end and (y not in near or when < near[y][0]):
                        self._reach(when, x, y)
                elif there and top[y] != own:
                    when = (mine + price[y] - weight) // 2
                    if when <= self.end:
                        self._push(when, x, y)

    def _reach(self, when: int, x: int, y: int) -> None:
        """Tell the first edge to a person outside."""
        self.near[y] = when, x
        self._push(when, x, y)
        if self.nest.mate[self.nest.base[self.nest.top[y]]] == NOBODY:
            self.end = when

    def _meet(self, x: int, y: int) -> bool:
        """Take in what an edge that may be tight leads to; return whether the search is over."""
        nest = self.nest
        node = nest.top[y]
        there = self.outer.get(node)
        if there is None:
            if self.near.get(y) != (self.moved, x):
                return False
            base = nest.base[node]
            partner = nest.mate[base]
            if partner == NOBODY:
                nest.rebase(node, y)
                nest.mate[y] = x
                self._flip(x, y)
                return True
            self._join(node, (x, y), outer=False)
            self._join(nest.top[partner], (base, partner), outer=True)
        elif there and node != nest.top[x] and self._is_tight(x, y):
            self._shrink(x, y)
        return False

    def _is_tight(self, x: int, y: int) -> bool:
        """Tell whether two outer nodes meet already: what was told while y was outside holds no longer."""
        return self.price[x] + self.price[y] - self.edges[x][y] == 2 * self.moved

    def _flip(self, x: int, y: int) -> None:
        """Give an outer person a new partner, or none, and change partners along the way to the root."""
        nest = self.nest
        while True:
            node = nest.top[x]
            nest.rebase(node, x)
            nest.mate[x] = y
            up = self.link[node]
            if up is None:
                return
            inner = nest.top[up[0]]
            link = self.link[inner]
            assert link is not None  # an inner node is never the root
            x, y = link
            nest.rebase(inner, y)
            nest.mate[y] = x

    def _shrink(self, x: int, y: int) -> None:
        """Two outer nodes met: their ways to the first common node make an odd cycle."""
        cycle, links = self._cycle(x, y)
        up, turned = self.link[cycle[0]], []
        for child in cycle:
            outer = self.outer.pop(child)
            self._settle(child, outer=outer)
            if not outer:
                turned += self.nest.people(child)
        node = self.nest.shrink(cycle, links)
        self.outer[node], self.link[node], self.since[node] = True, up, self.moved
        self._scan(turned, 2 * self.moved)

    def _cycle(self, x: int, y: int) -> tuple[list[int], list[Link]]:
        left = self._way_up(self.nest.top[x])
        place = {node: k for k, node in enumerate(left)}
        right, node = [], self.nest.top[y]
        while node not in place:
            right.append(node)
            node = self._above(node)
        down = left[place[node] :: -1]
        links = [self._link(child) for child in down[1:]] + [(x, y)]
        return down + right, links + [self._link(child)[::-1] for child in right]

    def _way_up(self, node: int) -> list[int]:
        way = [node]
        while self.link[way[-1]] is not None:
            way.append(self._above(way[-1]))
        return way

    def _above(self, node: int) -> int:
        return self.nest.top[self._link(node)[0]]

    def _link(self, node: int) -> Link:
        link = self.link[node]
        assert link is not None  # asked only of nodes below the root
        return link

    def _open(self, node: int) -> None:
        """Dissolve an inner blossom worth nothing: the even way through it stays in the tree, the rest is let go."""
        entry = self._link(node)
        del self.outer[node]
        first = self.nest.child_of(node, entry[1])
        cycle, links = self.nest.dissolve(node)
        self.nest.worth[node] = 0
        way, released = _even_way(cycle, links, cycle.index(first), entry)
        let_go = [person for child in released for person in self.nest.people(child)]
        for person in let_go:
            self.price[person] += self.moved
            self.near.pop(person, None)
        for k, (child, link) in enumerate(way):
            self.outer[child], self.link[child], self.since[child] = k % 2 == 1, link, self.moved
            if k % 2 == 0 and child >= self.nest.count:
                self._push(self._empties_at(child), child, _OPEN)
        self._scan([person for child, _ in way[1::2] for person in self.nest.people(child)], 2 * self.moved)
        self._reach_again(let_go)

    def _reach_again(self, people: Sequence[int]) -> None:
        """Tell when the edges from the tree to people who left it become tight."""
        for y in people:
            for x, weight in self.edges[y].items():
                if self.outer.get(self.nest.top[x]):
                    when = self.price[x] + self.price[y] - weight
                    if when <= self.end and (y not in self.near or when < self.near[y][0]):
                        self._reach(when, x, y)


def _even_way(
    cycle: Sequence[int], links: Sequence[Link], start: int, entry: Link
) -> tuple[list[tuple[int, Link]], list[int]]:
    """Return (child, edge to it) along the even way from a child of a cycle to its first, and the other children."""
    way, size = [(cycle[start], entry)], len(cycle)
    if start % 2:
        way += [(cycle[(k + 1) % size], links[k]) for k in range(start, size)]
        return way, list(cycle[1:start])
    way += [(cycle[k], links[k][::-1]) for k in range(start - 1, -1, -1)]
    return way, list(cycle[start + 1 :])
