"""Pairs inside one base («равный – равному»): what is to be solved and what solving says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.faults import PERSONS, faults_of_ids, faults_of_pairs, faults_of_square
from matcher.solution import Asked, Proof, Status


@dataclass(frozen=True, slots=True, eq=False)
class PoolProblem:
    """People of one base, each in one pair at most.

    Parameters
    ----------
    points
        (n, n) integers of at least 0, symmetric; the diagonal is not looked at.
    allowed
        (n, n) bool; a pair is allowed when both directions are. None allows all.
    locked, forbidden
        Pairs of indices in either order.
    ids
        Stable ids that decide equal choices.
    """

    points: npt.ArrayLike
    allowed: npt.ArrayLike | None = None
    locked: Sequence[tuple[int, int]] = ()
    forbidden: Sequence[tuple[int, int]] = ()
    ids: Sequence[str] | None = None

    def __post_init__(self) -> None:
        faults = faults_of_square("points", self.points)
        if not faults:
            n = len(np.asarray(self.points))
            for name in ("locked", "forbidden"):
                faults += faults_of_pairs(
                    name, [in_order(pair) for pair in getattr(self, name)], (n, n), PERSONS
                )
                faults += [f"{name} pairs {i} with itself." for i, j in getattr(self, name) if i == j]
            both = {in_order(pair) for pair in self.locked} & {in_order(pair) for pair in self.forbidden}
            faults += [f"pair {pair} is both locked and forbidden." for pair in sorted(both)]
            faults += faults_of_ids("ids", self.ids, n)
            if self.allowed is not None and np.shape(self.allowed) != (n, n):
                faults.append(f"allowed must have shape {(n, n)}, got {np.shape(self.allowed)}.")
        if faults:
            raise ValueError("\n".join(faults))

    @property
    def names(self) -> list[str]:
        """The ids, or the indices where none are given."""
        return [str(i) for i in (range(len(np.asarray(self.points))) if self.ids is None else self.ids)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PoolSolution:
    """Result of `solve_pool`.

    Parameters
    ----------
    pairs
        (smaller, greater) indices, sorted.
    certain
        In the order of `pairs`: whether the pair is in every optimum before the lot. None when not known.
    objective, bound, gap
        Total points, proven most points under the levels above them, relative distance; None when infeasible.
    proof
        DUALS: the certificate proves by prices of people and of odd sets that these pairs are the best choice.
    unmatched
        Indices of people without a pair.
    unmatched_certain
        In the order of `unmatched`: whether the person is alone in every optimum. None when not known.
    asked
        Purpose and salt.
    certificate
        `matcher.pool_certificate.PoolCertificate` unless infeasible.
    canonical
        Whether the certificate also proves that the lot leaves this one choice.
    """

    pairs: tuple[tuple[int, int], ...]
    certain: tuple[bool, ...] | None
    objective: int | None
    bound: int | None
    gap: float | None
    status: Status
    proof: Proof
    unmatched: tuple[int, ...]
    unmatched_certain: tuple[bool, ...] | None
    asked: Asked
    certificate: Any = None
    canonical: bool = False


def in_order(pair: Any) -> tuple[int, int]:
    """Return the two of a pair, the smaller first."""
    i, j = pair
    return (i, j) if i <= j else (j, i)
