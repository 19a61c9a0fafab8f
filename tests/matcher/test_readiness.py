"""What is known before a run: places, people nobody fits, help from a neighbour."""

from dataclasses import replace

from small import MENTEE, MENTOR, SHARED_DAY, SUBJECT, answers, base, form, programme

from matcher.readiness import readiness
from questionnaires.answers import Lock, LockKind
from questionnaires.criterion import BlankMust
from questionnaires.programme import Side

PHYSICS = ("physics",)


def test_places_against_people():
    state = readiness(
        programme(), answers({"Н-1": MENTEE, "Н-2": MENTEE, "М-1": {**MENTOR, "capacity": 2}, "М-2": MENTOR})
    )
    assert (state.people, state.places) == (2, 3)
    (supply,) = state.supplies
    assert (supply.mentees, supply.mentors, supply.places) == (2, 2, 3)


def test_who_fits_nobody_is_named_before_any_run():
    state = readiness(
        programme(), answers({"Н-1": MENTEE, "Н-2": {**MENTEE, "days": ("wed",)}, "М-1": MENTOR})
    )
    assert [person.mentee for person in state.lonely] == ["Н-2"]


def test_a_mentor_whom_nobody_fits_is_named_before_any_run():
    state = readiness(
        programme(),
        answers(
            {
                "Н-1": MENTEE,
                "М-1": MENTOR,
                "М-2": {**MENTOR, "days": ("wed",)},
                "М-3": {**MENTOR, "days": None},
            }
        ),
    )
    said = {one.mentor: one.reason.ru for one in state.stranded}
    assert said == {
        "М-2": "После условия «Удобные дни» не остаётся ни одного наставляемого.",
        "М-3": "Нет ответа на вопрос «days», а условие «Удобные дни» его требует.",
    }


def test_a_mentor_is_not_stranded_by_a_blank_that_passes_or_by_full_places():
    lenient = replace(SHARED_DAY, blank_must=BlankMust.PASS)
    asked = programme(forms=(form(criteria=(SUBJECT, lenient)),))
    people = {"Н-1": MENTEE, "М-1": {**MENTOR, "days": None}, "М-2": MENTOR}
    assert readiness(asked, answers(people)).stranded == ()


def test_a_mentor_without_any_mentee_or_held_apart_by_decisions_says_so():
    (alone,) = readiness(programme(), answers({"М-1": MENTOR})).stranded
    assert "нет готовых наставляемых" in alone.reason.ru
    apart = (Lock(kind=LockKind.APART, mentee="Н-1", mentor="М-1"),)
    (kept,) = readiness(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, locks=apart)).stranded
    assert "решения куратора" in kept.reason.ru


def test_an_answer_that_is_lacking_is_the_smallest_change():
    state = readiness(programme(), answers({"Н-1": {**MENTEE, "days": None}, "М-1": MENTOR}))
    (person,) = state.lonely
    assert person.remedy is not None
    assert person.remedy.ru == (
        "Нет ответа на вопрос «days», а условие «Удобные дни» его требует. С ответом могут подойти наставники: 1, "
        "из них со свободным местом: 1."
    )


def test_neighbour_with_a_spare_mentor_is_named():
    people = {
        "Н-1": {**MENTEE, "needs": PHYSICS},
        "М-1": {**MENTOR, "offers": PHYSICS, "capacity": 2, "school": "south"},
        "М-2": MENTOR,
    }
    (shortage,) = readiness(programme(), answers(people)).shortages
    assert (shortage.organisation, shortage.option, shortage.wanted, shortage.spare) == (
        "north",
        "Physics",
        1,
        ("south",),
    )


def test_neighbour_who_needs_its_mentor_itself_is_not_named():
    people = {
        "Н-1": {**MENTEE, "needs": PHYSICS},
        "Н-2": {**MENTEE, "needs": PHYSICS, "school": "south"},
        "М-1": {**MENTOR, "offers": PHYSICS, "school": "south"},
    }
    assert readiness(programme(), answers(people)).shortages == ()


def test_who_cannot_take_part_is_not_counted():
    state = readiness(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, consent=False))
    assert (state.people, state.places, len(state.absences)) == (0, 0, 2)


def test_one_place_for_three_is_a_shortage_too():
    people = {f"Н-{i}": {**MENTEE, "needs": PHYSICS} for i in range(3)}
    people |= {
        "М-1": {**MENTOR, "offers": PHYSICS},
        "М-2": {**MENTOR, "offers": PHYSICS, "capacity": 3, "school": "south"},
    }
    (shortage,) = readiness(programme(), answers(people)).shortages
    assert (shortage.wanted, shortage.spare) == (2, ("south",))


def test_programme_of_one_school_has_no_neighbour_and_a_partner_is_none():
    people = {
        "Н-1": {**MENTEE, "needs": PHYSICS},
        "М-1": {**MENTOR, "offers": PHYSICS, "school": "south"},
        "М-2": MENTOR,
    }
    school, works = programme().organisations
    asked = programme(organisations=(school, replace(works, partner=True)))
    assert readiness(asked, answers(people)).shortages == ()


def test_decisions_count_before_a_run():
    apart = (Lock(kind=LockKind.APART, mentee="Н-1", mentor="М-1"),)
    state = readiness(programme(), answers({"Н-1": MENTEE, "М-1": MENTOR}, locks=apart))
    assert [person.mentee for person in state.lonely] == ["Н-1"]


def test_human_in_two_bases_of_mentors_has_one_load():
    bases = (base("mentees", Side.MENTEE), base("mentors", Side.MENTOR), base("others", Side.MENTOR))
    people = {
        "Н-1": MENTEE,
        "М-1": {**MENTOR, "twin": "М-2"},
        "М-2": {**MENTOR, "capacity": 3, "base": "others", "twin": "М-1"},
    }
    asked = programme(form(mentors=("mentors", "others")), bases=bases)
    assert readiness(asked, answers(people)).places == 3


def test_form_counts_only_those_who_wished_it():
    asked = programme(form("help", wished="forms"), form("sport", wished="forms"))
    people = {"Н-1": {**MENTEE, "forms": ("sport",)}, "Н-2": MENTEE, "М-1": MENTOR}
    assert [supply.mentees for supply in readiness(asked, answers(people)).supplies] == [1, 2]


def test_a_mentor_has_no_more_places_than_the_forms_give():
    """Two offered, one allowed by the only form; two forms of one each give both."""
    people = {"Н-1": MENTEE, "М-1": {**MENTOR, "capacity": 2}}
    assert readiness(programme(form(upper=1)), answers(people)).places == 1
    assert readiness(programme(form("help", upper=1), form("sport", upper=1)), answers(people)).places == 2
    assert readiness(programme(form(upper=3)), answers(people)).places == 2
