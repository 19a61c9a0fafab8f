"""A problem in which people and loads stand in an order that ids and salt alone decide.

What is searched in it does not depend on the order of rows, not even where the effort ends before anything is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.arrays import IntArray
from matcher.problem import Problem
from matcher.scores import Rules, Scores
from matcher.solution import Asked, Requirement, RequirementKind
from matcher.solve.pairs.order import order_by_key


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InOrder:
    """A problem in the order of keys, what is asked of it, and who stands where.

    Parameters
    ----------
    mentees, mentors, loads
        In that order: indices in the problem as it was given.
    """

    problem: Problem
    asked: Asked
    mentees: IntArray
    mentors: IntArray
    loads: IntArray

    def given(self, one: Requirement) -> Requirement:
        """Return a requirement of the problem in order by the indices of the problem as it was given."""
        return Requirement(one.kind, _moved(one, self.mentees, self.mentors, self.loads))

    def placed(self, one: Requirement) -> Requirement:
        """Return a requirement of the problem as it was given by its places in the problem in order."""
        places = (np.argsort(order) for order in (self.mentees, self.mentors, self.loads))
        return Requirement(one.kind, _moved(one, *places))


def _moved(one: Requirement, mentees: IntArray, mentors: IntArray, loads: IntArray) -> tuple[int, ...]:
    if one.kind is RequirementKind.LOCK:
        return int(mentees[one.of[0]]), int(mentors[one.of[1]])
    whose = loads if one.kind is RequirementKind.SHARED else mentors
    return tuple(int(whose[k]) for k in one.of)


def put_in_order(problem: Problem, asked: Asked) -> InOrder:
    """Return a problem with mentees and mentors in the order of their keys, and loads in that of their mentors."""
    mentee_ids, mentor_ids = problem.ids()
    rows, columns, loads = order_by_key(problem, asked.salt)
    row_of, column_of = np.argsort(rows), np.argsort(columns)

    def placed(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((int(row_of[i]), int(column_of[j])) for i, j in pairs))

    shared = [(tuple(sorted(column_of[list(of)].tolist())), most) for of, most in problem.shared_upper]
    ordered = replace(
        problem,
        points=_points(problem.points, rows, columns),
        upper=problem.per_mentor(problem.upper)[columns],
        lower=problem.per_mentor(problem.lower)[columns],
        lower_if_used=problem.per_mentor(problem.lower_if_used)[columns],
        demand=problem.per_mentee(problem.demand)[rows],
        allowed=_allowed(problem.allowed, rows, columns),
        locked=placed(problem.locked),
        forbidden=placed(problem.forbidden),
        shared_upper=tuple(shared[k] for k in loads),
        priority=None if problem.priority is None else problem.per_mentee(problem.priority)[rows],
        mentee_ids=[mentee_ids[i] for i in rows],
        mentor_ids=[mentor_ids[j] for j in columns],
    )
    asked = replace(asked, previous=placed(asked.previous))
    return InOrder(problem=ordered, asked=asked, mentees=rows, mentors=columns, loads=loads)


def _points(
    points: npt.ArrayLike | Scores, rows: IntArray, columns: IntArray
) -> Scores | npt.NDArray[np.integer]:
    if not isinstance(points, Scores):
        return np.asarray(points)[np.ix_(rows, columns)]
    features = np.asarray(points.mentee_features)[rows], np.asarray(points.mentor_features)[columns]
    if points.exceptions is None:
        return Scores(*features)
    of_rows, of_columns, added = points.exceptions
    places = np.argsort(rows)[np.asarray(of_rows, dtype=np.int64)]
    others = np.argsort(columns)[np.asarray(of_columns, dtype=np.int64)]
    return Scores(*features, (places, others, added))


def _allowed(allowed: Any, rows: IntArray, columns: IntArray) -> Any:
    if allowed is None:
        return None
    if isinstance(allowed, Rules):
        sides = ((np.asarray(a)[rows], np.asarray(b)[columns], least) for a, b, least in allowed.rules)
        return Rules(tuple(sides))
    return allowed[rows][:, columns]
