"""What a solution of one base says of itself, before anything is recomputed: kinds of values, nothing beside them."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from matcher.pool import PoolSolution
from matcher.proof.pool_certificate import OddPrices, PoolCertificate
from matcher.proof.statement import GAP, INDICES, MARKS, NUMBER, PAIRS, Kind, of_kinds, one_of
from matcher.solution import Asked, Proof, Status
from questionnaires.programme import Purpose

MOST_LEVELS = 16
"""No choice needs so many numbers to be told from all others."""


def of_pool_statement(solution: PoolSolution) -> Iterator[str]:
    """Yield what is said in a way that means nothing, or beside the point."""
    strange = list(of_kinds(POOL_SOLUTION, solution, "solution"))
    if not strange:
        strange += of_kinds(POOL_ASKED, solution.asked, "question")
    if not strange and solution.certificate is not None:
        for part in ("choice", "certain"):
            strange += of_kinds(ODD_PRICES, getattr(solution.certificate, part), f"certificate's {part}")
    yield from strange
    if not strange and solution.status is Status.INFEASIBLE:
        yield from _of_nothing(solution)


def _of_nothing(solution: PoolSolution) -> Iterator[str]:
    """Yield what is said of pairs although there are none."""
    figures = (solution.bound, solution.gap, solution.certain, solution.unmatched_certain)
    if figures != (None,) * 4 or solution.unmatched or solution.canonical or solution.certificate:
        yield "There are no pairs, so nothing can be said of a bound, of certainty or of people who are alone."
    if solution.proof is not Proof.DUALS:
        yield "Locks that contradict each other are counted; another proof is none."


def _is_certificate(given: Any) -> bool:
    if not isinstance(given, PoolCertificate):
        return given is None
    return isinstance(given.choice, OddPrices) and isinstance(given.certain, OddPrices)


def _is_table(given: Any) -> bool:
    whole = isinstance(given, np.ndarray) and given.dtype == np.int64
    return whole and given.ndim == 2 and len(given) <= MOST_LEVELS


def _are_people(given: Any) -> bool:
    """Tell whether it is a list of people or of numbers of people; no number is so great that a sum wraps."""
    whole = isinstance(given, np.ndarray) and given.dtype == np.int64 and given.ndim == 1
    return whole and (not given.size or 0 <= int(given.min()) <= int(given.max()) < 1 << 31)


def _is_status(given: Any) -> bool:
    return isinstance(given, Status) and given in (Status.OPTIMAL, Status.INFEASIBLE)


TABLE: Kind = _is_table, f"an array of at most {MOST_LEVELS} rows of whole numbers of 64 bits"
PEOPLE: Kind = _are_people, "a list of whole numbers of at least 0, of 64 bits"
POOL_SOLUTION: dict[str, Kind] = {
    "pairs": PAIRS,
    "certain": MARKS,
    "objective": NUMBER,
    "bound": NUMBER,
    "gap": GAP,
    "status": (_is_status, "optimal or infeasible"),
    "proof": one_of(Proof),
    "unmatched": INDICES,
    "unmatched_certain": MARKS,
    "asked": one_of(Asked),
    "certificate": (_is_certificate, "a PoolCertificate or None"),
    "canonical": one_of(bool),
}
POOL_ASKED: dict[str, Kind] = {"purpose": one_of(Purpose), "salt": one_of(bytes)}
ODD_PRICES: dict[str, Kind] = {"prices": TABLE, "sizes": PEOPLE, "members": PEOPLE, "worths": TABLE}
