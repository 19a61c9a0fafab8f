"""Pairs inside one base («равный – равному»): a matching of most weight in a general graph, with its proof."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.arrays import BoolArray, IntArray
from matcher.faults.asked import faults_of_purpose
from matcher.faults.pairs import faults_of_salt
from matcher.lot import KeyArray, LotSide, lots, person_keys
from matcher.pool import PoolProblem, PoolSolution, in_order
from matcher.proof.pool_certificate import OddPrices, PoolCertificate
from matcher.solution import Asked, Proof, Status
from matcher.solve.pool.common import find_common
from matcher.solve.pool.levels import Levels, deepened
from matcher.solve.pool.pricing import SMALL_BLOCK, first_candidates, near_candidates
from matcher.solve.pool.search import Settled, settle
from questionnaires.programme import Purpose

MOST_TURNS = 4
"""Lots of 40 bits drawn at most until one choice is left."""
FINER = 8
"""Prices with lots start from prices without, so they are held in finer parts."""
Pairs = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """The people in the order of their keys, so that not even the certificate depends on the order of rows.

    Parameters
    ----------
    order
        Place → index of the problem.
    """

    points: IntArray
    opened: BoolArray
    keys: KeyArray
    order: IntArray

    def lots(self, turn: int) -> IntArray:
        """Return the lot of every pair, the same from both sides; the keys are sorted."""
        drawn = np.empty(self.points.shape, dtype=np.int64)
        step = max(1, SMALL_BLOCK // max(1, len(drawn)))
        for first in range(0, len(drawn), step):
            rows = self.keys[first : first + step, None]
            drawn[first : first + step] = lots(np.minimum(rows, self.keys), np.maximum(rows, self.keys), turn)
        return drawn

    def levels(self, purpose: Purpose) -> tuple[npt.NDArray[np.integer], ...]:
        """Return what counts before the lot: pairs and points, or points and pairs."""
        pairs = np.broadcast_to(np.int8(1), self.points.shape)
        return (pairs, self.points) if purpose is Purpose.MOST_MATCHED else (self.points, pairs)


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """What was chosen, in places of `_Base`, with what proves it."""

    pairs: Pairs
    proof: OddPrices
    canonical: bool
    common: Settled | None


def solve_pool(
    problem: PoolProblem, purpose: Purpose = Purpose.MOST_MATCHED, *, salt: bytes = b""
) -> PoolSolution:
    """Pair the people of one base: most pairs, then most points; or most points, then most pairs.

    Among equal choices the one with the least sum of lots is taken. The certificate proves it: `verify_pool` checks it
    without the solver.

    Parameters
    ----------
    problem
        Points, rules and decisions between the n people of one base.
    purpose
        `MOST_MATCHED`: most pairs, then most points; `BEST_TOTAL`: most points, then most pairs.
    salt
        Decides equal choices together with the ids.

    Returns
    -------
    PoolSolution
        OPTIMAL and proved; INFEASIBLE when locked pairs are not allowed or share a person.

    Raises
    ------
    ValueError
        When the purpose is none, or the salt no bytes.

    References
    ----------
    .. [1] J. Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", 1965: prices of people and of odd sets.

    Examples
    --------
    >>> import matcher
    >>> pool = matcher.solve_pool(matcher.PoolProblem([[0, 5, 1], [5, 0, 4], [1, 4, 0]]))
    >>> pool.pairs, pool.unmatched, pool.objective
    (((0, 1),), (2,), 5)
    """
    if faults := faults_of_purpose(purpose) + faults_of_salt(salt):
        raise ValueError("\n".join(faults))
    purpose, salt = Purpose(purpose), bytes(salt)
    asked, opened = Asked(purpose=purpose, salt=salt), open_pairs(problem)
    locked = sorted(in_order(pair) for pair in problem.locked)
    people = [person for pair in locked for person in pair]
    if len(set(people)) < len(people) or any(not opened[pair] for pair in locked):
        return _refused(asked)
    opened[people, :] = opened[:, people] = False
    base = _sort(problem, salt, opened)
    return _read_out(problem, asked, locked, base, _choose(base, purpose))


def open_pairs(problem: PoolProblem) -> BoolArray:
    """Return which two people may be a pair, symmetric; locked pairs among them."""
    n = len(np.asarray(problem.points))
    opened = (
        np.ones((n, n), dtype=np.bool_)
        if problem.allowed is None
        else np.asarray(problem.allowed).astype(np.bool_)
    )
    opened = opened & opened.T
    np.fill_diagonal(opened, val=False)
    for i, j in problem.forbidden:
        opened[i, j] = opened[j, i] = False
    return opened


def _refused(asked: Asked) -> PoolSolution:
    return PoolSolution(
        pairs=(),
        certain=None,
        objective=None,
        bound=None,
        gap=None,
        status=Status.INFEASIBLE,
        proof=Proof.DUALS,
        unmatched=(),
        unmatched_certain=None,
        asked=asked,
    )


def _sort(problem: PoolProblem, salt: bytes, opened: BoolArray) -> _Base:
    names = problem.names
    keys = person_keys(salt, LotSide.POOL, names)
    order = np.array(sorted(range(len(names)), key=lambda i: (keys[i], names[i])), dtype=np.int64)
    square = np.ix_(order, order)
    points = np.asarray(problem.points).astype(np.int64)
    return _Base(points=points[square], opened=opened[square], keys=keys[order], order=order)


def _choose(base: _Base, purpose: Purpose) -> _Choice:
    """Solve what counts before the lot; solve again with the lots; then show that no other choice is as good."""
    count, drawn = len(base.opened), [base.lots(0)]
    above = Levels(base.levels(purpose), base.opened)
    candidates = first_candidates(base.points, base.opened)
    before = settle(above, candidates)
    common = find_common(above, candidates, before)
    near = near_candidates(above, before.proof, before.pairs, drawn[0])
    while True:
        levels = Levels((*above.worths, *(-lot for lot in drawn)), base.opened, FINER)
        found = settle(levels, near, halves=deepened(before.proof, 2, len(drawn)))
        # One level more, on which every choice that is as good on all others would be better.
        deeper = Levels((*levels.worths, _against(found.pairs, count)), base.opened, FINER)
        only = settle(deeper, near, deepened(found.proof, len(levels.worths)))
        canonical = only.pairs == found.pairs
        if canonical or len(drawn) == MOST_TURNS:
            return _Choice(found.pairs, only.proof if canonical else found.proof, canonical, common)
        drawn.append(base.lots(len(drawn)))


def _against(pairs: Pairs, count: int) -> npt.NDArray[np.integer]:
    """Return -1 for these pairs: whatever is as good on the levels above would be better on this one."""
    level = np.zeros((count, count), dtype=np.int8)
    for i, j in pairs:
        level[i, j] = level[j, i] = -1
    return level


def _read_out(
    problem: PoolProblem, asked: Asked, locked: list[tuple[int, int]], base: _Base, choice: _Choice
) -> PoolSolution:
    points, order, common = np.asarray(problem.points), base.order, choice.common
    pairs = sorted([*locked, *_indices(order, choice.pairs)])
    shared = {*locked, *(_indices(order, common.pairs) if common else ())}
    paired = {person for pair in pairs for person in pair}
    unmatched = tuple(person for person in range(len(points)) if person not in paired)
    lonely = {int(order[place]) for place in common.alone} if common else set()
    objective = sum(int(points[pair]) for pair in pairs)
    return PoolSolution(
        pairs=tuple(pairs),
        certain=tuple(pair in shared for pair in pairs) if common else None,
        objective=objective,
        bound=objective,
        gap=0.0,
        status=Status.OPTIMAL,
        proof=Proof.DUALS,
        unmatched=unmatched,
        unmatched_certain=tuple(person in lonely for person in unmatched) if common else None,
        certificate=PoolCertificate(
            choice=_reordered(choice.proof, order),
            certain=_reordered(common.proof, order, FINER // 4) if common else OddPrices(),
        ),
        asked=asked,
        canonical=choice.canonical,
    )


def _indices(order: IntArray, pairs: Pairs) -> list[tuple[int, int]]:
    return [in_order((int(order[i]), int(order[j]))) for i, j in pairs]


def _reordered(proof: OddPrices, order: IntArray, times: int = 1) -> OddPrices:
    """Return prices by indices of the problem instead of places, so many times as great."""
    prices = np.zeros_like(proof.prices)
    prices[:, order] = times * proof.prices
    sets = [sorted(order[people].tolist()) for people in proof.sets()]
    ranked = sorted(range(len(sets)), key=lambda k: sets[k])
    return OddPrices(
        prices=prices,
        sizes=proof.sizes[ranked],
        members=np.array([person for k in ranked for person in sets[k]], dtype=np.int64),
        worths=times * proof.worths[:, ranked],
    )
