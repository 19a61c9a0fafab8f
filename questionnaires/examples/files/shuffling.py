"""The same answers in another order of rows: whoever stands first must get nothing from it."""

import csv
import io
from collections.abc import Sequence
from typing import Any, TypeVar

from questionnaires.examples.dice import Dice
from questionnaires.examples.files.shapes import write_workbook
from questionnaires.examples.files.sheet import Row, Sheet
from questionnaires.reading.input_file import InputFile

R = TypeVar("R", bound=Sequence[object])


def shuffled(file: InputFile, seed: int) -> InputFile:
    """Return the file with its rows in another order; header, encoding and empty rows at the end stay.

    Only files of this package are meant: real ones may hold what is lost when a workbook is written anew.
    """
    dice = Dice(seed, "shuffle", file.name)
    content = file.content
    if file.name.endswith(".csv"):
        return InputFile(file.name, _shuffle_csv(content, dice))
    return InputFile(
        file.name, write_workbook(tuple(_shuffle_sheet(sheet, dice) for sheet in _read(content)))
    )


def _shuffle_csv(content: bytes, dice: Dice) -> bytes:
    encoding = _encoding(content)
    text = content.decode(encoding)
    newline = "\r\n" if "\r\n" in text else "\n"
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows([header, *_shuffle(rows, dice)])
    return out.getvalue().encode(encoding)


def _encoding(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


def _read(content: bytes) -> list[Sheet]:
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(content))
    return [_read_sheet(title, book.get_sheet_by_name(title).to_python()) for title in book.sheet_names]


def _read_sheet(title: str, rows: Any) -> Sheet:
    header, *body = rows
    return Sheet(headers=tuple(map(str, header)), rows=tuple(map(tuple, body)), title=title)


def _shuffle_sheet(sheet: Sheet, dice: Dice) -> Sheet:
    rows: list[Row] = _shuffle(sheet.rows, dice)
    return sheet.with_rows(rows)


def _shuffle(rows: Sequence[R], dice: Dice) -> list[R]:
    """Shuffle the rows that say something; the empty ones stay at the end."""
    full = [row for row in rows if any(str(cell).strip() for cell in row)]
    return [*dice.shuffle(full), *(row for row in rows if row not in full)]
