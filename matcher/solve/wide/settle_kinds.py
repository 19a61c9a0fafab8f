"""One level of a wide problem in which many are alike: a flow between kinds, then shared out among the people.

Equal people can be swapped in any optimum, so the greatest potentials are equal for equal people, and a flow between
kinds splits into one between people: see `docs/engine.md`.
"""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.flow import canonical_potentials, find_circulation
from matcher.solve.pairs.keys import distinct
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import Settled, Tell
from matcher.solve.wide.alike import Kinds
from matcher.solve.wide.level import WideLevel


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Merged:
    """The network of kinds.

    Parameters
    ----------
    node
        For each node of the people's network, the node it is part of.
    arc
        The same for each arc.
    first
        For each arc of kinds, one of the people's.
    pairs
        (mentee kind, mentor kind) of the arcs of pairs, which follow the others.
    """

    network: Network
    kinds: tuple[Kinds, Kinds]
    node: IntArray
    arc: IntArray
    arcs: Arcs
    pairs: tuple[IntArray, IntArray]


def settle_kinds(
    network: Network,
    level: WideLevel,
    kinds: tuple[Kinds, Kinds],
    fixed: IntArray,
    offers: IntArray,
    tell: Tell | None = None,
) -> Settled | None:
    """Solve one level by kinds; see `matcher.solve.ladder.settling.settle`."""
    merged = _merge(network, level, kinds, fixed)
    nodes = int(merged.node[-1]) + 1
    flow = find_circulation(nodes, merged.arcs)
    if flow is None:
        return None
    largest = max(level.largest, int(network.arcs.reward.max(initial=0)))
    potential = canonical_potentials(merged.arcs, flow, nodes=nodes, mentees=len(kinds[0]), largest=largest)
    of_people, chosen = _share_out(merged, flow)
    keys = distinct(np.concatenate([offers[level.is_open(offers)], chosen]))
    if tell is not None:
        tell(chosen, int((merged.arcs.reward * flow).sum()))
    formed = np.zeros(len(keys), dtype=np.int64)
    formed[np.searchsorted(keys, chosen)] = 1
    return Settled(flow=of_people, keys=keys, chosen=formed, potential=potential[merged.node])


def _merge(network: Network, level: WideLevel, kinds: tuple[Kinds, Kinds], fixed: IntArray) -> _Merged:
    mentees, mentors = kinds
    n, m, a, b = network.mentees, network.mentors, len(mentees), len(mentors)
    others = np.arange(network.nodes - n - m) + a + b
    node = np.concatenate([mentees.of, mentors.of + a, others])
    arc = _arcs_by_kind(network, kinds)
    rows, columns = np.divmod(np.arange(a * b), b)
    keys = mentees.first[rows] * m + mentors.first[columns]
    must = np.isin(keys, fixed)
    kept = must | level.is_open(keys)
    rows, columns, keys, must = rows[kept], columns[kept], keys[kept], must[kept]
    most = mentees.sizes[rows] * mentors.sizes[columns]
    pairs = Arcs(rows, columns + a, must.astype(np.int64), most, level.at(keys))
    return _Merged(
        network=network,
        kinds=kinds,
        node=node,
        arc=arc,
        arcs=_sum_up(network.arcs, node, arc).joined(pairs),
        pairs=(rows, columns),
    )


def _arcs_by_kind(network: Network, kinds: tuple[Kinds, Kinds]) -> IntArray:
    """Return the number of the merged arc of each arc: those of a kind's people are one."""
    arcs, (mentees, mentors) = network.arcs, kinds
    arc = np.full(len(arcs), -1, dtype=np.int64)
    arc[network.serving] = mentees.of[arcs.head[network.serving]]
    arc[network.leaving] = mentors.of[arcs.tail[network.leaving] - network.mentees] + len(mentees)
    alone = np.flatnonzero(arc < 0)
    arc[alone] = np.arange(len(alone)) + len(mentees) + len(mentors)
    return arc


def _sum_up(arcs: Arcs, node: IntArray, arc: IntArray) -> Arcs:
    _, first = np.unique(arc, return_index=True)
    low, high = (_sums(bound, arc, len(first)) for bound in (arcs.low, arcs.high))
    return Arcs(node[arcs.tail[first]], node[arcs.head[first]], low, high, arcs.reward[first])


def _sums(numbers: IntArray, group: IntArray, count: int) -> IntArray:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, group, numbers)
    return sums


def _share_out(merged: _Merged, flow: IntArray) -> tuple[IntArray, IntArray]:
    """Return the flow of the people's arcs and the keys of the pairs: first come first served, and mentors in turn."""
    network, (mentees, mentors) = merged.network, merged.kinds
    count = int(merged.arc.max(initial=-1)) + 1
    of_pairs = flow[count:]
    rows, columns = (np.repeat(kind, of_pairs) for kind in merged.pairs)
    mentee = _in_turn(mentees, rows)
    mentor = _in_turn(mentors, columns)
    of_people = flow[merged.arc]
    arcs = network.arcs
    of_people[network.serving] = np.bincount(mentee, minlength=network.mentees)[arcs.head[network.serving]]
    of_mentor = np.bincount(mentor, minlength=network.mentors)
    of_people[network.leaving] = of_mentor[arcs.tail[network.leaving] - network.mentees]
    return of_people, np.sort(mentee * network.mentors + mentor)


def _in_turn(kinds: Kinds, wanted: IntArray) -> IntArray:
    """Return a person of each wanted kind: one after the other, and from the first again after the last."""
    people = np.argsort(kinds.of, kind="stable")
    start = np.cumsum(kinds.sizes) - kinds.sizes
    order = np.argsort(wanted, kind="stable")
    nth = np.empty(len(wanted), dtype=np.int64)
    counted = np.bincount(wanted, minlength=len(kinds))
    nth[order] = np.arange(len(wanted)) - np.repeat(np.cumsum(counted) - counted, counted)
    return people[start[wanted] + nth % kinds.sizes[wanted]]
