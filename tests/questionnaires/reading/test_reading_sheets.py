"""Workbooks as schools keep them: a sheet for each class, names in three columns, a sheet that was nearly read."""

import io

import openpyxl
import pytest
from reading_sample import (
    MENTEE_HEADERS,
    codes_of,
    csv_file,
    finding,
    make_programme,
    mentee,
    names,
    read,
    xlsx_file,
)

from questionnaires.finding import Severity
from questionnaires.reading import corrected_copy
from questionnaires.wording import Language

CLASSES = xlsx_file(
    {
        "5А": [MENTEE_HEADERS, mentee("Ёлкина Мария", "5А"), mentee("Щукин Пётр", "5А")],
        "6Б": [
            MENTEE_HEADERS,
            mentee("Осокина Дарья", "6b"),
            mentee("Ёлкина Мария", "5А", subjects="Математика"),
        ],
    }
)


def class_read(answers):
    """Return what is said of a class with a Latin letter."""
    return next(one for one in answers.findings if one.column == "Класс")


def test_each_sheet_is_counted_by_itself():
    tallies = [(one.sheet, one.rows, one.ready, one.repeated) for one in read(CLASSES).tallies]
    assert tallies == [("5А", 2, 1, 1), ("6Б", 2, 2, 0)]


def test_a_row_of_one_sheet_of_several_is_told_with_its_sheet():
    answers = read(CLASSES)
    cell = class_read(answers)
    assert cell.sentence().startswith("анкеты.xlsx, лист «6Б», строка 2, «Класс»: ")
    assert cell.sentence(Language.EN).startswith("анкеты.xlsx, sheet «6Б», row 2, ")
    again = finding(answers, "answered-again")
    assert (again.sheet, again.row) == ("5А", 2)
    assert "(строка 3, анкеты.xlsx, лист «6Б»)" in again.reason.ru


def test_a_copy_marks_the_cells_of_the_own_sheet_only():
    book = openpyxl.load_workbook(
        io.BytesIO(corrected_copy(make_programme(), CLASSES, read(CLASSES).findings))
    )
    assert (book["5А"]["E2"].comment, book["6Б"]["E2"].comment is None) == (None, False)


@pytest.mark.parametrize("beside", [{}, {"Лист2": []}, {"Лист2": [["", ""]]}])
def test_an_only_sheet_needs_no_title(beside):
    answers = read(xlsx_file({"Лист1": [MENTEE_HEADERS, mentee("Ёлкина Мария", "7a")], **beside}))
    assert class_read(answers).sentence().startswith("анкеты.xlsx, строка 2, ")
    assert [one.sheet for one in answers.tallies] == [""]


def test_a_sheet_of_people_that_is_not_read_is_a_warning_and_says_what_is_missing():
    headers = ["Ребёнок" if header == "Фамилия, имя, отчество" else header for header in MENTEE_HEADERS]
    answers = read(
        xlsx_file(
            {
                "5А": [MENTEE_HEADERS, mentee("Ёлкина Мария")],
                "6Б": [headers, mentee("Осокина Дарья")],
                "Итоги": [["Всего", "2"]],
            }
        )
    )
    unread = finding(answers, "sheet-unread")
    assert (unread.severity, unread.sheet) == (Severity.WARNING, "6Б")
    assert "«Фамилия, имя, отчество» (без него людей не узнать)" in unread.reason.ru
    assert finding(answers, "sheet-skipped").sheet == "Итоги"


def test_a_name_may_stand_in_a_column_a_word():
    rows = [
        ["№", "Имя", "Фамилия", "Отчество", "Школа", "Класс", "Какие предметы трудные, если есть?"],
        ["1", "Мария", "ЁЛКИНА", "Олеговна", "Школа № 1", "7А", "Физика"],
        ["2", "Пётр", "Щукин", "", "Школа № 1", "7А", "Физика"],
        ["3", "", "", "", "Школа № 1", "7А", "Физика"],
    ]
    answers = read(csv_file(rows))
    assert names(answers) == {"Н-001": "Ёлкина Мария Олеговна", "Н-002": "Щукин Пётр"}
    blank = finding(answers, "required-blank")
    assert (blank.row, blank.column) == (4, "Фамилия")
    assert codes_of(answers).count("column-ignored") == 1


def test_a_surname_alone_is_no_name():
    rows = [["Фамилия", "Школа", "Класс"], ["Ёлкина", "Школа № 1", "7А"]]
    assert "unrecognised" in codes_of(read(csv_file(rows)))
