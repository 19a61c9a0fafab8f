"""Pairs inside one base («равный – равному»): a matching of most weight in a general graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.faults import faults_of_ids, faults_of_pairs, faults_of_square
from matcher.lot import LOT_BITS, LotSide, lots, person_keys
from matcher.problem import BoolArray, IntArray
from matcher.solution import Proof, Status
from questionnaires.programme import Purpose


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
                faults += faults_of_pairs(name, [_ordered(pair) for pair in getattr(self, name)], (n, n))
            both = {_ordered(pair) for pair in self.locked} & {_ordered(pair) for pair in self.forbidden}
            faults += [f"pair {pair} is both locked and forbidden." for pair in sorted(both)]
            faults += faults_of_ids("ids", self.ids, n)
            if self.allowed is not None and np.shape(self.allowed) != (n, n):
                faults.append(f"allowed must have shape {(n, n)}, got {np.shape(self.allowed)}.")
        if faults:
            raise ValueError("\n".join(faults))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PoolSolution:
    """Result of `solve_pool`.

    Parameters
    ----------
    pairs
        (smaller, greater) indices, sorted.
    objective, bound, gap
        Total points, proven most points at this number of pairs, relative distance; None when infeasible.
    proof
        SOLVER: the matching algorithm checks its own duals.
    unmatched
        Indices of people without a pair.
    """

    pairs: tuple[tuple[int, int], ...]
    objective: int | None
    bound: int | None
    gap: float | None
    status: Status
    proof: Proof
    unmatched: tuple[int, ...]


def solve_pool(
    problem: PoolProblem, purpose: Purpose = Purpose.MOST_MATCHED, *, salt: bytes = b""
) -> PoolSolution:
    """Pair the people of one base: most pairs, then most points; or most points, then most pairs.

    Among equal choices the one with the least sum of lots is taken: all three levels are digits of one exact weight.
    """
    points, opened = np.asarray(problem.points).astype(np.int64), open_pairs(problem)
    locked = sorted(_ordered(pair) for pair in problem.locked)
    people = [person for pair in locked for person in pair]
    if len(set(people)) < len(people) or any(not opened[pair] for pair in locked):
        return PoolSolution(
            pairs=(),
            objective=None,
            bound=None,
            gap=None,
            status=Status.INFEASIBLE,
            proof=Proof.SOLVER,
            unmatched=(),
        )
    opened[people, :] = opened[:, people] = False
    found = _match(points, opened, _drawn(problem, salt, len(points)), purpose)
    pairs = tuple(sorted(locked + found))
    objective = sum(int(points[pair]) for pair in pairs)
    paired = {person for pair in pairs for person in pair}
    return PoolSolution(
        pairs=pairs,
        objective=objective,
        bound=objective,
        gap=0.0,
        status=Status.OPTIMAL,
        proof=Proof.SOLVER,
        unmatched=tuple(person for person in range(len(points)) if person not in paired),
    )


def open_pairs(problem: PoolProblem) -> BoolArray:
    """Return which pairs (smaller, greater) may be formed."""
    n = len(np.asarray(problem.points))
    opened = (
        np.ones((n, n), dtype=np.bool_)
        if problem.allowed is None
        else np.asarray(problem.allowed).astype(np.bool_)
    )
    opened = np.triu(opened & opened.T, 1)
    for i, j in problem.forbidden:
        opened[_ordered((i, j))] = False
    return opened


def _ordered(pair: Any) -> tuple[int, int]:
    i, j = pair
    return (i, j) if i <= j else (j, i)


def _drawn(problem: PoolProblem, salt: bytes, n: int) -> IntArray:
    """Return the lot of every pair, the same from both sides."""
    keys = person_keys(
        salt, LotSide.POOL, problem.ids if problem.ids is not None else [str(i) for i in range(n)]
    )
    return lots(np.minimum(keys[:, None], keys[None]), np.maximum(keys[:, None], keys[None]))


def _match(points: IntArray, opened: BoolArray, drawn: IntArray, purpose: Purpose) -> list[tuple[int, int]]:
    import rustworkx

    n = len(points)
    best_total = purpose is Purpose.BEST_TOTAL
    pair_unit = n // 2 + 1 if best_total else 1
    lot_unit = (n // 2 + 1) << LOT_BITS
    graph: Any = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    rows, columns = (index.tolist() for index in np.nonzero(opened))
    for i, j in zip(rows, columns, strict=True):
        weight = int(points[i, j]) * pair_unit + int(best_total)
        graph.add_edge(i, j, weight * lot_unit + (1 << LOT_BITS) - int(drawn[i, j]))
    found = rustworkx.max_weight_matching(
        graph, max_cardinality=not best_total, weight_fn=lambda weight: weight, verify_optimum=True
    )
    return [_ordered(pair) for pair in found]
