"""What it would cost to decide otherwise: one shortest path in the residual network over all open pairs.

Where group minima, crossing loads, a bound on changes or the worst pair decide, the problem is solved again instead.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from matcher.arrays import IntArray
from matcher.faults.numbers import is_whole_number
from matcher.faults.pairs import faults_of_pairs
from matcher.problem import Problem
from matcher.shape import has_group_minima, is_laminar
from matcher.solution import Cost, EffortEnded, Solution, Status
from matcher.solve.choosing import choose
from matcher.solve.otherwise.difference import Pairs, cost_between, loses_no_level
from matcher.solve.otherwise.residual import (
    FAR,
    Tracks,
    distances_to,
    find_path,
    hub_distances,
    lay_tracks,
    ways_out,
)
from matcher.solve.pairs.order import order_by_key
from questionnaires.programme import Purpose

TABLE_CELLS = 25_000_000
"""With more pairs in all the table of lengths would not fit; the problem is solved again instead."""


def cost_of_forcing(problem: Problem, solution: Solution, pair: tuple[int, int]) -> Cost | None:
    """Return what forming this pair would cost when all else is chosen anew, or None when it cannot be formed.

    A rule that forbids the pair makes it impossible; a floor does not, since a decision of a person is exempt from it.

    Parameters
    ----------
    problem, solution
        What was solved, and the choice it came to; without a choice there is nothing to compare with.
    pair
        (mentee, mentor) indices.

    Raises
    ------
    ValueError
        When the solution has no assignment, or the indices are out of range.
    EffortEnded
        When only solving again can tell, and the effort ended before.

    Notes
    -----
    What is lost is the length of a shortest path in the residual network of the solution [1]_, the levels of the ladder
    compared one after the other; who moves are the people along it.

    References
    ----------
    .. [1] R. Ahuja, T. Magnanti, J. Orlin, "Network flows", 1993, chapter 9.

    Examples
    --------
    >>> import matcher
    >>> problem = matcher.Problem([[9, 4], [7, 6], [8, 0]], upper=[1, 1])
    >>> cost = matcher.cost_of_forcing(problem, matcher.solve(problem), (0, 1))
    >>> cost.people, cost.pairs, cost.points
    (0, 0, 3)
    >>> cost.moves
    ((0, 0, 1), (1, 1, None), (2, None, 0))
    """
    i, j = _check(problem, solution, pair)
    if (i, j) in solution.pairs:
        return Cost(0, 0, 0, ())
    if not problem.allowed_block(i, i + 1)[0, j]:
        return None
    tracks = _tracks(problem, solution)
    if tracks is None:
        return _solved_again(solution, replace(problem, locked=[*problem.locked, (i, j)]))
    path = find_path(tracks, problem.shape[0] + j, i, _ranks(problem, solution, tracks))
    return (
        None if path is None else cost_between(problem, solution, _along(problem, solution, path) | {(i, j)})
    )


def cost_of_forbidding(problem: Problem, solution: Solution, pair: tuple[int, int]) -> Cost | None:
    """Return what parting this pair would cost when all else is chosen anew, or None when it cannot be parted.

    Parameters
    ----------
    problem, solution, pair
        As for `cost_of_forcing`.

    Raises
    ------
    ValueError, EffortEnded
        As `cost_of_forcing`.

    Examples
    --------
    >>> import matcher
    >>> problem = matcher.Problem([[9, 4], [7, 6], [8, 0]], upper=[1, 1])
    >>> matcher.cost_of_forbidding(problem, matcher.solve(problem), (0, 0)).points
    1
    """
    i, j = _check(problem, solution, pair)
    if (i, j) not in solution.pairs:
        return Cost(0, 0, 0, ())
    if any((int(a), int(b)) == (i, j) for a, b in problem.locked):
        return None
    tracks = _tracks(problem, solution)
    if tracks is None:
        return _solved_again(solution, replace(problem, forbidden=[*problem.forbidden, (i, j)]))
    path = find_path(tracks, i, problem.shape[0] + j, _ranks(problem, solution, tracks))
    return (
        None if path is None else cost_between(problem, solution, _along(problem, solution, path) - {(i, j)})
    )


def margins(problem: Problem, solution: Solution) -> tuple[Cost | None, ...]:
    """Return `cost_of_forbidding` of every chosen pair, in the order of the pairs: people, pairs and points alone.

    All of them come from one table of shortest lengths among mentors.
    """
    tracks = _tracks(problem, solution) if _has_table(problem, solution) else None
    if tracks is None:
        found = [cost_of_forbidding(problem, solution, pair) for pair in solution.pairs]
        return tuple(None if cost is None else _bare(cost) for cost in found)
    near = hub_distances(tracks)
    locked = {(int(i), int(j)) for i, j in problem.locked}
    return tuple(None if pair in locked else _margin(tracks, near, *pair) for pair in solution.pairs)


def alternatives(problem: Problem, solution: Solution, most: int) -> tuple[tuple[tuple[int, int], Cost], ...]:
    """Return the pairs that could be formed at a cost of at most so many points and nothing above them.

    A pair below the floor is none: only a lock lifts it over that.

    Parameters
    ----------
    problem, solution
        As for `cost_of_forcing`.
    most
        Points, a whole number.

    Returns
    -------
    tuple
        ((pair, `cost_of_forcing` of it without the moves), ...), sorted by points, then by pair.

    Raises
    ------
    ValueError, EffortEnded
        As `cost_of_forcing`; and when `most` is no whole number.
    """
    if not is_whole_number(most):
        raise ValueError(f"most must be a whole number of points, got {most!r}.")
    tracks = _tracks(problem, solution) if _has_table(problem, solution) else None
    found = _one_by_one(problem, solution) if tracks is None else _forced(tracks, hub_distances(tracks), most)
    # By best total fewer points may bring more pairs: that costs nobody a mentor.
    near = [each for each in found if max(each[1].people, each[1].pairs) <= 0 and each[1].points <= most]
    return tuple(sorted(near, key=lambda each: (each[1].points, each[0])))


def _one_by_one(problem: Problem, solution: Solution) -> Iterator[tuple[tuple[int, int], Cost]]:
    """Yield the cost of forming each pair that may be formed and is not, where only points are lost."""
    formed = set(solution.pairs)
    for pair in _above_floor(problem, solution.asked.floor):
        cost = None if pair in formed else cost_of_forcing(problem, solution, pair)
        if cost is not None and loses_no_level(problem, solution, cost):
            yield pair, _bare(cost)


def _bare(cost: Cost) -> Cost:
    """Return people, pairs and points alone: all that a table of lengths tells."""
    return Cost(cost.people, cost.pairs, cost.points, (), proved=cost.proved)


def _above_floor(problem: Problem, floor: int) -> Iterator[tuple[int, int]]:
    for i in range(problem.shape[0]):
        yield from ((i, j) for j in np.flatnonzero(problem.points_block(i, i + 1)[0] >= floor).tolist())


def _has_table(problem: Problem, solution: Solution) -> bool:
    """Tell whether the numbers of people can be read from lengths: by best total they follow from who has several."""
    by_people = solution.asked.purpose is Purpose.MOST_MATCHED
    return by_people or int(problem.per_mentee(problem.demand).max(initial=0)) <= 1


def _forced(tracks: Tracks, near: IntArray, most: int) -> Iterator[tuple[tuple[int, int], Cost]]:
    """Yield the cost of forming each pair that may be formed and is not."""
    digits = tracks.digits
    # However many points are allowed, nothing of the levels above them is.
    least = min(most * digits.points + digits.points // 2, (digits.above_points() - 1) // 2)
    for i in range(tracks.adding.shape[0]):
        length = tracks.adding[i] + distances_to(tracks, near, i)
        for j in np.flatnonzero((tracks.adding[i] < FAR) & (length <= least)).tolist():
            people, pairs, points = digits.read(int(length[j]))
            yield (i, j), Cost(people if digits.people else pairs, pairs, points, ())


def _margin(tracks: Tracks, near: IntArray, i: int, j: int) -> Cost | None:
    own = (tracks.row == i) & (tracks.column == j)
    out = ways_out(tracks, i)
    shortest = int(np.minimum(out + near[:, j], FAR).min())
    if shortest >= FAR // 2:
        return None
    people, pairs, points = tracks.digits.read(int(tracks.parting[own][0]) + shortest)
    return Cost(people if tracks.digits.people else pairs, pairs, points, ())


def _check(problem: Problem, solution: Solution, pair: tuple[int, int]) -> tuple[int, int]:
    if faults := faults_of_pairs("pair", [pair], problem.shape):
        raise ValueError("\n".join(faults))
    if solution.status in (Status.INFEASIBLE, Status.UNKNOWN):
        raise ValueError(
            f"Nothing was chosen, so nothing can be decided otherwise: the status is {solution.status}."
        )
    return int(pair[0]), int(pair[1])


def _tracks(problem: Problem, solution: Solution) -> Tracks | None:
    """Return the residual network, or None where only solving again tells what a change costs."""
    if not _is_flow(problem, solution) or problem.shape[0] * problem.shape[1] > TABLE_CELLS:
        return None
    try:
        return lay_tracks(problem, solution)
    except OverflowError:
        return None  # the levels do not fit into one number of 64 bits


def _is_flow(problem: Problem, solution: Solution) -> bool:
    asked = solution.asked
    decided = asked.raise_worst or asked.max_changes is not None
    return not decided and not has_group_minima(problem) and is_laminar(problem.shared_upper)


def _solved_again(solution: Solution, changed: Problem) -> Cost | None:
    other = choose(changed, solution.asked)
    if other.status is Status.UNKNOWN:
        raise EffortEnded(
            "The effort ended before it was known whether this can be decided otherwise at all."
        )
    if other.status is Status.INFEASIBLE:
        return None
    proved = solution.status is other.status is Status.OPTIMAL
    return replace(cost_between(changed, solution, set(other.pairs)), proved=proved)


def _ranks(problem: Problem, solution: Solution, tracks: Tracks) -> IntArray:
    """Return the rank of each node, which does not depend on the order of rows: people and loads by their keys."""
    (n, m), found = problem.shape, np.arange(tracks.network.nodes)
    order = order_by_key(problem, solution.asked.salt)
    for first, nodes in zip((0, n, n + m), order, strict=True):
        found[first + nodes] = first + np.arange(len(nodes))
    return found


def _along(problem: Problem, solution: Solution, path: list[int]) -> Pairs:
    """Return the pairs after the flow has changed along a path."""
    n, m = problem.shape
    pairs = set(solution.pairs)
    for tail, head in pairwise(path):
        if tail < n <= head < n + m:
            pairs.add((tail, head - n))
        elif head < n <= tail < n + m:
            pairs.discard((head, tail - n))
    return pairs
