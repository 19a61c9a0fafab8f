"""What it would cost to decide otherwise: one shortest path in the residual network over all open pairs.

Where group minima, crossing loads, a bound on changes or the worst pair decide, the problem is solved again instead.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, zip_longest

import numpy as np

from matcher.problem import Problem
from matcher.shape import has_group_minima, is_laminar
from matcher.solution import Cost, Solution, Status
from matcher.solve.ladder import choose
from matcher.solve.residual import FAR, Tracks, find_path, hub_distances, lay_tracks, ways_out
from questionnaires.programme import Purpose

Pairs = set[tuple[int, int]]


def cost_of_forcing(problem: Problem, solution: Solution, pair: tuple[int, int]) -> Cost | None:
    """Return what forming this pair would cost when all else is chosen anew, or None when it cannot be formed.

    A rule that forbids the pair makes it impossible; a floor does not, since a decision of a person is exempt from it.
    """
    i, j = _check(problem, solution, pair)
    if (i, j) in solution.pairs:
        return Cost(0, 0, 0, ())
    if not problem.allowed_block(i, i + 1)[0, j]:
        return None
    tracks = _tracks(problem, solution)
    if tracks is None:
        return _solved_again(solution, replace(problem, locked=[*problem.locked, (i, j)]))
    path = find_path(tracks, problem.shape[0] + j, i)
    return None if path is None else _cost(problem, solution, _along(problem, solution, path) | {(i, j)})


def cost_of_forbidding(problem: Problem, solution: Solution, pair: tuple[int, int]) -> Cost | None:
    """Return what parting this pair would cost when all else is chosen anew, or None when it cannot be parted."""
    i, j = _check(problem, solution, pair)
    if (i, j) not in solution.pairs:
        return Cost(0, 0, 0, ())
    if any((int(a), int(b)) == (i, j) for a, b in problem.locked):
        return None
    tracks = _tracks(problem, solution)
    if tracks is None:
        return _solved_again(solution, replace(problem, forbidden=[*problem.forbidden, (i, j)]))
    path = find_path(tracks, i, problem.shape[0] + j)
    return None if path is None else _cost(problem, solution, _along(problem, solution, path) - {(i, j)})


def margins(problem: Problem, solution: Solution) -> tuple[Cost | None, ...]:
    """Return `cost_of_forbidding` of every chosen pair, in the order of the pairs, without the moves.

    All of them come from one table of shortest lengths among mentors.
    """
    demand = problem.per_mentee(problem.demand)
    by_people = solution.asked.purpose is Purpose.MOST_MATCHED
    tracks = _tracks(problem, solution) if by_people or demand.max(initial=0) <= 1 else None
    if tracks is None:
        found = [cost_of_forbidding(problem, solution, pair) for pair in solution.pairs]
        return tuple(None if cost is None else replace(cost, moves=()) for cost in found)
    near = hub_distances(tracks)
    locked = {(int(i), int(j)) for i, j in problem.locked}
    return tuple(None if pair in locked else _margin(tracks, near, *pair) for pair in solution.pairs)


def _margin(
    tracks: Tracks, near: "np.ndarray[tuple[int, int], np.dtype[np.int64]]", i: int, j: int
) -> Cost | None:
    own = (tracks.row == i) & (tracks.column == j)
    out = ways_out(tracks, i)
    shortest = int(np.minimum(out + near[:, j], FAR).min())
    if shortest >= FAR // 2:
        return None
    people, pairs, points = tracks.digits.read(int(tracks.parting[own][0]) + shortest)
    return Cost(people if tracks.digits.people else pairs, pairs, points, ())


def _check(problem: Problem, solution: Solution, pair: tuple[int, int]) -> tuple[int, int]:
    (i, j), (n, m) = pair, problem.shape
    if not (0 <= i < n and 0 <= j < m):
        raise ValueError(f"The pair {(i, j)} is out of range; expected up to {(n - 1, m - 1)}.")
    if solution.status is Status.INFEASIBLE:
        raise ValueError("Nothing was chosen, so nothing can be decided otherwise: the status is infeasible.")
    return int(i), int(j)


def _tracks(problem: Problem, solution: Solution) -> Tracks | None:
    """Return the residual network, or None where only solving again tells what a change costs."""
    if not _is_flow(problem, solution):
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
    return None if other.status is Status.INFEASIBLE else _cost(changed, solution, set(other.pairs))


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


def _cost(problem: Problem, solution: Solution, after: Pairs) -> Cost:
    before = set(solution.pairs)
    served = len({i for i, _ in before}) - len({i for i, _ in after})
    points = _points(problem, before - after) - _points(problem, after - before)
    return Cost(served, len(before) - len(after), points, _moves(before, after))


def _points(problem: Problem, pairs: Iterable[tuple[int, int]]) -> int:
    return sum(int(problem.points_block(i, i + 1)[0, j]) for i, j in pairs)


def _moves(before: Pairs, after: Pairs) -> tuple[tuple[int, int | None, int | None], ...]:
    moves: list[tuple[int, int | None, int | None]] = []
    for mentee in sorted({i for i, _ in before ^ after}):
        left = sorted(j for i, j in before - after if i == mentee)
        come = sorted(j for i, j in after - before if i == mentee)
        moves += [(mentee, a, b) for a, b in zip_longest(left, come)]
    return tuple(moves)
