"""Lists as tables for a spreadsheet: nothing a person wrote can become a formula."""

import io
from collections.abc import Sequence
from typing import Any

from flask import Response, g

from service.api.protocol.negotiation import Form
from service.folder.contents.tables import write_csv

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def table(name: str, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> Response | None:
    """Return the rows as CSV or XLSX when the client asked for one of them, else None."""
    form: Form = g.form
    if form is Form.JSON:
        return None
    content = as_csv(columns, rows) if form is Form.CSV else _workbook(columns, _cells(columns, rows))
    ending = "csv" if form is Form.CSV else "xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(content, 200, headers, content_type=form.value)


def as_csv(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> bytes:
    """Return the rows as CSV for a spreadsheet."""
    return write_csv(columns, _cells(columns, rows))


def _cells(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    return [[_cell(row.get(column)) for column in columns] for row in rows]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    said = str(value)
    return f"'{said}" if said.startswith(DANGEROUS) and not isinstance(value, int) else said


def _workbook(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    page = book.add_worksheet()
    for row, values in enumerate([columns, *cells]):
        for column, value in enumerate(values):
            page.write_string(row, column, value)
    book.close()
    return held.getvalue()
