"""The shapes in which survey files arrive, and the bytes of a table in each of them."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from questionnaires.examples.files.sheet import Cell, Row, Sheet

LONG_AGO = datetime(2026, 1, 1)
"""Written into workbooks as the day they were made, so that the same table is the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a service or a program writes its answers down.

    Parameters
    ----------
    lead
        Headers of the columns before the questions; the last of them holds the time of sending.
    stamp
        How that time is written, for ``strftime``; ``{hour}`` is the hour of twelve, ``{half}`` AM or PM.
    joiner
        What stands between the options of a multi-select.
    encoding, delimiter, newline
        Of a CSV file; an empty encoding means a workbook.
    day
        How a date is written, for ``strftime``; empty means a real date cell.
    """

    key: str
    lead: tuple[str, ...] = ()
    stamp: str = ""
    joiner: str = ", "
    encoding: str = ""
    delimiter: str = ";"
    newline: str = "\r\n"
    day: str = "%d.%m.%Y"

    @property
    def suffix(self) -> str:
        """Extension of the file's name."""
        return ".csv" if self.encoding else ".xlsx"

    @property
    def is_google(self) -> bool:
        """Whether the file is an export of Google Forms."""
        return bool(self.lead) and bool(self.encoding)

    def write(self, sheet: Sheet) -> bytes:
        """Return the bytes of the file."""
        return self._write_csv(sheet) if self.encoding else write_workbook((sheet,))

    def _write_csv(self, sheet: Sheet) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.newline)
        writer.writerow(sheet.headers)
        writer.writerows([self._text(cell) for cell in row] for row in sheet.rows)
        return text.getvalue().encode(self.encoding)

    def moment(self, sent: datetime) -> str:
        """Return the time of sending as the service writes it; AM and PM are the same in every locale."""
        stamp = self.stamp or "%d.%m.%Y %H:%M:%S"
        return sent.strftime(stamp.format(hour=sent.hour % 12 or 12, half="PM" if sent.hour >= 12 else "AM"))

    def _text(self, cell: Cell) -> str:
        if isinstance(cell, datetime):
            return self.moment(cell)
        if isinstance(cell, date):
            return cell.strftime(self.day)
        if isinstance(cell, float) and self.delimiter == ";":
            return str(cell).replace(".", ",")
        return str(cell)


OWN = Shape(key="own-xlsx", joiner="; ", day="")
"""The project's own workbook: one header row that is exactly the questions."""
YANDEX = Shape(key="yandex-xlsx", lead=("ID", "Время создания"), stamp="%Y-%m-%d %H:%M:%S")
EXCEL_RU = Shape(key="excel-ru-csv", joiner="; ", encoding="cp1251")
"""Paper typed into Excel with Russian settings."""
EXCEL_BOM = Shape(key="excel-bom-csv", joiner="; ", encoding="utf-8-sig")
GOOGLE = Shape(
    key="google-csv",
    lead=("Отметка времени",),
    stamp="%d.%m.%Y %H:%M:%S",
    encoding="utf-8",
    delimiter=",",
    newline="\n",
)
GOOGLE_GMT = Shape(
    key="google-gmt-csv",
    lead=("Отметка времени",),
    stamp="%m/%d/%Y %H:%M:%S GMT+7",
    encoding="utf-8",
    delimiter=",",
    newline="\n",
)
GOOGLE_PM = replace(GOOGLE_GMT, key="google-pm-csv", stamp="%Y/%m/%d {hour}:%M:%S {half} GMT+3")


class Formats(NamedTuple):
    """How a workbook shows dates and times."""

    day: Any
    moment: Any


def write_workbook(sheets: tuple[Sheet, ...]) -> bytes:
    """Return a workbook with these tables; the same tables are always the same bytes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": LONG_AGO})
    formats = Formats(
        book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
    )
    for sheet in sheets:
        page = book.add_worksheet(sheet.title)
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.headers) - 1, 24)
        page.write_row(0, 0, sheet.headers)
        for number, row in enumerate(sheet.rows, start=1):
            _write_row(page, number, row, formats)
    book.close()
    return buffer.getvalue()


def _write_row(page: Any, number: int, row: Row, formats: Formats) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, datetime):
            page.write_datetime(number, column, cell, formats.moment)
        elif isinstance(cell, date):
            page.write_datetime(number, column, cell, formats.day)
        elif isinstance(cell, str):
            # a blank written with a format is what Excel keeps of rows that were emptied by hand
            (page.write_string if cell else page.write_blank)(number, column, cell, formats.day)
        else:
            page.write_number(number, column, cell)
