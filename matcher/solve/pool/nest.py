"""A matching in a general graph with the odd cycles («blossoms») that were shrunk in it, and its prices."""

from collections.abc import Iterator, Sequence

Link = tuple[int, int]
"""An edge of the graph as (person in one node, person in the next node)."""
NOBODY = -1


class Nest:
    """People and blossoms as nodes: numbers below `count` are people, the others odd cycles of smaller nodes.

    Parameters
    ----------
    prices
        One number per person.
    """

    def __init__(self, prices: Sequence[int]) -> None:
        self.count = len(prices)
        self.price = list(prices)
        self.mate = [NOBODY] * self.count
        self.top = list(range(self.count))
        """Person → the outermost node around."""
        self.base = list(range(2 * self.count))
        """Node → its only person whose partner, if any, is outside."""
        self.worth = [0] * (2 * self.count)
        """Blossom → its own price; 0 for people."""
        self.parent = [NOBODY] * (2 * self.count)
        self.children: dict[int, list[int]] = {}
        self.links: dict[int, list[Link]] = {}
        """Blossom → the edge from each child to the next; every second one, from the second on, is matched."""
        self._people: dict[int, list[int]] = {}
        self._spare = list(range(2 * self.count - 1, self.count - 1, -1))

    def people(self, node: int) -> list[int]:
        """Return the people of a node."""
        return [node] if node < self.count else self._people[node]

    def shrink(self, cycle: list[int], links: list[Link]) -> int:
        """Make one node of an odd cycle of outermost nodes; the first of them holds the base."""
        node = self._spare.pop()
        self.children[node], self.links[node] = cycle, links
        self.base[node], self.worth[node], self.parent[node] = self.base[cycle[0]], 0, NOBODY
        for child in cycle:
            self.parent[child] = node
        self._people[node] = [person for child in cycle for person in self.people(child)]
        for person in self._people[node]:
            self.top[person] = node
        return node

    def dissolve(self, node: int) -> tuple[list[int], list[Link]]:
        """Make the children of an outermost blossom outermost nodes and return its cycle."""
        cycle, links = self.children.pop(node), self.links.pop(node)
        for child in cycle:
            self.parent[child] = NOBODY
            for person in self.people(child):
                self.top[person] = child
        del self._people[node]
        self._spare.append(node)
        return cycle, links

    def child_of(self, node: int, person: int) -> int:
        """Return the child of a blossom that a person is in."""
        child = person
        while self.parent[child] != node:
            child = self.parent[child]
        return child

    def rebase(self, node: int, person: int) -> None:
        """Change partners inside a node so that this person is the one whose partner is outside."""
        waiting = [(node, person)]
        while waiting:
            blossom, base = waiting.pop()
            if blossom >= self.count:
                waiting += self._turn(blossom, base)

    def _turn(self, node: int, base: int) -> Iterator[tuple[int, int]]:
        """Exchange the matched and the other edges between the old base and the new one.

        Yields the nodes inside that have a new base with it.
        """
        cycle, links = self.children[node], self.links[node]
        size, start = len(cycle), cycle.index(self.child_of(node, base))
        yield cycle[start], base
        if start % 2:
            pairs = [(k, links[k]) for k in range(start + 1, size, 2)]
        else:
            pairs = [(k, links[k]) for k in range(start - 2, -1, -2)]
        for k, (a, b) in pairs:
            yield cycle[k], a
            yield cycle[(k + 1) % size], b
            self.mate[a], self.mate[b] = b, a
        self.children[node] = cycle[start:] + cycle[:start]
        self.links[node] = links[start:] + links[:start]
        self.base[node] = base

    def blossoms(self) -> list[int]:
        """Return all blossoms, inner ones too."""
        return sorted(self.children)

    def flatten(self) -> None:
        """Dissolve every blossom; its price goes to its people, half to each, so no edge gets a negative slack."""
        around = {NOBODY: 0}
        for node in self._from_outermost():
            around[node] = around[self.parent[node]] + self.worth[node] // 2
        for person in range(self.count):
            self.price[person] += around[self.parent[person]]
        self.top = list(range(self.count))
        self.parent = [NOBODY] * (2 * self.count)
        self._spare += self.children
        self.children, self.links, self._people = {}, {}, {}

    def _from_outermost(self) -> Iterator[int]:
        """Yield every blossom after those around it."""
        waiting = [node for node in self.children if self.parent[node] == NOBODY]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [child for child in self.children[node] if child >= self.count]

    def part(self, person: int) -> None:
        """Leave a person and the partner, if any, alone; there must be no blossoms."""
        other = self.mate[person]
        if other != NOBODY:
            self.mate[person] = self.mate[other] = NOBODY
