"""A board on which people and loads stand in an order that ids and salt alone decide.

What is searched on it does not depend on the order of rows, not even where the effort ends before anything is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import IntArray
from matcher.problem import dense_allowed
from matcher.solution import Requirement, RequirementKind
from matcher.solve.pairs.board import Board, set_board
from matcher.solve.pairs.order import order_by_key


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InOrder:
    """A board in the order of keys, and who stands where.

    Parameters
    ----------
    mentees, mentors, loads
        In that order: indices in the problem as it was given.
    """

    board: Board
    mentees: IntArray
    mentors: IntArray
    loads: IntArray

    def given(self, one: Requirement) -> Requirement:
        """Return a requirement of the board in order by the indices of the problem as it was given."""
        return Requirement(one.kind, _moved(one, self.mentees, self.mentors, self.loads))

    def placed(self, one: Requirement) -> Requirement:
        """Return a requirement of the problem as it was given by its places on the board in order."""
        places = (np.argsort(order) for order in (self.mentees, self.mentors, self.loads))
        return Requirement(one.kind, _moved(one, *places))


def _moved(one: Requirement, mentees: IntArray, mentors: IntArray, loads: IntArray) -> tuple[int, ...]:
    if one.kind is RequirementKind.LOCK:
        return int(mentees[one.of[0]]), int(mentors[one.of[1]])
    whose = loads if one.kind is RequirementKind.SHARED else mentors
    return tuple(int(whose[k]) for k in one.of)


def put_in_order(board: Board) -> InOrder:
    """Return a board with mentees and mentors in the order of their keys, and loads in that of their mentors."""
    problem = board.problem
    mentee_ids, mentor_ids = problem.ids()
    rows, columns, loads = order_by_key(problem, board.asked.salt)
    row_of, column_of = np.argsort(rows), np.argsort(columns)

    def placed(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((int(row_of[i]), int(column_of[j])) for i, j in pairs))

    shared = [(tuple(sorted(column_of[list(of)].tolist())), most) for of, most in problem.shared_upper]
    ordered = replace(
        problem,
        points=board.points[np.ix_(rows, columns)],
        upper=problem.per_mentor(problem.upper)[columns],
        lower=problem.per_mentor(problem.lower)[columns],
        lower_if_used=problem.per_mentor(problem.lower_if_used)[columns],
        demand=problem.per_mentee(problem.demand)[rows],
        allowed=dense_allowed(problem)[np.ix_(rows, columns)],
        locked=placed(problem.locked),
        forbidden=(),
        shared_upper=tuple(shared[k] for k in loads),
        priority=None if problem.priority is None else problem.per_mentee(problem.priority)[rows],
        mentee_ids=[mentee_ids[i] for i in rows],
        mentor_ids=[mentor_ids[j] for j in columns],
    )
    asked = replace(board.asked, previous=placed(board.asked.previous))
    return InOrder(board=set_board(ordered, asked), mentees=rows, mentors=columns, loads=loads)
