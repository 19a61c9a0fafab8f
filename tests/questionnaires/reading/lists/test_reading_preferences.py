"""Preferences after the meeting: whom both sides name, ranked or refused, and in which role."""

import pytest
from people_of_lists import MENTORS, PUPILS
from reading_sample import (
    codes_of,
    csv_file,
    errors,
    read,
)

from questionnaires.answers import Preference
from questionnaires.finding import Severity

HEADERS = ["ФИО", "1-й выбор", "2-й выбор", "С кем не хотели бы"]


def preferences(*rows, headers=HEADERS):
    return read(PUPILS, MENTORS, preferences=[csv_file([headers, *rows], "выбор.csv")])


def test_ranked_preferences_of_both_sides():
    answers = preferences(
        ["Щукин Пётр Ильич", "Аистова Анна", "Н-002", "нет"],
        ["Белкин Б. Л.", "Щукин П. И.", "", "Окунева О."],
    )
    assert not errors(answers)
    assert answers.preferences == (
        Preference(code="М-003", liked=("Н-001", "Н-002")),
        Preference(code="Н-003", liked=("М-003",), refused=("М-002",)),
    )


def test_the_role_of_a_person_with_two_follows_from_whom_she_names():
    answers = preferences(["Аистова Анна Олеговна", "Щукин Пётр Ильич", "", ""])
    assert answers.preferences == (Preference(code="Н-001", liked=("М-003",)),)


@pytest.mark.parametrize("refused", ["", "нет"])
def test_a_person_with_two_roles_who_names_nobody_is_no_error(refused):
    answers = preferences(["Аистова Анна Олеговна", "", "", refused])
    assert not errors(answers)
    assert answers.preferences == ()


def test_an_unknown_name_does_not_hide_in_which_role_the_rest_was_said():
    answers = preferences(["Аистова Анна Олеговна", "Щукин Пётр Ильич", "Неизвестный Иван", ""])
    assert not errors(answers)
    assert answers.preferences == (Preference(code="Н-001", liked=("М-003",)),)
    assert "unknown-name" in codes_of(answers)


def test_who_names_nobody_known_is_asked_in_which_role():
    answers = preferences(["Аистова Анна Олеговна", "Неизвестный Иван", "", ""])
    assert [one.code for one in errors(answers)] == ["ambiguous-name"]


@pytest.mark.parametrize(
    ("cell", "ranked"), [("Щукин П. И.; Окунева О. Л.", False), ("1. Щукин П. И. 2. Окунева О. Л.", True)]
)
def test_several_names_in_one_cell(cell, ranked):
    answers = preferences(["Белкин Борис Ильич", cell], headers=["ФИО", "С кем хотели бы"])
    assert answers.preferences == (Preference(code="Н-002", liked=("М-003", "М-002"), ranked=ranked),)


def test_faults_of_preferences():
    answers = preferences(
        ["Белкин Борис Ильич", "Неизвестный Иван", "", ""],
        ["Щукин Пётр Ильич", "Белкин Борис", "", ""],
        ["Окунева О. Л.", "Аистова А.", "", "Аистова А."],
    )
    assert [
        (one.code, one.severity)
        for one in answers.findings
        if one.file == "выбор.csv" and one.code != "recognised"
    ] == [
        ("unknown-name", Severity.WARNING),
        ("ambiguous-name", Severity.ERROR),
        ("liked-and-refused", Severity.WARNING),
    ]
    assert {one.code: (one.liked, one.refused) for one in answers.preferences}["М-002"] == ((), ("Н-001",))


def test_the_last_preference_of_a_person_counts():
    answers = preferences(
        ["Белкин Борис Ильич", "Щукин Пётр Ильич", "", ""], ["Н-002", "Окунева Ольга Львовна", "", ""]
    )
    assert answers.preferences == (Preference(code="Н-002", liked=("М-002",)),)
    assert "answered-again" in codes_of(answers)
