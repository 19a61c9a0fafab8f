"""One level of a problem in which many are alike: a flow between kinds, then shared out among the people.

Equal people can be swapped in any optimum, so the greatest potentials are equal for equal people, and a flow between
kinds splits into one between people: see `docs/engine.md`.
"""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import IntArray
from matcher.solve.pairs.alike import Kinds
from matcher.solve.pairs.flow import canonical_potentials, find_circulation, reduced_costs
from matcher.solve.pairs.keys import are_among, distinct, numbered
from matcher.solve.pairs.levels import Level
from matcher.solve.pairs.listed import LISTED
from matcher.solve.pairs.network import Arcs, Network
from matcher.solve.pairs.settled import Settled, Tell


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Merged:
    """The network of kinds.

    Parameters
    ----------
    node
        For each node of the people's network, the node it is part of.
    arc
        The same for each arc.
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
    level: Level,
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
    return Settled(
        flow=of_people,
        keys=keys,
        chosen=formed,
        potential=potential[merged.node],
        telling=_telling(merged, potential) if level.is_wide else None,
    )


def _merge(network: Network, level: Level, kinds: tuple[Kinds, Kinds], fixed: IntArray) -> _Merged:
    mentees, mentors = kinds
    n, m, a, b = network.mentees, network.mentors, len(mentees), len(mentors)
    others = np.arange(network.nodes - n - m) + a + b
    node = np.concatenate([mentees.of, mentors.of + a, others])
    arc, first_arc = _arcs_by_kind(network, kinds)
    rows, columns = np.divmod(np.arange(a * b), b)
    keys = mentees.first[rows] * m + mentors.first[columns]
    must = are_among(keys, fixed)
    kept = must | level.is_open(keys)
    rows, columns, keys, must = rows[kept], columns[kept], keys[kept], must[kept]
    most = mentees.sizes[rows] * mentors.sizes[columns]
    pairs = Arcs(rows, columns + a, must.astype(np.int64), most, level.at(keys))
    return _Merged(
        network=network,
        kinds=kinds,
        node=node,
        arc=arc,
        arcs=_sum_up(network.arcs, node, arc, first_arc).joined(pairs),
        pairs=(rows, columns),
    )


def _telling(merged: _Merged, potential: IntArray) -> IntArray | None:
    """Return the pairs of everybody with one of each kind with which a pair gains nothing, unless they are many.

    Pairs of equal people repeat each other: these tell nearly all, where all cannot be listed.
    """
    network, (mentees, mentors) = merged.network, merged.kinds
    tight = reduced_costs(merged.arcs, potential)[len(merged.arcs) - len(merged.pairs[0]) :] == 0
    rows, columns = (side[tight] for side in merged.pairs)
    count = mentees.sizes[rows].sum() + mentors.sizes[columns].sum()
    if count > LISTED * (network.mentees + network.mentors):
        return None
    of_rows, of_columns = mentees.sizes[rows], mentors.sizes[columns]
    one_mentee = np.repeat(mentees.first[rows], of_columns)
    one_mentor = np.repeat(mentors.first[columns], of_rows)
    rows, columns = np.repeat(rows, of_rows), np.repeat(columns, of_columns)
    every_mentee = _in_turn(mentees, rows, _nth(rows))
    every_mentor = _in_turn(mentors, columns, _nth(columns))
    m = network.mentors
    return distinct(np.concatenate([every_mentee * m + one_mentor, one_mentee * m + every_mentor]))


def _arcs_by_kind(network: Network, kinds: tuple[Kinds, Kinds]) -> tuple[IntArray, IntArray]:
    """Return the number of the merged arc of each arc, and one of the people's of each: those of a kind are one."""
    arcs, (mentees, mentors) = network.arcs, kinds
    first, further = network.serving[: network.mentees], network.serving[network.mentees :]
    a, b = len(mentees), len(mentors)
    code = np.arange(len(arcs)) + 2 * a + b
    code[first] = mentees.of
    code[network.leaving] = mentors.of + a
    code[further] = mentees.of[arcs.head[further]] + a + b
    return numbered(code)


def _sum_up(arcs: Arcs, node: IntArray, arc: IntArray, first: IntArray) -> Arcs:
    low, high = (_sums(bound, arc, len(first)) for bound in (arcs.low, arcs.high))
    return Arcs(node[arcs.tail[first]], node[arcs.head[first]], low, high, arcs.reward[first])


def _sums(numbers: IntArray, group: IntArray, count: int) -> IntArray:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, group, numbers)
    return sums


def _share_out(merged: _Merged, flow: IntArray) -> tuple[IntArray, IntArray]:
    """Return the flow of the people's arcs and the keys of the pairs, as even as can be within every kind."""
    network = merged.network
    of_people = flow[merged.arc]
    mentee, mentor = pair_up(merged.kinds, merged.pairs, flow[len(flow) - len(merged.pairs[0]) :])
    served = np.bincount(mentee, minlength=network.mentees)
    first, further = network.serving[: network.mentees], network.serving[network.mentees :]
    # Whoever stands first among equals got most, so the first units that a kind gets are for those.
    wants = network.arcs.head[further]
    of_first = (_nth(merged.kinds[0].of)[wants] < of_people[first[wants]]).astype(np.int64)
    of_people[first] = served
    of_people[first[wants]], of_people[further] = of_first, served[wants] - of_first
    of_people[network.leaving] = np.bincount(mentor, minlength=network.mentors)
    return of_people, np.sort(mentee * network.mentors + mentor)


def pair_up(
    kinds: tuple[Kinds, Kinds], pairs: tuple[IntArray, IntArray], of_pairs: IntArray
) -> tuple[IntArray, IntArray]:
    """Return (mentee, mentor) of every unit between pairs of kinds: both go round their kind in turn.

    Of p mentees and q mentors who go round together no pair comes twice before the least common multiple of p and q.
    Then the mentors move on by one, which gives other pairs. What fills no whole round comes first: whole rounds serve
    all alike, whoever moves on.
    """
    (mentees, mentors), (rows, columns) = kinds, pairs
    unit = _nth(np.repeat(np.arange(len(of_pairs)), of_pairs))
    once = np.lcm(mentees.sizes[rows], mentors.sizes[columns])
    round_of = (unit + np.repeat(-of_pairs % once, of_pairs)) // np.repeat(once, of_pairs)
    rows, columns = np.repeat(rows, of_pairs), np.repeat(columns, of_pairs)
    return _in_turn(mentees, rows, _nth(rows)), _in_turn(mentors, columns, _nth(columns) + round_of)


def _nth(kinds: IntArray) -> IntArray:
    """Return for every entry how many equal ones stand before it."""
    order, counted = np.argsort(kinds, kind="stable"), np.bincount(kinds)
    nth = np.empty(len(kinds), dtype=np.int64)
    nth[order] = np.arange(len(kinds)) - np.repeat(np.cumsum(counted) - counted, counted)
    return nth


def _in_turn(kinds: Kinds, wanted: IntArray, turn: IntArray) -> IntArray:
    """Return the person of each wanted kind whose turn it is; after the last the first comes again."""
    people = np.argsort(kinds.of, kind="stable")
    start = np.cumsum(kinds.sizes) - kinds.sizes
    return people[start[wanted] + turn % kinds.sizes[wanted]]
