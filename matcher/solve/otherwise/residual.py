"""The residual network of a solution, with all levels of the ladder as digits of one exact length."""

from dataclasses import dataclass

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem
from matcher.solution import Solution
from matcher.solve.pairs.board import Board, most_pairs, set_board
from matcher.solve.pairs.network import Network, build_network
from questionnaires.programme import Purpose

FAR = 1 << 61
"""Longer than every path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits:
    """What one unit of each level is worth in a length; 0 for a level that does not exist.

    Each is more than twice all that stands below it, so that a sum of gains and losses is read back exactly. The lowest
    digit, worth 1, counts changed pairs.
    """

    coverage: int
    kept: int
    points: int
    people: int
    pairs: int

    def above_points(self) -> int:
        """Return what one unit of the first level above points is worth."""
        return min((unit for unit in (self.kept, self.coverage) if unit), default=FAR)

    def read(self, length: int) -> tuple[int, int, int]:
        """Return the people, pairs and points lost along a path."""
        lost = {}
        for name in ("coverage", "kept", "points", "people", "pairs"):
            unit = getattr(self, name)
            lost[name] = (length + unit // 2) // unit if unit else 0
            length -= lost[name] * unit
        return lost["people"], lost["pairs"], lost["points"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tracks:
    """Where the flow of a solution may change, and how long each change is.

    Parameters
    ----------
    adding
        (n_mentees, n_mentors): length of forming a pair; `FAR` where it may not be formed or is formed already.
    row, column, parting
        Pairs that may be parted and the length of that.
    tail, head, length
        Residual arcs among classes, people, loads and root.
    """

    network: Network
    digits: Digits
    adding: IntArray
    row: IntArray
    column: IntArray
    parting: IntArray
    tail: IntArray
    head: IntArray
    length: IntArray


def lay_tracks(problem: Problem, solution: Solution) -> Tracks:
    """Return the residual network of a solution of a problem that is a flow."""
    board, network = set_board(problem, solution.asked), build_network(problem, solution.asked.purpose)
    digits = _digits(board, network)
    worth = board.points * digits.points + digits.pairs
    worth.ravel()[board.kept] += digits.kept
    formed = np.zeros(problem.shape, dtype=np.bool_)
    for pair in solution.pairs:
        formed[pair] = True
    flow = arc_flow(problem, network, formed)
    gain = network.levels * digits.coverage + (network.levels > 1) * digits.people
    arcs = network.arcs
    more, less = flow < arcs.high, flow > arcs.low
    row, column = np.nonzero(board.opened & formed)
    return Tracks(
        network=network,
        digits=digits,
        adding=np.where(board.opened & ~formed, 1 - worth, FAR),
        row=row,
        column=column,
        parting=worth[row, column] + 1,
        tail=np.concatenate([arcs.tail[more], arcs.head[less]]),
        head=np.concatenate([arcs.head[more], arcs.tail[less]]),
        length=np.concatenate([-gain[more], gain[less]]),
    )


def _digits(board: Board, network: Network) -> Digits:
    covers = board.asked.purpose is Purpose.MOST_MATCHED
    most = most_pairs(board.problem)
    pairs = 4 * (most + 2)
    people, unit = (8 * pairs, 64 * pairs) if covers else (0, 8 * pairs)
    points, unit = unit, unit * (2 * most * (int(board.points.max(initial=0)) + 1) + 1)
    kept, unit = (unit, unit * (2 * len(board.kept) + 1)) if len(board.kept) else (0, unit)
    if unit * 4 * (int(network.levels.max(initial=0)) + 1) >= FAR:
        raise OverflowError("Points are too large for a problem of this size.")
    return Digits(coverage=unit if covers else 0, kept=kept, points=points, people=people, pairs=pairs)


def find_path(tracks: Tracks, start: int, end: int, rank: IntArray) -> list[int] | None:
    """Return the nodes of a shortest path, or None when there is none; of equal ways each goes to the first by rank."""
    distance = distances(tracks, start)
    if distance[end] >= FAR // 2:
        return None
    # Arcs of length nothing go both ways, so the way back is found by breadth and not step by step.
    after: dict[int, int] = {end: end}
    frontier = [end]
    while start not in after:
        found = [(before, node) for node in frontier for before in _before(tracks, distance, node)]
        frontier = []
        for before, node in found:
            if before not in after:
                after[before] = node
                frontier.append(before)
        frontier.sort(key=rank.__getitem__)
    path = [start]
    while path[-1] != end:
        path.append(after[path[-1]])
    return path


def distances(tracks: Tracks, start: int) -> IntArray:
    """Return the length of the shortest path from a node to every node; `FAR` or almost where there is none."""
    n, m = tracks.adding.shape
    distance = np.full(tracks.network.nodes, FAR, dtype=np.int64)
    distance[start] = 0
    while True:
        before = distance.copy()
        if m and n:
            near = distance[:n] < FAR // 2
            if near.any():
                reached = (distance[:n][near, None] + tracks.adding[near]).min(axis=0)
                distance[n : n + m] = np.minimum(distance[n : n + m], reached)
        np.minimum.at(distance, tracks.row, distance[n + tracks.column] + tracks.parting)
        np.minimum.at(distance, tracks.head, distance[tracks.tail] + tracks.length)
        if np.array_equal(before, distance):
            return distance


def _before(tracks: Tracks, distance: IntArray, node: int) -> list[int]:
    """Return the nodes from which a shortest path comes to this one."""
    n, m = tracks.adding.shape
    into = tracks.head == node
    found = tracks.tail[into][distance[tracks.tail[into]] + tracks.length[into] == distance[node]].tolist()
    if n <= node < n + m:
        tight = distance[:n] + tracks.adding[:, node - n] == distance[node]
        found += np.flatnonzero(tight & (distance[:n] < FAR // 2)).tolist()
    elif node < n:
        own = tracks.row == node
        from_mentors = n + tracks.column[own]
        found += from_mentors[distance[from_mentors] + tracks.parting[own] == distance[node]].tolist()
    return [int(before) for before in found]


def hub_distances(tracks: Tracks) -> IntArray:
    """Return the shortest lengths among mentors, loads, classes and root: node numbers less the number of mentees."""
    n = tracks.adding.shape[0]
    size = tracks.network.nodes - n
    near = np.full((size, size), FAR, dtype=np.int64)
    np.fill_diagonal(near, 0)
    among = (tracks.tail >= n) & (tracks.head >= n)
    np.minimum.at(near, (tracks.tail[among] - n, tracks.head[among] - n), tracks.length[among])
    for i in range(n):
        out = ways_out(tracks, i)
        for hub, length in _ways_in(tracks, i):
            near[hub] = np.minimum(near[hub], np.minimum(out + length, FAR))
    held = np.empty_like(near)
    for k in range(size):
        reaching = np.flatnonzero(near[:, k] < FAR // 2)
        if 2 * len(reaching) < size:
            near[reaching] = np.minimum(near[reaching], near[reaching, k, None] + near[k])
        else:  # nearly all rows: in place is several times faster than picking them
            np.add(near[:, k, None], near[k], out=held)
            np.minimum(near, held, out=near)
    return near


def ways_out(tracks: Tracks, mentee: int) -> IntArray:
    """Return the length of the arc from a mentee to every hub."""
    n, m = tracks.adding.shape
    out = np.full(tracks.network.nodes - n, FAR, dtype=np.int64)
    out[:m] = tracks.adding[mentee]
    own = tracks.tail == mentee
    np.minimum.at(out, tracks.head[own] - n, tracks.length[own])
    return out


def distances_to(tracks: Tracks, near: IntArray, mentee: int) -> IntArray:
    """Return the length of the shortest path from every mentor to a mentee, by the table of `hub_distances`."""
    m = tracks.adding.shape[1]
    found = np.full(m, FAR, dtype=np.int64)
    for hub, length in _ways_in(tracks, mentee):
        found = np.minimum(found, near[:m, hub] + length)
    return found


def _ways_in(tracks: Tracks, mentee: int) -> list[tuple[int, int]]:
    n = tracks.adding.shape[0]
    own, into = tracks.row == mentee, tracks.head == mentee
    pairs = zip(tracks.column[own].tolist(), tracks.parting[own].tolist(), strict=True)
    return [*pairs, *zip((tracks.tail[into] - n).tolist(), tracks.length[into].tolist(), strict=True)]


def arc_flow(problem: Problem, network: Network, formed: BoolArray) -> IntArray:
    """Return the flow of the network's arcs that these pairs make."""
    n = problem.shape[0]
    arcs, flow = network.arcs, np.zeros(len(network.arcs), dtype=np.int64)
    has, load = formed.sum(axis=1), formed.sum(axis=0)
    serving = network.serving
    first = serving[:n]
    flow[first] = np.minimum(has, arcs.high[first])
    further = serving[n:]
    flow[further] = (has - flow[first])[arcs.head[further]]
    through = np.bincount(arcs.tail[serving], flow[serving], network.nodes).astype(np.int64)
    flow[network.entries] = through[arcs.head[network.entries]]
    flow[network.leaving] = load
    for k, (mentors, _) in enumerate(problem.shared_upper):
        flow[network.leaving[-1] + 1 + k] = load[list(mentors)].sum()
    return flow
