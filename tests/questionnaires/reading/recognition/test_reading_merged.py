"""Cells that a curator has merged in a workbook: one value for several rows, a header of two rows, a row of a class."""

import io

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from reading_sample import (
    MENTEE_HEADERS,
    codes_of,
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

from questionnaires.reading import InputFile, corrected_copy
from questionnaires.reading.list_forms import MENTEES_BASE, MENTORS_BASE

ROWS = [
    mentee("Ёлкина Мария", "7А"),
    mentee("Щукин Пётр", "", subjects="Математика"),
    mentee("Осокина Дарья", ""),
    ["", "", "", "", "", "", "", ""],
    mentee("Рыбин Олег", "8Б"),
]


def workbook(rows, *merged, name="анкеты.xlsx"):
    """Return a workbook whose cells are merged as a person merges them: only the first keeps its value."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for cells in merged:
        book.active.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return InputFile(name, buffer.getvalue())


def grades(answers):
    return {person.name.split()[0]: str(person.grade or "") for person in answers.people}


def test_a_value_merged_over_rows_counts_for_each_person_and_is_told_once():
    answers = read(workbook([MENTEE_HEADERS, *ROWS], "E2:E5"))
    assert grades(answers) == {"Ёлкина": "7А", "Осокина": "7А", "Рыбин": "8Б", "Щукин": "7А"}
    assert codes_of(answers).count("merged-cells") == 1
    told = finding(answers, "merged-cells")
    assert (told.row, told.column, told.found) == (2, "Класс", "7А")
    assert "по строкам 2–5" in told.reason.ru
    assert not errors(answers)


def test_a_sheet_that_begins_lower_and_farther_to_the_right_is_filled_where_it_stands():
    shifted = [["", "", *row] for row in [["Список"], [], MENTEE_HEADERS, *ROWS]]
    answers = read(workbook(shifted, "G4:G7"))
    assert grades(answers)["Осокина"] == "7А"
    assert finding(answers, "merged-cells").row == 4


def test_a_merged_name_is_no_second_answer_of_the_person():
    rows = [mentee("Ёлкина Мария", "7А"), mentee("", "7А", subjects="Математика")]
    answers = read(workbook([MENTEE_HEADERS, *rows], "B2:B3"))
    told = finding(answers, "merged-name")
    assert (told.row, told.column) == (2, "Фамилия, имя, отчество")
    assert [(one.code, one.row) for one in errors(answers)] == [("required-blank", 3)]


def test_a_cell_merged_over_questions_is_told_and_not_spread():
    rows = [mentee("Ёлкина Мария", "7А", subjects="Физика"), mentee("Щукин Пётр", "7А")]
    answers = read(workbook([MENTEE_HEADERS, *rows], "G2:H2"))
    told = finding(answers, "merged-across")
    assert (told.row, told.found) == (2, "Физика")
    assert "«Какие предметы трудные, если есть?», «Пожелания»" in told.reason.ru


@pytest.mark.parametrize("below", [1, 2])
def test_headers_may_be_several_rows_high(below):
    rows = [MENTEE_HEADERS, *[[""] * 8] * below, *ROWS]
    answers = read(workbook(rows, *(f"{column}1:{column}{1 + below}" for column in "ABCDEFGH")))
    assert len(names(answers)) == 4
    assert not {"merged-cells", "merged-name", "required-blank"} & set(codes_of(answers))


def test_what_stands_in_columns_that_are_not_read_is_not_told():
    rows = [[*MENTEE_HEADERS, "Кабинет"], [*ROWS[0], "12"], [*ROWS[1], ""]]
    assert "merged-cells" not in codes_of(read(workbook(rows, "I2:I3")))


@pytest.mark.parametrize("one", ["mentor", "mentee"])
def test_a_mentor_merged_in_an_existing_base_has_all_the_mentees_beside(one):
    pupils = mentees_file(mentee("Аистова Анна Олеговна"), mentee("Белкин Борис Львович"))
    headers = MENTORS_BASE if one == "mentor" else MENTEES_BASE
    merged, beside = ("ФИО", "ФИО наставляемых") if one == "mentor" else ("ФИО наставника", "ФИО")
    cells = [{merged: "Щукин Пётр Ильич", beside: "Аистова Анна Олеговна"}, {beside: "Белкин Борис Львович"}]
    column = get_column_letter(headers.index(merged) + 1)
    rows = [[row.get(header, "") for header in headers] for row in cells]
    base = workbook([headers, *rows], f"{column}2:{column}3", name="база.xlsx")
    answers = read(pupils, mentors_file(mentor("Щукин Пётр Ильич")), base)
    assert not errors(answers)
    assert [(pair.mentee, pair.mentor) for pair in answers.previous] == [
        ("Н-001", "М-001"),
        ("Н-002", "М-001"),
    ]
    assert finding(answers, "merged-cells").column == merged


def test_a_copy_shows_the_value_in_each_row():
    file = workbook([MENTEE_HEADERS, *ROWS], "E2:E5")
    copy = corrected_copy(make_programme(), file, read(file).findings)
    page = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert [page.cell(row, 5).value for row in range(2, 7)] == ["7А", "7А", "7А", None, "8Б"]
