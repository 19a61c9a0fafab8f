"""A board whose people stand in the order of their keys, so that what is found does not depend on the order of rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from matcher.lot import LotSide, person_keys
from matcher.problem import IntArray, Problem, dense_allowed
from matcher.solution import Conflict, Lift, Requirement, RequirementKind
from matcher.solve.pairs.board import Board, set_board

LIGHTEST_FIRST = (
    RequirementKind.CHANGES,
    RequirementKind.GROUP,
    RequirementKind.LOWER,
    RequirementKind.SHARED,
    RequirementKind.LOCK,
)
"""Which kind of requirement is lifted sooner, and told first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """A board in the order of keys, and the way there and back.

    Parameters
    ----------
    mentees, mentors, loads
        Index that the mentee, mentor or shared load at each place has in the problem given.
    """

    board: Board
    mentees: IntArray
    mentors: IntArray
    loads: IntArray

    def there(self, conflict: Conflict) -> Conflict:
        """Return a conflict of the problem given with the places of its people."""
        rows, columns = np.argsort(self.mentees), np.argsort(self.mentors)
        return replace(
            conflict,
            mentees=_moved(conflict.mentees, rows),
            mentors=_moved(conflict.mentors, columns),
            locks=_moved_pairs(conflict.locks, rows, columns),
        )

    def back(self, given: Conflict, found: Conflict) -> Conflict:
        """Return the conflict given with what was found of it, by the indices of the problem given."""
        requirements = sorted(
            map(self._requirement, found.requirements),
            key=lambda one: (LIGHTEST_FIRST.index(one.kind), one.of),
        )
        lifts = tuple(Lift(self._requirement(lift.requirement), lift.reach) for lift in found.lifts)
        return replace(
            given, kind=found.kind, requirements=tuple(requirements), lifts=lifts, proved=found.proved
        )

    def _requirement(self, one: Requirement) -> Requirement:
        of_mentor = (self.mentors,)
        sides = {
            RequirementKind.LOCK: (self.mentees, self.mentors),
            RequirementKind.SHARED: (self.loads,),
            RequirementKind.CHANGES: (),
        }.get(one.kind, of_mentor)
        return Requirement(one.kind, tuple(int(side[k]) for side, k in zip(sides, one.of, strict=True)))


def place_by_keys(board: Board) -> Placed:
    """Return the same board with mentees and mentors in the order of their keys, and loads in that of their members."""
    problem, asked = board.problem, board.asked
    mentees, mentors = (
        np.argsort(person_keys(asked.salt, side, ids), kind="stable")
        for side, ids in zip((LotSide.MENTEE, LotSide.MENTOR), problem.ids(), strict=True)
    )
    rows, columns = np.argsort(mentees), np.argsort(mentors)
    shared = [(_moved(members, columns), int(most)) for members, most in problem.shared_upper]
    loads = sorted(range(len(shared)), key=lambda k: (shared[k], k))
    names = problem.ids()
    placed = Problem(
        board.points[np.ix_(mentees, mentors)],
        upper=problem.per_mentor(problem.upper)[mentors],
        lower=problem.per_mentor(problem.lower)[mentors],
        lower_if_used=problem.per_mentor(problem.lower_if_used)[mentors],
        demand=problem.per_mentee(problem.demand)[mentees],
        allowed=dense_allowed(problem)[np.ix_(mentees, mentors)],
        locked=_moved_pairs(problem.locked, rows, columns),
        shared_upper=[shared[k] for k in loads],
        mentee_ids=[names[0][i] for i in mentees],
        mentor_ids=[names[1][j] for j in mentors],
    )
    earlier = _moved_pairs(asked.previous, rows, columns)
    return Placed(
        board=set_board(placed, replace(asked, previous=earlier)),
        mentees=mentees,
        mentors=mentors,
        loads=np.array(loads, dtype=np.int64),
    )


def _moved(people: Iterable[int], place: IntArray) -> tuple[int, ...]:
    return tuple(sorted(int(place[one]) for one in people))


def _moved_pairs(
    pairs: Iterable[tuple[int, int]], rows: IntArray, columns: IntArray
) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(rows[i]), int(columns[j])) for i, j in pairs))
