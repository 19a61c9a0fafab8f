"""Choosing the pairs of a problem: each kind of problem takes its own way, and small ones pay for no other."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from matcher.faults.asked import faults_of_asked
from matcher.faults.pairs import whole_pairs
from matcher.problem import Problem
from matcher.progress import Watch
from matcher.shape import is_flow, is_laminar
from matcher.solution import Asked, Proof, Solution, Status
from matcher.solve.ladder.any_board import AnyBoard
from matcher.solve.ladder.feasibility import lock_conflicts
from matcher.solve.ladder.ladder import solve_by_flow
from matcher.solve.pairs.board import Board, infeasible, most_pairs, set_board, unserved
from matcher.solve.pairs.limits import faults_of_size
from matcher.solve.pairs.watching import Stopped
from questionnaires.programme import Purpose

MOST_CELLS = 4_000_000
"""With more pairs in all, a conflict is told by its cut alone."""
WIDE = 3_000
"""With more people than so many nothing is made dense, and compiled code takes over."""


def solve(
    problem: Problem,
    purpose: Purpose = Purpose.MOST_MATCHED,
    *,
    floor: int = 0,
    raise_worst: bool = False,
    previous: Sequence[tuple[int, int]] | None = (),
    max_changes: int | None = None,
    salt: bytes = b"",
    effort: float | None = None,
    watch: Watch | None = None,
) -> Solution:
    """Choose the pairs: the best assignment, and among equal ones the one the tie rule names.

    Parameters
    ----------
    problem
        Points, rules, quotas and decisions of n mentees and m mentors.
    purpose
        `MOST_MATCHED`: most mentees served, by class, then most pairs, then most points. `BEST_TOTAL`: most
        points, then most pairs.
    floor
        Points, at least 0: pairs with fewer are forbidden; locked ones are exempt.
    raise_worst
        With `MOST_MATCHED` only: lift the worst unlocked pair before the total.
    previous, max_changes
        Earlier pairs (mentee, mentor); as many as possible stay, or at most `max_changes` of them end.
    salt
        Decides equal choices together with the ids.
    effort
        Deterministic amount of work where CP-SAT or a search decides; None for the default, 20.
    watch
        Told after every step; false, but not None, stops the solving, and the best so far is returned as FEASIBLE,
        without a proof.

    Returns
    -------
    Solution
        With status INFEASIBLE and its conflicts when no assignment exists, UNKNOWN when the effort ended before
        that was known.

    Raises
    ------
    ValueError
        Naming every fault of what is asked: an unknown pair in `previous`, `raise_worst` without `MOST_MATCHED`,
        numbers that are not whole or below 0.

    Notes
    -----
    Every level is a flow of least cost [1]_ over a few pairs; all others are priced by its duals, and what gains is
    added until nothing does (`docs/engine.md`). Where a flow does not keep group minima, crossing loads or a bound on
    changes by itself, branching over who leads a group and CP-SAT decide.

    References
    ----------
    .. [1] A. V. Goldberg, "An efficient implementation of a scaling minimum-cost flow algorithm", 1997.

    Examples
    --------
    >>> import matcher
    >>> problem = matcher.Problem([[9, 4], [7, 6], [8, 0]], upper=[1, 1])
    >>> solution = matcher.solve(problem)
    >>> print(solution)
    optimal: 2 pairs, 15 points of at most 15, 1 without a mentor, proof: duals
    >>> solution.pairs, solution.unmatched
    (((0, 0), (1, 1)), (2,))
    """
    earlier = () if previous is None else previous
    faults = faults_of_asked(
        problem.shape,
        purpose,
        floor=floor,
        raise_worst=raise_worst,
        previous=earlier,
        max_changes=max_changes,
        salt=salt,
        effort=effort,
    )
    if faults:
        raise ValueError("\n".join(faults))
    asked = Asked(
        purpose=Purpose(purpose),
        floor=0 if floor is None else floor,
        raise_worst=bool(raise_worst),
        previous=tuple(sorted(whole_pairs(earlier))),
        max_changes=max_changes,
        salt=bytes(salt),
        effort=effort,
    )
    check_size(problem, asked)
    if not asked.previous:
        asked = replace(asked, max_changes=None)
    solution = choose(problem, asked, watch)
    if solution.status is Status.INFEASIBLE and problem.shape[0] * problem.shape[1] <= MOST_CELLS:
        from matcher.solve.search.impasse import with_requirements

        return with_requirements(set_board(problem, asked), solution)
    return solution


def check_size(problem: Problem, asked: Asked) -> None:
    """Raise ValueError when the levels of a problem cannot be weighed exactly in 64 bits."""
    if faults := list(faults_of_size(problem, asked, most_pairs(problem))):
        raise ValueError("\n".join(faults))


def choose(problem: Problem, asked: Asked, watch: Watch | None = None) -> Solution:
    """Do what `solve` does without looking for the smallest conflict where no assignment exists."""
    conflicts = lock_conflicts(problem, asked.salt)
    if conflicts:
        return infeasible(conflicts, asked)
    if not is_flow(problem, asked):
        return _search(problem, asked, watch)
    if sum(problem.shape) > WIDE and all(problem.shape):
        from matcher.solve.wide.board import set_wide_board

        return _unless_stopped(set_wide_board(problem, asked, watch), solve_by_flow)
    return _unless_stopped(set_board(problem, asked, watch), solve_by_flow)


def _search(problem: Problem, asked: Asked, watch: Watch | None) -> Solution:
    """Search with people in the order of their keys: what is found when the effort ends hangs on where it begins."""
    from matcher.solve.pairs.as_given import as_given
    from matcher.solve.pairs.in_order import put_in_order

    ordered = put_in_order(problem, asked)
    board = set_board(ordered.problem, ordered.asked, watch)
    return as_given(ordered, _unless_stopped(board, _by_search), asked)


_Kind = TypeVar("_Kind", bound=AnyBoard)


def _unless_stopped(board: _Kind, way: Callable[[_Kind], Solution]) -> Solution:
    try:
        return way(board)
    except Stopped:
        return best_so_far(board)


def _by_search(board: Board) -> Solution:
    """Take the way that the kind of problem asks for."""
    if not is_laminar(board.problem.shared_upper):
        from matcher.solve.search.crossing import solve_with_crossing_loads

        return solve_with_crossing_loads(board)
    if board.asked.max_changes is not None:
        from matcher.solve.search.few_changes import solve_with_few_changes

        return solve_with_few_changes(board)
    from matcher.solve.search.openings import solve_by_openings

    return solve_by_openings(board)


def best_so_far(board: AnyBoard) -> Solution:
    """Return the best assignment that was found before the watch stopped the solving."""
    m, keys, bound = board.problem.shape[1], board.watcher.best, board.watcher.bound
    assert keys is not None, "Solving is stopped only when there is something to keep."
    objective = int(board.points_at(keys).sum())
    return Solution(
        pairs=tuple((int(key) // m, int(key) % m) for key in keys),
        certain=None,
        objective=objective,
        bound=bound,
        gap=None if bound is None else (bound - objective) / max(1, bound),
        status=Status.FEASIBLE,
        proof=Proof.NONE,
        unmatched=tuple(unserved(board.problem, keys).tolist()),
        unmatched_certain=None,
        asked=board.asked,
    )
