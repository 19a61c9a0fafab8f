"""Checking a certificate: every level's gains are recomputed from the problem and its prices, block by block.

The format, and why these checks prove what they prove, stand in ``docs/certificate.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.arrays import BoolArray, IntArray, largest
from matcher.problem import Problem
from matcher.proof.certificate import Certificate
from matcher.proof.ledger import Case, Ledger, open_case
from matcher.proof.pair_prices import LARGEST_PRICE, Weigh, check_block, open_pair_proof, point_weights
from matcher.solution import Solution
from questionnaires.programme import Purpose


def of_certificate(problem: Problem, solution: Solution, proof: Certificate) -> Iterator[str]:
    """Yield what the certificate fails to prove of a valid solution."""
    case = open_case(problem, solution)
    malformed = list(_of_shapes(case, proof))
    if malformed:
        yield from malformed
        return
    weights = point_weights(case)
    if weights.largest > LARGEST_PRICE:
        yield f"Points may weigh {weights.largest} here: beyond {LARGEST_PRICE} prices prove nothing."
        return
    if solution.asked.purpose is Purpose.MOST_MATCHED:
        yield from _of_coverage(case, proof)
    if solution.asked.raise_worst:
        yield from _of_worst(case, proof)
    yield from _of_points_and_lots(case, solution, proof, weights.weigh)


def of_shortage(problem: Problem, solution: Solution) -> Iterator[str]:
    """Yield what the certificate fails to prove of lower quotas that cannot all be reached."""
    reach = solution.certificate.reach
    if reach.shape != (open_case(problem, solution).ledger.nodes,) or largest(reach) > LARGEST_PRICE:
        yield "The certificate has no prices of lower quotas."
    elif others := _needless(solution.certificate, {"reach"}):
        yield f"There are no pairs, and yet the certificate has {others}."
    elif shortage(problem, solution) <= 0:
        yield "The prices do not show that lower quotas are out of reach."


def shortage(problem: Problem, solution: Solution, mentors: Sequence[int] | None = None) -> int:
    """Return how many places of lower quotas, of all mentors or of these, the prices show to be out of reach."""
    counted = np.ones(problem.shape[1], dtype=np.bool_)
    if mentors is not None:
        counted = np.isin(np.arange(problem.shape[1]), list(mentors))
    reach = lower_bound_reach(open_case(problem, solution), solution.certificate.reach, 0, counted)
    return int(problem.per_mentor(problem.lower)[counted].sum()) - reach


def _needless(proof: Certificate, needed: set[str]) -> str:
    """Return the levels of a certificate that hold something though they are not needed."""
    others = [name for name in Certificate.__slots__ if name not in needed]
    return ", ".join(
        name for name in others if np.any(getattr(proof, name)) or np.size(getattr(proof, name)) > 1
    )


def _of_shapes(case: Case, proof: Certificate) -> Iterator[str]:
    nodes, most_matched = case.ledger.nodes, case.asked.purpose is Purpose.MOST_MATCHED
    needed = {"points": proof.points, "rank": proof.rank, "order": proof.order}
    if most_matched:
        needed["coverage"] = proof.coverage
    needed |= {f"lots {k}": turn for k, turn in enumerate(proof.lots)}
    used = {"points", "rank", "order", "lots"} | ({"coverage"} if most_matched else set())
    used |= {"blocked", "least"} if case.asked.raise_worst else set()
    if others := _needless(proof, used):
        yield f"The certificate has {others}, which nothing asks for."
    if proof.lots.ndim != 2:
        yield f"The certificate's lots must be turns of numbers, got shape {proof.lots.shape}."
        return
    for name, prices in needed.items():
        if prices.shape != (nodes,):
            yield f"The certificate's {name} must hold {nodes} numbers, got shape {prices.shape}."
        elif largest(prices) > LARGEST_PRICE:
            yield f"The certificate's {name} holds prices beyond {LARGEST_PRICE}."


def _of_coverage(case: Case, proof: Certificate) -> Iterator[str]:
    unit, weigh = _coverage_weights(case)
    gains = _arc_gains(case.ledger, case.ledger.coverage * unit, proof.coverage)
    if not _fits(gains, case.ledger):
        yield "Prices of people and pairs do not fit the network: more could be served."
    for first, last in case.problem.blocks():
        gain = _pair_gains(case, weigh(first, last), proof.coverage, first, last)
        opened, chosen = case.opened(first, last), case.is_chosen(first, last)
        if (opened & np.where(chosen, gain < 0, gain > 0)).any():
            yield f"Prices of people and pairs do not fit the pairs of mentees {first} to {last - 1}."


def _coverage_weights(case: Case) -> tuple[int, Weigh]:
    """Return what one unit of coverage is worth, and the weights of pairs below it."""
    if case.asked.raise_worst:
        return len(case.kept) + 1, case.kept_block
    return 1, lambda first, last: np.zeros((last - first, case.problem.shape[1]), dtype=np.int64)


def _arc_gains(ledger: Ledger, reward: IntArray, prices: IntArray) -> IntArray:
    return reward - prices[ledger.tail] + prices[ledger.head]


def _pair_gains(case: Case, weights: IntArray, prices: IntArray, first: int, last: int) -> IntArray:
    n, m = case.problem.shape
    return weights - prices[first:last, None] + prices[None, n : n + m]


def _fits(gains: IntArray, ledger: Ledger) -> bool:
    """Tell whether no arc that can take more gains, and none that can take less loses."""
    more, less = ledger.flow < ledger.high, ledger.flow > ledger.low
    return not bool((more & (gains > 0)).any() or (less & (gains < 0)).any())


def _of_worst(case: Case, proof: Certificate) -> Iterator[str]:
    """Yield what is not shown of the worst pair: that it has `least` points and that no choice lifts it higher."""
    idle = "The certificate has prices against a better worst pair, and no pair could be better."
    if len(case.chosen) == len(case.locked):
        if proof.blocked.size:
            yield idle
        return
    blocks = list(case.problem.blocks())
    if any(_is_below(case, proof.least, *rows) for rows in blocks):
        yield f"A pair has fewer points than {proof.least}, which every pair is said to have."
    if not any(case.opened(*rows, proof.least + 1).any() for rows in blocks):
        if proof.blocked.size:
            yield idle
        return
    if proof.blocked.shape != (case.ledger.nodes,) or largest(proof.blocked) > LARGEST_PRICE:
        yield "Nothing shows that the worst pair cannot be better."
        return
    unit, weigh = _coverage_weights(case)
    kept = sum(
        int(weigh(first, last)[case.is_chosen(first, last)].sum()) for first, last in case.problem.blocks()
    )
    value = int((case.ledger.coverage * case.ledger.flow).sum()) * unit + kept
    bound = flow_bound(case, case.ledger, case.ledger.coverage * unit, weigh, proof.blocked, proof.least + 1)
    lower = int(case.problem.per_mentor(case.problem.lower).sum())
    if bound >= value and lower_bound_reach(case, proof.blocked, proof.least + 1) >= lower:
        yield f"Prices do not show that some pair must have {proof.least} points or fewer."


def _is_below(case: Case, least: int, first: int, last: int) -> bool:
    """Tell whether one of these mentees has an unlocked pair of fewer points."""
    unlocked = case.is_chosen(first, last) & case.opened(first, last)
    return bool((case.problem.points_block(first, last)[unlocked] < least).any())


def exact_sum(numbers: IntArray) -> int:
    """Return a sum that may be longer than 64 bits."""
    high = numbers >> 30
    return (int(high.sum()) << 30) + int((numbers - (high << 30)).sum())


def flow_bound(
    case: Case, ledger: Ledger, reward: IntArray, weigh: Weigh, prices: IntArray, least: int
) -> int:
    """Return a bound on the reward of every flow, by any prices: each arc takes what suits it best."""
    gains = _arc_gains(ledger, reward, prices)
    taken = np.where(gains > 0, ledger.high, ledger.low)
    bound: int = sum(gain * most for gain, most in zip(gains.tolist(), taken.tolist(), strict=True))
    for first, last in case.problem.blocks():
        gain = _pair_gains(case, weigh(first, last), prices, first, last)
        bound += exact_sum(gain[case.opened(first, last, least) & (gain > 0)])
        bound += exact_sum(gain[case.inside(case.locked, first, last)])
    return bound


def lower_bound_reach(case: Case, prices: IntArray, least: int, counted: BoolArray | None = None) -> int:
    """Return a bound on the places of lower quotas, of all mentors or of those counted, that can be filled at all."""
    ledger, n, m = case.ledger, *case.problem.shape
    leaving = (ledger.tail >= n) & (ledger.tail < n + m)
    places = ledger.low.copy()
    if counted is not None:
        places[leaving] *= counted[ledger.tail[leaving] - n]
    within = replace(
        ledger, low=np.where(leaving, 0, ledger.low), high=np.where(leaving, places, ledger.high)
    )
    none: Weigh = lambda a, b: np.zeros((b - a, m), dtype=np.int64)  # noqa: E731 - a weight of nothing
    bound = flow_bound(case, within, leaving.astype(np.int64), none, prices, least)
    # Beyond its lower quota a mentor's place earns nothing: a second arc of the same ends.
    beyond = _arc_gains(ledger, np.zeros_like(ledger.tail), prices)[leaving]
    room = (ledger.high - places)[leaving]
    further: int = sum(g * r for g, r in zip(beyond.tolist(), room.tolist(), strict=True) if g > 0)
    return bound + further


def _of_points_and_lots(case: Case, solution: Solution, proof: Certificate, weigh: Weigh) -> Iterator[str]:
    """Yield where a better choice is not excluded, level by level, and where another equal one is not."""
    free = _hold_entries(case)
    zeros = np.zeros(len(free.tail), dtype=np.int64)
    levels = [_arc_gains(free, zeros, prices) for prices in (proof.points, *proof.lots)]
    gains, tied = _first_gain(levels)
    if not _fits(gains, free):
        yield "Prices of points or lots do not fit the network."
    if not _rises(proof.rank, free, tied):
        yield "Ranks do not show that the choice is the only one."
    if not _rises(proof.order, free, levels[0] == 0):
        yield "The order does not show which pairs are certain."
    whole = open_pair_proof(case, proof, weigh)
    checked = [check_block(whole, first, last) for first, last in case.problem.blocks()]
    yield from (fault for block in checked for fault in block.faults)
    if solution.certain is None:
        return
    claimed = np.array(solution.certain, dtype=np.bool_)
    shown = np.concatenate([*(block.certain for block in checked), claimed[:0]])
    if len(claimed) != len(case.chosen) or not np.array_equal(claimed, shown):
        yield "What is said of certain pairs does not follow from the certificate."
    yield from _of_unmatched(case, solution, free, levels[0] == 0, proof.order)


def _hold_entries(case: Case) -> Ledger:
    """Return the ledger with the flow of each class held, which is how coverage is kept below its level."""
    ledger = case.ledger
    if case.asked.purpose is not Purpose.MOST_MATCHED:
        return ledger
    held = np.arange(len(ledger.tail)) < ledger.entries
    low, high = np.where(held, ledger.flow, ledger.low), np.where(held, ledger.flow, ledger.high)
    return replace(ledger, low=low, high=high)


def _first_gain(levels: list[IntArray]) -> tuple[IntArray, BoolArray]:
    """Return the gain at the first level where there is one, and where there is none at any."""
    gains = levels[0].copy()
    for level in levels[1:]:
        gains = np.where(gains == 0, level, gains)
    return gains, gains == 0


def _rises(number: IntArray, ledger: Ledger, where: BoolArray) -> bool:
    """Tell whether the number falls along none of these arcs in a direction that can change."""
    rise = number[ledger.head] - number[ledger.tail]
    more, less = ledger.flow < ledger.high, ledger.flow > ledger.low
    return not bool((where & ((more & (rise < 0)) | (less & (rise > 0)))).any())


def _of_unmatched(
    case: Case, solution: Solution, free: Ledger, equal: BoolArray, order: IntArray
) -> Iterator[str]:
    may = equal & (free.low < free.high) & (order[free.head] == order[free.tail])
    may &= free.head < case.problem.shape[0]
    certain = ~np.isin(np.array(solution.unmatched, dtype=np.int64), free.head[may])
    if solution.unmatched_certain != tuple(certain.tolist()):
        yield "What is said of people certainly without a mentor does not follow from the certificate."
