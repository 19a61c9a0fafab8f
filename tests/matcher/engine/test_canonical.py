"""The choice depends on ids and salt alone: not on the order of rows, nor on what else was tried."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from both_ways import assert_same, solve_both
from engine_oracle import asks, assignments, examples, lot_of, options, problems
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from reordering import pairs_by_id, shuffled

from matcher import Problem, Purpose, Status, certificate_bytes, read_certificate, solve, verify
from matcher.lot import LotSide, lots, person_keys
from matcher.proof import pair_prices
from matcher.requirement_lots import requirement_lots
from matcher.solution import Asked, ConflictKind, Requirement, RequirementKind
from matcher.solve import choosing
from matcher.solve.pairs import dense, listed, offers

PUBLISHED_KEYS = ["281adc91739330e1", "c857ffebf6d7848c", "81269f74aaf99d6d", "da5e88501b930fa8"]
PUBLISHED_LOTS = [[386254187771, 337949492349], [697088174271, 935119087576]]
PUBLISHED_SECOND = 360562557676
PUBLISHED_LOCK = 450254617993


def named(problem, solution):
    return pairs_by_id(problem, solution.pairs)


def out_of_reach(seed):
    """Return a problem whose lower quotas are more than few possible pairs can fill, for the most part in many ways."""
    rng = np.random.default_rng(seed)
    n, m = (int(size) for size in rng.integers(2, 5, 2))
    lower = rng.integers(0, 3, m)
    cell = (int(rng.integers(n)), int(rng.integers(m)))
    allowed = rng.random((n, m)) < rng.choice([0.4, 0.9])
    return Problem(
        rng.integers(0, 3, (n, m)),
        upper=lower + rng.integers(0, 2, m),
        lower=lower,
        demand=rng.integers(1, 3, n) if rng.integers(4) == 0 else 1,
        allowed=allowed,
        locked=[cell] if allowed[cell] and lower[cell[1]] and rng.integers(2) else (),
        shared_upper=[(range(2), int(lower[:2].sum()))] if rng.integers(2) else (),
        mentee_ids=[f"mentee {i}" for i in range(n)],
        mentor_ids=[f"mentor {j}" for j in range(m)],
    )


@pytest.fixture
def no_requirements(monkeypatch):
    """Leave out the search for the smallest conflict, which has tests of its own."""
    monkeypatch.setattr(choosing, "MOST_CELLS", -1)


UNTOUCHED = [HealthCheck.function_scoped_fixture]
"""The fixture holds for all instances alike."""


def repair_by_lot(problem, asked):
    """Return the repair by brute force: of all choices that fill most places, that of the least sum of lots."""
    lower = problem.per_mentor(problem.lower)

    def filled(pairs):
        load = np.bincount([j for _, j in pairs], minlength=len(lower))
        return np.minimum(load, lower)

    every = assignments(replace(problem, lower=0), asked)
    best = min(every, key=lambda pairs: (-filled(pairs).sum(), lot_of(problem, asked, pairs)))
    return tuple((j, reach) for j, reach in enumerate(filled(best).tolist()) if reach < lower[j])


@settings(max_examples=examples(15), deadline=None, suppress_health_check=UNTOUCHED)
@given(seed=st.integers(0, 10**6), salt=st.sampled_from([b"", b"a"]))
def test_of_equally_cheap_repairs_the_lot_names_one(no_requirements, seed, salt):
    problem, asked = out_of_reach(seed), Asked(salt=salt)
    _, listed_first = solve_both(problem, {"salt": salt}, listed=0)
    solution, wide = solve_both(problem, {"salt": salt})
    assert_same(solution, wide)
    assert_same(solution, listed_first)
    assume(solution.status is Status.INFEASIBLE)
    assert verify(problem, solution) == []
    (conflict,) = solution.conflicts
    assert conflict.kind is ConflictKind.LOWER_OUT_OF_REACH
    assert conflict.repair == repair_by_lot(problem, asked)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=UNTOUCHED)
@given(st.data())
def test_the_order_of_rows_and_columns_does_not_change_the_repair(no_requirements, data):
    problem = out_of_reach(data.draw(st.integers(0, 10**6)))
    first = solve(problem)
    assume(first.status is Status.INFEASIBLE)
    rows, columns = (data.draw(st.permutations(range(size))) for size in problem.shape)
    other, _ = shuffled(problem, Asked(), rows, columns)

    def by_name(mine):
        _, names = mine.ids()
        (conflict,) = solve(mine).conflicts
        return {(names[j], reach) for j, reach in conflict.repair}, {names[j] for j in conflict.mentors}

    assert by_name(other) == by_name(problem)


def test_one_of_twelve_equal_mentors_is_eased_whoever_comes_first(no_requirements):
    """Eleven mentees for twelve mentors who must each get one: any may go without, and the lot says who."""
    names, eased = [f"М-{k:03}" for k in range(12)], set()
    for turn in range(12):
        ids = names[turn:] + names[:turn]
        problem = Problem(
            np.zeros((11, 12), int), lower=1, mentee_ids=[f"Н-{k:03}" for k in range(11)], mentor_ids=ids
        )
        (conflict,) = solve(problem, salt=b"salt").conflicts
        eased |= {(ids[j], reach) for j, reach in conflict.repair}
    assert len(eased) == 1


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_the_order_of_rows_and_columns_does_not_matter(data):
    problem = data.draw(problems())
    asked = data.draw(asks(problem))
    first = solve(problem, **options(asked))
    assume(first.status is Status.OPTIMAL)
    n, m = problem.shape
    other, request = shuffled(
        problem, asked, data.draw(st.permutations(range(n))), data.draw(st.permutations(range(m)))
    )
    second = solve(other, **request)
    assert named(other, second) == named(problem, first)
    assert dict(zip(sorted(named(other, second)), sorted(second.certain), strict=True)) == dict(
        zip(sorted(named(problem, first)), sorted(first.certain), strict=True)
    )


@pytest.mark.parametrize("purpose", Purpose)
def test_heavy_ties_of_many_people_do_not_depend_on_order_or_offers(purpose, monkeypatch):
    rng = np.random.default_rng(7)
    points = rng.integers(0, 2, (50, 35))
    ids = [f"Н-{i:03}" for i in range(50)], [f"М-{j:03}" for j in range(35)]
    problem = Problem(points, upper=2, lower=1, mentee_ids=ids[0], mentor_ids=ids[1])
    expected = named(problem, solve(problem, purpose))
    monkeypatch.setattr(offers, "ALL_PAIRS", 0)
    monkeypatch.setattr(offers, "BEST", 1)
    for _ in range(3):
        rows, columns = rng.permutation(50), rng.permutation(35)
        other = Problem(
            points[np.ix_(rows, columns)],
            upper=2,
            lower=1,
            mentee_ids=[ids[0][i] for i in rows],
            mentor_ids=[ids[1][j] for j in columns],
        )
        solution = solve(other, purpose)
        assert named(other, solution) == expected
        assert not all(solution.certain)
        assert verify(other, solution) == []


def test_people_who_may_match_nobody_change_nothing():
    points = np.random.default_rng(8).integers(0, 3, (20, 12))
    problem = Problem(points, upper=2)
    wider = Problem(
        np.pad(points, ((0, 3), (0, 2))), upper=2, allowed=np.pad(np.ones((20, 12), bool), ((0, 3), (0, 2)))
    )
    assert solve(wider).pairs == solve(problem).pairs


def test_the_salt_decides_equal_choices():
    problem = Problem(np.ones((6, 6), dtype=int))
    choices = {solve(problem, salt=bytes([k])).pairs for k in range(8)}
    assert len(choices) > 4
    assert solve(problem, salt=b"a").pairs == solve(problem, salt=b"a").pairs


@pytest.mark.parametrize("few", [0, 12])
def test_a_second_draw_settles_what_the_first_leaves_equal(few, monkeypatch):
    """With lots of one bit many choices stay equal, so that more turns are needed and still one choice is left."""
    problem = Problem(np.ones((9, 9), dtype=int))

    def coarse(mentees, mentors, turn=0):
        return lots(mentees, mentors, turn) >> 39

    monkeypatch.setattr(dense, "LISTED", few)
    for module in (dense, listed):
        monkeypatch.setattr(module, "lots", coarse)
    monkeypatch.setattr(pair_prices, "lots", coarse)
    solution = solve(problem)
    assert len(solution.certificate.lots) > 1
    assert solution.canonical
    assert verify(problem, solution) == []


def test_lots_have_their_published_values():
    """These stand in ``docs/engine.md``: another program must draw the same lots."""
    mentees = person_keys(b"salt", LotSide.MENTEE, ["Н-001", "Н-002"])
    mentors = person_keys(b"salt", LotSide.MENTOR, ["М-001", ""])
    assert [f"{int(key):016x}" for key in (*mentees, *mentors)] == PUBLISHED_KEYS
    assert lots(mentees[:, None], mentors[None]).tolist() == PUBLISHED_LOTS
    assert int(lots(mentees[0], mentors[0], 1)[0]) == PUBLISHED_SECOND
    problem = Problem([[1]], mentee_ids=["Н-001"], mentor_ids=["М-001"])
    lock = Requirement(RequirementKind.LOCK, (0, 0))
    assert requirement_lots(problem, b"salt", [lock]) == [PUBLISHED_LOCK]


def test_certificates_are_canonical_bytes_and_read_back():
    problem = Problem(np.random.default_rng(9).integers(0, 3, (15, 9)), upper=2, lower=1)
    first, second = (certificate_bytes(solve(problem).certificate) for _ in "ab")
    assert first == second
    assert certificate_bytes(read_certificate(first)) == first


def test_certificates_do_not_depend_on_which_pairs_were_offered(monkeypatch):
    problem = Problem(np.random.default_rng(10).integers(0, 4, (30, 30)), upper=1)
    whole = certificate_bytes(solve(problem, raise_worst=True).certificate)
    monkeypatch.setattr(offers, "ALL_PAIRS", 0)
    monkeypatch.setattr(offers, "BEST", 2)
    assert certificate_bytes(solve(problem, raise_worst=True).certificate) == whole


def test_the_names_of_the_contract_are_there_and_load_nothing_heavy():
    code = "import sys, matcher; assert not {'numpy', 'scipy', 'ortools'} & set(sys.modules)"
    code += "; import matcher.solve.pool.pool, matcher.proof.verify"
    code += "; assert callable(matcher.solve) and callable(matcher.verify)"
    subprocess.run([sys.executable, "-c", code], check=True)
