"""The main path on small programmes: pairs, decisions, conflicts, refresh, peers."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import MATHS, MENTEE, MENTOR, MON, answers, base, form, pairs_of, programme

from matcher.matching import run
from matcher.options import Options
from matcher.result import Origin
from matcher.solution import Proof, Status
from questionnaires.answers import EarlierPair, Lock, LockKind, Outcome, PairState, Verdict
from questionnaires.programme import Arrangement, Purpose, Side


def test_parts_add_up_and_the_pair_is_proved():
    result = run(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}))
    (pair,) = result.pairs
    assert (pair.points, sum(part.points for part in pair.parts), pair.certain) == (10_000, 10_000, True)
    assert (result.proofs[0].status, result.proofs[0].proof) == (Status.OPTIMAL, Proof.DUALS)


def test_forbidden_is_never_a_bad_score():
    other_day = {"Н-1": MENTEE, "М-1": {**MENTOR, "days": ("tue",)}}
    assert run(programme(), answers(other_day)).pairs == ()
    nothing_shared = {"Н-1": {**MENTEE, "needs": ("music",)}, "М-1": MENTOR}
    (pair,) = run(programme(), answers(nothing_shared)).pairs
    assert pair.points == 0


def test_purpose_chooses_between_more_people_and_more_points():
    people = {
        "Н-1": {"needs": MATHS, "days": ("mon", "tue")},
        "Н-2": {"needs": ("music",), "days": MON},
        "М-1": MENTOR,
        "М-2": {"offers": ("physics",), "days": ("tue",), "capacity": 1},
    }
    assert pairs_of(run(programme(), answers(people))) == {("Н-1", "М-2"), ("Н-2", "М-1")}
    strong = run(programme(form(floor=1), purpose=Purpose.BEST_TOTAL), answers(people))
    assert pairs_of(strong) == {("Н-1", "М-1")}


@pytest.mark.parametrize(
    ("locks", "said"),
    [
        ([("Н-1", "М-2")], "обязательное условие не выполнено"),
        ([("Н-1", "М-1"), ("Н-2", "М-1")], "а мест у него 1"),
        ([("Н-1", "М-1"), ("Н-1", "М-3")], "а положено: 1"),
        ([("Н-1", "М-9")], "нет общей формы"),
    ],
)
def test_contradicting_decisions_are_named_and_nothing_is_formed(locks, said):
    people = {"Н-1": MENTEE, "Н-2": MENTEE, "М-1": MENTOR, "М-2": {**MENTOR, "days": ("tue",)}, "М-3": MENTOR}
    decided = tuple(Lock(kind=LockKind.TOGETHER, mentee=a, mentor=b) for a, b in locks)
    result = run(programme(), answers(people, locks=decided))
    assert result.pairs == ()
    assert any(said in conflict.ru for conflict in result.conflicts)


def test_together_and_apart_at_once_is_a_conflict():
    both = tuple(Lock(kind=kind, mentee="Н-1", mentor="М-1") for kind in (LockKind.TOGETHER, LockKind.APART))
    result = run(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, locks=both))
    assert "и «оставить вместе», и «не ставить вместе»" in result.conflicts[0].ru


def test_origin_says_who_decided():
    people = {f"Н-{i}": MENTEE for i in range(4)} | {f"М-{i}": MENTOR for i in range(4)}
    result = run(
        programme(),
        answers(
            people,
            locks=(Lock(kind=LockKind.TOGETHER, mentee="Н-0", mentor="М-0"),),
            verdicts=(Verdict(mentee="Н-1", mentor="М-1", outcome=Outcome.ACCEPTED),),
            previous=(EarlierPair(mentee="Н-2", mentor="М-2", form="help"),),
        ),
    )
    origins = {(pair.mentee, pair.mentor): pair.origin for pair in result.pairs}
    expected = {("Н-0", "М-0"): Origin.TOGETHER, ("Н-1", "М-1"): Origin.ACCEPTED, ("Н-2", "М-2"): Origin.KEPT}
    assert origins == {**expected, ("Н-3", "М-3"): Origin.CHOSEN}


def test_refresh_keeps_working_pairs_unless_changes_are_allowed():
    people = {
        "Н-1": MENTEE,
        "Н-2": {"needs": ("physics",), "days": MON},
        "М-1": MENTOR,
        "М-2": {**MENTOR, "offers": ("physics",)},
    }
    crossed = (
        EarlierPair(mentee="Н-1", mentor="М-2", form="help"),
        EarlierPair(mentee="Н-2", mentor="М-1", form="help"),
    )
    given = answers(people, previous=crossed)
    kept = run(programme(), given)
    assert pairs_of(kept) == {("Н-1", "М-2"), ("Н-2", "М-1")}
    assert kept.changes == ()
    changed = run(programme(), given, Options(max_changes=2))
    assert pairs_of(changed) == {("Н-1", "М-1"), ("Н-2", "М-2")}
    assert [(change.mentee, change.before, change.after, change.gain) for change in changed.changes] == [
        ("Н-1", "М-2", "М-1", 10_000),
        ("Н-2", "М-1", "М-2", 10_000),
    ]


def test_refresh_names_the_ground_of_each_change():
    people = {"Н-1": MENTEE, "Н-2": MENTEE, "М-1": MENTOR, "М-2": MENTOR}
    earlier = (
        EarlierPair(mentee="Н-1", mentor="М-9", form="help"),
        EarlierPair(
            mentee="Н-2", mentor="М-2", form="help", state=PairState.STOPPED, ground="просьба стороны"
        ),
    )
    changes = run(programme(), answers(people, previous=earlier)).changes
    grounds = {change.mentee: change.ground.ru for change in changes}
    assert grounds["Н-1"] == "М-9 нет среди ответивших"
    assert grounds["Н-2"] == "пара прекращена досрочно: просьба стороны"


def test_shortlist_names_each_mentor_once_best_first():
    people = {
        "Н-1": MENTEE,
        "М-1": {**MENTOR, "offers": ("music",)},
        "М-2": MENTOR,
        "М-3": {**MENTOR, "days": ("tue",)},
    }
    named = run(programme(), answers(people), Options(shortlist=5)).shortlist
    assert [(entry.rank, entry.mentor, entry.points) for entry in named] == [
        (1, "М-2", 10_000),
        (2, "М-1", 0),
    ]


def test_peers_are_paired_inside_their_base():
    bases = (base("peers", Side.PEERS),)
    peers = form(mentees=("peers",), mentors=("peers",), arrangement=Arrangement.PEER_PAIRS)
    people = {f"У-{i}": {"base": "peers", "needs": MATHS, "offers": MATHS, "days": MON} for i in range(3)}
    result = run(programme(peers, bases=bases), answers(people))
    assert len(result.pairs) == 1
    assert result.proofs[-1].status is Status.OPTIMAL


def test_a_person_nobody_fits_changes_no_other_pair():
    people = {f"Н-{i}": {**MENTEE, "needs": need} for i, need in enumerate((MATHS, ("music",), ("physics",)))}
    people |= {f"М-{i}": {**MENTOR, "offers": offer} for i, offer in enumerate((MATHS, ("physics",)))}
    before = run(programme(), answers(people))
    after = run(programme(), answers({**people, "Н-7": {"needs": MATHS, "days": ("wed",)}}))
    assert pairs_of(before) == pairs_of(after)
    assert "Н-7" in {person.mentee for person in after.unmatched}


SUBJECTS = st.lists(st.sampled_from(["maths", "physics", "music"]), max_size=2, unique=True).map(tuple)
DAYS = st.lists(st.sampled_from(["mon", "tue", "wed"]), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def small_answers(draw):
    mentees = {
        f"Н-{i}": {"needs": draw(SUBJECTS), "days": draw(DAYS)} for i in range(draw(st.integers(0, 4)))
    }
    mentors = {
        f"М-{i}": {"offers": draw(SUBJECTS), "days": draw(DAYS), "capacity": draw(st.integers(0, 2))}
        for i in range(draw(st.integers(0, 3)))
    }
    return {**mentees, **mentors}


@settings(max_examples=60, deadline=None)
@given(small_answers())
def test_most_people_then_most_points_as_by_brute_force(people):
    result = run(programme(), answers(people))
    assert (len(result.pairs), sum(pair.points for pair in result.pairs)) == _best(people)


def _best(people) -> tuple[int, int]:
    mentees = sorted(code for code in people if code.startswith("Н"))
    mentors = sorted(code for code in people if code.startswith("М"))
    best = (0, 0)
    for choice in product([None, *mentors], repeat=len(mentees)):
        chosen = [(a, b) for a, b in zip(mentees, choice, strict=True) if b]
        loads_fit = all(choice.count(mentor) <= people[mentor]["capacity"] for mentor in mentors)
        if loads_fit and all(set(people[a]["days"]) & set(people[b]["days"]) for a, b in chosen):
            best = max(
                best, (len(chosen), sum(_points(people[a]["needs"], people[b]["offers"]) for a, b in chosen))
            )
    return best


def _points(needs, offers) -> int:
    """Largest remainder: the first of three thirds gets the odd point."""
    if not needs:
        return 0
    share, odd = divmod(10_000, len(needs))
    return sum(share + (k < odd) for k, need in enumerate(sorted(needs, key=ORDER.index)) if need in offers)


ORDER = ["maths", "physics", "music"]


def test_programme_is_never_changed_by_a_run():
    asked, given = programme(), answers({"Н-1": MENTEE, "М-1": MENTOR})
    copies = replace(asked), replace(given)
    run(asked, given)
    assert (asked, given) == copies
