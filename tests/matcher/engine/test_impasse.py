"""Conflicts and repairs against brute force: the set cannot hold, smaller ones can, and no shorter repair helps."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from engine_oracle import asks, examples, options, problems
from engine_table import best_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reordering import conflicts_by_id, orders

from matcher import Problem, Status, solve, verify
from matcher.proof.refusal import requirements_of
from matcher.requirement_lots import requirement_lots
from matcher.solution import Asked, ConflictKind, Lift, Requirement, RequirementKind
from matcher.solve.pairs.board import infeasible, set_board
from matcher.solve.pairs.in_order import put_in_order
from matcher.solve.search import impasse

KIND = RequirementKind


def only(problem, asked, held, reach=None):
    """Return the problem and request in which only some requirements hold, others as far as they reach."""
    reach = reach or {}

    def number(kind, of, whole, none):
        return whole if Requirement(kind, of) in held else reach.get(Requirement(kind, of), none)

    lower, least = problem.per_mentor(problem.lower), problem.per_mentor(problem.lower_if_used)
    locks = [Requirement(KIND.LOCK, (int(i), int(j))) for i, j in problem.locked]
    changes = asked.max_changes
    if changes is not None:
        changes = number(KIND.CHANGES, (), changes, len(asked.previous))
    changed = replace(
        problem,
        locked=[lock.of for lock in locks if lock in held],
        lower=[number(KIND.LOWER, (j,), int(lower[j]), 0) for j in range(len(lower))],
        lower_if_used=[number(KIND.GROUP, (j,), int(least[j]), 0) for j in range(len(least))],
        shared_upper=[
            (mentors, number(KIND.SHARED, (k,), most, 25))
            for k, (mentors, most) in enumerate(problem.shared_upper)
        ],
    )
    return changed, replace(asked, max_changes=changes)


def possible(problem, asked, held, reach=None):
    return best_of(*only(problem, asked, set(held), reach)) is not None


def can_hold(problem, asked, held):
    """Tell whether these can hold whatever becomes of the others: a lock may still lift a pair over the floor."""
    locks = [Requirement(KIND.LOCK, (int(i), int(j))) for i, j in problem.locked]
    more = [set(some) for size in range(len(locks) + 1) for some in combinations(locks, size)]
    return any(possible(problem, asked, {*held, *some}) for some in more)


def named_by_rule(problem, asked, sets):
    """Return which of sets as long is chosen: fewest locks, then lightest kinds, then the least sum of lots."""
    kinds = (KIND.CHANGES, KIND.GROUP, KIND.LOWER, KIND.SHARED, KIND.LOCK)

    def worth(some):
        locks = sum(one.kind is KIND.LOCK for one in some)
        return (
            locks,
            sum(kinds.index(one.kind) for one in some),
            sum(requirement_lots(problem, asked.salt, some)),
        )

    return min(sets, key=worth)


@st.composite
def impossible(draw):
    problem = draw(problems(laminar=draw(st.booleans()), groups=draw(st.booleans()), most=4, demands=1))
    asked = draw(asks(problem, max_changes=draw(st.booleans())))
    assume(best_of(problem, asked) is None)
    return problem, asked


@settings(max_examples=examples(40), deadline=None)
@given(impossible())
def test_conflicts_are_smallest_and_repairs_shortest(asked_of):
    problem, asked = asked_of
    solution = solve(problem, **options(asked))
    assert solution.status is Status.INFEASIBLE
    assert verify(problem, solution) == []
    every = set(requirements_of(problem, solution))
    for conflict in solution.conflicts:
        mine = conflict.requirements
        assert mine
        assert conflict.proved
        assert not can_hold(problem, asked, mine)
        assert all(can_hold(problem, asked, set(mine) - {one}) for one in mine)
        lifted = [lift.requirement for lift in conflict.lifts]
        assert possible(problem, asked, every - set(lifted))
        shorter = combinations(sorted(every, key=str), len(lifted) - 1)
        assert not any(possible(problem, asked, every - set(some)) for some in shorter)
        alike = combinations(sorted(every, key=str), len(lifted))
        enough = [some for some in alike if possible(problem, asked, every - set(some))]
        assert set(lifted) == set(named_by_rule(problem, asked, enough))
    if solution.conflicts[0].kind in (ConflictKind.REQUIREMENTS, ConflictKind.LOWER_OUT_OF_REACH):
        (conflict,) = solution.conflicts
        smaller = combinations(sorted(every, key=str), len(conflict.requirements) - 1)
        assert all(can_hold(problem, asked, some) for some in smaller)
        alike = combinations(sorted(every, key=str), len(conflict.requirements))
        against = [some for some in alike if not can_hold(problem, asked, some)]
        assert set(conflict.requirements) == set(named_by_rule(problem, asked, against))
    assert solve(problem, **options(asked)).conflicts == solution.conflicts


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_the_order_of_people_locks_and_loads_says_nothing(data):
    crossing, groups, changes = (data.draw(st.booleans()) for _ in range(3))
    problem = data.draw(problems(laminar=not crossing, groups=groups))
    asked = data.draw(asks(problem, max_changes=changes))
    first = solve(problem, **options(asked))
    assume(first.status is Status.INFEASIBLE)
    other, request = data.draw(orders(problem, asked))
    assert conflicts_by_id(other, solve(other, **request)) == conflicts_by_id(problem, first)


def test_where_the_effort_ends_before_a_proof_the_order_says_nothing_either(monkeypatch):
    monkeypatch.setattr(impasse, "SMALLEST_EFFORT", 0.0)
    names = [f"М-{k:03}" for k in range(8)]
    said = []
    for turn in range(8):
        ids = names[turn:] + names[:turn]
        problem = Problem(np.ones((5, 8), int), lower=1, mentor_ids=ids)
        solution = solve(problem, salt=b"salt")
        assert not solution.conflicts[0].proved
        said.append(conflicts_by_id(problem, solution))
    assert said == said[:1] * 8


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_a_board_in_order_is_the_same_whatever_the_order_was(data):
    problem = data.draw(problems(laminar=False, groups=True))
    asked = data.draw(asks(problem))
    other, request = data.draw(orders(problem, asked))
    one, same = put_in_order(problem, asked), put_in_order(other, Asked(**request))
    boards = [set_board(each.problem, each.asked) for each in (one, same)]
    for name in ("points", "opened", "locked", "kept"):
        assert np.array_equal(*(getattr(board, name) for board in boards))
    for name in ("upper", "lower", "lower_if_used", "demand", "priority"):
        assert np.array_equal(getattr(one.problem, name), getattr(same.problem, name))
    assert one.problem.locked == same.problem.locked
    assert one.problem.shared_upper == same.problem.shared_upper
    assert one.asked == same.asked
    every = list(requirements_of(problem, infeasible((), asked)))
    assert [one.given(one.placed(each)) for each in every] == every


@pytest.mark.parametrize("salt", [b"", b"a", b"b", b"c"])
def test_of_equally_small_conflicts_the_lot_names_one(salt):
    """All five mentors want the only mentee they may have: any two contradict each other."""
    problem = Problem(np.ones((1, 5), int), lower=1)
    (conflict,) = solve(problem, salt=salt).conflicts
    pairs = list(combinations([Requirement(KIND.LOWER, (j,)) for j in range(5)], 2))
    assert conflict.requirements == named_by_rule(problem, Asked(salt=salt), pairs)
    assert conflict.proved


@pytest.mark.parametrize("salt", [b"", b"a", b"b"])
@pytest.mark.parametrize("asked", [{"upper": 2}, {"upper": 9, "shared_upper": [([0], 2), ([0, 1], 2)]}])
def test_of_too_many_locks_those_of_the_least_lots_are_lifted(salt, asked):
    locks = [(i, 0) for i in range(5)]
    problem = Problem(np.ones((5, 2), int), locked=locks, **asked)
    least = named_by_rule(
        problem, Asked(salt=salt), combinations([Requirement(KIND.LOCK, pair) for pair in locks], 3)
    )
    for order in (locks, locks[::-1]):
        for conflict in solve(replace(problem, locked=order), salt=salt).conflicts:
            assert conflict.repair == tuple(one.of for one in least)
            assert set(conflict.requirements) >= set(least)


@settings(max_examples=examples(20), deadline=None)
@given(impossible())
def test_what_is_lifted_still_reaches_as_far_as_told_and_no_farther(asked_of):
    problem, asked = asked_of
    conflict = solve(problem, **options(asked)).conflicts[0]
    every = set(requirements_of(problem, solve(problem, **options(asked))))
    held = every - {lift.requirement for lift in conflict.lifts}
    reach = {lift.requirement: lift.reach for lift in conflict.lifts if lift.reach is not None}
    assert possible(problem, asked, held, reach)
    so_far = {}
    for lift in conflict.lifts:
        if lift.reach is None:
            assert lift.requirement.kind is KIND.LOCK
            continue
        more = 1 if lift.requirement.kind in (KIND.LOWER, KIND.GROUP) else -1
        assert not possible(problem, asked, held, {**so_far, lift.requirement: lift.reach + more})
        so_far[lift.requirement] = lift.reach


def test_what_can_still_be_reached_is_told_after_a_smaller_conflict_was_found(monkeypatch):
    """Mentors 1 and 2 both need the one mentee there is for them; mentor 0 needs one and has none at all."""
    problem = Problem(np.ones((3, 3), int), lower=1, allowed=[[False, True, True], [False] * 3, [False] * 3])
    monkeypatch.setattr(impasse, "minimal_conflict", lambda built, effort: [0, 1, 2])
    (conflict,) = solve(problem).conflicts
    assert conflict.requirements == (Requirement(KIND.LOWER, (0,)),)
    assert [lift.reach for lift in conflict.lifts] == [0, 0]


@pytest.mark.parametrize("asked", [{}, {"floor": 1}, {"raise_worst": True}])
def test_without_any_mentees_the_first_lower_quota_is_the_conflict(asked):
    (conflict,) = solve(Problem(np.ones((0, 3), int), upper=2, lower=[0, 2, 1]), **asked).conflicts
    assert conflict.kind is ConflictKind.LOWER_OUT_OF_REACH
    assert conflict.requirements == (Requirement(KIND.LOWER, (1,)),)
    assert [(lift.requirement.of, lift.reach) for lift in conflict.lifts] == [((1,), 0), ((2,), 0)]


def test_a_lock_that_lifts_a_pair_over_the_floor_helps_a_lower_quota():
    """The quota can be kept with the one lock alone, so that it is no conflict by itself; with the other it cannot."""
    problem = Problem([[3, 0, 0], [0, 0, 0]], upper=[3, 1, 0], lower=[2, 0, 0], locked=[(0, 1), (1, 0)])
    (conflict,) = solve(problem, floor=1).conflicts
    assert conflict.requirements == (Requirement(KIND.LOWER, (0,)), Requirement(KIND.LOCK, (0, 1)))
    assert conflict.proved


def test_two_groups_that_want_the_same_people():
    problem = Problem(np.ones((3, 2), int), upper=3, lower_if_used=2, locked=[(0, 0), (1, 1)])
    (conflict,) = solve(problem).conflicts
    assert conflict.kind is ConflictKind.REQUIREMENTS
    assert conflict.requirements == (
        Requirement(KIND.GROUP, (0,)),
        Requirement(KIND.GROUP, (1,)),
        Requirement(KIND.LOCK, (0, 0)),
        Requirement(KIND.LOCK, (1, 1)),
    )
    assert conflict.lifts == (Lift(Requirement(KIND.GROUP, (1,)), 1),)


def test_a_bound_on_changes_says_how_many_are_needed():
    problem = Problem(np.ones((2, 2), int), locked=[(0, 1)])
    (conflict,) = solve(problem, previous=[(0, 0), (1, 1)], max_changes=0).conflicts
    assert [one.kind for one in conflict.requirements] == [KIND.CHANGES, KIND.LOCK]
    assert conflict.lifts == (Lift(Requirement(KIND.CHANGES, ()), 2),)


def test_loads_that_cross_and_lower_quotas():
    problem = Problem(np.ones((4, 3), int), upper=2, lower=1, shared_upper=[([0, 1], 1), ([1, 2], 1)])
    (conflict, other) = solve(problem).conflicts
    assert {conflict.kind, other.kind} == {ConflictKind.LOWER_OVER_SHARED}
    assert conflict.lifts == other.lifts == (Lift(Requirement(KIND.LOWER, (1,)), 0),)


def test_a_smaller_conflict_is_found_behind_a_larger_one():
    """Three of the locks fill the whole base against one group; one lock alone contradicts another group."""
    problem = Problem(
        np.ones((5, 3), int),
        upper=5,
        lower_if_used=[2, 2, 4],
        locked=[(0, 0), (1, 1), (4, 2)],
        forbidden=[(0, 2), (1, 2), (3, 2)],
    )
    (conflict,) = solve(problem).conflicts
    assert conflict.requirements == (Requirement(KIND.GROUP, (2,)), Requirement(KIND.LOCK, (4, 2)))
    assert conflict.proved


def test_more_wanted_in_all_than_there_is_is_seen_by_sums():
    """Trying pairs never ends here: twelve mentees in every order would have to be ruled out."""
    (conflict,) = solve(Problem(np.ones((12, 14), int), lower=1)).conflicts
    assert len(conflict.requirements) == 13
    assert {one.kind for one in conflict.requirements} == {KIND.LOWER}
    assert [lift.reach for lift in conflict.lifts] == [0, 0]


def test_without_effort_no_set_is_named_that_was_not_shown(monkeypatch):
    problem = Problem(np.ones((3, 2), int), upper=3, lower_if_used=2, locked=[(0, 0), (1, 1)])
    monkeypatch.setattr(impasse, "FIRST_EFFORT", 0.0)
    (conflict,) = solve(problem).conflicts
    assert (conflict.kind, conflict.requirements) == (ConflictKind.NONE_FOUND, ())


@pytest.mark.parametrize("field", ["requirements", "lifts"])
def test_a_requirement_that_was_not_asked_is_refused(field):
    problem = Problem(np.ones((3, 2), int), upper=3, lower_if_used=2, locked=[(0, 0), (1, 1)])
    solution = solve(problem)
    stranger = Requirement(KIND.LOCK, (2, 1))
    for other in ((stranger,) if field == "requirements" else (Lift(stranger, None),), ()):
        forged = replace(solution.conflicts[0], **{field: other})
        accepted = not verify(problem, replace(solution, conflicts=(forged,)))
        assert accepted == (field == "lifts" and not other)
