"""A solution of a problem in order, told by the indices of the problem as it was given."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from matcher.arrays import IntArray
from matcher.proof.certificate import Certificate
from matcher.solution import Asked, Conflict, Solution
from matcher.solve.pairs.in_order import InOrder


def as_given(ordered: InOrder, solution: Solution, asked: Asked) -> Solution:
    """Return what was chosen, or what stands against it, by the indices of the problem as it was given.

    Parameters
    ----------
    asked
        As it was given, too.
    """
    pairs = [(int(ordered.mentees[i]), int(ordered.mentors[j])) for i, j in solution.pairs]
    alone = ordered.mentees[list(solution.unmatched)].tolist()
    return replace(
        solution,
        pairs=tuple(sorted(pairs)),
        certain=_along(pairs, solution.certain),
        unmatched=tuple(sorted(alone)),
        unmatched_certain=_along(alone, solution.unmatched_certain),
        conflicts=tuple(_conflict(ordered, one) for one in solution.conflicts),
        certificate=solution.certificate and _certificate(ordered, solution.certificate),
        asked=asked,
    )


_Told = TypeVar("_Told", int, tuple[int, int])


def _along(told: Sequence[_Told], flags: tuple[bool, ...] | None) -> tuple[bool, ...] | None:
    """Return flags in the order in which what they are of stands when sorted."""
    return None if flags is None else tuple(flag for _, flag in sorted(zip(told, flags, strict=True)))


def _conflict(ordered: InOrder, conflict: Conflict) -> Conflict:
    """Return a conflict that a search found: of lower quotas, or of nothing named."""
    return replace(
        conflict,
        mentees=tuple(sorted(ordered.mentees[list(conflict.mentees)].tolist())),
        mentors=tuple(sorted(ordered.mentors[list(conflict.mentors)].tolist())),
        repair=tuple(sorted((int(ordered.mentors[j]), reach) for j, reach in conflict.repair)),
    )


def _certificate(ordered: InOrder, certificate: Certificate) -> Certificate:
    """Return a certificate whose numbers stand at the nodes of the problem as it was given."""
    n, m = ordered.problem.shape
    people = np.concatenate([ordered.mentees, n + ordered.mentors, n + m + ordered.loads])
    return Certificate(
        coverage=_at_nodes(certificate.coverage, people),
        blocked=_at_nodes(certificate.blocked, people),
        points=_at_nodes(certificate.points, people),
        lots=_at_nodes(certificate.lots, people),
        rank=_at_nodes(certificate.rank, people),
        order=_at_nodes(certificate.order, people),
        reach=_at_nodes(certificate.reach, people),
        least=certificate.least,
    )


def _at_nodes(numbers: IntArray, people: IntArray) -> IntArray:
    moved = numbers.copy()
    if numbers.shape[-1]:  # a level that was not needed has none
        moved[..., people] = numbers[..., : len(people)]
    return moved
