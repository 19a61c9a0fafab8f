"""All forms as one problem: shared load, twins, wished forms, floors, decisions."""

import numpy as np
from small import MENTEE, MON, answers, base, form, programme
from small import MENTOR as ONE_PLACE

from matcher.admission import admit
from matcher.assembly import assemble
from matcher.decisions import decisions
from matcher.problem import dense_allowed, dense_points
from matcher.result import Origin
from questionnaires.answers import EarlierPair, Lock, LockKind, Outcome, PairState, Verdict
from questionnaires.programme import Arrangement, Priority, Requirement, Side

MENTOR = {**ONE_PLACE, "capacity": 2}


def assembled(asked, given):
    return assemble(asked, given, admit(asked, given), decisions(asked, given))


def test_two_forms_of_one_mentor_share_one_load():
    asked = programme(form("help"), form("sport", upper=1))
    joint = assembled(asked, answers({"Н-1": MENTEE, "М-1": MENTOR}))
    assert joint.seats == (("help", "М-1"), ("sport", "М-1"))
    assert joint.problem.shared_upper == (((0, 1), 2),)
    assert joint.problem.upper.tolist() == [2, 1]


def test_mentor_in_two_bases_under_two_codes_has_one_load():
    bases = (base("mentees", Side.MENTEE), base("mentors", Side.MENTOR), base("others", Side.MENTOR))
    asked = programme(form("help"), form("sport", mentors=("others",)), bases=bases)
    twins = {"М-1": {**MENTOR, "twin": "М-2"}, "М-2": {**MENTOR, "base": "others", "twin": "М-1"}}
    joint = assembled(asked, answers({"Н-1": MENTEE, **twins}))
    assert joint.problem.shared_upper == (((0, 1), 2),)


def test_points_and_musts_of_a_form_stay_in_its_columns():
    asked = programme(form("help"), form("free", criteria=()))
    given = answers({"Н-1": MENTEE, "Н-2": {"needs": ("music",), "days": ("tue",)}, "М-1": MENTOR})
    joint = assembled(asked, given)
    assert dense_points(joint.problem).tolist() == [[10_000, 0], [0, 0]]
    assert dense_allowed(joint.problem).tolist() == [[True, True], [False, True]]


def test_mentee_is_served_only_in_the_forms_he_chose_and_a_blank_chooses_all():
    asked = programme(form("help", wished="forms", criteria=()), form("sport", wished="forms", criteria=()))
    given = answers({"Н-1": {"forms": ("sport",)}, "Н-2": {}, "М-1": MENTOR})
    assert dense_allowed(assembled(asked, given).problem).tolist() == [[False, True], [True, True]]


def test_nobody_is_his_own_mentor():
    given = answers({"Н-1": {**MENTEE, "twin": "М-1"}, "М-1": {**MENTOR, "twin": "Н-1"}})
    assert assembled(programme(), given).problem.forbidden == ((0, 0),)


def test_floor_forbids_weak_pairs_but_not_decided_ones():
    people = {"Н-1": {"needs": ("music",), "days": MON}, "Н-2": MENTEE, "М-1": MENTOR}
    asked = programme(form(floor=1))
    assert assembled(asked, answers(people)).problem.forbidden == ((0, 0),)
    lock = Lock(kind=LockKind.TOGETHER, mentee="Н-1", mentor="М-1")
    joint = assembled(asked, answers(people, locks=(lock,)))
    assert (joint.problem.locked, joint.problem.forbidden) == (((0, 0),), ())


def test_group_needs_its_least_only_when_used():
    asked = programme(form(arrangement=Arrangement.GROUPS, group_least=2, group_most=4))
    problem = assembled(asked, answers({"Н-1": MENTEE, "М-1": {**MENTOR, "capacity": 3}})).problem
    assert (problem.upper.tolist(), problem.lower_if_used.tolist()) == ([3], [2])


def test_highest_met_priority_is_the_class():
    urgent = Priority(requirement=Requirement(fact="needs", label="физика", one_of=("physics",)), rank=2)
    some = Priority(requirement=Requirement(fact="days", label="понедельник", one_of=MON), rank=1)
    given = answers({"Н-1": MENTEE, "Н-2": {"needs": ("physics",), "days": MON}, "Н-3": {}, "М-1": MENTOR})
    problem = assembled(programme(form(priorities=(urgent, some))), given).problem
    assert problem.priority.tolist() == [1, 2, 0]


def test_accepted_is_locked_declined_is_forbidden_until_allowed_again():
    people = {"Н-1": MENTEE, "Н-2": MENTEE, "М-1": MENTOR}
    verdicts = (
        Verdict(mentee="Н-1", mentor="М-1", outcome=Outcome.ACCEPTED),
        Verdict(mentee="Н-2", mentor="М-1", outcome=Outcome.DECLINED),
    )
    joint = assembled(programme(), answers(people, verdicts=verdicts))
    assert joint.origins == {(0, 0): Origin.ACCEPTED}
    assert joint.problem.forbidden == ((1, 0),)
    again = (Lock(kind=LockKind.ALLOW_AGAIN, mentee="Н-2", mentor="М-1", reason="поговорили"),)
    assert assembled(programme(), answers(people, verdicts=verdicts, locks=again)).problem.forbidden == ()


def test_pair_declined_in_an_earlier_run_does_not_return_by_itself():
    earlier = (EarlierPair(mentee="Н-1", mentor="М-1", form="help", state=PairState.DECLINED),)
    joint = assembled(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, previous=earlier))
    assert (joint.problem.forbidden, joint.working) == (((0, 0),), ())


def test_order_of_people_and_files_changes_nothing():
    people = {f"Н-{i}": MENTEE for i in range(4)} | {f"М-{i}": MENTOR for i in range(3)}
    first = assembled(programme(), answers(people))
    second = assembled(programme(), answers(dict(reversed(people.items()))))
    assert (first.mentees, first.seats) == (second.mentees, second.seats)
    np.testing.assert_array_equal(dense_points(first.problem), dense_points(second.problem))


def test_who_stands_in_two_bases_of_mentees_is_served_once():
    bases = (base("mentees", Side.MENTEE), base("others", Side.MENTEE), base("mentors", Side.MENTOR))
    asked = programme(form("help"), form("sport", mentees=("others",)), bases=bases)
    twins = {"Н-1": {**MENTEE, "twin": "Н-2"}, "Н-2": {**MENTEE, "base": "others", "twin": "Н-1"}}
    joint = assembled(asked, answers({**twins, "М-1": MENTOR}))
    assert joint.mentees == ("Н-1",)
    assert dense_allowed(joint.problem).tolist() == [[True, True]]
    assert dense_points(joint.problem).tolist() == [[10_000, 10_000]]


def test_three_roles_of_one_human_make_no_pair():
    bases = (base("mentees", Side.MENTEE), base("others", Side.MENTOR), base("mentors", Side.MENTOR))
    ring = {
        "Н-1": {**MENTEE, "twin": "М-1"},
        "М-1": {**MENTOR, "twin": "М-2"},
        "М-2": {**MENTOR, "base": "others", "twin": "Н-1"},
    }
    joint = assembled(programme(form(mentors=("mentors", "others")), bases=bases), answers(ring))
    assert joint.problem.forbidden == ((0, 0), (0, 1))
    assert joint.problem.shared_upper == (((0, 1), 2),)
