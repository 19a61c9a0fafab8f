"""Pairs inside one base («равный – равному»): what is to be solved and what solving says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.faults.matrices import faults_of_square, is_square
from matcher.faults.numbers import faults_of_truths
from matcher.faults.pairs import (
    PERSONS,
    faults_of_both,
    faults_of_ids,
    faults_of_pairs,
    faults_of_selves,
    is_list,
    is_pair,
    whole_pairs,
)
from matcher.solution import Asked, Proof, Status


@dataclass(frozen=True, slots=True, eq=False)
class PoolProblem:
    """People of one base, each in one pair at most.

    Parameters
    ----------
    points
        (n, n) integers of at least 0, symmetric; the diagonal is not looked at.
    allowed
        (n, n): bool array or scipy sparse array; a pair is allowed when both directions are. None allows all.
    locked, forbidden
        Pairs of indices in either order.
    ids
        Stable ids that decide equal choices; without them the indices do.

    Raises
    ------
    ValueError
        Naming every fault at once.
    """

    points: npt.ArrayLike
    allowed: npt.ArrayLike | None = None
    locked: Sequence[tuple[int, int]] = ()
    forbidden: Sequence[tuple[int, int]] = ()
    ids: Sequence[str] | None = None

    def __post_init__(self) -> None:
        faults = faults_of_square("points", self.points)
        if is_square(self.points):
            faults += self._further_faults()
        if faults:
            raise ValueError("\n".join(faults))
        for name in ("locked", "forbidden"):
            object.__setattr__(self, name, whole_pairs(getattr(self, name)))
        if hasattr(self.allowed, "toarray"):
            object.__setattr__(self, "allowed", self.allowed.toarray())  # type: ignore[union-attr]

    def _further_faults(self) -> list[str]:
        n = len(np.asarray(self.points))
        given = {name: _all_in_order(getattr(self, name)) for name in ("locked", "forbidden")}
        faults = [
            fault for name, pairs in given.items() for fault in faults_of_pairs(name, pairs, (n, n), PERSONS)
        ]
        faults += [fault for name, pairs in given.items() for fault in faults_of_selves(name, pairs)]
        faults += faults_of_both("locked", given["locked"], "forbidden", given["forbidden"])
        faults += faults_of_ids("ids", self.ids, n)
        return faults if self.allowed is None else faults + faults_of_truths("allowed", self.allowed, (n, n))

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
        `matcher.proof.pool_certificate.PoolCertificate` unless infeasible.
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


def _all_in_order(pairs: Any) -> Any:
    """Return pairs with the smaller first; what is no pair stays as it is, to be told as a fault."""
    return [in_order(pair) if is_pair(pair) else pair for pair in pairs] if is_list(pairs) else pairs
