"""The same problem with people, locks and loads in another order, under the same ids."""

from collections import Counter

import numpy as np
from engine_oracle import options
from hypothesis import strategies as st

from matcher import Problem
from matcher.problem import dense_allowed, dense_points
from matcher.solution import RequirementKind


def shuffled(problem, asked, rows, columns, draw=lambda pairs: pairs):
    """Return the same problem and request with people in another order; `draw` orders what is listed."""
    mentees, mentors = problem.ids()
    row_of, column_of = np.argsort(rows), np.argsort(columns)

    def moved(pairs):
        return draw([(int(row_of[i]), int(column_of[j])) for i, j in pairs])

    other = Problem(
        dense_points(problem)[np.ix_(rows, columns)],
        upper=problem.per_mentor(problem.upper)[columns],
        lower=problem.per_mentor(problem.lower)[columns],
        lower_if_used=problem.per_mentor(problem.lower_if_used)[columns],
        demand=problem.per_mentee(problem.demand)[rows],
        allowed=_allowed_but_for_the_forbidden(problem)[np.ix_(rows, columns)],
        locked=moved(problem.locked),
        forbidden=moved(problem.forbidden),
        shared_upper=draw(
            [(draw([int(column_of[j]) for j in js]), most) for js, most in problem.shared_upper]
        ),
        priority=None if problem.priority is None else problem.per_mentee(problem.priority)[rows],
        mentee_ids=[mentees[i] for i in rows],
        mentor_ids=[mentors[j] for j in columns],
    )
    return other, {**options(asked), "previous": moved(asked.previous)}


def _allowed_but_for_the_forbidden(problem):
    allowed = dense_allowed(problem)
    for pair in problem.forbidden:
        allowed[pair] = True
    return allowed


@st.composite
def orders(draw, problem, asked):
    """Draw the problem and the request in another order."""
    n, m = problem.shape
    rows, columns = draw(st.permutations(range(n))), draw(st.permutations(range(m)))
    return shuffled(problem, asked, rows, columns, lambda listed: draw(st.permutations(listed)))


def pairs_by_id(problem, pairs):
    mentees, mentors = problem.ids()
    return {(mentees[i], mentors[j]) for i, j in pairs}


def requirement_by_id(problem, one):
    mentees, mentors = problem.ids()
    if one.kind is RequirementKind.LOCK:
        return one.kind, mentees[one.of[0]], mentors[one.of[1]]
    if one.kind is RequirementKind.SHARED:
        members, most = problem.shared_upper[one.of[0]]
        return one.kind, frozenset(mentors[j] for j in members), most
    return one.kind, *(mentors[j] for j in one.of)


def conflict_by_id(problem, conflict):
    """Return all that a conflict says, by ids: lifts in their order, since each reaches after those before it."""
    mentees, mentors = problem.ids()
    repair = (
        frozenset((mentors[j], reach) for j, reach in conflict.repair)
        if not conflict.locks
        else frozenset(pairs_by_id(problem, conflict.repair))
    )
    return (
        conflict.kind,
        frozenset(mentees[i] for i in conflict.mentees),
        frozenset(mentors[j] for j in conflict.mentors),
        frozenset(pairs_by_id(problem, conflict.locks)),
        conflict.needed,
        conflict.possible,
        repair,
        frozenset(requirement_by_id(problem, one) for one in conflict.requirements),
        tuple((requirement_by_id(problem, lift.requirement), lift.reach) for lift in conflict.lifts),
        conflict.proved,
    )


def conflicts_by_id(problem, solution):
    return Counter(conflict_by_id(problem, one) for one in solution.conflicts)
