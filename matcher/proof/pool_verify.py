"""The independent check of pairs inside one base: it imports nothing of the solver and needs nothing but numpy.

Prices of people and of odd sets prove that no choice is better. Why, and the format, stand in ``docs/certificate.md``.
"""

from collections.abc import Callable, Iterator

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import LotSide, lots, person_keys
from matcher.pool import PoolProblem, PoolSolution, in_order
from matcher.proof.pool_certificate import OddPrices, PoolCertificate
from matcher.proof.pool_statement import of_pool_statement
from matcher.solution import Proof, Status
from questionnaires.programme import Purpose

SCALE = 8
"""Prices are written eight times as great as they are."""
BLOCK = 1 << 20
"""Pairs looked at once."""
LARGEST = 1 << 60
"""Sums of greater numbers could overflow."""

Weigh = Callable[[int, int], list[IntArray]]
"""Worths, level by level, of the people from the first to before the last, with everybody."""


def verify_pool(problem: PoolProblem, solution: PoolSolution) -> list[str]:
    """Return what is wrong with the pairs of a base; an empty list when they are valid and, under DUALS, proved.

    Parameters
    ----------
    problem
        What was to be solved.
    solution
        What is claimed; `PoolSolution.asked` says what was asked.
    """
    strange = list(of_pool_statement(solution))
    if strange:
        return strange
    if solution.status is Status.INFEASIBLE:
        return list(_of_refusal(problem, solution))
    found = list(_of_pairs(problem, solution))
    found = found or [*_of_figures(problem, solution)]
    if found or solution.proof is not Proof.DUALS:
        return found
    if not isinstance(solution.certificate, PoolCertificate):
        return ["There is no certificate, though the proof is said to be by duals."]
    return list(_of_certificate(_Case(problem, solution), solution.certificate))


def _of_refusal(problem: PoolProblem, solution: PoolSolution) -> Iterator[str]:
    if solution.pairs or solution.objective is not None:
        yield "No choice is said to exist, and yet there are pairs or points."
    locked = [in_order(pair) for pair in problem.locked]
    people = [person for pair in locked for person in pair]
    if len(set(people)) == len(people) and all(_may(problem, i, j) for i, j in locked):
        yield "No choice is said to exist, and yet the locked pairs can all be formed."


def _of_pairs(problem: PoolProblem, solution: PoolSolution) -> Iterator[str]:
    count = len(np.asarray(problem.points))
    if any(not 0 <= i < j < count for i, j in solution.pairs):
        yield "A pair names a person who does not exist, or not the smaller first."
        return
    if list(solution.pairs) != sorted(set(solution.pairs)):
        yield "Pairs must be sorted and each stand once."
    people = [person for pair in solution.pairs for person in pair]
    for person in sorted({person for person in people if people.count(person) > 1}):
        yield f"Person {person} is in two pairs."
    for i, j in solution.pairs:
        if not _may(problem, i, j):
            yield f"The pair {(i, j)} is forbidden."
    for pair in sorted({in_order(pair) for pair in problem.locked} - set(solution.pairs)):
        yield f"The locked pair {pair} is missing."


def _may(problem: PoolProblem, i: int, j: int) -> bool:
    if i == j or {(i, j), (j, i)} & {tuple(pair) for pair in problem.forbidden}:
        return False
    allowed = None if problem.allowed is None else np.asarray(problem.allowed)
    return allowed is None or bool(allowed[i, j] and allowed[j, i])


def _of_figures(problem: PoolProblem, solution: PoolSolution) -> Iterator[str]:
    points = np.asarray(problem.points)
    total = sum(int(points[pair]) for pair in solution.pairs)
    if solution.objective != total:
        yield f"The pairs have {total} points; {solution.objective} is stated."
    paired = {person for pair in solution.pairs for person in pair}
    alone = tuple(person for person in range(len(points)) if person not in paired)
    if solution.unmatched != alone:
        yield f"People {alone} are alone; {solution.unmatched} are stated."
    exact = (solution.bound, solution.gap, solution.status) == (total, 0, Status.OPTIMAL)
    if solution.proof is Proof.DUALS and not exact:
        yield f"A proof by duals leaves no gap; the bound is {solution.bound}, the total {total}."
    if solution.proof is not Proof.DUALS:
        yield "The pairs of a base are always proved by duals; another proof is none."
    for name, marks, marked in (
        ("certain", solution.certain, solution.pairs),
        ("unmatched_certain", solution.unmatched_certain, solution.unmatched),
    ):
        if marks is not None and len(marks) != len(marked):
            yield f"{name} must hold {len(marked)} marks, got {len(marks)}."


class _Case:
    """A problem with its solution, and the levels on which pairs are compared."""

    def __init__(self, problem: PoolProblem, solution: PoolSolution) -> None:
        self.solution = solution
        self.points = np.asarray(problem.points).astype(np.int64)
        self.count = len(self.points)
        self.keys = person_keys(solution.asked.salt, LotSide.POOL, problem.names)
        self.locked = {in_order(pair) for pair in problem.locked}
        self.pairs = [pair for pair in solution.pairs if pair not in self.locked]
        self.mate = np.full(self.count, -1, dtype=np.int64)
        for i, j in self.pairs:
            self.mate[i], self.mate[j] = j, i
        self.free = np.ones(self.count, dtype=np.bool_)
        self.free[[person for pair in self.locked for person in pair]] = False
        self.allowed = None if problem.allowed is None else np.asarray(problem.allowed).astype(np.bool_)
        self.forbidden = [tuple(pair) for pair in problem.forbidden]

    def opened(self, first: int, last: int) -> BoolArray:
        """Return which pairs of a block of rows could be formed."""
        opened = self.free[first:last, None] & self.free[None, :]
        if self.allowed is not None:
            opened &= self.allowed[first:last] & self.allowed.T[first:last]
        opened[np.arange(last - first), np.arange(first, last)] = False
        for i, j in self.forbidden:
            for a, b in ((i, j), (j, i)):
                if first <= a < last:
                    opened[a - first, b] = False
        return opened

    def above(self, first: int, last: int) -> list[IntArray]:
        """Return the two levels before the lot of a block of rows."""
        points = self.points[first:last]
        pairs = np.ones_like(points)
        most_matched = self.solution.asked.purpose is Purpose.MOST_MATCHED
        return [pairs, points] if most_matched else [points, pairs]

    def chosen(self, first: int, last: int) -> BoolArray:
        """Return which pairs of a block of rows were chosen."""
        chosen: BoolArray = self.mate[first:last, None] == np.arange(self.count)[None, :]
        return chosen

    def choice(self, first: int, last: int, levels: int) -> list[IntArray]:
        """Return all levels of a block of rows: above the lot, lots, and, if canonical, one against what is chosen."""
        turns = levels - 2 - self.solution.canonical
        own, others = self.keys[first:last, None], self.keys[None, :]
        drawn = [-lots(np.minimum(own, others), np.maximum(own, others), turn) for turn in range(turns)]
        against = [-self.chosen(first, last).astype(np.int64)] if self.solution.canonical else []
        return [*self.above(first, last), *drawn, *against]

    def shared(self, first: int, last: int) -> list[IntArray]:
        """Return the levels above the lot, and one against what is called certain."""
        solution = self.solution
        assert solution.certain is not None
        assert solution.unmatched_certain is not None
        alone = np.zeros(self.count, dtype=np.int64)
        alone[[p for p, sure in zip(solution.unmatched, solution.unmatched_certain, strict=True) if sure]] = 1
        level = alone[first:last, None] + alone[None, :]
        for (i, j), sure in zip(solution.pairs, solution.certain, strict=True):
            for a, b in ((i, j), (j, i)):
                if sure and first <= a < last:
                    level[a - first, b] = -1
        return [*self.above(first, last), level]


def _of_certificate(case: _Case, proof: PoolCertificate) -> Iterator[str]:
    levels = len(proof.choice.prices)
    least = 3 + case.solution.canonical
    if levels < least:
        yield f"The certificate's choice must have at least {least} levels, got {levels}."
        return
    malformed = list(_of_shapes(case, "choice", proof.choice))
    yield from malformed
    if not malformed:
        yield from _of_prices(case, "choice", proof.choice, lambda a, b: case.choice(a, b, levels))
    if (case.solution.certain is None) != (case.solution.unmatched_certain is None):
        yield "What is certain must be said of pairs and of people alone, or of neither."
    elif case.solution.certain is not None:
        yield from _of_certain(case, proof.certain)


def _of_certain(case: _Case, proof: OddPrices) -> Iterator[str]:
    if len(proof.prices) != 3:
        yield f"The certificate's certain must have 3 levels, got {len(proof.prices)}."
        return
    for pair, sure in zip(case.solution.pairs, case.solution.certain or (), strict=True):
        if pair in case.locked and not sure:
            yield f"The pair {pair} is locked, and yet it is not called certain."
    malformed = list(_of_shapes(case, "certain", proof))
    yield from malformed
    if not malformed:
        yield from _of_prices(case, "certain", proof, case.shared)


def _of_shapes(case: _Case, name: str, proof: OddPrices) -> Iterator[str]:
    levels, sets = len(proof.prices), len(proof.sizes)
    if proof.prices.shape != (levels, case.count) or proof.worths.shape != (levels, sets):
        yield f"The certificate's {name} has prices of shapes {proof.prices.shape} and {proof.worths.shape}."
        return
    if (proof.sizes < 3).any() or (proof.sizes % 2 == 0).any() or proof.sizes.sum() != len(proof.members):
        yield f"The odd sets of the certificate's {name} have the sizes {proof.sizes.tolist()}."
        return
    for people in proof.sets():
        if people[0] < 0 or people[-1] >= case.count or (np.diff(people) <= 0).any():
            yield f"An odd set of the certificate's {name} names people out of range or out of order."
    for prices, worths in zip(proof.prices, proof.worths, strict=True):
        # Each sum below has two prices and at most every set once.
        most = 2 * max((abs(int(price)) for price in prices), default=0) + sum(abs(int(w)) for w in worths)
        if most > LARGEST:
            yield f"The certificate's {name} holds prices beyond {LARGEST}."


def _of_prices(case: _Case, name: str, proof: OddPrices, weigh: Weigh) -> Iterator[str]:
    """Yield where prices are not those of a best choice: then they prove nothing."""
    if not _at_least_zero(proof.prices).all() or not _at_least_zero(proof.worths).all():
        yield f"The certificate's {name} has a price below zero."
    alone = (case.mate < 0) & case.free
    if proof.prices[:, alone].any():
        yield f"The certificate's {name} has a price for somebody who is alone."
    for people, worth in zip(proof.sets(), proof.worths.T, strict=True):
        inside = np.isin(case.mate[people], people).sum()
        if worth.any() and inside != len(people) - 1:
            yield f"The certificate's {name} has a price for a set with {inside} of {len(people)} people in pairs."
    loose = costly = 0
    step = max(1, BLOCK // max(1, case.count))
    for first in range(0, case.count, step):
        last = min(case.count, first + step)
        slack = _slack(proof, first, last, weigh(first, last))
        chosen = case.chosen(first, last)
        loose += int(np.any([level[chosen] for level in slack], axis=0).sum())
        costly += int((case.opened(first, last) & ~_at_least_zero(np.array(slack))).sum())
    if loose:
        yield f"By the certificate's {name}, {loose // 2} chosen pairs are not worth their prices."
    if costly:
        yield f"By the certificate's {name}, {costly // 2} pairs are worth more than their prices."


def _slack(proof: OddPrices, first: int, last: int, worths: list[IntArray]) -> list[IntArray]:
    """Return, level by level, prices less scaled worths of the pairs of a block of rows."""
    slack = [
        price[first:last, None] + price[None, :] - SCALE * level
        for price, level in zip(proof.prices, worths, strict=True)
    ]
    for people, worth in zip(proof.sets(), proof.worths.T, strict=True):
        here = people[(people >= first) & (people < last)] - first
        inside = np.zeros(proof.prices.shape[1], dtype=np.int64)
        inside[people] = 1
        for level, own in zip(slack, worth, strict=True):
            if own and len(here):
                level[here] += own * inside
    return slack


def _at_least_zero(levels: IntArray) -> BoolArray:
    """Tell which rows of numbers, given level by level, are not below zero: the first that is not zero decides."""
    good: BoolArray = levels[-1] >= 0
    for level in levels[-2::-1]:
        good = (level > 0) | ((level == 0) & good)
    return good
