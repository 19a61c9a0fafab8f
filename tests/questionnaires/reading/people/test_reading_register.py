"""The register: people keep their codes from year to year, and a code says who somebody is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_sample import (
    MENTEE_HEADERS,
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    mentee,
    mentees_file,
    mentor,
    mentors_file,
    names,
    read,
)
from register_sample import person, register

from questionnaires.people import Gender, People, Person
from questionnaires.question import Grade
from questionnaires.reading import InputFile, read_people, write_people


def test_known_people_keep_their_codes_and_new_ones_get_the_next():
    known = register(person("Н-007", "Щукин Пётр", grade=Grade(7, "А")), person("Н-012", "Окунев Олег"))
    answers = read(mentees_file(mentee("Аистов Ян"), mentee("Щукин Пётр")), people=known)
    assert names(answers) == {"Н-007": "Щукин Пётр", "Н-012": "Окунев Олег", "Н-013": "Аистов Ян"}
    assert answers.get_base("mentees").codes == ("Н-007", "Н-013")


def test_known_and_new_codes_stand_in_one_order_beyond_three_digits():
    known = register(person("Н-1000", "Окунев Олег"), person("Н-999", "Щукин Пётр"))
    rows = [mentee("Аистов Ян"), mentee("Щукин Пётр"), mentee("Окунев Олег")]
    answers = read(mentees_file(*rows), mentors_file(mentor("Ёлкина Мария")), people=known)
    assert [one.code for one in answers.people] == ["М-001", "Н-999", "Н-1000", "Н-1001"]
    assert answers.get_base("mentees").codes == ("Н-999", "Н-1000", "Н-1001")


def test_a_promoted_pupil_is_known_by_the_birth_date():
    known = register(person("Н-007", "Щукин Пётр", grade=Grade(6, "А"), birth_date=date(2013, 3, 15)))
    answers = read(mentees_file(mentee("Щукин Пётр", "7А", "15.03.2013")), people=known)
    assert [(one.code, str(one.grade)) for one in answers.people] == [("Н-007", "7А")]


def test_a_promoted_pupil_without_a_birth_date_is_to_be_confirmed():
    known = register(person("Н-007", "Щукин Пётр", grade=Grade(6, "А")))
    answers = read(mentees_file(mentee("Щукин Пётр", "7А")), people=known)
    assert answers.get_base("mentees").codes == ("Н-008",)
    assert "Н-007" in finding(answers, "maybe-known").reason.ru


def test_a_pupil_who_moved_is_known_by_the_birth_date():
    known = register(person("Н-007", "Щукин Пётр", birth_date=date(2013, 3, 15)))
    row = mentee("Щукин Пётр", "7А", "15.03.2013", school="Школа № 2")
    answers = read(mentees_file(row), people=known, programme=make_programme(schools=2))
    assert [(one.code, one.organisation) for one in answers.people] == [("Н-007", "school-2")]
    assert "была Школа № 1, стала Школа № 2" in finding(answers, "moved").reason.ru


def test_a_confirmed_spelling_keeps_the_code():
    known = register(person("Н-007", "Щукин Пётр", spellings=("Щюкин Пётр",)))
    answers = read(mentees_file(mentee("ЩЮКИН ПЕТР")), people=known)
    assert names(answers) == {"Н-007": "Щукин Пётр"}


def test_namesakes_of_the_register_that_a_row_does_not_tell_apart():
    known = register(
        person("Н-001", "Щукин Пётр", grade=Grade(7, "А")), person("Н-002", "Щукин Пётр", grade=Grade(7, "А"))
    )
    assert codes_of(errors(read(mentees_file(mentee("Щукин Пётр", "7А")), people=known))) == [
        "indistinguishable"
    ]


def test_what_a_person_confirmed_in_the_register_stays():
    known = register(person("Н-007", "Щукин Пётр", gender=Gender.MALE, declension="нет", contact="старый"))
    row = mentee("Щукин Пётр", phone="новый")
    found = read(mentees_file(row), people=known).people.get("Н-007")
    assert (found.gender, found.declension, found.contact) == (Gender.MALE, "нет", "новый")


texts = st.text(alphabet="аБё;\"'=+-@,. \t", max_size=8).map(lambda text: " ".join(text.split()))
persons = st.builds(
    Person,
    code=st.integers(1, 2000).map(lambda number: f"Н-{number:03d}"),
    name=st.sampled_from(["Ёлкина Мария Олеговна", "Щукин П. И.", "О'Нил Ян"]),
    organisation=st.just("school-1"),
    base=st.just("mentees"),
    birth_date=st.none() | st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    grade=st.none() | st.builds(Grade, st.integers(1, 11), st.sampled_from(["", "А", "Б"])),
    gender=st.none() | st.sampled_from(Gender),
    contact=texts,
    guardian=texts,
    position=texts,
    spellings=st.lists(st.sampled_from(["Елкина М.", "Щюкин"]), unique=True).map(tuple),
    declension=st.sampled_from(["", "нет", "Щукина|Щукину|Щукина|Щукиным"]),
)


@given(st.lists(persons, unique_by=lambda one: one.code, max_size=4))
def test_the_register_makes_a_round_trip(everybody):
    ordered = sorted(everybody, key=lambda one: int(one.code[2:]))
    content = write_people(People(tuple(everybody)))
    found, findings = read_people(InputFile("people.csv", content))
    assert not findings or not everybody
    assert list(found) == ordered
    assert write_people(found) == content


def test_the_register_is_safe_to_open_in_a_spreadsheet():
    content = write_people(People((person("Н-001", "Щукин Пётр", contact="=HYPERLINK(1)"),))).decode(
        "utf-8-sig"
    )
    assert ";'=HYPERLINK(1);" in content
    assert content.startswith("Код;ФИО;Организация;База;Дата рождения;Класс;Тот же человек;")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("7;Щукин Пётр;school-1;mentees", "register-code"),
        ("Н-001;;school-1;mentees", "required-blank"),
        ("Н-001;А Б;s;m\r\nН-001;В Г;s;m", "register-twice"),
    ],
)
def test_faults_of_the_register(line, code):
    _, findings = read_people(InputFile("people.csv", f"Код;ФИО;Организация;База\r\n{line}\r\n".encode()))
    assert codes_of(findings) == [code]


def test_another_file_in_place_of_the_register():
    answers = read(mentees_file(mentee("Щукин Пётр")), people=mentees_file(mentee("Щукин Пётр")))
    assert codes_of(errors(answers)) == ["unexpected-file"]


def test_a_code_instead_of_a_name():
    known = register(person("Н-007", "Щукин Пётр"))
    answers = read(mentees_file(mentee("h-7")), people=known)
    assert names(answers) == {"Н-007": "Щукин Пётр"}
    assert not errors(answers)


def test_an_unknown_code_instead_of_a_name_is_an_error():
    assert codes_of(errors(read(mentees_file(mentee("Н-007"))))) == ["unknown-name-refused"]


def test_an_unknown_code_is_told_where_it_stands():
    """The last answer has none: the person would look for it in the wrong file."""
    coded = csv_file([[*MENTEE_HEADERS, "Код"], [*mentee("Щукин Пётр"), "Н-007"]], "база.csv")
    found = finding(read(coded, mentees_file(mentee("Щукин Пётр"))), "unknown-code-typed")
    assert (found.file, found.row) == ("база.csv", 2)


def test_a_row_by_code_and_a_row_by_name_of_one_person_are_not_two_people_silently():
    known = register(person("Н-007", "Щукин Пётр"))
    answers = read(mentees_file(mentee("Н-007"), mentee("Щукин Пётр")), people=known)
    assert codes_of(errors(answers)) == ["indistinguishable"]


def test_of_two_known_roles_the_one_of_the_same_base_is_taken():
    known = register(person("Н-001", "Щукин Пётр", base="another"), person("Н-002", "Щукин Пётр"))
    assert read(mentees_file(mentee("Щукин Пётр")), people=known).get_base("mentees").codes == ("Н-002",)


def test_two_roles_in_two_schools_without_a_birth_date_are_not_linked():
    files = (
        mentees_file(mentee("Ёлкина Мария", "9А", school="Школа № 1")),
        mentors_file(mentor("Ёлкина Мария", "9А", school="Школа № 2")),
    )
    assert not any(one.twin for one in read(*files, programme=make_programme(schools=2)).people)


def test_a_name_near_to_a_known_one_is_proposed_and_not_taken():
    known = register(
        person("Н-007", "Щукин Пётр Ильич", grade=Grade(6, "А")), person("Н-008", "Щукина Ольга Ильинична")
    )
    answers = read(mentees_file(mentee("Щюкин Пётр Ильич", "7А")), people=known)
    assert answers.get_base("mentees").codes == ("Н-009",)
    assert [one.reason.ru for one in answers.findings if one.code == "similar-names"] == [
        "Похожие имена: «Щюкин Пётр Ильич» и «Щукин Пётр Ильич» (Н-007). Считаются разными людьми."
    ]


def test_a_misspelt_newcomer_from_another_school_is_proposed_by_the_birth_date():
    known = register(
        person("Н-007", "Щукин Пётр Ильич", birth_date=date(2013, 3, 15), organisation="school-2"),
        person("Н-008", "Щукин Пётр Ильич", birth_date=date(2013, 3, 16), organisation="school-2"),
    )
    moved = mentee("Щюкин Пётр Ильич", "7А", "15.03.2013", school="Школа № 1")
    answers = read(mentees_file(moved), people=known, programme=make_programme(schools=2))
    assert answers.get_base("mentees").codes == ("Н-009",)
    (told,) = [one.reason.ru for one in answers.findings if one.code == "similar-elsewhere"]
    assert "(Н-007, Школа № 2)" in told
