"""A form may be open to some mentees only: pupils of the eighth to eleventh classes, say."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import MENTEE, MENTOR, answers, base, form, programme

from matcher.matching import run
from matcher.readiness import readiness
from questionnaires.programme import Blank, Requirement, Side
from questionnaires.question import Grade

SENIORS = Requirement(fact="grade", label="8–11 классы", least=Decimal(8))
BASES = (base("mentees", Side.MENTEE), base("mentors", Side.MENTOR), base("firms", Side.MENTOR))
FIRM = {**MENTOR, "base": "firms"}


def of_two_forms(requirement=SENIORS, *, wished=None):
    """Return a programme whose form with firms is open to seniors only, and another open to everybody."""
    firms = form("firm", mentors=("firms",), mentee_requirements=(requirement,), wished=wished)
    return programme(form("help", wished=wished), firms, bases=BASES)


def in_grade(number, **more):
    return {**MENTEE, "grade": Grade(number) if number else None, **more}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([None, 5, 7, 8, 11]), min_size=1, max_size=5),
    st.integers(0, 2),
    st.integers(0, 3),
)
def test_as_many_are_served_as_the_open_forms_allow(grades, helpers, firms):
    """Oracle: seniors may have anybody, the others helpers only; each mentor takes one."""
    people = {f"Н-{i}": in_grade(grade) for i, grade in enumerate(grades)}
    people |= {f"М-1{j}": MENTOR for j in range(helpers)} | {f"М-2{j}": FIRM for j in range(firms)}
    result = run(of_two_forms(), answers(people))
    seniors = sum(grade is not None and grade >= 8 for grade in grades)
    at_firms = min(seniors, firms)
    assert len(result.pairs) == at_firms + min(helpers, len(grades) - at_firms)
    of_firms = [grades[int(pair.mentee[2:])] for pair in result.pairs if pair.form == "firm"]
    assert all(grade is not None and grade >= 8 for grade in of_firms)


@pytest.mark.parametrize(("blank", "pairs"), [(Blank.REFUSE, 0), (Blank.PASS, 1)])
def test_a_blank_grade_is_refused_unless_the_programme_lets_it_pass(blank, pairs):
    requirement = Requirement(fact="grade", label="8–11 классы", least=Decimal(8), blank=blank)
    result = run(of_two_forms(requirement), answers({"Н-1": in_grade(None), "М-1": FIRM}))
    assert len(result.pairs) == pairs


def test_readiness_counts_those_whom_the_form_serves():
    people = {"Н-1": in_grade(5), "Н-2": in_grade(9), "М-1": MENTOR, "М-2": FIRM}
    supplies = readiness(of_two_forms(), answers(people)).supplies
    assert {supply.form: supply.mentees for supply in supplies} == {"help": 2, "firm": 1}


def test_who_wished_for_a_closed_form_only_reads_the_condition_and_which_form_would_help():
    people = {"Н-1": in_grade(5, forms=("firm",)), "М-1": MENTOR, "М-2": FIRM}
    (person,) = run(of_two_forms(wished="forms"), answers(people)).unmatched
    assert person.reason.ru == "Подходящей формы нет: не выполнено условие программы: 8–11 классы."
    assert person.remedy.ru == (
        "Помогло бы отметить и форму «help»: подойдут наставники: 1, из них со свободным местом: 1."
    )
    people["Н-1"]["forms"] = ("firm", "help")
    assert run(of_two_forms(wished="forms"), answers(people)).unmatched == ()


def test_no_other_form_helps_where_nobody_would_fit():
    people = {"Н-1": in_grade(5, forms=("firm",)), "М-1": {**MENTOR, "days": ("tue",)}, "М-2": FIRM}
    (person,) = run(of_two_forms(wished="forms"), answers(people)).unmatched
    assert person.remedy.ru.startswith("Ни одна из других форм программы не помогает")
    assert person.rivals == ()


def test_without_an_open_form_nobody_is_paired():
    people = {"Н-1": in_grade(7), "М-2": FIRM}
    (person,) = run(of_two_forms(), answers(people)).unmatched
    assert person.forms == ("help",)
