"""The corrected copy: canonical values, remarks beside their cells, the same bytes every time, nothing that runs."""

import io

import openpyxl
import python_calamine
from reading_sample import MENTEE_HEADERS, codes_of, csv_file, make_programme, mentee, mentees_file, read

from questionnaires.reading import InputFile, corrected_copy

FILE = mentees_file(
    mentee("ЁЛКИНА  мария", "9a", "15.03.2011", subjects="физика;математика", wishes="=cmd()"),
    mentee("Щукин Пётр", "седьмой", subjects="Физика, астрономия"),
)


def copy_of(file: InputFile) -> bytes:
    return corrected_copy(make_programme(), file, read(file).findings)


def test_the_copy_holds_canonical_values():
    page = python_calamine.load_workbook(io.BytesIO(copy_of(FILE))).get_sheet_by_index(0)
    rows = list(page.iter_rows())
    assert tuple(rows[0]) == MENTEE_HEADERS
    assert rows[1][1:5] == ["Ёлкина Мария", "", "15.03.2011", "9А"]
    assert rows[1][6:8] == ["Математика; Физика", "=cmd()"]
    assert rows[2][4] == "седьмой"
    assert rows[2][6] == "Физика, астрономия"


def test_cells_with_findings_are_coloured_and_commented():
    page = openpyxl.load_workbook(io.BytesIO(copy_of(FILE))).worksheets[0]
    assert "латинская буква" in page["E2"].comment.text
    assert "Ожидаемый ответ — класс" in page["E3"].comment.text
    assert page["E3"].fill.fgColor.rgb != page["D3"].fill.fgColor.rgb
    assert page["H2"].data_type == "s"


def test_the_same_copy_is_the_same_bytes():
    assert copy_of(FILE) == copy_of(FILE)


def test_the_copy_is_read_like_the_file_with_fewer_remarks():
    first, second = read(FILE), read(InputFile("копия.xlsx", copy_of(FILE)))
    assert second.people == first.people
    assert second.get_base("mentees").columns == first.get_base("mentees").columns
    assert {"latin-letter", "read-as"} & set(codes_of(first))
    assert not {"latin-letter", "read-as"} & set(codes_of(second))


def test_a_file_that_cannot_be_read_gives_the_list_of_remarks():
    broken = InputFile("a.csv", b"<html>")
    book = openpyxl.load_workbook(io.BytesIO(copy_of(broken)))
    assert [page.title for page in book.worksheets] == ["Замечания"]
    assert "страница сайта" in book.worksheets[0]["C2"].value


def test_an_unrecognised_file_is_copied_as_it_is():
    book = openpyxl.load_workbook(io.BytesIO(copy_of(csv_file([["Рост", "Вес"], ["1,5", "=2+2"]]))))
    assert book.worksheets[0]["B2"].value == "=2+2"
    assert book.worksheets[0]["B2"].data_type == "s"
