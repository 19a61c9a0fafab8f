"""Why not yet: the funnel, the rivals and the smallest change that would help."""

import pytest
from small import MATHS, MENTEE, MENTOR, answers, form, programme

from matcher.matching import run
from questionnaires.answers import Lock, LockKind


def waiting(people, **more):
    (person,) = run(programme(*more.pop("forms", ())), answers(people, **more)).unmatched
    return person


def steps(person) -> list[int]:
    return [step.left for step in person.funnel]


def test_funnel_counts_the_mentors_left_after_each_must():
    tuesday = {**MENTOR, "days": ("tue",)}
    person = waiting({"Н-1": {**MENTEE, "days": ("wed",)}, "М-1": MENTOR, "М-2": tuesday, "М-3": tuesday})
    assert steps(person) == [3, 0, 0]
    assert person.reason.ru == "После условия «Удобные дни» не остаётся ни одного наставника."
    assert person.certain is True


def test_remedy_is_the_day_most_mentors_offer():
    tuesday = {**MENTOR, "days": ("tue",)}
    person = waiting({"Н-1": {**MENTEE, "days": ("wed",)}, "М-1": MENTOR, "М-2": tuesday, "М-3": tuesday})
    assert person.remedy.ru == (
        "Если добавить «tue» в ответ «days», подойдут наставники: 2, из них со свободным местом: 2."
    )


def test_remedy_of_a_full_house_is_one_more_place_and_rivals_are_named():
    person = waiting({"Н-1": MENTEE, "Н-2": {**MENTEE, "needs": ("music",)}, "М-1": MENTOR})
    assert person.mentee == "Н-2"
    assert person.rivals == ("Н-1",)
    assert steps(person) == [1, 1, 0]
    assert "(например, М-1)" in person.remedy.ru


def test_added_place_of_the_remedy_really_helps():
    people = {"Н-1": MENTEE, "Н-2": {**MENTEE, "needs": ("music",)}, "М-1": MENTOR}
    assert waiting(people).mentee == "Н-2"
    assert run(programme(), answers({**people, "М-1": {**MENTOR, "capacity": 2}})).unmatched == ()


def test_added_day_of_the_remedy_really_helps():
    people = {"Н-1": {**MENTEE, "days": ("wed",)}, "М-1": {**MENTOR, "days": ("tue",)}}
    assert "«tue»" in waiting(people).remedy.ru
    assert run(programme(), answers({**people, "Н-1": {**MENTEE, "days": ("wed", "tue")}})).unmatched == ()


def test_decision_of_the_curator_is_a_step_of_its_own_and_no_remedy_lifts_it():
    apart = (Lock(kind=LockKind.APART, mentee="Н-1", mentor="М-1"),)
    person = waiting({"Н-1": MENTEE, "М-1": MENTOR}, locks=apart)
    assert steps(person) == [1, 1, 0, 0]
    assert person.remedy.ru.startswith("Ни одно отдельное изменение")


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ({"Н-1": MENTEE}, "В этих формах нет готовых наставников."),
        ({"Н-1": {**MENTEE, "forms": ("other",)}, "М-1": MENTOR}, "Ни одна из форм программы не выбрана."),
    ],
)
def test_plain_reasons(people, reason):
    assert waiting(people, forms=(form(wished="forms"),)).reason.ru == reason


def test_one_mentor_of_two_forms_is_counted_once():
    forms = (form("help"), form("sport"))
    person = waiting({"Н-1": {"needs": MATHS, "days": ("wed",)}, "М-1": MENTOR}, forms=forms)
    assert steps(person) == [1, 0, 0]
