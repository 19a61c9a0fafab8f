"""Pairs and groups inside one base: decisions, refresh, who is left over; pairs against brute force."""

from importlib import import_module
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import MATHS, MON, answers, base, form, pairs_of, programme

from matcher.admission import admit
from matcher.circle import gather
from matcher.decisions import decisions
from matcher.matching import run
from matcher.seating import seat_by_all
from matcher.solution import Status
from questionnaires.answers import EarlierPair, Lock, LockKind
from questionnaires.programme import Arrangement, Side

PEER = {"base": "peers", "needs": MATHS, "offers": MATHS, "days": MON}


def circle(arrangement=Arrangement.PEER_PAIRS, **more):
    peers = form(mentees=("peers",), mentors=("peers",), arrangement=arrangement, **more)
    return programme(peers, bases=(base("peers", Side.PEERS),))


def people(count: int) -> dict:
    return {f"У-{i}": PEER for i in range(count)}


def decided(kind: LockKind, a: str, b: str) -> tuple[Lock, ...]:
    return (Lock(kind=kind, mentee=a, mentor=b),)


def test_together_and_apart_hold_among_peers_whichever_is_named_first():
    both = decided(LockKind.TOGETHER, "У-3", "У-0")
    assert ("У-0", "У-3") in pairs_of(run(circle(), answers(people(4), locks=both)))
    never = decided(LockKind.APART, "У-1", "У-0")
    assert pairs_of(run(circle(), answers(people(2), locks=never))) == set()


def test_decision_against_a_must_is_a_conflict():
    other_day = {**people(1), "У-1": {**PEER, "days": ("tue",)}}
    result = run(circle(), answers(other_day, locks=decided(LockKind.TOGETHER, "У-0", "У-1")))
    assert "невыполнимы" in result.conflicts[0].ru


def test_working_peers_stay_on_a_tie_and_are_no_change():
    previous = tuple(
        EarlierPair(mentee=a, mentor=b, form="help") for a, b in (("У-0", "У-1"), ("У-3", "У-2"))
    )
    result = run(circle(), answers(people(4), previous=previous))
    assert pairs_of(result) == {("У-0", "У-1"), ("У-2", "У-3")}
    assert result.changes == ()


def test_who_finds_no_partner_is_told_why():
    result = run(circle(), answers({**people(2), "У-9": {**PEER, "days": ("wed",)}}))
    (alone,) = result.unmatched
    assert (alone.mentee, [step.left for step in alone.funnel]) == ("У-9", [2, 0, 0])


def groups_of(count: int, **more):
    asked = circle(Arrangement.PEER_GROUPS, group_least=3, group_most=4)
    return run(asked, answers(people(count), **more))


@pytest.mark.parametrize(("count", "placed"), [(2, 0), (3, 3), (5, 4), (6, 6), (7, 7), (8, 8)])
def test_as_many_as_full_groups_hold_are_placed_and_the_others_named(count, placed):
    result = groups_of(count)
    assert sum(len(group.members) for group in result.groups) == placed
    assert all(3 <= len(group.members) <= 4 for group in result.groups)
    assert len(result.unmatched) == count - placed


def test_groups_keep_apart_and_together():
    result = groups_of(
        6, locks=decided(LockKind.APART, "У-0", "У-1") + decided(LockKind.TOGETHER, "У-2", "У-3")
    )
    members = [set(group.members) for group in result.groups]
    assert not any({"У-0", "У-1"} <= group for group in members)
    assert any({"У-2", "У-3"} <= group for group in members)


def test_working_group_stays():
    first = groups_of(6)
    group = sorted(first.groups[0].members)
    previous = tuple(EarlierPair(mentee=member, mentor=group[0], form="help") for member in group[1:])
    again = groups_of(6, previous=previous)
    assert set(group) in [set(each.members) for each in again.groups]


def on_days(**days: int) -> dict:
    """So many people on each day; nobody of one day may be with anybody of another."""
    return {f"У-{day}{i}": {**PEER, "days": (day,)} for day, count in days.items() for i in range(count)}


def placed_of(result) -> list[int]:
    return sorted(len(group.members) for group in result.groups)


@pytest.mark.parametrize(
    ("days", "placed"),
    [
        ({"mon": 6, "wed": 1}, [3, 3]),
        ({"mon": 3, "wed": 2}, [3]),
        ({"mon": 5, "wed": 4}, [4, 4]),
        ({"mon": 9, "wed": 9, "tue": 10}, [3, 3, 3, 3, 3, 3, 3, 3, 4]),
        ({"mon": 2, "wed": 2}, []),
        ({"mon": 5, "tue": 5}, [4, 4]),
    ],
)
def test_somebody_whom_no_full_group_fits_is_left_over_and_the_others_are_placed(days, placed):
    result = run(circle(Arrangement.PEER_GROUPS, group_least=3, group_most=4), answers(on_days(**days)))
    assert (result.conflicts, placed_of(result)) == ((), placed)
    assert len(result.unmatched) == sum(days.values()) - sum(placed)
    assert all("обязательные условия" in alone.reason.ru for alone in result.unmatched)


def test_whom_nobody_fits_is_seen_without_searching(monkeypatch):
    """Of 200 people no search would end soon; the one of Wednesdays fits one other, who is wanted on Mondays too."""
    monkeypatch.setattr("matcher.peers.seat_by_all", lambda _: pytest.fail("searched"))
    asked = circle(Arrangement.PEER_GROUPS, group_least=3, group_most=4)
    given = on_days(mon=5, tue=5, wed=1) | {"У-9": {**PEER, "days": ("mon", "wed")}}
    assert placed_of(run(asked, answers(given))) == [3, 3, 4]


def as_before(*groups: str) -> tuple[EarlierPair, ...]:
    return tuple(
        EarlierPair(mentee=f"У-{other}", mentor=f"У-{group[0]}", form="help")
        for group in groups
        for other in group[1:]
    )


def test_a_newcomer_for_whom_there_is_no_full_group_does_not_break_those_that_work():
    result = groups_of(9, previous=as_before("0123", "4567"))
    assert [set(group.members) for group in result.groups] == [
        {"У-0", "У-1", "У-2", "У-3"},
        {"У-4", "У-5", "У-6", "У-7"},
    ]
    assert [alone.mentee for alone in result.unmatched] == ["У-8"]


def test_of_many_full_groups_all_stay_beside_a_newcomer(monkeypatch):
    """That there are places for all of them, the search would not find in its effort, were it not told."""
    monkeypatch.setattr(import_module("matcher.solve.search.cpsat"), "EFFORT", 5.0)
    people = {f"У-{i:03}": PEER for i in range(121)}
    earlier = tuple(
        EarlierPair(mentee=f"У-{k + j:03}", mentor=f"У-{k:03}", form="help")
        for k in range(0, 120, 4)
        for j in (1, 2, 3)
    )
    seated = seat_by_all(gathered(answers(people, previous=earlier)))
    assert (len(seated.people), seated.groups, len(seated.together)) == (120, 30, 90)


def gathered(given):
    asked = circle(Arrangement.PEER_GROUPS, group_least=3, group_most=4)
    return gather(asked, asked.forms[0], admit(asked, given), given, decisions(asked, given))


def test_of_a_group_that_is_no_longer_full_as_many_stay_as_can():
    """У-5 stays with У-4, to whom somebody of the full group comes: then all are placed."""
    result = groups_of(6, previous=as_before("0123", "45"))
    assert placed_of(result) == [3, 3]
    assert any({"У-4", "У-5"} <= set(group.members) for group in result.groups)
    assert placed_of(groups_of(2, previous=as_before("01"))) == []


def test_two_who_stay_in_one_group_are_no_change_whoever_its_first_member_is():
    result = groups_of(6, previous=as_before("0123", "45"))
    assert {change.before for change in result.changes if change.mentee in ("У-4", "У-5")} == {None}
    (left,) = (change.mentee for change in result.changes if change.before)
    assert left in ("У-1", "У-2", "У-3")
    newcomer = groups_of(4, previous=as_before("321"))
    assert [(change.mentee, change.before, change.after) for change in newcomer.changes] == [
        ("У-3", None, "У-0")
    ]


@pytest.mark.parametrize("count", [2, 9])
def test_more_people_decided_together_than_a_group_holds_is_a_conflict(count):
    star = tuple(
        lock for i in range(1, min(count, 6)) for lock in decided(LockKind.TOGETHER, "У-0", f"У-{i}")
    )
    assert "невыполнимы" in groups_of(count, locks=star).conflicts[0].ru


def test_that_no_groups_were_found_is_not_said_to_be_impossible(monkeypatch):
    monkeypatch.setattr("matcher.peers.seat_by_all", lambda _: Status.UNKNOWN)
    result = groups_of(9, previous=as_before("0123", "4567"))
    assert "не доказано" in result.conflicts[0].ru


SUBJECTS = st.lists(st.sampled_from(["maths", "physics", "music"]), min_size=1, max_size=2, unique=True).map(
    tuple
)
DAYS = st.lists(st.sampled_from(["mon", "tue"]), min_size=1, max_size=2, unique=True).map(tuple)
PEOPLE = st.lists(st.tuples(SUBJECTS, SUBJECTS, DAYS), max_size=6)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_most_pairs_then_most_points_as_by_brute_force(drawn):
    given = {
        f"У-{i}": {"base": "peers", "needs": needs, "offers": offers, "days": days}
        for i, (needs, offers, days) in enumerate(drawn)
    }
    result = run(circle(), answers(given))
    total = result.proofs[-1].objective
    assert (len(result.pairs), total or 0) == _best(sorted(given), given)


def _best(left, given) -> tuple[int, int]:
    if len(left) < 2:
        return 0, 0
    first, rest = left[0], left[1:]
    best = _best(rest, given)
    for other in rest:
        if set(given[first]["days"]) & set(given[other]["days"]):
            pairs, points = _best([code for code in rest if code != other], given)
            best = max(best, (pairs + 1, points + _points(given[first], given[other])))
    return best


def _points(one, other) -> int:
    return sum(
        10_000 // len(a["needs"]) * len(set(a["needs"]) & set(b["offers"]))
        for a, b in ((one, other), (other, one))
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(DAYS, max_size=7), st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=3))
def test_as_many_people_are_placed_in_groups_as_by_brute_force(days, apart):
    given = {f"У-{i}": {**PEER, "days": these} for i, these in enumerate(days)}
    pairs = {(i, j) for i, j in apart if i < j < len(days)}
    locks = tuple(lock for i, j in sorted(pairs) for lock in decided(LockKind.APART, f"У-{i}", f"У-{j}"))
    asked = circle(Arrangement.PEER_GROUPS, group_least=2, group_most=3)
    result = run(asked, answers(given, locks=locks))
    meet = {
        (i, j)
        for i, j in combinations(range(len(days)), 2)
        if set(days[i]) & set(days[j]) and (i, j) not in pairs
    }
    assert sum(placed_of(result)) == _most_placed(tuple(range(len(days))), meet)


def _most_placed(left, meet) -> int:
    if not left:
        return 0
    best = _most_placed(left[1:], meet)
    for others in (*combinations(left[1:], 1), *combinations(left[1:], 2)):
        if all(pair in meet for pair in combinations((left[0], *others), 2)):
            rest = tuple(i for i in left[1:] if i not in others)
            best = max(best, 1 + len(others) + _most_placed(rest, meet))
    return best
