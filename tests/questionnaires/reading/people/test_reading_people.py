"""Who is who: re-submissions, namesakes, two roles, and rows in any order."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sample import (
    MENTEE_HEADERS,
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    make_shared_programme,
    mentee,
    mentees_file,
    mentor,
    mentors_file,
    names,
    read,
)

from questionnaires.people import People
from questionnaires.reading import InputFile, write_people


def test_the_last_answer_counts_and_both_are_shown():
    early = mentee("Ёлкина Мария Олеговна", sent="01.09.2026 10:00:00", subjects="Математика")
    late = mentee("ЕЛКИНА Мария  Олеговна", sent="02.09.2026 10:00:00", subjects="Физика")
    answers = read(mentees_file(late, early))
    assert answers.get_base("mentees").columns["subjects_needed"] == (("physics",),)
    again = finding(answers, "answered-again")
    assert (again.row, "строка 2" in again.reason.ru, "Математика → Физика" in again.reason.ru) == (
        3,
        True,
        True,
    )
    assert (answers.tallies[0].rows, answers.tallies[0].ready, answers.tallies[0].repeated) == (2, 1, 1)


def test_without_timestamps_the_lower_row_counts():
    rows = [mentee("Ёлкина Мария", subjects="Математика"), mentee("Ёлкина Мария", subjects="Физика")]
    assert read(mentees_file(*rows)).get_base("mentees").columns["subjects_needed"] == (("physics",),)


def test_another_class_with_the_same_birth_date_is_the_same_person():
    rows = [mentee("Ёлкина Мария", "7А", "15.03.2013"), mentee("Ёлкина Мария", "7Б", "15.03.2013")]
    assert len(read(mentees_file(*rows)).people) == 1


def test_namesakes_are_two_people_with_a_warning():
    rows = [mentee("Ёлкина Мария", "7А", "15.03.2013"), mentee("Ёлкина Мария", "8Б", "16.04.2012")]
    answers = read(mentees_file(*rows))
    assert len(answers.people) == 2
    assert not errors(answers)
    assert "namesakes" in codes_of(answers)


def test_what_cannot_be_told_apart_is_an_error():
    rows = [
        mentee("Ёлкина Мария", "7А", "15.03.2013"),
        mentee("Ёлкина Мария", "8Б", "16.04.2012"),
        mentee("Ёлкина Мария", ""),
    ]
    answers = read(mentees_file(*rows))
    assert [(one.code, one.row) for one in errors(answers)] == [("indistinguishable", 4)]
    assert len(answers.people) == 2


def test_similar_names_in_one_class_are_proposed_and_never_merged():
    answers = read(
        mentees_file(
            mentee("Ёлкина Мария Олеговна"), mentee("Ёлкна Мария Олеговна"), mentee("Щукин Пётр Ильич")
        )
    )
    assert len(answers.people) == 3
    assert [one.code for one in answers.findings].count("similar-names") == 1
    assert "Ёлкна" in finding(answers, "similar-names").reason.ru


def test_a_mentee_who_may_be_the_mentor_is_said_to_be_so():
    """Until the curator says that they are two, or that they are one: then the pair of namesakes is no news."""
    files = (mentees_file(mentee("Ёлкина М. О.", "9А")), mentors_file(mentor("Ёлкина Мария Олеговна", "9А")))
    answers = read(*files)
    assert answers.alike == (("М-001", "Н-001"),)
    told = finding(answers, "maybe-one-person")
    assert "(Н-001)" in told.reason.ru
    assert "(М-001)" in told.reason.ru
    assert "«Тот же человек»" in told.remedy.ru
    assert "«снова можно»" in told.remedy.ru
    people = People(
        tuple(replace(one, twin="М-001" if one.code == "Н-001" else "") for one in answers.people)
    )
    linked = read(*files, people=InputFile("people.csv", write_people(people)))
    assert linked.alike == ()
    assert "maybe-one-person" not in codes_of(linked)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Ёлкина Мария Олеговна", "Мария Ёлкина Олеговна", 1),
        ("Ёлкина Мария Олеговна", "Ёлкина М. О.", 1),
        ("Ёлкина Мария Олеговна", "Ёлкина Мария", 1),
        ("Ёлкина Анна Олеговна", "Ёлкина Алла Олеговна", 0),
        ("Ёлкина Мария Олеговна", "Щукина Мария Олеговна", 0),
    ],
)
def test_which_names_are_similar(first, second, expected):
    assert codes_of(read(mentees_file(mentee(first), mentee(second)))).count("similar-names") == expected


@pytest.mark.parametrize(
    ("second", "born", "expected"),
    [
        ("Ёлкна Мария Олеговна", "15.03.2013", 1),
        ("Ёлкна Мария Олеговна", "", 0),
        ("Ёлкна Мария", "16.03.2013", 0),
    ],
)
def test_a_pupil_who_moved_and_is_misspelt_is_proposed_by_the_birth_date(second, born, expected):
    rows = [
        mentee("Ёлкина Мария Олеговна", "7А", "15.03.2013", school="Школа № 1"),
        mentee(second, "7Б", born, school="Школа № 2"),
    ]
    answers = read(mentees_file(*rows), programme=make_programme(schools=2))
    assert len(answers.people) == 2
    assert codes_of(answers).count("similar-elsewhere") == expected
    if expected:
        told = finding(answers, "similar-elsewhere").reason.ru
        assert all(school in told for school in ("Школа № 1", "Школа № 2"))


def test_a_mentor_misspelt_in_another_school_is_not_paired_with_himself():
    files = (
        mentees_file(mentee("Ёлкина Мария Олеговна", "9А", "15.03.2011", school="Школа № 1")),
        mentors_file(mentor("Ёлкна Мария Олеговна", "9Б", "15.03.2011", school="Школа № 2")),
    )
    answers = read(*files, programme=make_programme(schools=2))
    assert answers.alike == (("М-001", "Н-001"),)


def test_different_birth_dates_are_no_slip():
    rows = [
        mentee("Ёлкина Мария Олеговна", born="15.03.2013"),
        mentee("Ёлкна Мария Олеговна", born="16.03.2013"),
    ]
    assert "similar-names" not in codes_of(read(mentees_file(*rows)))


def test_one_person_in_both_roles_has_two_linked_codes():
    answers = read(mentees_file(mentee("Ёлкина Мария", "9А")), mentors_file(mentor("Ёлкина Мария", "9А")))
    assert {one.code: one.twin for one in answers.people} == {"М-001": "Н-001", "Н-001": "М-001"}
    assert "two-roles" in codes_of(answers)


def test_namesakes_in_two_roles_are_not_linked():
    answers = read(mentees_file(mentee("Ёлкина Мария", "5А")), mentors_file(mentor("Ёлкина Мария", "9А")))
    assert not any(one.twin for one in answers.people)


def test_two_roles_in_two_schools_are_told_by_the_birth_date():
    programme = make_programme(schools=2)
    files = (
        mentees_file(mentee("Ёлкина Мария", "9А", "15.03.2011", school="Школа № 1")),
        mentors_file(mentor("Ёлкина Мария", "9А", "15.03.2011", school="Школа № 2")),
    )
    assert {one.twin for one in read(*files, programme=programme).people} == {"Н-001", "М-001"}


def test_private_people_in_two_roles_do_not_name_the_base():
    programme = make_programme(private=True)
    answers = read(
        mentees_file(mentee("Ёлкина Мария")), mentors_file(mentor("Ёлкина Мария", "7А")), programme=programme
    )
    assert "База наставляемых" not in finding(answers, "two-roles").reason.ru


def test_codes_follow_organisation_and_name_not_rows():
    rows = [
        mentee("Щукин Пётр", school="Школа № 1"),
        mentee("Ёлкина Мария", school="Школа № 1"),
        mentee("Аистов Ян", school="Школа № 2"),
    ]
    answers = read(mentees_file(*rows), programme=make_programme(schools=2))
    assert names(answers) == {"Н-001": "Ёлкина Мария", "Н-002": "Щукин Пётр", "Н-003": "Аистов Ян"}


FACTS = (("7А", ""), ("8Б", "01.02.2012"), ("", "03.04.2013"), ("8Б", "01.02.2012"))


PUPILS = [
    mentee(
        f"{surname} {name}",
        grade,
        born,
        sent=f"0{number + 1}.09.2026 10:00:00",
        subjects=("Физика", "Математика")[number % 2],
    )
    for surname in ("Аистова", "Белкина", "Волкова")
    for name in ("Анна", "Вера")
    for number, (grade, born) in enumerate(FACTS)
]


@given(st.integers(0, 2**32))
@settings(deadline=None)
def test_row_order_changes_nothing(seed):
    shuffled = random.Random(seed).sample(PUPILS, len(PUPILS))
    usual, other = read(mentees_file(*PUPILS)), read(mentees_file(*shuffled))
    assert usual.people == other.people
    assert usual.get_base("mentees").codes == other.get_base("mentees").codes
    assert usual.get_base("mentees").columns == other.get_base("mentees").columns


def test_a_shared_questionnaire_is_divided_by_answers():
    headers = (*MENTEE_HEADERS, "Кем вы хотите быть")
    rows = [
        [*mentee("Аистов Ян"), "Наставляемым"],
        [*mentee("Белкина Вера"), "Наставником"],
        [*mentee("Волков Ян"), "Наставляемым; Наставником"],
        [*mentee("Грачёв Лев"), ""],
    ]
    answers = read(csv_file([headers, *rows]), programme=make_shared_programme())
    assert [len(answers.get_base(key).codes) for key in ("mentees", "mentors")] == [2, 2]
    assert finding(answers, "no-base").row == 5
    assert {one.name for one in answers.people if one.twin} == {"Волков Ян"}


def test_blank_required_answers_are_errors_and_the_row_takes_no_part():
    answers = read(
        mentees_file(mentee("", wishes="позовите"), mentee("Щукин Пётр", school="")),
        programme=make_programme(schools=2),
    )
    assert [(one.code, one.row) for one in errors(answers)] == [
        ("required-blank", 2),
        ("required-blank", 2),
        ("required-blank", 3),
    ]
    assert len(answers.people) == 0
    assert answers.tallies[0].refused == 2


def test_the_only_school_needs_no_column():
    assert read(mentees_file(mentee("Щукин Пётр"))).get_base("mentees").organisations == ("school-1",)


@pytest.mark.parametrize(
    ("born", "kept"),
    [("15.03.2013", True), ("01.09.2026", False), ("15.03.1985", False), ("15.03.2030", False)],
)
def test_impossible_ages_are_unknown(born, kept):
    answers = read(mentees_file(mentee("Щукин Пётр", born=born)))
    assert (answers.get_base("mentees").columns["birth_date"][0] is not None) is kept
    assert ("implausible-age" in codes_of(answers)) is not kept


def test_names_and_contacts_stay_in_the_register():
    answers = read(mentees_file(mentee("Щукин Пётр", phone="+7 000")))
    assert answers.people.get("Н-001").contact == "+7 000"
    assert not {"name", "contact", "timestamp", "organisation"} & answers.get_base("mentees").columns.keys()
