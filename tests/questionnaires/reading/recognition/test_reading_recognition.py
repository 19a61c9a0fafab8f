"""Which questionnaire a file answers, and which column answers which question."""

from datetime import date

import pytest
from reading_sample import (
    MENTEE_HEADERS,
    MENTOR_HEADERS,
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
    question,
    read,
    xlsx_file,
)

from questionnaires.finding import Severity
from questionnaires.question import Kind, Option, Range
from questionnaires.reading import InputFile
from questionnaires.reading.list_forms import MENTEES_BASE, MENTORS_BASE
from questionnaires.reading.recognition.headers import Heading
from questionnaires.reading.spelling import fold_header


def test_each_file_is_told_by_its_headers_and_said_aloud():
    answers = read(
        mentors_file(mentor("Щукин Пётр"), name="1.csv"), mentees_file(mentee("Ёлкина Мария"), name="2.csv")
    )
    said = {one.file: one.reason.ru for one in answers.findings if one.code == "recognised"}
    assert said == {
        "1.csv": "Прочитано как «Анкета наставника», строк: 1.",
        "2.csv": "Прочитано как «Анкета наставляемого», строк: 1.",
    }


def test_one_workbook_may_hold_both_questionnaires():
    book = xlsx_file(
        {
            "Наставляемые": [MENTEE_HEADERS, mentee("Ёлкина Мария")],
            "Наставники": [MENTOR_HEADERS, mentor("Щукин Пётр")],
        }
    )
    assert names(read(book)) == {"М-001": "Щукин Пётр", "Н-001": "Ёлкина Мария"}


def test_an_unknown_file_names_the_closest_questionnaire_and_what_is_missing():
    refused = errors(read(csv_file([["ФИО", "Рост", "Вес"], ["Щукин Пётр", "150", "40"]])))[0]
    assert refused.code == "unrecognised"
    assert "«Дополнение к запросу»" in refused.reason.ru or "«Анкета наставляемого»" in refused.reason.ru
    assert "Класс" in refused.reason.ru


def test_a_file_that_fits_two_questionnaires_is_not_guessed():
    file = csv_file([["ФИО", "Класс", "Дата рождения", "Школа"], ["Щукин Пётр", "7А", "", ""]])
    assert "ambiguous-file" in codes_of(errors(read(file, programme=_shortened())))


def _shortened():
    from dataclasses import replace

    programme = make_programme()
    bases = tuple(
        replace(base, questionnaire=replace(base.questionnaire, questions=base.questionnaire.questions[:6]))
        for base in programme.bases
    )
    return replace(programme, bases=bases, third_party=None)


@pytest.mark.parametrize(
    "header",
    [
        "Какие предметы трудные, если есть?",
        "какие предметы трудные если есть  ",
        "7. Какие предметы трудные, если есть? *",
        "Какие предметы трудные, если есть? (можно несколько)",
        "subjects_needed",
    ],
)
def test_spellings_of_a_header(header):
    rows = [[*MENTEE_HEADERS[:6], header, "Пожелания"], mentee("Щукин Пётр", subjects="Математика")]
    assert read(csv_file(rows)).get_base("mentees").columns["subjects_needed"] == (("maths",),)


def test_a_column_of_the_schools_own_is_ignored_aloud():
    rows = [[*MENTEE_HEADERS, "Статус"], [*mentee("Щукин Пётр"), "проверено"]]
    ignored = finding(read(csv_file(rows)), "column-ignored")
    assert (ignored.column, ignored.severity) == ("Статус", Severity.NOTE)


def test_a_column_near_to_a_question_without_one_is_proposed_and_never_dropped_in_silence():
    rows = [
        [*MENTEE_HEADERS[:6], "Какие предметы трудны", "Пожелание"],
        mentee("Щукин Пётр", wishes="тихо"),
    ]
    answers = read(csv_file(rows))
    near = [one for one in answers.findings if one.code == "column-nearly-known"]
    assert [(one.column, one.severity) for one in near] == [
        ("Какие предметы трудны", Severity.WARNING),
        ("Пожелание", Severity.WARNING),
    ]
    assert "«Какие предметы трудные, если есть?»" in near[0].reason.ru
    assert "не действует" in near[0].reason.ru
    assert near[0].remedy.ru.endswith('— "Какие предметы трудны" = "subjects_needed").')
    profile = '[[file]]\n[file.columns]\n"Какие предметы трудны" = "subjects_needed"\n'
    mended = read(csv_file(rows), profile=InputFile("p.toml", profile.encode()))
    assert mended.get_base("mentees").columns["subjects_needed"] == (("physics",),)


def test_a_column_near_to_a_question_that_has_its_own_is_only_noted():
    rows = [[*MENTEE_HEADERS, "Пожелание"], [*mentee("Щукин Пётр"), ""]]
    assert codes_of(read(csv_file(rows))).count("column-ignored") == 1


def test_a_sensitive_column_is_not_read_and_the_curator_is_told():
    rows = [[*MENTEE_HEADERS, "Диагноз"], [*mentee("Щукин Пётр"), "—"]]
    assert finding(read(csv_file(rows)), "sensitive-column").severity is Severity.WARNING


def test_a_question_without_a_column_is_unknown_for_everybody():
    rows = [MENTEE_HEADERS[:6], mentee("Щукин Пётр")[:6]]
    answers = read(csv_file(rows))
    assert "Какие предметы" in finding(answers, "columns-missing").reason.ru
    assert answers.get_base("mentees").columns["subjects_needed"] == (None,)


def test_a_question_asked_in_two_branches_is_one_answer():
    rows = [
        [*MENTEE_HEADERS, "Класс"],
        [*mentee("Щукин Пётр", ""), "7А"],
        [*mentee("Ёлкина Мария", "8Б"), ""],
        [*mentee("Окунев Олег", "8Б"), "9А"],
    ]
    answers = read(csv_file(rows))
    assert [str(grade) for grade in answers.get_base("mentees").columns["grade"]] == ["8Б", "None", "7А"]
    assert finding(answers, "conflicting-cells").row == 4


def test_grid_columns_are_one_question():
    from dataclasses import replace

    days = question(
        "days",
        "Удобные дни",
        Kind.CHOICES,
        options=(Option(key="mon", label="Понедельник"), Option(key="tue", label="Вторник")),
    )
    programme = make_programme()
    base = programme.bases[0]
    form = replace(base.questionnaire, questions=(*base.questionnaire.questions, days))
    programme = replace(programme, bases=(replace(base, questionnaire=form), programme.bases[1]))
    rows = [
        [*MENTEE_HEADERS, "Удобные дни [Понедельник]", "Удобные дни [Вторник]"],
        [*mentee("Щукин Пётр"), "да", ""],
        [*mentee("Ёлкина Мария"), "", ""],
    ]
    assert read(csv_file(rows), programme=programme).get_base("mentees").columns["days"] == (None, ("mon",))


def test_a_header_in_square_brackets_names_a_row():
    assert Heading.of("Удобные дни [Вторник]").find({fold_header("Удобные дни"): "days"}) == (
        "days",
        "Вторник",
    )


@pytest.mark.parametrize(
    ("stamp", "delimiter", "warned"),
    [
        ("12/15/2025 10:18:29 GMT+7", ";", True),
        ("15.12.2025 10:18:29", ",", True),
        ("15.12.2025 10:18:29", ";", False),
    ],
)
def test_an_export_of_google_forms_is_read_with_a_warning(stamp, delimiter, warned):
    rows = [MENTEE_HEADERS, mentee("Щукин Пётр", sent=stamp)]
    answers = read(csv_file(rows, delimiter=delimiter))
    assert ("google-export" in codes_of(answers)) is warned
    assert len(answers.people) == 1


def test_excel_dates_and_numbers_of_a_workbook():
    row = [date(2026, 9, 2), "Щукин Пётр", "", date(2013, 3, 15), 7, 79000000001, "Физика", ""]
    answers = read(xlsx_file({"Ответы": [MENTEE_HEADERS, row]}))
    found = answers.people.get("Н-001")
    assert (found.birth_date, str(found.grade), found.contact) == (date(2013, 3, 15), "7", "79000000001")


def old_mentor(name: str) -> list[str]:
    return [
        "1",
        name,
        "+7 000",
        "Школа",
        "Физика",
        "",
        "",
        "10–12 лет",
        "2 часа",
        "01.10.2025",
        "Кто-то",
        "",
        "",
        "",
        "хорошо",
        "",
    ]


def test_an_old_base_of_mentors_is_read():
    answers = read(
        xlsx_file(
            {"База": [["База наставников"], [*MENTORS_BASE, "Кабинет"], old_mentor("Щукин Пётр Ильич")]}
        )
    )
    assert not errors(answers)
    base = answers.get_base("mentors")
    assert (base.columns["wanted_ages"], base.columns["subjects_offered"]) == (
        (Range(10, 12),),
        (("physics",),),
    )
    assert [one.column for one in answers.findings if one.code == "column-ignored"] == ["Кабинет"]


def test_an_old_base_of_mentees_is_read():
    row = ["1", "Ёлкина Мария", "+7 000", "2013", "Физика", "01.10.2025", *[""] * 7]
    answers = read(xlsx_file({"База": [MENTEES_BASE, row]}))
    assert names(answers) == {"Н-001": "Ёлкина Мария"}
    assert answers.get_base("mentees").columns["subjects_needed"] == (("physics",),)


def test_an_old_base_gives_way_to_a_questionnaire():
    old = xlsx_file({"База": [MENTORS_BASE, old_mentor("Щукин Пётр")]}, "база.xlsx")
    answers = read(mentors_file(mentor("Щукин Пётр", subjects="Математика")), old)
    assert answers.get_base("mentors").columns["subjects_offered"] == (("maths",),)
    assert "old-base-row" in codes_of(answers)


def test_every_finding_speaks_both_languages():
    rows = [[*MENTEE_HEADERS, "Статус"], [*mentee("щукин  пётр", "9a", "вчера", subjects="Хомия"), "?"]]
    for one in read(csv_file(rows)).findings:
        assert one.sentence()
        assert one.sentence("en") != one.sentence()


@pytest.mark.parametrize(("schools", "missing"), [(1, []), (2, ["columns-missing"])])
def test_of_one_school_nobody_has_to_name_it(schools, missing):
    """With several the column is needed; of one everybody is, and nothing is unknown."""
    headers = [header for header in MENTEE_HEADERS if header != "Школа"]
    row = dict(zip(MENTEE_HEADERS, mentee("Ёлкина Мария"), strict=True))
    file = csv_file([headers, [row[header] for header in headers]], "анкета.csv")
    answers = read(file, programme=make_programme(schools=schools))
    assert [code for code in codes_of(answers) if code == "columns-missing"] == missing
