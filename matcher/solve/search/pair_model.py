"""The pairs of a board as a CP-SAT model: who may be paired with whom, quotas, loads, changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.problem import Problem
from matcher.solve.pairs.board import Board


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
        One per mentee, a variable or a sum: whether the mentee has a mentor.
    """

    model: Any
    keys: IntArray
    variables: list[Any]
    of_mentee: list[list[Any]]
    of_mentor: list[list[Any]]
    served: list[Any]


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
    _bound_changes(model, board, keys, variables)

    # The search starts from what is known.
    if narrowed is not None:
        hint(model, variables, np.isin(keys, narrowed.start))
    return PairModel(
        model=model,
        keys=keys,
        variables=variables,
        of_mentee=of_mentee,
        of_mentor=of_mentor,
        served=_served(model, of_mentee, problem.per_mentee(problem.demand).tolist()),
    )


def _bound_changes(model: Any, board: Board, keys: IntArray, variables: list[Any]) -> None:
    # At most so many earlier pairs end.
    if board.asked.max_changes is not None and len(board.kept):
        kept = [variables[k] for k in np.flatnonzero(np.isin(keys, board.kept)).tolist()]
        model.add(sum(kept) >= max(0, len(board.kept) - board.asked.max_changes))


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


def _served(model: Any, of_mentee: list[list[Any]], demand: list[int]) -> list[Any]:
    """Return whether each mentee has a mentor; who wants one at most has as many as pairs, and needs no variable."""
    served = []
    for mine, most in zip(of_mentee, demand, strict=True):
        if most <= 1:
            served.append(sum(mine))
            continue
        has = model.new_bool_var("")
        model.add(sum(mine) >= has)
        served.append(has)
    return served


def hint(model: Any, variables: Sequence[Any], chosen: BoolArray) -> None:
    """Let the search start from this choice."""
    for variable, is_chosen in zip(variables, chosen.tolist(), strict=True):
        model.add_hint(variable, is_chosen)


def chosen_by(built: PairModel, solver: Any) -> BoolArray:
    """Tell which pairs of a model the solver formed."""
    return np.array([solver.value(variable) for variable in built.variables], dtype=np.bool_)


def weighted(variables: list[Any], weights: Sequence[int] | IntArray) -> Any:
    """Return the sum of variables, each times its weight."""
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum(variables, np.asarray(weights, dtype=np.int64).tolist())


def served_of(built: PairModel, mentees: IntArray) -> Any:
    """Return how many of these mentees have a mentor."""
    return weighted([built.served[i] for i in mentees.tolist()], [1] * len(mentees))


def wants_more_than_one(problem: Problem) -> bool:
    """Tell whether anybody wants several mentors: where nobody does, there are as many pairs as people."""
    return bool((problem.per_mentee(problem.demand) > 1).any())


def classes_of(problem: Problem) -> list[IntArray]:
    """Return the mentees of every priority class, the highest first."""
    priority = problem.per_mentee(0 if problem.priority is None else problem.priority)
    return [np.flatnonzero(priority == level) for level in np.unique(priority)[::-1]]
