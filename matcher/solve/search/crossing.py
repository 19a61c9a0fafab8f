"""Shared loads that cross: nested ones are kept by the flow, and it may keep the others by itself.

Where it does, nothing is left to decide. Where not, the flow with room for what it took too much of is a choice, and
CP-SAT starts from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import Problem
from matcher.shape import has_group_minima, is_laminar
from matcher.solution import Proof, Solution, Status
from matcher.solve.ladder.ladder import solve_by_flow
from matcher.solve.pairs.board import Board, pair_keys
from matcher.solve.pairs.watching import UNWATCHED
from matcher.solve.search.branching import Start, solve_by_branching
from matcher.solve.search.leading import loads
from matcher.solve.search.pair_model import classes_of, wants_more_than_one
from questionnaires.programme import Purpose

Load = tuple[Sequence[int], int]


def solve_with_crossing_loads(board: Board) -> Solution:
    """Solve with loads of which some cross."""
    if board.asked.max_changes is not None or has_group_minima(board.problem):
        return solve_by_branching(board)
    nested = _nested(board.problem.shared_upper)
    # What keeps the nested loads alone is no assignment to keep.
    free = replace(board, problem=replace(board.problem, shared_upper=nested), watcher=UNWATCHED)
    relaxed = solve_by_flow(free)
    if relaxed.status is not Status.OPTIMAL:
        return solve_by_branching(board)
    taken = loads(board, pair_keys(board.problem, relaxed.pairs))
    if relaxed.canonical and not any(_excess(taken, load) for load in board.problem.shared_upper):
        return _as_found(relaxed)
    pairs = _start(free, taken, board.problem.shared_upper)
    if pairs is None:
        return solve_by_branching(board)
    settled = tuple(_common(_people(board, pairs), _people(board, pair_keys(board.problem, relaxed.pairs))))
    return solve_by_branching(board, Start(pairs=pairs, settled=settled))


def _nested(shared: Sequence[Load]) -> list[Load]:
    """Return loads no two of which cross, as many as come one after another."""
    found: list[Load] = []
    for load in shared:
        if is_laminar([*found, load]):
            found.append(load)
    return found


def _people(board: Board, pairs: IntArray) -> Iterator[int]:
    """Yield the levels of people and pairs, as they are settled: those served of each class, and further pairs."""
    if board.asked.purpose is Purpose.MOST_MATCHED:
        served = pairs // board.problem.shape[1]
        yield from (int(np.isin(mine, served).sum()) for mine in classes_of(board.problem))
        if wants_more_than_one(board.problem):
            yield len(pairs)


def _common(found: Iterator[int], most: Iterator[int]) -> Iterator[int]:
    """Yield the first levels that reach what the flow reaches without the loads that cross."""
    return (own for own, _ in takewhile(lambda both: both[0] == both[1], zip(found, most, strict=True)))


def _excess(taken: IntArray, load: Load) -> int:
    mentors, most = load
    return max(0, int(taken[sorted(set(mentors))].sum()) - int(most))


def _as_found(relaxed: Solution) -> Solution:
    """Return the best flow, whose duals are of another problem."""
    return replace(relaxed, proof=Proof.SOLVER, certificate=None, certain=None, unmatched_certain=None)


def _start(free: Board, taken: IntArray, shared: Sequence[Load]) -> IntArray | None:
    """Return a choice in which mentors of loads that were too great have less room; None where there is none such."""
    problem: Problem = free.problem
    upper, room = problem.per_mentor(problem.upper).copy(), taken.copy()
    for load in shared:
        members = np.array(sorted(set(load[0])), dtype=np.int64)
        for _ in range(_excess(room, load)):
            room[members[np.argmax(room[members])]] -= 1
        upper[members] = np.minimum(upper[members], room[members])
    locked = np.bincount(free.locked % problem.shape[1], minlength=problem.shape[1])
    if (upper < np.maximum(problem.per_mentor(problem.lower), locked)).any():
        return None
    found = solve_by_flow(replace(free, problem=replace(problem, upper=upper)))
    return pair_keys(problem, found.pairs) if found.status is Status.OPTIMAL else None
