"""Workbooks show every line of a cell, in any spreadsheet program, and rows still grow with what is typed."""

import re
import textwrap
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.documents.formats.sheets import LINE_HEIGHT, MARGIN, Column, Sheet, render_workbook, row_height

NARROW = Column(title="Пока без наставника", width=12)


def rows_of(content: bytes) -> list[str]:
    page = ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    return re.findall(r"<row [^>]*>", page)


def test_a_row_is_as_high_as_its_longest_cell_and_may_grow():
    sheet = Sheet(
        title="Лист", columns=(NARROW, NARROW), rows=[["коротко", "очень длинный ответ"], ["да", 5]]
    )
    header, long, short = rows_of(render_workbook([sheet]))
    assert 'ht="30"' in header
    assert 'ht="45"' in long
    assert "ht=" not in short
    assert not any("customHeight" in row for row in (header, long, short))


@pytest.mark.parametrize(("cell", "lines"), [("а" * 25, 3), ("один\nдва", 2), (None, 1), (7, 1), ("", 1)])
def test_lines_of_one_cell(cell, lines):
    assert row_height([cell], [NARROW]) == (lines * LINE_HEIGHT if lines > 1 else None)


@given(st.lists(st.text("абв", min_size=1, max_size=9), min_size=1, max_size=20))
def test_words_are_broken_as_text_is(words):
    text = " ".join(words)
    expected = len(textwrap.wrap(text, NARROW.width - MARGIN))
    assert row_height([text], [NARROW]) == (expected * LINE_HEIGHT if expected > 1 else None)
