"""Reads example files plainly, without the project's own reading, so that tests do not lean on it."""

import csv
import io
from functools import cache

import python_calamine

from questionnaires.examples import Example, InputFile, example_files
from questionnaires.examples.generator import gather_submissions
from questionnaires.examples.people.submissions import Submission
from questionnaires.loading import load_programme

KEYS = ("r1-district", "r2-gymnasium", "r3-full-process", "r4-additional-education", "r5-teachers")


@cache
def example(key: str) -> Example:
    """Return the example files of a built-in programme, made once for all tests."""
    return example_files(load_programme(key))


@cache
def submissions(key: str) -> tuple[Submission, ...]:
    """Return what everybody sent, before it is put into files."""
    return tuple(gather_submissions(load_programme(key)))


def table(file: InputFile) -> list[list[object]]:
    """Return all rows of a file, header first."""
    if file.name.endswith(".csv"):
        text = decode(file.content)
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        return [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ]
    book = python_calamine.load_workbook(io.BytesIO(file.content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def decode(content: bytes) -> str:
    """Return the text of a CSV file: UTF-8 with or without a mark, otherwise windows-1251."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251")


def file_named(found: Example, name: str) -> InputFile:
    """Return the file of an example with this name."""
    return next(file for file in found.files() if file.name == name)


def column(rows: list[list[object]], header: str) -> list[object]:
    """Return the cells of one column, header not counted."""
    place = rows[0].index(header)
    return [row[place] for row in rows[1:]]
