"""What a solution says of itself, before anything is recomputed: kinds of values, and nothing beside the point.

Whoever wrote the solution is not trusted, so that a value of another kind is a sentence and never an error.
"""

import math
import reprlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from matcher.faults.numbers import faults_of_effort
from matcher.faults.pairs import faults_of_pairs, is_index
from matcher.problem import Problem
from matcher.proof.certificate import Certificate
from matcher.scores import MOST_POINTS
from matcher.shape import is_flow
from matcher.solution import (
    Asked,
    Conflict,
    ConflictKind,
    Lift,
    Proof,
    Requirement,
    RequirementKind,
    Solution,
    Status,
)
from questionnaires.programme import Purpose

Kind = tuple[Callable[[Any], bool], str]
"""Tells whether a value is of a kind, and the kind in words."""


def of_statement(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield what is said in a way that means nothing, or beside the point."""
    strange = list(of_kinds(SOLUTION, solution, "solution"))
    strange = strange or list(_of_parts(problem, solution))
    yield from strange or _of_what_goes_together(problem, solution)


def of_kinds(kinds: dict[str, Kind], record: Any, name: str) -> Iterator[str]:
    """Yield the fields of a record whose values are of another kind."""
    for field, (fits, words) in kinds.items():
        value = getattr(record, field)
        if not fits(value):
            yield f"The {name}'s {field} must be {words}, got {reprlib.repr(value)}."


def _of_parts(problem: Problem, solution: Solution) -> Iterator[str]:
    yield from of_kinds(ASKED, solution.asked, "question")
    if are_pairs(solution.asked.previous):
        yield from faults_of_pairs("previous", solution.asked.previous, problem.shape)
    if solution.certificate is not None:
        yield from of_kinds(CERTIFICATE, solution.certificate, "certificate")
    for conflict in solution.conflicts:
        yield from of_kinds(CONFLICT, conflict, "conflict")


def _of_what_goes_together(problem: Problem, solution: Solution) -> Iterator[str]:
    if solution.asked.raise_worst and solution.asked.purpose is not Purpose.MOST_MATCHED:
        yield "Only under most matched the worst pair can be raised."
    if solution.status in (Status.INFEASIBLE, Status.UNKNOWN):
        yield from _of_nothing(solution)
        return
    if solution.conflicts:
        yield "There are pairs, and yet a conflict is named."
    yield from _of_gap(solution)
    yield from _of_certainty(problem, solution)


def _of_nothing(solution: Solution) -> Iterator[str]:
    """Yield what is said of pairs although there are none."""
    figures = (solution.bound, solution.gap, solution.certain, solution.unmatched_certain)
    if figures != (None,) * 4 or solution.unmatched or solution.canonical:
        yield "There are no pairs, so nothing can be said of a bound, of certainty or of people without a mentor."


def _of_gap(solution: Solution) -> Iterator[str]:
    bound, objective = solution.bound, solution.objective
    if objective is None:
        yield "There are pairs, and yet no total is stated."
        return
    gap = None if bound is None else (bound - objective) / max(1, bound)
    if solution.gap != gap and bound is not None and bound >= objective:
        yield f"The gap between {objective} and {bound} is {gap}; {solution.gap} is stated."
    if bound is None and solution.gap is not None:
        yield f"There is no bound, and yet a gap of {solution.gap} is stated."


def _of_certainty(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield where more is said than the proof allows; without pairs or people there is nothing to say."""
    exact = solution.proof is Proof.DUALS
    if not exact and (solution.certain or solution.unmatched_certain):
        yield f"What is certain is known under a proof by duals only; the proof is {solution.proof.value}."
    if exact and (solution.certain is None) != (solution.unmatched_certain is None):
        yield "What is certain must be said of pairs and of people, or of neither."
    if exact and solution.certain is None and is_flow(problem, solution.asked):
        yield "A flow tells what is certain, and yet nothing is said of it."
    if solution.canonical and solution.proof is Proof.NONE:
        yield "The pairs are said to be the choice of the lot, and nothing proves it."


def are_pairs(given: Any) -> bool:
    """Tell whether it is a tuple of pairs of whole numbers."""
    return isinstance(given, tuple) and all(are_indices(pair) and len(pair) == 2 for pair in given)


def are_indices(given: Any) -> bool:
    """Tell whether it is a tuple of whole numbers."""
    return isinstance(given, tuple) and all(map(is_index, given))


def are_marks(given: Any) -> bool:
    """Tell whether it is a tuple of true or false, or nothing is said."""
    return given is None or (isinstance(given, tuple) and all(isinstance(mark, bool) for mark in given))


def is_number_or_none(given: Any) -> bool:
    """Tell whether it is a whole number, or nothing is said."""
    return given is None or is_index(given)


def is_gap(given: Any) -> bool:
    """Tell whether it is a relative distance, or nothing is said."""
    number = isinstance(given, int | float) and not isinstance(given, bool)
    return given is None or (number and 0 <= given < math.inf)


def _is_amount(given: Any) -> bool:
    return is_index(given) and given >= 0


def _are_conflicts(given: Any) -> bool:
    return isinstance(given, tuple) and all(isinstance(conflict, Conflict) for conflict in given)


def _are_requirements(given: Any) -> bool:
    return isinstance(given, tuple) and all(map(_is_requirement, given))


def _is_requirement(given: Any) -> bool:
    return (
        isinstance(given, Requirement) and isinstance(given.kind, RequirementKind) and are_indices(given.of)
    )


def _are_lifts(given: Any) -> bool:
    return isinstance(given, tuple) and all(
        isinstance(lift, Lift) and _is_requirement(lift.requirement) and is_number_or_none(lift.reach)
        for lift in given
    )


def _are_prices(given: Any) -> bool:
    return isinstance(given, np.ndarray) and given.dtype == np.int64


def one_of(kind: type) -> Kind:
    """Return a kind by its type."""
    return (lambda given: isinstance(given, kind)), f"a {kind.__name__}"


PAIRS: Kind = are_pairs, "a tuple of pairs of two indices"
INDICES: Kind = are_indices, "a tuple of indices"
MARKS: Kind = are_marks, "a tuple of true or false, or None"
NUMBER: Kind = is_number_or_none, "a whole number or None"
GAP: Kind = is_gap, "a number of at least 0, or None"
AMOUNT: Kind = _is_amount, "a whole number of at least 0"
PRICES: Kind = _are_prices, "an array of whole numbers of 64 bits"

SOLUTION: dict[str, Kind] = {
    "pairs": PAIRS,
    "certain": MARKS,
    "objective": NUMBER,
    "bound": NUMBER,
    "gap": GAP,
    "status": one_of(Status),
    "proof": one_of(Proof),
    "unmatched": INDICES,
    "unmatched_certain": MARKS,
    "conflicts": (_are_conflicts, "a tuple of conflicts"),
    "certificate": (lambda given: given is None or isinstance(given, Certificate), "a Certificate or None"),
    "asked": one_of(Asked),
    "canonical": one_of(bool),
}
ASKED: dict[str, Kind] = {
    "purpose": one_of(Purpose),
    "floor": AMOUNT,
    "raise_worst": one_of(bool),
    "previous": PAIRS,
    "max_changes": (
        lambda given: given is None or _is_amount(given),
        "a whole number of at least 0, or None",
    ),
    "salt": one_of(bytes),
    "effort": (lambda given: not faults_of_effort(given), "a finite number of at least 0, or None"),
}
CERTIFICATE: dict[str, Kind] = {
    **dict.fromkeys(("coverage", "blocked", "points", "lots", "rank", "order", "reach"), PRICES),
    "least": (lambda given: _is_amount(given) and given < MOST_POINTS, f"a whole number below {MOST_POINTS}"),
}
CONFLICT: dict[str, Kind] = {
    "kind": one_of(ConflictKind),
    "mentees": INDICES,
    "mentors": INDICES,
    "locks": PAIRS,
    "needed": AMOUNT,
    "possible": AMOUNT,
    "repair": PAIRS,
    "requirements": (_are_requirements, "a tuple of requirements"),
    "lifts": (_are_lifts, "a tuple of lifts"),
    "proved": one_of(bool),
}
