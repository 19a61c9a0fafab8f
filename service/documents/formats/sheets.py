"""Writing workbooks that look the same everywhere, byte for byte, and in which no cell can act as a formula.

What a person typed is always written as text. A text that a spreadsheet could take for a formula gets the
quote mark of the cell's format, so the text itself stays as it was typed and comes back unchanged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlsxwriter

from questionnaires.reading.list_forms import LISTS
from service.documents.formats.archive import pack

CREATED = datetime(2000, 1, 1)
"""Of every workbook: a clock would make two runs differ."""
LONGEST = 32_767
"""Characters a cell can hold; a longer text would be dropped silently by the writer."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
ROWS_TO_FILL = 1_000
"""Rows below the header that get drop-down lists."""
DATE_SHOWN = "dd.mm.yyyy"
HINT_LENGTH = 255
LINE_HEIGHT = 15
HIGHEST_ROW = 405
"""In points: a line, and what a row can have, which is a little less than spreadsheets allow."""
MARGIN = 2
"""Characters of a column's width that its borders take, and bold letters."""
_FIXED_ROW = b' customHeight="1"'
HEADER = "#DCE6EC"
HAND = "#FFF8E1"
"""Columns that people fill in by hand stand out."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, never of a respondent, with the value it has now."""

    text: str
    value: str | int | float = ""


Cell = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Parameters
    ----------
    width
        In characters.
    by_hand
        Filled in by people: coloured.
    choices
        Texts of a drop-down list.
    several
        Whether more than one of the choices may be typed: the list then only suggests.
    hint
        Shown when the cell is chosen.
    """

    title: str
    width: int = 18
    by_hand: bool = False
    choices: tuple[str, ...] = ()
    several: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: lines above the table (none when a machine reads it back), then the table."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]] = ()
    above: tuple[str, ...] = ()
    landscape: bool = True
    hidden: bool = False


def render_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the bytes of a workbook with these sheets."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": DATE_SHOWN})
    workbook.set_properties({"created": CREATED})
    styles = _styles(workbook)
    lists = _lists(sheets)
    for sheet in sheets:
        _write_sheet(workbook.add_worksheet(sheet.title), sheet, styles, lists)
    _write_lists(workbook, lists)
    workbook.close()
    return _growing(target.getvalue())


def _growing(content: bytes) -> bytes:
    """Return the workbook with rows as high as what stands in them, which still grow with what a person types."""
    with ZipFile(BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return pack(
        (name, part.replace(_FIXED_ROW, b"") if "/worksheets/" in name else part) for name, part in parts
    )


def row_height(cells: Sequence[Cell], columns: Sequence[Column]) -> int | None:
    """Return the height in points that shows every line of a row; None where all take one line."""
    lines = max(
        (
            _lines(cell, column.width)
            for cell, column in zip(cells, columns, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )
    return min(lines * LINE_HEIGHT, HIGHEST_ROW) if lines > 1 else None


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, broken between words; a longer word is broken itself."""
    room = width - MARGIN
    if len(text) <= room and "\n" not in text:
        return 1
    count = 0
    for paragraph in text.split("\n"):
        left = 0
        for word in paragraph.split(" "):
            if left and len(word) + 1 <= left:
                left -= len(word) + 1
            else:
                needed = -(-len(word) // room) or 1
                count += needed
                left = needed * room - len(word)
    return count


def _styles(workbook: Any) -> dict[str, Any]:
    text = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B8C4CC"}
    looks: dict[str, dict[str, Any]] = {
        "header": text | {"bold": True, "bg_color": HEADER, "valign": "vcenter"},
        "header-hand": text | {"bold": True, "bg_color": HAND, "valign": "vcenter"},
        "text": text,
        "quoted": text | {"quote_prefix": True},
        "number": text | {"align": "center"},
        "date": text | {"num_format": DATE_SHOWN, "align": "center"},
        "above": {"bold": True, "font_size": 12},
        "note": {"font_color": "#44546A"},
    }
    return {name: workbook.add_format(look) for name, look in looks.items()}


def _write_sheet(page: Any, sheet: Sheet, styles: dict[str, Any], lists: dict[tuple[str, ...], str]) -> None:
    for row, line in enumerate(sheet.above):
        page.write_string(row, 0, line, styles["note" if row else "above"])
    top = len(sheet.above) + bool(sheet.above)
    for number, column in enumerate(sheet.columns):
        style = styles["header-hand" if column.by_hand else "header"]
        page.set_column(number, number, column.width)
        page.write_string(top, number, column.title, style)
        _restrict(page, (top + 1, number), column, lists)
    page.set_row(top, row_height([column.title for column in sheet.columns], sheet.columns))
    for row, cells in enumerate(sheet.rows, start=top + 1):
        page.set_row(row, row_height(cells, sheet.columns))
        for number, cell in enumerate(cells):
            _write_cell(page, (row, number), cell, styles)
    _set_up_page(page, sheet, top)


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, styles: dict[str, Any]) -> None:
    if cell is None or cell == "":
        page.write_blank(*place, None, styles["text"])
    elif isinstance(cell, Formula):
        page.write_formula(*place, cell.text, styles["number"], cell.value)
    elif isinstance(cell, str):
        style = "quoted" if cell.startswith(FORMULA_STARTS) else "text"
        page.write_string(*place, cell[:LONGEST], styles[style])
    elif isinstance(cell, date):
        page.write_datetime(*place, cell, styles["date"])
    else:
        page.write_number(*place, cell, styles["number"])


def _set_up_page(page: Any, sheet: Sheet, top: int) -> None:
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if sheet.landscape:
        page.set_landscape()
    if sheet.hidden:
        page.hide()


def _restrict(page: Any, place: tuple[int, int], column: Column, lists: dict[tuple[str, ...], str]) -> None:
    if not column.choices and not column.hint:
        return
    rule: dict[str, Any] = {"validate": "any"}
    if column.choices:
        rule = {"validate": "list", "source": lists[column.choices], "show_error": not column.several}
        rule |= {"error_title": "Выберите из списка", "error_message": "Такого варианта в списке нет."}
    if column.hint:
        rule |= {"input_title": "Как заполнить", "input_message": column.hint[:HINT_LENGTH]}
    row, number = place
    page.data_validation(row, number, row + ROWS_TO_FILL, number, rule)


def _lists(sheets: Sequence[Sheet]) -> dict[tuple[str, ...], str]:
    """Give every list of choices a column of the hidden sheet: a rule itself holds 255 characters."""
    different = dict.fromkeys(
        column.choices for sheet in sheets for column in sheet.columns if column.choices
    )
    places: dict[tuple[str, ...], str] = {}
    for number, choices in enumerate(different):
        letter = xlsxwriter.utility.xl_col_to_name(number, True)
        places[choices] = f"={LISTS}!{letter}$1:{letter}${len(choices)}"
    return places


def _write_lists(workbook: Any, lists: dict[tuple[str, ...], str]) -> None:
    if not lists:
        return
    page = workbook.add_worksheet(LISTS)
    page.hide()
    for number, choices in enumerate(lists):
        for row, choice in enumerate(choices):
            page.write_string(row, number, choice)
