"""Problems in which many people are alike: kinds are solved in their place, to the same bytes."""

from dataclasses import replace

import numpy as np
import pytest
from both_ways import assert_same, solve_both
from engine_oracle import asks, examples, options
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Problem, Purpose, Rules, Scores, solve, verify
from matcher.solve import choosing
from matcher.solve.ladder import settling
from matcher.solve.pairs import alike, faces, settle_kinds
from matcher.solve.pairs.settle_kinds import pair_up
from matcher.solve.wide import tight


@pytest.fixture
def by_kinds(monkeypatch):
    """Count the levels that are solved by kinds, in problems of any size."""
    counted = []
    way = settling.settle_kinds

    def counting(*given):
        counted.append(given)
        return way(*given)

    monkeypatch.setattr(settling, "settle_kinds", counting)
    monkeypatch.setattr(alike, "FEWER", 0)
    return counted


@st.composite
def kinds(draw):
    """People of two or three kinds a side, each of which may also stand alone in a decision or an exception."""
    n, m = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    answers = st.tuples(st.integers(0, 2), st.integers(0, 1))
    of_mentees, of_mentors = (
        np.array(
            draw(
                st.lists(
                    st.sampled_from(draw(st.lists(answers, min_size=1, max_size=3))), min_size=k, max_size=k
                )
            )
        )
        for k in (n, m)
    )
    quotas = st.sampled_from([(1, 0), (1, 0), (2, 0), (3, 1), (1, 1)])
    upper, lower = zip(
        *[draw(quotas)] * m if draw(st.booleans()) else [draw(quotas) for _ in range(m)], strict=True
    )
    cells = st.tuples(st.integers(0, n - 1), st.integers(0, m - 1))
    decided = draw(st.lists(cells, max_size=2, unique=True))
    split = draw(st.integers(0, len(decided)))
    named = draw(st.lists(cells, max_size=2, unique=True))
    exceptions = ([i for i, _ in named], [j for _, j in named], [draw(st.integers(0, 3)) for _ in named])
    return Problem(
        Scores(of_mentees, of_mentors, exceptions=exceptions if named else None),
        upper=upper,
        lower=lower,
        demand=draw(st.sampled_from([1, [k % 2 for k in range(n)], 2, [k % 3 for k in range(n)]])),
        allowed=draw(st.none() | st.just(Rules(((of_mentees[:, :1], of_mentors[:, :1], 1),)))),
        locked=decided[:split],
        forbidden=decided[split:],
        priority=draw(st.none() | st.lists(st.integers(0, 1), min_size=n, max_size=n)),
        shared_upper=draw(st.sampled_from([(), [(tuple(range(m)), 3)]])),
    )


@settings(max_examples=examples(120), deadline=None)
@given(st.data())
def test_kinds_give_the_same_bytes_as_people(data):
    problem = data.draw(kinds())
    asked = data.draw(asks(problem))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "FEWER", 0)
        by_people, wide = solve_both(problem, options(asked), listed=data.draw(st.sampled_from([0, 20])))
        assert_same(by_people, wide)
        assert_same(by_people, solve(problem, **options(asked)))


CASES = {
    "one mentee each": ({}, {}),
    "three places, at least one used": ({"upper": 3, "lower": 1}, {}),
    "two mentors each": ({"demand": 2, "upper": 3}, {}),
    "up to three, and few places": ({"demand": np.arange(80) % 4, "upper": 2}, {}),
    "best total of two mentors each": ({"demand": 2, "upper": 4}, {"purpose": Purpose.BEST_TOTAL}),
    "best total": ({"upper": 2}, {"purpose": Purpose.BEST_TOTAL}),
    "raised": ({"upper": 2}, {"raise_worst": True}),
    "earlier pairs": ({}, {"previous": [(k, k) for k in range(12)]}),
    "classes": ({"priority": np.arange(80) % 3}, {}),
    "decisions": ({"locked": [(3, 5)], "forbidden": [(4, 4)]}, {"salt": b"spring"}),
}


@pytest.mark.parametrize("listed", [0, 20])
@pytest.mark.parametrize("name", CASES)
def test_kinds_of_many_people_give_the_same_bytes(name, listed, by_kinds):
    changes, asked = CASES[name]
    dice = np.random.default_rng(len(name))
    left, right = dice.integers(0, 2, (80, 3)), dice.integers(0, 2, (50, 3))
    problem = replace(Problem(Scores(left, right)), **changes)
    by_people, wide = solve_both(problem, asked, listed=listed)
    assert by_kinds, "No level was solved by kinds."
    assert_same(by_people, wide)
    assert_same(by_people, solve(problem, **asked))
    assert verify(problem, wide) == []


def test_pairs_with_one_of_each_kind_tell_at_once_how_the_optima_hang_together(by_kinds, monkeypatch):
    rounds = []
    way = faces.free_arcs
    monkeypatch.setattr(faces, "free_arcs", lambda *given: (rounds.append(1), way(*given))[1])
    monkeypatch.setattr(choosing, "WIDE", -1)
    monkeypatch.setattr(tight, "LISTED", 0)
    dice = np.random.default_rng(4)
    problem = Problem(Scores(dice.integers(0, 9, (240, 2)), dice.integers(0, 9, (220, 2))), upper=2)
    told, few = solve(problem), len(rounds)
    monkeypatch.setattr(settle_kinds, "LISTED", 0)
    assert_same(told, solve(problem))
    assert by_kinds
    assert few < 8 < len(rounds) - few


def test_people_who_hardly_repeat_are_looked_at_one_by_one(by_kinds, monkeypatch):
    monkeypatch.setattr(alike, "FEWER", 4)
    dice = np.random.default_rng(1)
    problem = Problem(Scores(dice.integers(0, 9, (40, 3)), dice.integers(0, 9, (40, 3))))
    assert_same(*solve_both(problem, {}))
    assert not by_kinds


def test_equal_codes_of_unequal_people_are_found_out(by_kinds, monkeypatch):
    monkeypatch.setattr(alike, "_mixed", lambda codes, table: codes)
    problem = Problem(Scores(np.array([[1], [2], [3]]), np.array([[1], [1], [1]])))
    assert_same(*solve_both(problem, {}))
    assert not by_kinds


def test_lower_quotas_out_of_reach_are_left_to_people(by_kinds):
    problem = Problem(Scores(np.ones((6, 1), dtype=int), np.ones((4, 1), dtype=int)), upper=3, lower=2)
    by_people, wide = solve_both(problem, {})
    assert_same(by_people, wide)
    assert_same(by_people, solve(problem))
    assert not by_kinds
    assert verify(problem, wide) == []


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_units_between_kinds_are_as_many_different_pairs_shared_evenly(data):
    sizes = [data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=3)) for _ in range(2)]
    mentees, mentors = (
        alike.Kinds(np.repeat(np.arange(len(side)), side), np.cumsum(side) - side) for side in sizes
    )
    pairs = [(a, b) for a in range(len(mentees)) for b in range(len(mentors))]
    units = [data.draw(st.integers(0, sizes[0][a] * sizes[1][b])) for a, b in pairs]
    columns = tuple(np.array(side) for side in zip(*pairs, strict=True))
    mentee, mentor = pair_up((mentees, mentors), columns, np.array(units))
    assert len(set(zip(mentee.tolist(), mentor.tolist(), strict=True))) == sum(units)
    between = list(zip(mentees.of[mentee].tolist(), mentors.of[mentor].tolist(), strict=True))
    assert [between.count(pair) for pair in pairs] == units
    for kinds_of_side, people in ((mentees, mentee), (mentors, mentor)):
        for kind in range(len(kinds_of_side)):
            of_each = np.bincount(people, minlength=len(kinds_of_side.of))[kinds_of_side.of == kind]
            assert of_each.max() - of_each.min() <= 1
