"""What is odd about a table as a whole: rows of another width, columns that answer no question."""

from questionnaires.reading.cells.cell import cell_is_blank
from questionnaires.reading.cells.nearest import find_nearest
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.files import ROW_SHORT, ROW_TOO_LONG
from questionnaires.reading.messages.tables import (
    COLUMN_IGNORED,
    COLUMN_NEARLY_KNOWN,
    COLUMN_WITHOUT_HEADER,
    SENSITIVE_COLUMN,
)
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.recognition.profile import mapping_line
from questionnaires.reading.spelling import fold_header
from questionnaires.reading.tables.sheet import Sheet

_SENSITIVE = (
    "диагноз", "инвалид", "овз", "здоров", "заболеван", "вероисповед", "религи", "национальност", "судимост",
)  # fmt: skip


def report_widths(sheet: Sheet, mapped: Mapped, kept: list[int], findings: Findings) -> set[int]:
    """Report rows whose number of cells differs from the header's; a longer one may have shifted answers."""
    expected = sheet.widths.get(mapped.header_row, sheet.usual_width)
    unsound: set[int] = set()
    if not sheet.delimiter:
        return unsound
    odd = (
        sheet.widths
        if expected == sheet.usual_width
        else {row: sheet.widths.get(row, sheet.usual_width) for row in kept}
    )
    place_of = {row: place for place, row in enumerate(kept)}
    for row, found in odd.items():
        if row in place_of and found != expected:
            has_more = found > expected and any(not cell_is_blank(cell) for cell in sheet.row(row)[expected:])
            if has_more:
                unsound.add(place_of[row])
            if has_more or found < expected:
                message = ROW_TOO_LONG if has_more else ROW_SHORT
                findings.add(message, sheet.place(row + 1), found=found, expected=expected)
    return unsound


def report_columns(mapped: Mapped, kept: list[int], findings: Findings) -> None:
    """Report columns that are not read: unknown, nearly known, without a header, or better not collected."""
    sheet = mapped.sheet
    free = {text: question for question in mapped.missing for text in (question.text, *question.also)}
    width = sheet.widths.get(mapped.header_row, sheet.usual_width)
    for column in mapped.ignored:
        place = sheet.place(mapped.header_row + 1, column.header or None)
        if column.header and any(word in fold_header(column.header) for word in _SENSITIVE):
            findings.add(SENSITIVE_COLUMN, place)
        elif column.header:
            nearest = find_nearest(column.header, free)
            if nearest is None:
                findings.add(COLUMN_IGNORED, place)
            else:
                line = mapping_line(column.header, free[nearest].key)
                findings.add(COLUMN_NEARLY_KNOWN, place, question=free[nearest].text, line=line)
        elif column.place < width and any(
            not cell_is_blank(sheet.columns[column.place][row]) for row in kept
        ):
            findings.add(COLUMN_WITHOUT_HEADER, place, number=column.place + 1)
