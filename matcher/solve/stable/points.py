"""Among all stable choices of strict ranks, the one of most points: a set of rotations of most weight, by least cuts.

A rotation is worth what its mentees gain in points; with it goes all that must come before it. Such a set of most
worth is one side of a least cut; all such sets are closed in what the flow leaves over, and among them the least sum
of lots is found by a second cut.
"""

from collections.abc import Iterable, Sequence

from matcher.arrays import IntArray
from matcher.lot import LOT_BITS
from matcher.solve.stable.proposing import Wishes
from matcher.solve.stable.rotations import Pairs, Rotation, find_rotations

Needs = list[tuple[int, int]]
"""(a, b): with a goes b."""


def most_points(wishes: Wishes, points: IntArray, drawn: IntArray) -> Pairs:
    """Return the stable choice of most points, then of the least sum of lots."""
    best, rotations = find_rotations(wishes)
    needs = [(k, other) for k, rotation in enumerate(rotations) for other in sorted(rotation.before)]
    gains = [_gain(rotation, points) for rotation in rotations]
    _, left_over = _closed_set(gains, needs)
    # Lots lose as many of their last bits as 64 bits leave no room for.
    spare = 58 - LOT_BITS - sum(len(rotation.moves) for rotation in rotations).bit_length()
    cheaper = [-_gain(rotation, drawn >> max(0, -spare)) for rotation in rotations]
    # Two nodes more stand for what is in every set of most worth, and for what is in none.
    much = 1 + sum(abs(lot) for lot in cheaper)
    chosen, _ = _closed_set([*cheaper, much, -much], [*needs, *left_over])
    has = dict(best)
    for k in sorted(chosen & set(range(len(rotations)))):
        has |= {mentee: new for mentee, _, new in rotations[k].moves}
    return sorted(has.items())


def _gain(rotation: Rotation, worth: IntArray) -> int:
    return sum(int(worth[i, new]) - int(worth[i, old]) for i, old, new in rotation.moves)


def _closed_set(weights: Sequence[int], needs: Iterable[tuple[int, int]]) -> tuple[set[int], Needs]:
    """Return the least set of most weight that holds all that its members need, and what all such sets keep to.

    The latter are needs among the nodes and two more: the first in every such set, the second in none.
    """
    from ortools.graph.python.max_flow import SimpleMaxFlow

    flow, source, sink = SimpleMaxFlow(), len(weights), len(weights) + 1
    endless = 1 + sum(abs(weight) for weight in weights)
    for node, weight in enumerate(weights):
        if weight > 0:
            flow.add_arc_with_capacity(source, node, weight)
        elif weight < 0:
            flow.add_arc_with_capacity(node, sink, -weight)
    for a, b in needs:
        flow.add_arc_with_capacity(a, b, endless)
    if flow.num_arcs() == 0 or flow.solve(source, sink) != flow.OPTIMAL:
        return set(), []
    chosen = set(flow.get_source_side_min_cut()) - {source}
    left_over: Needs = []
    for arc in range(flow.num_arcs()):
        a, b, sent = flow.tail(arc), flow.head(arc), flow.flow(arc)
        left_over += [(a, b)] if sent < flow.capacity(arc) else []
        left_over += [(b, a)] if sent > 0 else []
    return chosen, left_over
