"""Who named each other and stands apart: against the engine's own question, and where people decided."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small import MENTEE, MENTOR, answers, base, form, pairs_of, programme

from matcher.matching import run
from matcher.solve.stable.stable import blocking_pairs
from questionnaires.answers import Lock, LockKind, Preference
from questionnaires.programme import Arrangement, Side

MENTEES, MENTORS = ("Н-1", "Н-2", "Н-3"), ("М-1", "М-2", "М-3")
PEERS = ("У-1", "У-2", "У-3", "У-4", "У-5")
PEER = {"base": "peers", "needs": ("maths",), "offers": ("maths",), "days": ("mon",)}


def named(code: str, *liked: str, ranked: bool = True) -> Preference:
    return Preference(code=code, liked=liked, ranked=ranked)


def blocking(found) -> set[tuple[str, str]]:
    return {(pair.mentee, pair.mentor) for pair in found.blocking}


@st.composite
def wishes(draw, codes, others):
    lists = {code: draw(st.permutations([one for one in others if one != code])) for code in codes}
    lengths = {code: draw(st.integers(0, len(others))) for code in codes}
    return tuple(named(c, *lists[c][: lengths[c]], ranked=draw(st.booleans())) for c in codes)


def ranks(preferences, codes, others, allowed):
    """Return (codes, others) places from 1; 0 where somebody is not named or not allowed."""
    places = np.zeros((len(codes), len(others)), dtype=np.int64)
    for preference in preferences:
        for place, other in enumerate(preference.liked):
            i, j = codes.index(preference.code), others.index(other)
            places[i, j] = (place + 1 if preference.ranked else 1) * allowed[i, j]
    return places


@settings(max_examples=60, deadline=None)
@given(
    wishes(MENTEES, MENTORS),
    wishes(MENTORS, MENTEES),
    st.lists(st.sampled_from(["mon", "tue"]), min_size=6, max_size=6),
    st.lists(st.integers(1, 2), min_size=3, max_size=3),
)
def test_pairs_that_block_are_those_the_engine_tells_by_ranks(theirs, ours, days, room):
    people = {code: {**MENTEE, "days": (days[k],)} for k, code in enumerate(MENTEES)}
    people |= {
        code: {**MENTOR, "days": (days[3 + k],), "capacity": room[k]} for k, code in enumerate(MENTORS)
    }
    found = run(programme(), answers(people, preferences=(*theirs, *ours)))
    allowed = np.array([[days[i] == days[3 + j] for j in range(3)] for i in range(3)])
    formed = [(MENTEES.index(a), MENTORS.index(b)) for a, b in pairs_of(found)]
    told = blocking_pairs(
        ranks(theirs, MENTEES, MENTORS, allowed),
        ranks(ours, MENTORS, MENTEES, allowed.T).T,
        formed,
        upper=room,
    )
    assert blocking(found) == {(MENTEES[i], MENTORS[j]) for i, j in told}


@settings(max_examples=60, deadline=None)
@given(wishes(PEERS, PEERS), st.lists(st.sampled_from(["mon", "tue"]), min_size=5, max_size=5))
def test_peers_block_who_would_both_rather_have_each_other(said, days):
    people = {code: {**PEER, "days": (day,)} for code, day in zip(PEERS, days, strict=True)}
    found = run(peers(), answers(people, preferences=said))
    allowed = np.array([[a == b for b in days] for a in days])
    places = ranks(said, PEERS, PEERS, allowed)
    both = pairs_of(found) | {(b, a) for a, b in pairs_of(found)}
    formed = [(PEERS.index(a), PEERS.index(b)) for a, b in both]
    told = blocking_pairs(places, places.T, formed)
    assert blocking(found) == {(PEERS[i], PEERS[j]) for i, j in told if i < j}


def peers():
    inside = form(mentees=("peers",), mentors=("peers",), arrangement=Arrangement.PEER_PAIRS)
    return programme(inside, bases=(base("peers", Side.PEERS),))


MUSIC = {**MENTEE, "needs": ("music",)}
CROSSED = {"Н-1": MUSIC, "Н-2": MENTEE, "М-1": MENTOR, "М-2": {**MENTOR, "offers": ("music",)}}
"""By subjects Н-1 is for М-2, but names М-1."""
MUTUAL = (named("Н-1", "М-1"), named("М-1", "Н-1"))


def lock(kind: LockKind, mentee: str, mentor: str) -> Lock:
    return Lock(kind=kind, mentee=mentee, mentor=mentor)


def test_a_pair_that_people_decided_is_given_up_by_nobody():
    chosen = run(programme(), answers(CROSSED, preferences=MUTUAL))
    decided = (lock(LockKind.TOGETHER, "Н-2", "М-1"),)
    locked = run(programme(), answers(CROSSED, preferences=MUTUAL, locks=decided))
    assert pairs_of(chosen) == pairs_of(locked) == {("Н-1", "М-2"), ("Н-2", "М-1")}
    assert (blocking(chosen), blocking(locked)) == ({("Н-1", "М-1")}, set())


def test_who_are_kept_apart_by_a_decision_do_not_block():
    apart = (lock(LockKind.APART, "Н-1", "М-1"),)
    assert blocking(run(programme(), answers(CROSSED, preferences=MUTUAL, locks=apart))) == set()


def test_a_mentor_of_two_forms_has_one_load_in_both():
    """The mentor's one place is held in the other form, by somebody who was not named, or was named before."""
    two = programme(form("help", mentees=("mentees",)), form("club", mentees=("others",)), bases=BASES)
    people = {"Н-1": MUSIC, "Д-1": {**MENTEE, "base": "others"}, "М-1": MENTOR}
    found = run(two, answers(people, preferences=MUTUAL))
    assert (pairs_of(found), blocking(found)) == ({("Д-1", "М-1")}, {("Н-1", "М-1")})
    before = (MUTUAL[0], named("М-1", "Д-1", "Н-1"))
    assert blocking(run(two, answers(people, preferences=before))) == set()


BASES = (base("mentees", Side.MENTEE), base("others", Side.MENTEE), base("mentors", Side.MENTOR))


def test_nobody_blocks_where_nobody_was_asked():
    assert run(programme(), answers(CROSSED)).blocking == ()


LIKED = (named("У-1", "У-2"), named("У-2", "У-1"))


def inside(*locks: Lock) -> set[tuple[str, str]]:
    """Return who blocks where У-1 goes with У-3 and У-2 with У-4 by their subjects, though they named each other."""
    music = {**PEER, "needs": ("music",), "offers": ("music",)}
    people = {"У-1": PEER, "У-3": PEER, "У-2": music, "У-4": music}
    found = run(peers(), answers(people, preferences=LIKED, locks=locks))
    assert pairs_of(found) == {("У-1", "У-3"), ("У-2", "У-4")}
    return blocking(found)


def test_peers_do_not_block_against_a_decision():
    assert inside() == {("У-1", "У-2")}
    assert inside(lock(LockKind.APART, "У-2", "У-1")) == set()
    assert inside(lock(LockKind.TOGETHER, "У-3", "У-1")) == set()


TEACHERS = (*BASES, base("teachers", Side.MENTOR))


def twice(first: dict, second: dict, other: dict, *said: Preference):
    """Return a run where the mentor М-1 of «help» is also П-1 of «club», and Н-1 has a place in both forms."""
    club = form("club", mentors=("teachers",))
    people = {
        "Н-1": MENTEE,
        "М-1": {**first, "twin": "П-1"},
        "П-1": {**second, "base": "teachers", "twin": "М-1"},
        "М-2": other,
    }
    return run(programme(form(), club, bases=TEACHERS), answers(people, preferences=said))


LESS = {**MENTOR, "offers": ("music",)}


def test_who_has_the_person_named_under_another_code_is_not_apart():
    two, none = {**MENTOR, "capacity": 2}, {**LESS, "capacity": 2}
    found = twice(two, none, LESS, named("Н-1", "П-1"), named("П-1", "Н-1"))
    assert (pairs_of(found), blocking(found)) == ({("Н-1", "М-1")}, set())


def test_a_human_names_and_is_named_under_whichever_code():
    """Of П-1, who has no day in common, Н-1 said what holds for М-1 too."""
    never = {**LESS, "days": ("tue",)}
    found = twice(LESS, never, MENTOR, named("Н-1", "П-1"), named("П-1", "Н-1"))
    assert (pairs_of(found), blocking(found)) == ({("Н-1", "М-2")}, {("Н-1", "М-1")})


def test_peers_who_work_together_as_mentor_and_mentee_are_not_apart():
    inside = form("inside", mentees=("peers",), mentors=("peers",), arrangement=Arrangement.PEER_PAIRS)
    music = {**PEER, "needs": ("music",), "offers": ("music",)}
    people = {"У-1": {**PEER, "twin": "Н-1"}, "У-3": PEER, "У-2": {**music, "twin": "М-1"}, "У-4": music}
    people |= {"Н-1": {**MENTEE, "twin": "У-1"}, "М-1": {**MENTOR, "twin": "У-2"}}
    both = programme(form(), inside, bases=(*BASES, base("peers", Side.PEERS)))
    found = run(both, answers(people, preferences=LIKED))
    assert pairs_of(found) == {("Н-1", "М-1"), ("У-1", "У-3"), ("У-2", "У-4")}
    assert blocking(found) == set()
