"""Who is who: re-submissions, namesakes, two roles, codes that survive the year, and rows in any order."""

import random
from datetime import date

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

from questionnaires.people import Gender, People, Person
from questionnaires.question import Grade
from questionnaires.reading import InputFile, read_people, write_people


def register(*persons: Person) -> InputFile:
    return InputFile("people.csv", write_people(People(persons)))


def person(code: str, name: str, **facts: object) -> Person:
    side = {"Н": "mentees", "М": "mentors"}[code[0]]
    return Person(code=code, name=name, **{"organisation": "school-1", "base": side, **facts})  # type: ignore[arg-type]


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
