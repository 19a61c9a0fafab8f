"""Whom a mentee could have instead, best first, with the effect of each on everybody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from service.plans.draft import NOBODY, Draft, IndexPair, Move, MoveRefused, Step, apply
from service.plans.effect import Effect, effect

MOST_NAMED = 5
MOST_WEIGHED = 60
"""So many of the ways that bring most are tried; the rest would bring less in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One other mentor of a mentee.

    Parameters
    ----------
    move
        How it is done: a change of two places when the mentor has no place left.
    has_place
        Whether the mentor has a place, so that nobody else has to move.
    effect
        What the move does; `effect.violations` says what it would break.
    """

    form: str
    mentor: str
    points: int
    has_place: bool
    move: Move
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to give a mentee a seat."""

    column: int
    move: Move
    after: Draft


def find_candidates(draft: Draft, mentee: str) -> tuple[Candidate, ...]:
    """Return the best replacements of a mentee's mentor: those that break nothing first, then people, then points.

    Of each mentor the best way is named: a free place, a change of places with one of his mentees, or his mentee
    staying without a mentor for now.

    Raises
    ------
    MoveRefused
        When the mentee is not in the run.
    """
    row = draft.run.assembly.row_of.get(mentee)
    if row is None:
        raise MoveRefused(NOBODY.format(code=mentee))
    ways = [way for column in _columns(draft, row) for way in _ways(draft, mentee, column)]
    gain = _Gain(draft)
    ways.sort(
        key=lambda way: (
            not _has_room(way),
            -way.after.served,
            -gain.of(way),
            len(way.move.steps),
            way.column,
        )
    )
    good: dict[tuple[str, str], Candidate] = {}
    broken: dict[tuple[str, str], Candidate] = {}
    for way in ways[:MOST_WEIGHED]:
        seat = draft.run.assembly.seats[way.column]
        if seat not in good and len(good) < MOST_NAMED:
            one = _candidate(draft, mentee, way)
            (broken if one.effect.violations else good).setdefault(seat, one)
    return (*good.values(), *(one for seat, one in broken.items() if seat not in good))[:MOST_NAMED]


def _columns(draft: Draft, row: int) -> list[int]:
    problem = draft.run.assembly.problem
    allowed = problem.allowed_block(row, row + 1)[0]
    forbidden = {int(j) for i, j in problem.forbidden if int(i) == row}
    return [
        int(j)
        for j in np.flatnonzero(allowed)
        if int(j) not in forbidden and (row, int(j)) not in draft.pairs
    ]


def _ways(draft: Draft, mentee: str, column: int) -> Iterator[Way]:
    """Yield the ways to a seat: as it is, and with each of its mentees making room."""
    form, mentor = draft.run.assembly.seats[column]
    old = _given_up(draft, draft.run.assembly.row_of[mentee], form)
    takes = Step(mentee=mentee, mentor=mentor, form=form)
    if old is not None:
        takes = replace(takes, instead=draft.codes_of(old)[2])
    yield from _tried(draft, column, (takes,))
    for pair in sorted(pair for pair in draft.pairs if pair[1] == column):
        leaves = Step(mentee=draft.codes_of(pair)[1], instead=mentor)
        yield from _tried(draft, column, (takes, leaves))
        if old is not None:
            old_form, _, old_mentor = draft.codes_of(old)
            yield from _tried(draft, column, (takes, replace(leaves, mentor=old_mentor, form=old_form)))


def _given_up(draft: Draft, row: int, form: str) -> IndexPair | None:
    """Return the pair a mentee gives up for a mentor of a form: one of that form, or when there are enough already."""
    assembly = draft.run.assembly
    own = sorted(
        (pair for pair in draft.pairs if pair[0] == row), key=lambda pair: (draft.points_of(pair), pair)
    )
    same = [pair for pair in own if assembly.seats[pair[1]][0] == form]
    full = len(own) >= assembly.problem.per_mentee(assembly.problem.demand)[row]
    return next(iter(same or own if full else same), None)


def _tried(draft: Draft, column: int, steps: tuple[Step, ...]) -> Iterator[Way]:
    move = Move(steps=steps)
    try:
        yield Way(column=column, move=move, after=apply(draft, move))
    except MoveRefused:  # the two share no form, so they cannot change places
        return


def _has_room(way: Way) -> bool:
    """Tell whether the mentor has no more mentees than places, in the form and in all together: cheap to see."""
    problem, load = way.after.run.assembly.problem, Counter(j for _, j in way.after.pairs)
    if load[way.column] > problem.per_mentor(problem.upper)[way.column]:
        return False
    return all(
        sum(load[int(j)] for j in columns) <= most
        for columns, most in problem.shared_upper
        if way.column in columns
    )


class _Gain:
    """The points a way gains; each pair is scored once."""

    def __init__(self, draft: Draft) -> None:
        self._before, self._points = draft.pairs, cache(draft.points_of)

    def of(self, way: Way) -> int:
        begun, ended = way.after.pairs - self._before, self._before - way.after.pairs
        return sum(map(self._points, begun)) - sum(map(self._points, ended))


def _candidate(draft: Draft, mentee: str, way: Way) -> Candidate:
    form, mentor = draft.run.assembly.seats[way.column]
    points = draft.points_of((draft.run.assembly.row_of[mentee], way.column))
    found = effect(draft, way.after)
    return Candidate(
        form=form,
        mentor=mentor,
        points=points,
        has_place=len(way.move.steps) == 1 and not found.violations,
        move=way.move,
        effect=found,
    )
