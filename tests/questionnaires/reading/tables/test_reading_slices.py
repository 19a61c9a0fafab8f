"""A large workbook is read in slices, and a column text by text: what comes out is the same."""

import gc
import io
import re
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sample import MENTEE_FORM, MENTEE_HEADERS, make_programme, mentee, read, xlsx_file
from tables_of import tables
from workbook_parts import edited

from questionnaires.reading import InputFile
from questionnaires.reading.cells import make_reader
from questionnaires.reading.cells.cell import cell_is_blank
from questionnaires.reading.columns import read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.recognition.headers import map_headers
from questionnaires.reading.tables import slices
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.uncollected import uncollected

CELLS = ("9А", "1", 1, 1.5, True, datetime(2026, 9, 1), "", "длинный текст " * 9)


def workbook(*, inline: bool, longest: str = "x") -> InputFile:
    """Return a workbook with a blank first column, blank rows, cells of every type and a small second sheet."""
    buffer = io.BytesIO()
    settings = {"constant_memory": True} if inline else {"in_memory": True}
    with xlsxwriter.Workbook(buffer, {**settings, "default_date_format": "dd.mm.yyyy"}) as book:
        page = book.add_worksheet("Большой")
        for row in (row for row in range(3, 400) if row % 3):
            for column in range(1, 12):
                cell = CELLS[row * column % len(CELLS)]
                page.write(row, column, longest if (row, column) == (200, 5) else cell or None)
        page.write(400, 20, "далеко справа")
        book.add_worksheet("Малый").write_row(0, 0, ["а", 2])
        book.add_worksheet("Пустой")
    return InputFile("a.xlsx", buffer.getvalue())


def without_row_numbers(file: InputFile) -> InputFile:
    return edited(file, lambda page: re.sub(rb'<row r="\d+"', b"<row", page))


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("longest", ["x", "ж" * 30_000])
def test_a_workbook_in_slices_holds_the_same_tables(monkeypatch, inline, longest):
    file = workbook(inline=inline, longest=longest)
    whole = tables(file)
    assert len(list(slices.slices_of(file.content))) == 1
    monkeypatch.setattr(slices, "LARGE", 300)
    assert len(list(slices.slices_of(file.content))) > 4
    assert tables(file) == whole


def test_a_sheet_whose_rows_tell_no_number_stays_whole(monkeypatch):
    file = without_row_numbers(workbook(inline=True))
    whole = tables(file)
    monkeypatch.setattr(slices, "LARGE", 300)
    assert tables(file) == whole


def test_answers_from_slices_are_the_answers(monkeypatch):
    rows = [mentee(f"Ёлкина Мария {'аб'[n % 2] * (n + 2)}", f"{n % 11 + 1}a") for n in range(60)]
    file = xlsx_file({"Ответы": [MENTEE_HEADERS, *rows]})
    whole = read(file)
    monkeypatch.setattr(slices, "LARGE", 300)
    assert read(file) == whole
    assert len(whole.people) == 60


@given(
    st.lists(st.sampled_from(["", " ", "9А", "9a", "9", 9, 9.0, 1, 1.0, True, False, datetime(2026, 7, 5)]))
)
@settings(max_examples=60, deadline=None)
def test_a_column_is_read_as_cell_by_cell(cells):
    sheet = Sheet(
        file="a.xlsx", columns=[["ФИО", *["Ёлкина Мария"] * len(cells)], ["Класс", *cells]], usual_width=2
    )
    findings = Findings()
    rows = read_rows(map_headers(sheet, MENTEE_FORM), make_programme(), findings)
    read_cell = make_reader(
        next(one for one in MENTEE_FORM.questions if one.key == "grade"), make_programme()
    )
    readings = [None if cell_is_blank(cell) else read_cell(cell) for cell in cells]
    assert rows.column("grade") == [reading and reading.value for reading in readings]
    told = [(row, one.code) for row, each in enumerate(readings, 2) for one in (each.remarks if each else ())]
    assert [(one.row, one.code) for one in findings.all() if one.column == "Класс"] == told


@pytest.mark.parametrize("at_work", [True, False])
def test_the_collector_goes_on_as_before(at_work):
    was = gc.isenabled()
    try:
        gc.enable() if at_work else gc.disable()
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is at_work
    finally:
        gc.enable() if was else gc.disable()


def test_what_a_large_file_leaves_is_not_walked_by_the_collector(monkeypatch):
    monkeypatch.setattr("questionnaires.reading.uncollected.MANY", 10)
    frozen = gc.get_freeze_count()
    try:
        with uncollected():
            left = [[] for _ in range(20)]
        assert gc.get_freeze_count() >= frozen + len(left)
    finally:
        gc.unfreeze()
