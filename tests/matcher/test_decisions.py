"""Decisions bind the human, under whichever code, and the word of a later file holds."""

from datetime import date

import pytest
from small import MENTEE, MENTOR, answers, base, form, programme

from matcher.admission import admit, documents_given
from matcher.decisions import decisions, declined_pairs, worked_pairs
from matcher.matching import run
from matcher.options import Options
from questionnaires.answers import (
    EarlierPair,
    Lock,
    LockKind,
    Outcome,
    PairState,
    Record,
    Source,
    Verdict,
)
from questionnaires.criterion import Criterion, CriterionKind, Force
from questionnaires.programme import Document, Side

BASES = (base("mentees", Side.MENTEE), base("mentors", Side.MENTOR), base("others", Side.MENTOR))
TWO_ROLES = {
    "Н-1": MENTEE,
    "М-1": {**MENTOR, "twin": "М-2"},
    "М-2": {**MENTOR, "base": "others", "twin": "М-1"},
}
BOTH = programme(form(mentors=("mentors", "others")), bases=BASES)


def together(mentee="Н-1", mentor="М-1", file="a.csv") -> Lock:
    return Lock(kind=LockKind.TOGETHER, mentee=mentee, mentor=mentor, source=Source(file, 2))


def apart(mentee="Н-1", mentor="М-1", file="a.csv") -> Lock:
    return Lock(kind=LockKind.APART, mentee=mentee, mentor=mentor, source=Source(file, 2))


def again(file: str) -> Lock:
    return Lock(kind=LockKind.ALLOW_AGAIN, mentee="Н-1", mentor="М-1", source=Source(file, 2))


@pytest.mark.parametrize(
    ("said", "paired"),
    [
        ({}, False),
        ({"locks": (again("a.csv"),)}, True),
        ({"locks": (together(),)}, True),
        ({"verdicts": (Verdict(mentee="Н-1", mentor="М-1", outcome=Outcome.ACCEPTED),)}, True),
        ({"previous": (EarlierPair(mentee="Н-1", mentor="М-1", form="help"),)}, True),
    ],
)
def test_nobody_is_paired_with_whom_he_may_be(said, paired):
    """Two records that may be one human, whichever is named first, wait until somebody speaks of them as of two."""
    two = {"Н-1": MENTEE, "М-1": MENTOR}
    for alike in (("Н-1", "М-1"), ("М-1", "Н-1")):
        found = run(programme(form()), answers(two, alike=(alike,), **said)).pairs
        assert bool(found) is paired


@pytest.mark.parametrize(
    "refusal",
    [
        {"locks": (apart(),)},
        {"verdicts": (Verdict(mentee="Н-1", mentor="М-1", outcome=Outcome.DECLINED),)},
        {"previous": (EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.DECLINED),)},
        {"previous": (EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.ENDED),)},
        {"previous": (EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.STOPPED),)},
    ],
)
def test_refusal_holds_for_every_role_of_the_human(refusal):
    assert run(BOTH, answers(TWO_ROLES, **refusal)).pairs == ()
    assert len(run(BOTH, answers(TWO_ROLES)).pairs) == 1


def test_withdrawal_under_one_code_holds_for_the_other():
    records = (
        Record(code="М-1", document=Document.PROCESSING, given=True, on=date(2026, 1, 1)),
        Record(code="М-2", document=Document.PROCESSING, given=False, on=date(2026, 8, 1)),
    )
    assert documents_given(answers(TWO_ROLES, records=records)) == {}


def test_undated_withdrawal_outweighs_a_dated_consent():
    records = (
        Record(code="Н-1", document=Document.PROCESSING, given=True, on=date(2026, 1, 1)),
        Record(code="Н-1", document=Document.PROCESSING, given=False),
    )
    assert documents_given(answers({"Н-1": MENTEE}, records=records)) == {}


@pytest.mark.parametrize(
    ("kinds", "leaves"),
    [
        ([LockKind.LEFT], True),
        ([LockKind.LEFT, LockKind.RETURNED], False),
        ([LockKind.RETURNED, LockKind.LEFT], True),
        ([LockKind.LEFT, LockKind.BY_HAND], True),
    ],
)
def test_who_left_takes_part_under_no_code_until_he_comes_back(kinds, leaves):
    """Each file says another thing; that the curator chooses personally is no word on whether he is here."""
    said = [Lock(kind=kind, mentee="М-1", source=Source(f"{n}.csv", 2)) for n, kind in enumerate(kinds)]
    cast = admit(BOTH, answers(TWO_ROLES, locks=tuple(said)))
    gone = {absence.code for absence in cast.absences if "выбытие" in str(absence.reasons)}
    assert gone == ({"М-1", "М-2"} if leaves else set())


def test_who_came_back_is_still_matched_by_the_curator():
    said = (LockKind.BY_HAND, LockKind.LEFT, LockKind.RETURNED)
    locks = tuple(Lock(kind=kind, mentee="Н-1", source=Source(f"{n}.csv", 2)) for n, kind in enumerate(said))
    assert {absence.code for absence in admit(BOTH, answers(TWO_ROLES, locks=locks)).absences} == {"Н-1"}


def test_chosen_by_hand_holds_for_every_role():
    people = {"Н-1": {**MENTEE, "twin": "Н-2"}, "Н-2": {**MENTEE, "base": "others", "twin": "Н-1"}}
    bases = (base("mentees", Side.MENTEE), base("others", Side.MENTEE), base("mentors", Side.MENTOR))
    lock = Lock(kind=LockKind.BY_HAND, mentee="Н-1")
    cast = admit(programme(bases=bases), answers(people, locks=(lock,)))
    assert {absence.code for absence in cast.absences} == {"Н-1", "Н-2"}


@pytest.mark.parametrize(
    ("locks", "locked", "kept_apart"),
    [
        ((together(), apart(file="b.csv")), False, True),
        ((apart(), together(file="b.csv")), True, False),
        ((apart(), again("b.csv")), False, False),
        ((apart(), again("a.csv")), False, True),
        ((together(), apart()), True, True),
    ],
)
def test_later_file_overrules_and_one_file_may_contradict_itself(locks, locked, kept_apart):
    found = decisions(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, locks=locks))
    assert (("Н-1", "М-1") in found.locked, ("Н-1", "М-1") in found.apart) == (locked, kept_apart)


@pytest.mark.parametrize(
    ("locks", "declined"),
    [
        ((), True),
        ((again("a.csv"),), False),
        ((again("a.csv"), apart(file="b.csv")), True),
        ((apart(file="a.csv"), again("b.csv")), False),
    ],
)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_declined_pair_waits_until_a_decision_in_force_allows_it(locks, declined, earlier):
    """A permission that a later file overruled permits nothing any more."""
    said = (
        {"previous": (EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.DECLINED),)}
        if earlier
        else {"verdicts": (Verdict(mentee="Н-1", mentor="М-1", outcome=Outcome.DECLINED),)}
    )
    found = declined_pairs(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, locks=locks, **said))
    assert found == ([("Н-1", "М-1")] if declined else [])


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ({}, True),
        ({"locks": (again("a.csv"),)}, False),
        ({"locks": (together(),)}, False),
        ({"verdicts": (Verdict(mentee="Н-1", mentor="М-1", outcome=Outcome.ACCEPTED),)}, False),
    ],
)
@pytest.mark.parametrize("state", [PairState.ENDED, PairState.STOPPED, PairState.WORKING])
def test_a_pair_that_ended_waits_in_the_rounds_after_next_too(said, waits, state):
    """The next run knows that it ended; the one after it knows only what that one wrote down."""
    earlier = EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=state)
    found = declined_pairs(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, previous=(earlier,), **said))
    assert found == ([("Н-1", "М-1")] if waits and state is not PairState.WORKING else [])


def pair_of(state, number=1, **more):
    return EarlierPair(mentee=f"Н-{number}", mentor=f"М-{number}", form="help", state=state, **more)


def worked(*previous):
    return worked_pairs(answers({"Н-1": MENTEE, "М-1": MENTOR}, previous=previous))


@pytest.mark.parametrize("state", PairState)
def test_later_rounds_know_who_worked_and_who_only_declined(state):
    expected = [] if state is PairState.DECLINED else [("Н-1", "М-1", "help")]
    assert worked(pair_of(state)) == expected


def test_who_worked_before_a_programme_was_completed_is_not_counted_in_the_next():
    over = pair_of(PairState.ENDED, completed=True)
    assert worked(over, pair_of(PairState.FORMER, 2)) == []
    assert len(worked(over, pair_of(PairState.WORKING, 2), pair_of(PairState.FORMER, 3))) == 3


def test_who_agreed_in_the_end_has_not_declined():
    verdicts = tuple(
        Verdict(mentee="Н-1", mentor="М-1", outcome=outcome)
        for outcome in (Outcome.DECLINED, Outcome.ACCEPTED)
    )
    assert declined_pairs(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, verdicts=verdicts)) == []


def test_permission_never_makes_somebody_his_own_mentor():
    people = {"Н-1": {**MENTEE, "twin": "М-1"}, "М-1": {**MENTOR, "twin": "Н-1"}}
    assert run(programme(), answers(people, locks=(again("b.csv"),))).pairs == ()


def test_last_verdict_on_a_pair_holds():
    verdicts = tuple(
        Verdict(mentee="Н-1", mentor="М-1", outcome=outcome)
        for outcome in (Outcome.DECLINED, Outcome.ACCEPTED)
    )
    assert len(run(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, verdicts=verdicts)).pairs) == 1


def test_ended_pair_may_come_back_where_the_form_weighs_history():
    history = Criterion(
        key="history",
        kind=CriterionKind.HISTORY,
        title="Раньше",
        force=Force.WISH,
        mentee="history",
        mentor="history",
        points=10_000,
        settings={"partner": "keep"},
    )
    ended = (EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.ENDED),)
    asked = programme(form(criteria=(history,)))
    assert len(run(asked, answers({"Н-1": MENTEE, "М-1": MENTOR}, previous=ended)).pairs) == 1


def test_working_pair_stays_though_more_people_could_be_served():
    """Ending a good pair harms; the curator has to ask for it by allowing a change."""
    people = {
        "Н-1": {**MENTEE, "days": ("mon", "tue")},
        "Н-2": MENTEE,
        "М-1": MENTOR,
        "М-2": {**MENTOR, "days": ("tue",)},
    }
    previous = (EarlierPair(mentee="Н-1", mentor="М-1", form="help"),)
    kept = run(programme(), answers(people, previous=previous))
    assert {(pair.mentee, pair.mentor) for pair in kept.pairs} == {("Н-1", "М-1")}
    asked = run(programme(), answers(people, previous=previous), Options(max_changes=1))
    assert {(pair.mentee, pair.mentor) for pair in asked.pairs} == {("Н-1", "М-2"), ("Н-2", "М-1")}


def test_where_a_mentor_takes_fewer_now_the_best_working_pair_stays():
    people = {"Н-1": {**MENTEE, "needs": ("music",)}, "Н-2": MENTEE, "М-1": MENTOR}
    previous = tuple(EarlierPair(mentee=f"Н-{i}", mentor="М-1", form="help") for i in (1, 2))
    result = run(programme(), answers(people, previous=previous))
    assert {(pair.mentee, pair.mentor) for pair in result.pairs} == {("Н-2", "М-1")}
    assert [(change.mentee, change.ground.ru) for change in result.changes] == [
        ("Н-1", "место у наставника отдано другой паре")
    ]


def test_several_mentors_are_all_different_and_may_come_from_several_forms():
    asked = programme(form("help"), form("sport"), mentors_per_mentee=2)
    people = {"Н-1": MENTEE, "М-1": {**MENTOR, "capacity": 2}, "М-2": MENTOR}
    pairs = run(asked, answers(people)).pairs
    assert {pair.mentor for pair in pairs} == {"М-1", "М-2"}
    alone = run(asked, answers({"Н-1": MENTEE, "М-1": {**MENTOR, "capacity": 2}})).pairs
    assert len(alone) == 1


@pytest.mark.parametrize(
    ("completed", "told"), [(False, [("М-1", None, "пара завершила работу")]), (True, [])]
)
def test_a_pair_that_ended_is_told_where_its_mentee_got_nobody(completed, told):
    """It was left out where nobody came in its place, and the proposal did not say that it is over."""
    over = EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.ENDED, completed=completed)
    changes = run(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, previous=(over,))).changes
    assert [(change.before, change.after, change.ground.ru) for change in changes] == told


def test_beside_a_kept_pair_only_the_ended_one_of_the_same_person_is_a_change():
    people = {"Н-1": MENTEE, "М-1": MENTOR, "М-2": MENTOR}
    previous = (
        EarlierPair(mentee="Н-1", mentor="М-1", form="help"),
        EarlierPair(mentee="Н-1", mentor="М-2", form="help", state=PairState.ENDED),
    )
    changes = run(programme(), answers(people, previous=previous)).changes
    assert [(change.before, change.after) for change in changes] == [("М-2", None)]
