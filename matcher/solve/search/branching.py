"""Pairs by CP-SAT where a flow does not say it all: group minima, loads that cross, a bound on changes.

Levels are the same as of the flow, each kept as an equality on its value. The proof is CP-SAT's own: SOLVER.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import LotSide, lots, person_keys
from matcher.progress import Stage
from matcher.solution import Conflict, ConflictKind, Proof, Solution, Status
from matcher.solve.pairs.board import Board, infeasible, undecided, unserved
from matcher.solve.search.cpsat import find_first, run_model
from matcher.solve.search.pair_model import (
    PairModel,
    build_pair_model,
    chosen_by,
    classes_of,
    hint,
    served_of,
    wants_more_than_one,
    weighted,
)
from questionnaires.programme import Purpose

STAGES = {"points": Stage.POINTS, "lots": Stage.LOTS}
"""Levels that are watched under another name than people and pairs."""
MOST_VARIABLES = 500_000
"""With more pairs no model is built only to look for a first choice."""
ROUNDING = 1e-6
"""Bounds come as floats of whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """A choice that is known before.

    Parameters
    ----------
    pairs
        Keys of its pairs; it keeps all conditions.
    settled
        What it has of the first levels of people and pairs, where there cannot be more.
    """

    pairs: IntArray
    settled: tuple[int, ...]


def solve_by_branching(board: Board, start: Start | None = None) -> Solution:
    """Settle the levels one after another; say OPTIMAL only when every one of them was proved."""
    from ortools.sat.python import cp_model

    built = build_pair_model(board)
    chosen: BoolArray | None = None
    proved = True
    bound: int | None = None
    most: int | None
    levels = ladder_of(board, built)
    if start is not None:
        chosen = np.isin(built.keys, start.pairs)
        hint(built.model, built.variables, chosen)
        for (_, gain), value in zip(levels, start.settled, strict=False):
            built.model.add(gain >= value)
        levels = levels[len(start.settled) :]
    for name, gain in levels:
        solver, status, most = maximize(built, gain, board.asked.effort)
        if chosen is None and status == cp_model.UNKNOWN:
            solver, status, most = _from_first(built, gain, board.asked.effort)
        if status == cp_model.INFEASIBLE:
            return infeasible([Conflict(kind=ConflictKind.NONE_FOUND)], board.asked, proof=Proof.SOLVER)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            proved = proved and name == "lots"
            break
        chosen = chosen_by(built, solver)
        if name == "points" and proved:
            bound = most
        proved = proved and (status == cp_model.OPTIMAL or name == "lots")
        board.watcher.tell(STAGES.get(name, Stage.PEOPLE), built.keys[chosen], bound)
        _keep(built, chosen, gain, solver.value(gain))
    if chosen is None:
        return undecided(board.asked)
    return read_out(
        board, built.keys[chosen], proved=proved, bound=bound, canonical=proved and status == cp_model.OPTIMAL
    )


def first_choice(board: Board) -> tuple[IntArray | None, bool]:
    """Return pairs that keep all conditions, or None, and whether it is then shown that there are none."""
    from ortools.sat.python import cp_model

    if np.count_nonzero(board.opened) > MOST_VARIABLES:
        return None, False
    built = build_pair_model(board)
    solver, status = find_first(built.model, board.asked.effort)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return built.keys[chosen_by(built, solver)], False
    return None, status == cp_model.INFEASIBLE


def maximize(
    built: PairModel, gain: Any, effort: float | None, *, by_sums: bool = False
) -> tuple[Any, Any, int]:
    """Return (solver, status, bound) of a level."""
    built.model.maximize(gain)
    solver, status = run_model(built.model, effort, by_sums=by_sums)
    return solver, status, math.ceil(solver.best_objective_bound - ROUNDING)


def _from_first(built: PairModel, gain: Any, effort: float | None) -> tuple[Any, Any, int | None]:
    """Go on from any choice that keeps all conditions, when none was found on the way to the best one."""
    from ortools.sat.python import cp_model

    first, found = find_first(built.model, effort)
    if found not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return first, found, None
    _keep(built, chosen_by(built, first), gain, first.value(gain))
    better, status, most = maximize(built, gain, effort)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return better, status, most
    # What was found without a purpose is a choice, and nothing is proved of it.
    return first, cp_model.FEASIBLE, None


def _keep(built: PairModel, chosen: Any, gain: Any, value: int) -> None:
    """Keep a level at its value, never its pairs, and start the next one from the pairs found."""
    built.model.add(gain >= value)
    built.model.clear_hints()
    hint(built.model, built.variables, chosen)


def ladder_of(board: Board, built: PairModel) -> list[tuple[str, Any]]:
    """Return the levels in order: (name, what is to be most)."""
    points = board.points.ravel()[built.keys]
    total = weighted(built.variables, points)
    pairs = weighted(built.variables, [1] * len(built.variables))
    levels: list[tuple[str, Any]] = []
    if board.asked.purpose is Purpose.MOST_MATCHED:
        levels += [("people", served_of(built, mine)) for mine in classes_of(board.problem)]
        if wants_more_than_one(board.problem):
            levels.append(("pairs", pairs))
    if len(board.kept) and board.asked.max_changes is None:
        kept = [built.variables[k] for k in np.searchsorted(built.keys, board.kept).tolist()]
        levels.append(("kept", weighted(kept, [1] * len(kept))))
    if board.asked.raise_worst:
        levels.append(("worst", _worst(board, built, points)))
    levels.append(("points", total))
    if board.asked.purpose is Purpose.BEST_TOTAL:
        levels.append(("pairs", pairs))
    return [*levels, ("lots", weighted(built.variables, -drawn_lots(board, built.keys)))]


def _worst(board: Board, built: PairModel, points: IntArray) -> Any:
    """Return by how much all unlocked pairs that are formed exceed the least points of any.

    One variable for every step tells whether it is reached, and a pair forbids the step above it: a number that every
    pair bounds keeps the solver busy for minutes before it begins.
    """
    unlocked = np.flatnonzero(~np.isin(built.keys, board.locked))
    steps = np.unique(points[unlocked])
    reached = [built.model.new_bool_var("") for _ in steps[1:]]
    for lower, higher in pairwise(reached):
        built.model.add_implication(higher, lower)
    for k, step in zip(unlocked.tolist(), np.searchsorted(steps, points[unlocked]).tolist(), strict=True):
        if step < len(reached):
            built.model.add_implication(built.variables[k], ~reached[step])
    return weighted(reached, np.diff(steps))


def drawn_lots(board: Board, keys: IntArray) -> IntArray:
    """Return the lots of these pairs."""
    mentee_ids, mentor_ids = board.problem.ids()
    mentees = person_keys(board.asked.salt, LotSide.MENTEE, mentee_ids)
    mentors = person_keys(board.asked.salt, LotSide.MENTOR, mentor_ids)
    rows, columns = np.divmod(keys, max(1, board.problem.shape[1]))
    return lots(mentees[rows], mentors[columns])


def read_out(board: Board, chosen: IntArray, *, proved: bool, bound: int | None, canonical: bool) -> Solution:
    """Return the solution of these pairs; `proved` says that no choice is better."""
    m = board.problem.shape[1]
    objective = int(board.points.ravel()[chosen].sum())
    bound = objective if proved else bound
    return Solution(
        pairs=tuple((int(key) // m, int(key) % m) for key in chosen),
        certain=None,
        objective=objective,
        bound=bound,
        gap=None if bound is None else (bound - objective) / max(1, bound),
        status=Status.OPTIMAL if proved else Status.FEASIBLE,
        proof=Proof.SOLVER if bound is not None else Proof.NONE,
        unmatched=tuple(unserved(board.problem, chosen).tolist()),
        unmatched_certain=None,
        asked=board.asked,
        canonical=canonical,
    )
