"""Whom a mentee could have instead, best first, with the effect of each on everybody."""

from dataclasses import dataclass

import numpy as np

from service.plans.draft import NOBODY, Draft, Move, MoveRefused, Step, apply
from service.plans.effect import Effect, effect

MOST_WEIGHED = 40
"""Only so many of the best are tried; the rest would bring less in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One other mentor of a mentee.

    Parameters
    ----------
    has_place
        False: somebody would have to move, and `effect.violations` says so.
    """

    form: str
    mentor: str
    points: int
    has_place: bool
    effect: Effect


def find_candidates(draft: Draft, mentee: str, most: int = 5) -> tuple[Candidate, ...]:
    """Return the best replacements of a mentee's mentor: those that break nothing first, then by points.

    Raises
    ------
    MoveRefused
        When the mentee is not in the run.
    """
    row = draft.run.assembly.row_of.get(mentee)
    if row is None:
        raise MoveRefused(NOBODY.format(code=mentee))
    found = [_candidate(draft, mentee, column) for column in _best_columns(draft, row)]
    ranked = sorted(found, key=lambda one: (not one.has_place, -one.effect.points, one.mentor, one.form))
    return tuple(ranked[:most])


def _best_columns(draft: Draft, row: int) -> list[int]:
    problem = draft.run.assembly.problem
    allowed = problem.allowed_block(row, row + 1)[0]
    forbidden = {int(j) for i, j in problem.forbidden if int(i) == row}
    points = problem.points_block(row, row + 1)[0]
    columns = [
        int(j)
        for j in np.flatnonzero(allowed)
        if int(j) not in forbidden and (row, int(j)) not in draft.pairs
    ]
    return sorted(columns, key=lambda j: (-int(points[j]), j))[:MOST_WEIGHED]


def _candidate(draft: Draft, mentee: str, column: int) -> Candidate:
    form, mentor = draft.run.assembly.seats[column]
    after = apply(draft, Move(steps=(Step(mentee=mentee, mentor=mentor, form=form),)))
    found = effect(draft, after)
    points = draft.points_of((draft.run.assembly.row_of[mentee], column))
    return Candidate(form=form, mentor=mentor, points=points, has_place=not found.violations, effect=found)
