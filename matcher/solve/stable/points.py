"""Among all stable choices of strict ranks, the one of most points.

Every stable choice lies between the best for mentees and the best for mentors: nobody is served better than in the one
or worse than in the other, and the same people are served in all. What lies outside needs no variable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.problem import BoolArray, IntArray
from matcher.solve.search.cpsat import run_model
from matcher.solve.stable.proposing import Wishes, propose, propose_back

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """What the two extreme stable choices leave open.

    Parameters
    ----------
    possible
        Pairs that may stand in a stable choice.
    watched
        Pairs that might block a choice of possible pairs.
    full
        Mentors whose places are all taken in every stable choice.
    """

    possible: BoolArray
    watched: BoolArray
    full: BoolArray


def find_between(wishes: Wishes, best: Pairs) -> Between:
    """Return what lies between the best choice for mentees and the best one for mentors."""
    n, m = wishes.acceptable.shape
    rows, columns = np.array(best, dtype=np.int64).reshape(-1, 2).T
    back = np.array(propose_back(wishes), dtype=np.int64).reshape(-1, 2).T
    first, last = np.full(n, m), np.full(n, m)
    first[rows] = wishes.mentee[rows, columns]
    last[back[0]] = wishes.mentee[back[0], back[1]]
    full = np.bincount(columns, minlength=m) == wishes.upper
    worst = np.full(m, n)
    worst[full] = -1
    held = full[columns]
    np.maximum.at(worst, columns[held], wishes.mentor[rows[held], columns[held]])
    watched = wishes.acceptable & (wishes.mentee <= last[:, None]) & (wishes.mentor <= worst[None, :])
    possible = watched & (wishes.mentee >= first[:, None])
    return Between(possible, watched, full)


def most_points(
    wishes: Wishes, points: IntArray, drawn: IntArray, effort: float | None
) -> tuple[Pairs, bool]:
    """Return the stable choice of most points, then of the least sum of lots, and whether it is shown to be."""
    from ortools.sat.python import cp_model

    best, _ = propose(wishes)
    model, variables = build_stable_model(wishes, best)
    chosen = set(best)
    for pair, variable in variables.items():
        model.add_hint(variable, pair in chosen)
    total = sum(int(points[pair]) * variable for pair, variable in variables.items())
    model.maximize(total)
    solver, status = run_model(model, effort)
    if status != cp_model.OPTIMAL:
        return best, False
    model.add(total == round(solver.objective_value))
    model.minimize(sum(int(drawn[pair]) * variable for pair, variable in variables.items()))
    last, status = run_model(model, effort)
    solver = last if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else solver
    return [pair for pair, variable in variables.items() if solver.value(variable)], True


def build_stable_model(wishes: Wishes, best: Pairs) -> tuple[Any, dict[tuple[int, int], Any]]:
    """Return a model of all stable choices with a variable per pair that may stand in one."""
    from ortools.sat.python import cp_model

    model, between = cp_model.CpModel(), find_between(wishes, best)
    variables = {(i, j): model.new_bool_var("") for i, j in np.argwhere(between.possible).tolist()}
    of_mentee: list[Pairs] = [[] for _ in wishes.mentee]
    of_mentor: list[Pairs] = [[] for _ in wishes.upper]
    for pair in variables:
        of_mentee[pair[0]].append(pair)
        of_mentor[pair[1]].append(pair)

    def count(pairs: Sequence[tuple[int, int]]) -> Any:
        return sum(variables[pair] for pair in pairs)

    # A mentee has one mentor at most, and a mentor as many mentees as the quota says: always, if once.
    for own in of_mentee:
        model.add(count(own) <= 1)
    for j, most in enumerate(wishes.upper.tolist()):
        model.add(count(of_mentor[j]) == most if between.full[j] else count(of_mentor[j]) <= most)
    # No pair blocks: the mentee is served as well or better, or the mentor is full of mentees liked better.
    for i, j in np.argwhere(between.watched).tolist():
        served = [pair for pair in of_mentee[i] if wishes.mentee[pair] <= wishes.mentee[i, j]]
        liked = [pair for pair in of_mentor[j] if wishes.mentor[pair] < wishes.mentor[i, j]]
        most = int(wishes.upper[j])
        if most:
            model.add(most * count(served) + count(liked) >= most)
    return model, variables
