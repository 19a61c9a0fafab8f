"""A matching with its blossoms, its prices and the tree that grows on it, as arrays.

Numbers below the count of people are people, the others blossoms. The children of a blossom are a ring, its people a
chain. The people of a child follow each other in the chain of whatever is around it, so that nothing is copied when
nodes are shrunk.
"""

from typing import Any, NamedTuple

import numpy as np

from matcher.arrays import IntArray

NOBODY = -1
ABSENT, INNER, OUTER = 0, 1, 2

COLUMNS = 24
# Of every person: the partner, the outermost node around, and who reaches those outside the tree first, if anybody.
MATE, TOP, WHO = 0, 1, 2
# Of every node: its place in the tree, the only person whose partner is outside, and the blossom around.
PLACE, BASE, PARENT = 3, 4, 5
# Of every node: the edge from its parent in the tree.
ABOVE, OWN = 6, 7
# Of every node: its first and last person; of every person: the next one in the chain.
HEAD, TAIL, FOLLOWER = 8, 9, 10
# Of every blossom: how many children, and the one that holds the base.
SIZE, FIRST = 11, 12
# Of every child: the next one in the ring, and the two people of the edge to it.
AFTER, LEAVES, ENTERS = 13, 14, 15
# Room for an odd cycle and its edges, for people to be scanned, for nodes and people that wait, and for marks.
CYCLE, LINK_FROM, LINK_TO, SCANNED, WAITING, WAITING_BASE, SEEN = 16, 17, 18, 19, 20, 21, 22
# Numbers for new blossoms; how many are left stands first.
SPARE = 23


class Edges(NamedTuple):
    """The edges of person x are ``start[x]`` to ``start[x + 1]``.

    Parameters
    ----------
    start
        Where the edges of each person begin.
    other, weight
        Of every edge: the other person, and the digits of its weight.
    """

    start: Any
    other: Any
    weight: Any


class Board(NamedTuple):
    """People, blossoms and the tree.

    Parameters
    ----------
    node
        (columns, nodes): what is known of people and nodes.
    price, near
        (people, digits): prices, and when the first edge to somebody outside becomes tight.
    worth, since
        (nodes, digits): prices of blossoms, and when each node came to its place.
    moved, end
        One row each: how far outer nodes have fallen, which is also the time; and when the search ends at the latest,
        so that what comes later is not told.
    """

    node: Any
    price: Any
    near: Any
    worth: Any
    since: Any
    moved: Any
    end: Any


def make_board(price: IntArray) -> Board:
    """Return people without partners at these (people, digits) prices, which are changed with the board."""
    count, digits = price.shape
    node = np.full((COLUMNS, 2 * count + 1), NOBODY, dtype=np.int64)
    node[[TOP, BASE, HEAD, TAIL]] = np.arange(2 * count + 1)
    node[[PLACE, SEEN, SIZE]] = 0
    node[SPARE, 0], node[SPARE, 1 : count + 1] = count, np.arange(2 * count - 1, count - 1, -1)
    return Board(
        node=node,
        price=price,
        near=np.zeros((count, digits), dtype=np.int64),
        worth=np.zeros((2 * count, digits), dtype=np.int64),
        since=np.zeros((2 * count, digits), dtype=np.int64),
        moved=np.zeros((1, digits), dtype=np.int64),
        end=np.zeros((1, digits), dtype=np.int64),
    )
