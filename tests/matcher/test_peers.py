"""Pairs and groups inside one base: decisions, refresh, who is left over; pairs against brute force."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import MATHS, MON, answers, base, form, pairs_of, programme

from matcher.matching import run
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
