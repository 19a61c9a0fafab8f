"""`verify_pool` refuses every kind of tampering with the pairs of a base, their figures and their certificate."""

from dataclasses import replace

import numpy as np
import pytest

from matcher import (
    PoolProblem,
    Proof,
    Purpose,
    Status,
    pool_certificate_bytes,
    read_pool_certificate,
    solve_pool,
    verify_pool,
)

N = 11


def base():
    """Return two odd rings that cannot be paired inside, people apart from all, and a locked pair."""
    points = np.zeros((N, N), dtype=np.int64)
    for ring in ((0, 1, 2), (3, 4, 5, 6, 7)):
        for a in ring:
            for b in ring:
                points[a, b] = 900 + (a + b) % len(ring) // 4
    allowed = points > 0
    allowed[9, 10] = allowed[10, 9] = True
    np.fill_diagonal(points, 0)
    return PoolProblem(points, allowed=allowed, locked=[(9, 10)], ids=[f"У-{i}" for i in range(N)])


PROBLEM = base()
SOLUTION = solve_pool(PROBLEM, Purpose.BEST_TOTAL)


def test_the_untouched_solution_has_odd_sets_and_ties_and_passes():
    assert not all(SOLUTION.certain)
    assert not all(SOLUTION.unmatched_certain)
    assert SOLUTION.certificate.choice.sizes.size
    assert verify_pool(PROBLEM, SOLUTION) == []


def test_the_certificate_is_read_back_as_it_was_written():
    written = pool_certificate_bytes(SOLUTION.certificate)
    read = read_pool_certificate(written)
    assert pool_certificate_bytes(read) == written
    assert verify_pool(PROBLEM, replace(SOLUTION, certificate=read)) == []


def says(**changes):
    return lambda solution: replace(solution, **changes)


def proof(part, **changes):
    """Replace arrays of one part of the certificate by a function of them."""

    def change(solution):
        held = getattr(solution.certificate, part)
        made = replace(held, **{name: make(getattr(held, name).copy()) for name, make in changes.items()})
        return replace(solution, certificate=replace(solution.certificate, **{part: made}))

    return change


def add(place, number):
    def change(array):
        array[place] += number
        return array

    return change


def without(pair):
    pairs = tuple(each for each in SOLUTION.pairs if each != pair)
    alone = tuple(sorted({*SOLUTION.unmatched, *pair}))
    objective = sum(int(PROBLEM.points[each]) for each in pairs)
    return says(
        pairs=pairs,
        unmatched=alone,
        objective=objective,
        bound=objective,
        certain=None,
        unmatched_certain=None,
    )


A, B = SOLUTION.pairs[:2]
ALONE = SOLUTION.unmatched[0]
TAMPERING = {
    "a pair gone": without(A),
    "the locked pair gone": without((9, 10)),
    "a pair twice": says(pairs=(A, *SOLUTION.pairs)),
    "the greater first": says(pairs=(A[::-1], *SOLUTION.pairs[1:])),
    "nobody's number": says(pairs=(*SOLUTION.pairs, (N, N + 1))),
    "out of order": says(pairs=SOLUTION.pairs[::-1]),
    "a person in two pairs": says(pairs=tuple(sorted((*SOLUTION.pairs, (A[0], 2 if A[0] != 2 else 1))))),
    "a pair that is not allowed": says(pairs=tuple(sorted((*SOLUTION.pairs[1:], (A[0], 8))))),
    "partners exchanged": says(pairs=tuple(sorted([(A[0], B[0]), (A[1], B[1]), *SOLUTION.pairs[2:]]))),
    "points": says(objective=SOLUTION.objective + 1),
    "bound": says(bound=SOLUTION.bound + 1),
    "gap": says(gap=0.5),
    "status": says(status=Status.FEASIBLE),
    "no choice": says(status=Status.INFEASIBLE),
    "no choice and no pairs": says(status=Status.INFEASIBLE, pairs=(), objective=None),
    "only the solver's word": says(proof=Proof.SOLVER),
    "no proof": says(proof=Proof.NONE, certificate=None),
    "no certificate": says(certificate=None),
    "alone": says(unmatched=SOLUTION.unmatched[1:]),
    "marks of too few": says(certain=SOLUTION.certain[1:]),
    "marks of nobody alone": says(unmatched_certain=None),
    "a pair called certain": says(certain=(True,) * len(SOLUTION.pairs)),
    "a locked pair called uncertain": says(
        certain=tuple(
            sure and pair != (9, 10) for pair, sure in zip(SOLUTION.pairs, SOLUTION.certain, strict=True)
        )
    ),
    "alone called certain": says(unmatched_certain=(True,) * len(SOLUTION.unmatched)),
    "purpose": says(asked=replace(SOLUTION.asked, purpose=Purpose.MOST_MATCHED)),
    "salt": says(asked=replace(SOLUTION.asked, salt=b"another")),
    "not canonical": says(canonical=False),
    "a price too great": proof("choice", prices=add((0, A[0]), 8)),
    "a price too small": proof("choice", prices=add((0, A[0]), -8)),
    "a price of points": proof("choice", prices=add((1, A[0]), 1)),
    "a price of lots": proof("choice", prices=add((2, A[0]), 1)),
    "a price of being the only choice": proof("choice", prices=add((3, A[0]), 1)),
    "a price of somebody alone": proof("choice", prices=add((0, ALONE), 8)),
    "prices below zero": proof("choice", prices=lambda prices: -prices),
    "prices that overflow": proof("choice", prices=add((1, A[0]), 1 << 62)),
    "a level gone": proof("choice", prices=lambda prices: prices[1:], worths=lambda worths: worths[1:]),
    "nearly all levels gone": proof("choice", prices=lambda p: p[:1], worths=lambda w: w[:1]),
    "somebody without a price": proof("choice", prices=lambda prices: prices[:, 1:]),
    "the worth of a set": proof("choice", worths=add((0, 0), 8)),
    "a set worth less than nothing": proof("choice", worths=lambda worths: -worths),
    "no sets": proof(
        "choice",
        sizes=lambda sizes: sizes[:0],
        members=lambda members: members[:0],
        worths=lambda worths: worths[:, :0],
    ),
    "an even set": proof("choice", sizes=add(0, 1)),
    "other members": proof("choice", members=add(0, 1)),
    "members out of range": proof("choice", members=add(-1, N)),
    "certain: a price": proof("certain", prices=add((0, A[0]), 8)),
    "certain: levels": proof("certain", prices=lambda p: p[:2], worths=lambda w: w[:2]),
    "certain: a set": proof("certain", worths=lambda worths: -worths),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_refused(name):
    assert verify_pool(PROBLEM, TAMPERING[name](SOLUTION))


def test_a_heavier_pair_elsewhere_is_noticed():
    """The same proof does not hold of a problem in which another pair is worth more."""
    points = np.asarray(PROBLEM.points).copy()
    a, b = next((a, b) for a in range(3, 8) for b in range(a + 1, 8) if (a, b) not in SOLUTION.pairs)
    points[a, b] = points[b, a] = 5000
    other = PoolProblem(points, allowed=PROBLEM.allowed, locked=PROBLEM.locked, ids=PROBLEM.ids)
    assert any("worth more than their prices" in why for why in verify_pool(other, SOLUTION))


def test_locks_that_contradict_each_other_are_a_refusal_that_holds():
    problem = PoolProblem(np.zeros((3, 3), int), locked=[(0, 1), (1, 2)])
    refused = solve_pool(problem)
    assert refused.status is Status.INFEASIBLE
    assert verify_pool(problem, refused) == []
    assert verify_pool(PROBLEM, refused)
