"""A year of birth of two digits is read where only one century gives a possible age, and never in silence."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from reading_sample import (
    BORN,
    MENTEE_FORM,
    MENTEE_HEADERS,
    csv_file,
    finding,
    make_programme,
    mentee,
    read,
)

from questionnaires.finding import Severity
from questionnaires.programme import Category
from questionnaires.reading.cells import make_reader
from questionnaires.reading.cells.birth_date import make_reader as make_birth_reader
from questionnaires.reading.cells.birth_date import possible_ages

DAY = date(2026, 9, 1)
PUPIL, ADULT = range(5, 22), range(14, 96)


def told(cell, ages, question=BORN):
    reading = make_birth_reader(question, DAY, ages)(cell)
    return reading.value, [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    ("cell", "ages", "value"),
    [
        ("03.05.11", PUPIL, date(2011, 5, 3)),
        (" 3.5.11 г. ", PUPIL, date(2011, 5, 3)),
        ("03.05.11,", PUPIL, date(2011, 5, 3)),
        ("31.08.05", PUPIL, date(2005, 8, 31)),
        ("03.05.76", ADULT, date(1976, 5, 3)),
        ("03.05.31", ADULT, date(1931, 5, 3)),
        ("29.02.12", PUPIL, date(2012, 2, 29)),
    ],
)
def test_one_century_gives_a_possible_age(cell, ages, value):
    assert told(cell, ages) == (value, ["short-year"])


@pytest.mark.parametrize(
    ("cell", "ages"), [("03.05.76", PUPIL), ("31.08.04", PUPIL), ("03.05.25", ADULT), ("03.05.22", PUPIL)]
)
def test_no_century_gives_a_possible_age(cell, ages):
    assert told(cell, ages) == (None, ["short-year-unknown"])


def test_where_both_centuries_are_possible_nothing_is_guessed():
    assert told("03.05.11", range(5, 120)) == (None, ["short-year-unknown"])


@pytest.mark.parametrize("cell", ["32.05.11", "29.02.11", "11-05-03", "03/05/11", "03.05.1", "05.11", "11"])
def test_what_may_be_another_day_stays_unread(cell):
    assert told(cell, PUPIL) == (None, ["unreadable"])


@pytest.mark.parametrize("cell", ["03.05.2011", datetime(2011, 5, 3), "2011-05-03"])
def test_a_whole_year_is_read_as_ever(cell):
    assert told(cell, PUPIL)[0] == date(2011, 5, 3)
    assert "short-year" not in told(cell, PUPIL)[1]


def test_a_required_date_is_an_error_where_it_stays_unread():
    assert told("03.05.76", PUPIL, replace(BORN, required=True)) == (None, ["unreadable-required"])


def test_it_is_said_how_it_was_read():
    rows = [MENTEE_HEADERS, mentee("Щукин Пётр", born="03.05.11")]
    answers = read(csv_file(rows))
    said = finding(answers, "short-year")
    assert (said.row, said.column, said.severity) == (2, "Дата рождения", Severity.WARNING)
    assert "«03.05.11» прочитано как 03.05.2011, возраст на дату программы: 15" in said.reason.ru
    assert answers.get_base("mentees").columns["birth_date"] == (date(2011, 5, 3),)


def test_whose_questionnaire_it_is_tells_the_ages():
    programme = make_programme()
    mentees, mentors = programme.bases
    grown = replace(mentors, category=Category.TEACHER)
    both = replace(programme, bases=(mentees, grown))
    assert possible_ages(both, MENTEE_FORM) == frozenset(PUPIL)
    assert possible_ages(both, mentors.questionnaire) == frozenset(ADULT)
    assert possible_ages(both, None) == frozenset(PUPIL) | frozenset(ADULT)


def test_a_pupil_is_no_teacher_of_the_same_programme():
    programme = make_programme()
    mentees, mentors = programme.bases
    both = replace(programme, bases=(mentees, replace(mentors, category=Category.TEACHER)))
    rows = [MENTEE_HEADERS, mentee("Щукин Пётр", born="03.05.76")]
    answers = read(csv_file(rows), programme=both)
    assert finding(answers, "short-year-unknown").row == 2
    assert answers.get_base("mentees").columns["birth_date"] == (None,)


def test_only_a_date_of_birth_is_read_so():
    other = replace(BORN, key="joining")
    assert make_reader(other, make_programme(), MENTEE_FORM)("03.05.11").value is None
