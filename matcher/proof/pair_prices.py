"""Checking the prices of pairs, block by block: points, then lots where points leave pairs equal."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.arrays import BoolArray, IntArray
from matcher.lot import KeyArray, LotSide, lots, person_keys
from matcher.problem import Problem
from matcher.proof.certificate import Certificate
from matcher.proof.ledger import Case
from matcher.scores import MOST_POINTS
from questionnaires.programme import Purpose

LARGEST_PRICE = 1 << 60
"""Greater prices could overflow a sum of three, and greater weights one with prices."""

Weigh = Callable[[int, int], IntArray]
"""Weights of the mentees from the first to before the last, with every mentor."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PointWeights:
    """Weights of points: below the pairs kept and, for best total, above the number of pairs.

    Parameters
    ----------
    scale, more
        A pair is worth its points times `scale` and `more`.
    bonus
        What an earlier pair is worth besides.
    largest
        What no pair's weight exceeds, a number of any length.
    """

    case: Case
    scale: int
    more: int
    bonus: int
    largest: int

    def weigh(self, first: int, last: int) -> IntArray:
        """Return the weights of the mentees from the first to before the last, with every mentor."""
        weights = self.case.problem.points_block(first, last) * self.scale + self.more
        return weights + self.bonus * self.case.kept_block(first, last) if self.bonus else weights


@dataclass(frozen=True, slots=True, eq=False)
class PairProof:
    """What the check of every block needs, computed once."""

    case: Case
    proof: Certificate
    weigh: Weigh
    mentees: KeyArray
    mentors: KeyArray


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What a block shows.

    Parameters
    ----------
    faults
        What the certificate fails to prove of it.
    certain
        In the order of the block's chosen pairs: whether each is shown to be in every optimum.
    """

    faults: tuple[str, ...]
    certain: BoolArray


def open_pair_proof(case: Case, proof: Certificate, weigh: Weigh) -> PairProof:
    """Gather what the check of every block needs."""
    mentee_ids, mentor_ids = case.problem.ids()
    return PairProof(
        case,
        proof,
        weigh,
        person_keys(case.asked.salt, LotSide.MENTEE, mentee_ids),
        person_keys(case.asked.salt, LotSide.MENTOR, mentor_ids),
    )


def point_weights(case: Case) -> PointWeights:
    """Return how points are weighed, with the greatest weight there is."""
    problem, best_total = case.problem, case.asked.purpose is Purpose.BEST_TOTAL
    n, m = problem.shape
    upper, demand = problem.per_mentor(problem.upper), problem.per_mentee(problem.demand)
    most = int(min(np.minimum(upper, n).sum(), np.minimum(demand, m).sum()))
    scale, more = (most + 1, 1) if best_total else (1, 0)
    # Mostly nothing hangs on the greatest points, and no pass over all pairs is spent on them.
    is_safe = MOST_POINTS * scale + more <= LARGEST_PRICE and not len(case.kept)
    points = MOST_POINTS if is_safe else _greatest_points(problem)
    largest = points * scale + more
    bonus = most * largest + 1 if len(case.kept) else 0
    return PointWeights(case=case, scale=scale, more=more, bonus=bonus, largest=largest + bonus)


def _greatest_points(problem: Problem) -> int:
    return max((int(problem.points_block(*rows).max(initial=0)) for rows in problem.blocks()), default=0)


def check_block(whole: PairProof, first: int, last: int) -> Checked:
    """Check the prices of the mentees from `first` to before `last` with every mentor."""
    case, proof, (n, m) = whole.case, whole.proof, whole.case.problem.shape
    gain = whole.weigh(first, last) - proof.points[first:last, None] + proof.points[None, n : n + m]
    opened, chosen = case.opened(first, last, proof.least), case.is_chosen(first, last)
    # An idle pair that loses proves itself; only the others are looked at further.
    rows, columns = np.nonzero(opened & (chosen | (gain >= 0)))
    mine, gains = chosen[rows, columns], gain[rows, columns]
    equal = gains == 0
    gains = _first_gains(whole, gains, rows + first, columns)
    people = f"mentees {first} to {last - 1}"
    faults = []
    if np.where(mine, gains < 0, gains > 0).any():
        faults.append(f"Prices of points or lots do not fit the pairs of {people}.")
    rise = proof.rank[n + columns] - proof.rank[first + rows]
    if ((gains == 0) & np.where(mine, rise >= 0, rise <= 0)).any():
        faults.append(f"Ranks do not show that no equal choice has other pairs of {people}.")
    ahead = proof.order[n + columns] - proof.order[first + rows]
    if (equal & np.where(mine, ahead > 0, ahead < 0)).any():
        faults.append(f"The order does not show which pairs of {people} are certain.")
    certain = chosen.copy()
    certain[rows[mine], columns[mine]] = ~equal[mine] | (ahead[mine] != 0)
    return Checked(tuple(faults), certain[chosen])


def _first_gains(whole: PairProof, gains: IntArray, mentees: IntArray, columns: IntArray) -> IntArray:
    """Return the gain of each pair at the first level where it has one."""
    gains, n = gains.copy(), whole.case.problem.shape[0]
    for turn, prices in enumerate(whole.proof.lots):
        left = np.flatnonzero(gains == 0)
        i, j = mentees[left], columns[left]
        gains[left] = prices[n + j] - prices[i] - lots(whole.mentees[i], whole.mentors[j], turn)
    return gains
