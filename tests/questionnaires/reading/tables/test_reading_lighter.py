"""The plain texts of a large sheet are taken out before its workbook is opened: what comes out is the same."""

import io
import re
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tables_of import tables
from workbook_parts import edited

from questionnaires.reading import InputFile
from questionnaires.reading.findings import Findings
from questionnaires.reading.tables import lighter, plain_rows, table_xlsx
from questionnaires.reading.tables.table import read_table

TEXTS = [
    "9А",
    "да",
    " края ",
    "a_x0041_b",
    "Тире & <знак>",
    "две\nстроки",
    "=1+1",
    "7",
    "ж" * 300,
    'он "так"',
]
CELLS = [*TEXTS, "9А", "9А", None, None, 1, 1.5, True, datetime(2026, 9, 1)]


@pytest.fixture
def small(monkeypatch):
    """Take every sheet for a large one, and cut it into blocks of a few rows."""
    monkeypatch.setattr(lighter, "LEAST", 0)
    monkeypatch.setattr(lighter, "_BLOCK", 2000)


def workbook(rows, *, inline, styled=False, hidden=()) -> InputFile:
    """Return a workbook with a table and a small sheet before it, and another behind it."""
    buffer = io.BytesIO()
    kept = {"constant_memory": True} if inline else {"in_memory": True}
    with xlsxwriter.Workbook(buffer, {**kept, "default_date_format": "dd.mm.yyyy"}) as book:
        look = book.add_format({"bold": True}) if styled else None
        for number, (title, cells) in enumerate({"Большой": rows, "Малый": [["а", 2]], "Ещё": rows}.items()):
            page = book.add_worksheet(title)
            for place, row in enumerate(cells):
                for column, cell in enumerate(row):
                    page.write(place, column, cell, look if isinstance(cell, str | None) else None)
            if number in hidden:
                page.hide()
    return InputFile("a.xlsx", buffer.getvalue())


def whole(file: InputFile, monkeypatch) -> list[tuple[object, ...]]:
    with monkeypatch.context() as as_ever:
        as_ever.setattr(lighter, "LEAST", 1 << 60)
        return tables(file)


def taken(file: InputFile) -> int:
    """Return the number of texts taken out of the first sheet."""
    light = lighter.lighten(file.content, most=1 << 40)
    return sum(bool(text) for column in light.texts["Большой"].columns for text in column)


ANSWERS = [["ФИО", "Класс", "Почта"], *[[f"Ёлкина {n}", "9А", "а" if n % 3 else None] for n in range(90)]]


@given(
    rows=st.lists(st.lists(st.sampled_from(CELLS), max_size=6), min_size=1, max_size=25),
    blank=st.integers(0, 3),
    inline=st.booleans(),
    styled=st.booleans(),
    hidden=st.sampled_from([(), (1,), (2,)]),
)
@example(rows=[["а"], [], [None, "б"]], blank=2, inline=True, styled=False, hidden=())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_lightened_workbook_holds_the_same_tables(small, monkeypatch, rows, blank, inline, styled, hidden):
    cells = [*[[]] * blank, ["ФИО", "Класс"], *rows]
    file = workbook(cells, inline=inline, styled=styled, hidden=hidden)
    assert tables(file) == whole(file, monkeypatch)


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("styled", [True, False])
def test_every_plain_text_is_taken_out(small, monkeypatch, inline, styled):
    file = workbook(ANSWERS, inline=inline, styled=styled)
    assert taken(file) == 3 + 90 + 90 + 60
    assert tables(file) == whole(file, monkeypatch)


def test_texts_beside_other_cells_are_taken_out(small, monkeypatch):
    file = workbook([ANSWERS[0], *[["а", n, "да", 1.5, "нет", True] for n in range(40)]], inline=True)
    assert taken(file) == 3 + 3 * 40
    assert tables(file) == whole(file, monkeypatch)


def test_equal_texts_of_a_sheet_are_one(small):
    column = read_table(workbook(ANSWERS, inline=True), Findings())[0].columns[1]
    assert len(set(map(id, column[1:]))) == 1


def test_free_text_is_not_kept(small, monkeypatch):
    monkeypatch.setattr(plain_rows._Pieces, "MOST", 100)
    file = workbook(ANSWERS, inline=True)
    kept = lighter.lighten(file.content, most=1 << 40).texts["Большой"]._pieces
    assert len(kept) < 20
    assert tables(file) == whole(file, monkeypatch)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace(b"<sheetData>", b"<sheetData><!-- <row r='2'></row> -->"),
        lambda page: page.replace(b'40"', b'4"'),
        lambda page: page.replace("<t>Ёлкина 7".encode(), "<t> Ёлкина 7\t".encode()),
        lambda page: page.replace(b"<t>", b'<t xml:space="preserve">'),
        lambda page: page.replace(b'<c r="B40"', b'<c r="B41"'),
        lambda page: page.replace(b'<c r="B40"', b'<c r="A40"'),
        lambda page: re.sub(rb'<row r="\d+"', b"<row", page),
        lambda page: page.replace("Ёлкина 7".encode(), b"\xff\xfe"),
        lambda page: page.replace("Ёлкина 7".encode(), b"\x01"),
        lambda page: page.replace(b"</row>", b"</row>\n"),
        lambda page: page.replace(b"</sheetData>", b""),
        lambda page: page.replace(b'<row r="50"', b'<raw r="50"'),
        lambda page: page.replace(b'<row r="91"', b'<row r="199999"').replace(b'91"', b'199999"'),
        lambda page: page.replace(b"</sheetData>", b'</sheetData><row r="95"><c r="A95"><v>1</v></c></row>'),
    ],
)
def test_an_odd_sheet_is_read_as_it_is(small, monkeypatch, change):
    file = edited(workbook(ANSWERS, inline=True), change)
    assert tables(file) == whole(file, monkeypatch)


@pytest.mark.parametrize("far", ["A200000", "SA150000", "XFD150000"])
def test_a_far_cell_is_found_among_plain_texts(small, far):
    number = far.lstrip("ADFSX")
    row = f'<row r="{number}"><c r="{far}" t="inlineStr"><is><t>да</t></is></c></row></sheetData>'
    file = edited(workbook(ANSWERS, inline=True), lambda page: page.replace(b"</sheetData>", row.encode()))
    assert taken(file)
    *found, findings = tables(file)
    assert not found
    assert [one.code for one in findings] == ["far-cell"]
    assert far in findings[0].reason.en


def test_a_cell_that_stands_in_the_place_of_a_text_is_not_passed_over(small, monkeypatch):
    again = b'<row r="95"><c r="A40"><v>5</v></c></row></sheetData>'
    file = edited(workbook(ANSWERS, inline=True), lambda page: page.replace(b"</sheetData>", again))
    assert taken(file)
    assert tables(file) == whole(file, monkeypatch)
    assert tables(file)[0][2][0][39] == (float, 5.0)


def test_a_broken_part_is_said_as_ever(small, monkeypatch):
    file = workbook(ANSWERS, inline=True)
    broken = InputFile("a.xlsx", file.content[:900] + bytes([file.content[900] ^ 255]) + file.content[901:])
    assert tables(broken) == whole(broken, monkeypatch)
    assert [one.code for one in tables(broken)[-1]] == ["broken-workbook"]


def test_a_bomb_is_not_made_lighter(small, monkeypatch):
    monkeypatch.setattr(table_xlsx, "MOST_UNPACKED", 2_000)
    file = workbook(ANSWERS, inline=True)
    assert lighter.lighten(file.content, most=2_000) is None
    assert [one.code for one in tables(file)[-1]] == ["unpacks-too-large"]
