"""What solving says: the pairs, what is proved of them, and with which proof."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How far solving came."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Proof(StrEnum):
    """What shows that nothing better exists; no more is claimed than that."""

    DUALS = "duals"
    """A certificate that `matcher.verify` checks without the solver."""
    SOLVER = "solver"
    """CP-SAT's own bound."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a change would cost: people served, pairs and points lost (each >= 0 in lexicographic order), and who moves.

    Parameters
    ----------
    moves
        ((mentee, mentor before or None, mentor after or None), ...) for every mentee whose mentor changes.
    """

    people: int
    pairs: int
    points: int
    moves: tuple[tuple[int, int | None, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Result of `matcher.solve`; the fields are named in ``docs/engine.md``."""

    pairs: tuple[tuple[int, int], ...]
    certain: tuple[bool, ...] | None
    objective: int | None
    bound: int | None
    gap: float | None
    status: Status
    proof: Proof
    unmatched: tuple[int, ...]
    unmatched_certain: tuple[bool, ...] | None
    conflicts: tuple[Any, ...] = ()
    certificate: Any = None
