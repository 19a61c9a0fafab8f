"""What a workbook does not show is said: hidden rows, formulas without a value, errors in place of an answer."""

import io
import re

import openpyxl
import pytest
import xlsxwriter
from reading_sample import MENTEE_HEADERS, codes_of, finding, mentee, names, read
from workbook_parts import edited

from questionnaires.reading import InputFile
from questionnaires.reading.tables import lighter as lighter_module

CODES = {"hidden-rows", "cells-with-errors", "formulas-without-values"}


def workbook(change):
    """Return a workbook of two people, changed as a curator or another program would."""
    book = openpyxl.Workbook()
    for row in (MENTEE_HEADERS, mentee("Ёлкина Мария"), mentee("Щукин Пётр")):
        book.active.append([cell or None for cell in row])
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return InputFile("анкеты.xlsx", buffer.getvalue())


def hide(sheet):
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True  # holds nothing


def break_formulas(sheet):
    for place, error in (("E2", "#N/A"), ("D3", "#REF!")):
        sheet[place] = error
        sheet[place].data_type = "e"


def calculate(sheet):
    sheet["E2"] = '=7&"А"'
    sheet["G3"] = "=A1"


@pytest.mark.parametrize(
    ("change", "code", "told"),
    [
        (hide, "hidden-rows", "1: 3."),
        (break_formulas, "cells-with-errors", "2: E2, D3."),
        (calculate, "formulas-without-values", "2: E2, G3."),
    ],
)
def test_what_a_workbook_does_not_show_is_told_once(change, code, told):
    answers = read(workbook(change))
    assert [one for one in codes_of(answers) if one in CODES] == [code]
    assert finding(answers, code).reason.ru.endswith(told)
    assert len(names(answers)) == 2


@pytest.mark.parametrize("value", ["<v>7А</v>", "<v></v>"])
def test_a_formula_with_its_value_is_nothing_odd(value):
    def calculated(page: bytes) -> bytes:
        for blank in (b"<v></v>", b"<v />"):
            page = page.replace(b"</f>" + blank, f"</f>{value}".encode())
        return re.sub(rb'<c r="(E2|G3)"', rb'<c r="\1" t="str"', page)

    assert not CODES & set(codes_of(read(edited(workbook(calculate), calculated))))


def test_many_places_are_counted_and_a_few_named():
    def fill(sheet):
        for row in range(2, 12):
            sheet[f"E{row}"] = "=A1"

    told = finding(read(workbook(fill)), "formulas-without-values").reason.ru
    assert told.endswith("10: E2, E3, E4, E5, E6, ….")


def test_a_hidden_sheet_is_not_read_and_named():
    def add(sheet):
        for title, state in (("5А", "hidden"), ("Списки", "hidden"), ("служебный", "veryHidden")):
            sheet.parent.create_sheet(title).append(["Тайная Анна"])
            sheet.parent[title].sheet_state = state

    answers = read(workbook(add))
    assert finding(answers, "hidden-sheets").reason.ru == "Скрытые листы не прочитаны: «5А»."
    assert len(names(answers)) == 2


def test_hidden_rows_of_a_large_sheet_are_told(monkeypatch):
    """Its plain texts are taken out of it, rows that are hidden excepted."""
    monkeypatch.setattr(lighter_module, "LEAST", 100)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        for number, row in enumerate((MENTEE_HEADERS, mentee("Ёлкина Мария"), mentee("Щукин Пётр"))):
            page.write_row(number, 0, row)
        page.set_row(1, None, None, {"hidden": True})
    file = InputFile("анкеты.xlsx", buffer.getvalue())
    assert lighter_module.lighten(file.content, most=10**9) is not None
    answers = read(file)
    assert finding(answers, "hidden-rows").reason.ru.endswith("1: 2.")
    assert len(names(answers)) == 2
