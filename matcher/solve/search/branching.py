"""Pairs by CP-SAT where a flow does not say it all: group minima, loads that cross, a bound on changes.

Levels are the same as of the flow, each kept as an equality on its value. The proof is CP-SAT's own: SOLVER.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.lot import LotSide, lots, person_keys
from matcher.problem import BoolArray, IntArray, Problem
from matcher.progress import Stage
from matcher.solution import Conflict, ConflictKind, Proof, Solution, Status
from matcher.solve.pairs.board import Board, infeasible, undecided, unserved
from matcher.solve.search.cpsat import find_first, run_model
from questionnaires.programme import Purpose

STAGES = {"points": Stage.POINTS, "lots": Stage.LOTS}
"""Levels that are watched under another name than people and pairs."""
MOST_VARIABLES = 500_000
"""With more pairs no model is built only to look for a first choice."""
ROUNDING = 1e-6
"""Bounds come as floats of whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Narrowed:
    """What is known before: all optima lie within these pairs.

    Parameters
    ----------
    keys
        Pairs that an optimum may contain.
    start
        Pairs of a choice that keeps all conditions.
    """

    keys: IntArray
    start: IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairModel:
    """A CP-SAT model of a board.

    Parameters
    ----------
    keys
        Pairs that may be formed, locked ones included, ``mentee * mentors + mentor``.
    variables
        One per key.
    of_mentee, of_mentor
        Those of each mentee and of each mentor.
    served
        One per mentee: whether the mentee has a mentor.
    """

    model: Any
    keys: IntArray
    variables: list[Any]
    of_mentee: list[list[Any]]
    of_mentor: list[list[Any]]
    served: list[Any]


def solve_by_branching(board: Board) -> Solution:
    """Settle the levels one after another; say OPTIMAL only when every one of them was proved."""
    from ortools.sat.python import cp_model

    built = build_pair_model(board)
    chosen: BoolArray | None = None
    proved = True
    bound: int | None = None
    most: int | None
    for name, gain in ladder_of(board, built):
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


def chosen_by(built: PairModel, solver: Any) -> BoolArray:
    """Tell which pairs of a model the solver formed."""
    return np.array([solver.value(variable) for variable in built.variables], dtype=np.bool_)


def _keep(built: PairModel, chosen: Any, gain: Any, value: int) -> None:
    """Keep a level at its value, never its pairs, and start the next one from the pairs found."""
    built.model.add(gain >= value)
    built.model.clear_hints()
    _hint(built.model, built.variables, chosen)


def _hint(model: Any, variables: Sequence[Any], chosen: BoolArray) -> None:
    for variable, hint in zip(variables, chosen.tolist(), strict=True):
        model.add_hint(variable, hint)


def build_pair_model(board: Board, narrowed: Narrowed | None = None) -> PairModel:
    """Return the model of what must hold."""
    from ortools.sat.python import cp_model

    # Data
    problem = board.problem
    n, m = problem.shape
    keys = np.union1d(
        np.flatnonzero(board.opened.ravel()) if narrowed is None else narrowed.keys, board.locked
    )
    rows, columns = np.divmod(keys, max(1, m))

    # Variables: who is paired with whom, and who is served
    model = cp_model.CpModel()
    variables = [model.new_bool_var("") for _ in keys]
    of_mentee: list[list[Any]] = [[] for _ in range(n)]
    of_mentor: list[list[Any]] = [[] for _ in range(m)]
    for i, j, variable in zip(rows.tolist(), columns.tolist(), variables, strict=True):
        of_mentee[i].append(variable)
        of_mentor[j].append(variable)

    # Locked pairs are formed.
    for k in np.searchsorted(keys, board.locked).tolist():
        model.add(variables[k] == 1)
    # A mentee has at most the mentors wanted.
    for mine, most in zip(of_mentee, problem.per_mentee(problem.demand).tolist(), strict=True):
        model.add(sum(mine) <= most)
    _add_quotas(model, board, of_mentor)
    # At most so many earlier pairs end.
    if board.asked.max_changes is not None and len(board.kept):
        kept = [variables[k] for k in np.flatnonzero(np.isin(keys, board.kept)).tolist()]
        model.add(sum(kept) >= max(0, len(board.kept) - board.asked.max_changes))

    # The search starts from what is known.
    if narrowed is not None:
        _hint(model, variables, np.isin(keys, narrowed.start))
    return PairModel(
        model=model,
        keys=keys,
        variables=variables,
        of_mentee=of_mentee,
        of_mentor=of_mentor,
        served=_served(model, of_mentee),
    )


def _add_quotas(model: Any, board: Board, of_mentor: list[list[Any]]) -> None:
    problem = board.problem
    upper, lower = problem.per_mentor(problem.upper).tolist(), problem.per_mentor(problem.lower).tolist()
    least = problem.per_mentor(problem.lower_if_used).tolist()
    for j, mine in enumerate(of_mentor):
        # A mentor keeps both quotas, and one who leads a group leads enough people.
        if least[j] > max(1, lower[j]):
            leads = model.new_bool_var("")
            model.add(sum(mine) >= least[j] * leads)
            model.add(sum(mine) <= upper[j] * leads)
            model.add(sum(mine) >= lower[j])
            for variable in mine:
                model.add_implication(variable, leads)
        else:
            model.add_linear_constraint(sum(mine), lower[j], upper[j])
    # The loads of one person together keep their bound.
    for mentors, most in problem.shared_upper:
        model.add(sum(variable for j in mentors for variable in of_mentor[j]) <= int(most))


def _served(model: Any, of_mentee: list[list[Any]]) -> list[Any]:
    served = []
    for mine in of_mentee:
        has = model.new_bool_var("")
        model.add(sum(mine) >= has)
        served.append(has)
    return served


def ladder_of(board: Board, built: PairModel) -> list[tuple[str, Any]]:
    """Return the levels in order: (name, what is to be most)."""
    points = board.points.ravel()[built.keys].tolist()
    total = weighted(built.variables, points)
    pairs = weighted(built.variables, [1] * len(built.variables))
    levels: list[tuple[str, Any]] = []
    if board.asked.purpose is Purpose.MOST_MATCHED:
        levels += [("people", served_of(built, mine)) for mine in classes_of(board.problem)]
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


def weighted(variables: list[Any], weights: Sequence[int] | IntArray) -> Any:
    """Return the sum of variables, each times its weight."""
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum(variables, np.asarray(weights, dtype=np.int64).tolist())


def served_of(built: PairModel, mentees: IntArray) -> Any:
    """Return how many of these mentees have a mentor."""
    return weighted([built.served[i] for i in mentees.tolist()], [1] * len(mentees))


def classes_of(problem: Problem) -> list[IntArray]:
    """Return the mentees of every priority class, the highest first."""
    priority = problem.per_mentee(0 if problem.priority is None else problem.priority)
    return [np.flatnonzero(priority == level) for level in np.unique(priority)[::-1]]


def _worst(board: Board, built: PairModel, points: list[int]) -> Any:
    """Return a variable that no unlocked pair that is formed lies below."""
    worst = built.model.new_int_var(0, max(points, default=0), "")
    locked = np.isin(built.keys, board.locked).tolist()
    for variable, own, decided in zip(built.variables, points, locked, strict=True):
        if not decided:
            built.model.add(worst <= own).only_enforce_if(variable)
    return worst


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
