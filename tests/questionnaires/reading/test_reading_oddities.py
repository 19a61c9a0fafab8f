"""Files that are nearly right: names with other marks, a row of totals, blank tables, workbooks of other kinds."""

import pytest
from reading_sample import (
    MENTEE_HEADERS,
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    mentee,
    mentees_file,
    names,
    read,
)

from questionnaires.reading import InputFile


@pytest.mark.parametrize("dash", "‐‑‒–—―−-")
@pytest.mark.parametrize("space", ["", " "])
def test_any_dash_in_a_double_name_is_its_hyphen(dash, space):
    answers = read(mentees_file(mentee(f"Салтыкова{space}{dash}{space}Щедрина Анна")))
    assert list(names(answers).values()) == ["Салтыкова-Щедрина Анна"]


def test_a_dash_of_windows_1251_joins_the_answers_of_one_person():
    rows = [MENTEE_HEADERS, mentee("Салтыкова–Щедрина Анна", sent="01.09.2026 10:00:00")]
    later = mentee("Салтыкова-Щедрина Анна", sent="02.09.2026 10:00:00")
    answers = read(csv_file([*rows, later], encoding="cp1251"))
    assert len(answers.people) == 1
    assert finding(answers, "answered-again").row == 2


@pytest.mark.parametrize("mark", "'’‘`´ʼ")
def test_any_apostrophe_in_a_name_is_one(mark):
    assert list(names(read(mentees_file(mentee(f"О{mark}Нил Анна")))).values()) == ["О’Нил Анна"]


@pytest.mark.parametrize("total", ["Итого", "ИТОГО: 2", "Всего"])
def test_a_row_of_totals_is_nobody(total):
    answers = read(mentees_file(mentee("Ёлкина Мария"), mentee(total, "")))
    assert list(names(answers).values()) == ["Ёлкина Мария"]
    assert [one.row for one in errors(answers)] == [3]


@pytest.mark.parametrize("content", [b" \r\n;;;\r\n", ";—;нет данных\n;;".encode()])
def test_a_table_of_blanks_is_an_empty_file(content):
    assert codes_of(errors(read(InputFile("a.csv", content)))) == ["file-empty"]


def test_a_table_without_any_known_question_is_not_likened_to_a_questionnaire():
    refused = errors(read(InputFile("цены.csv", "Товар;Цена\nМел;5\n".encode())))
    assert codes_of(refused) == ["no-question-known"]
    assert "Анкета" not in refused[0].sentence()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<!-- saved from url=(0014)about:internet -->\n<html><table></table></html>", "html-page"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "old-excel"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "html-page"),
    ],
)
def test_what_a_page_named_xls_is(content, code):
    assert codes_of(errors(read(InputFile("анкеты.xls", content)))) == [code]


@pytest.mark.parametrize(
    "cell",
    [
        "- Физика\n- Математика",
        "— Физика;\r\n— Математика",
        "1. Физика\n2) Математика",
        "• Физика\n• Математика",
    ],
)
def test_a_list_with_bullets_or_numbers_is_several_options(cell):
    answers = read(mentees_file(mentee("Ёлкина Мария", subjects=cell)))
    assert answers.get_base("mentees").columns["subjects_needed"] == (("maths", "physics"),)
    assert "unknown-option" not in codes_of(answers)


def test_messages_name_schools_and_not_their_keys():
    rows = [
        mentee("Ёлкина Мария", "7А", "15.03.2013", school=school, sent=f"0{day}.09.2026 10:00:00")
        for day, school in ((1, "Школа № 1"), (2, "Школа № 2"))
    ]
    answers = read(mentees_file(*rows), programme=make_programme(schools=2))
    for code in ("two-organisations", "answered-again"):
        said = finding(answers, code).sentence()
        assert "Школа № 1" in said
        assert "Школа № 2" in said
        assert "school-" not in said
