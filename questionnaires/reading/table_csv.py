"""CSV in any dialect: `;`, `,`, tab or `|`; any line ends; ragged rows kept as they are."""

import csv
import io
from array import array
from collections import Counter
from collections.abc import Iterator

from questionnaires.reading.cells.cell import Cell
from questionnaires.reading.encoding import find_encoding
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages import (
    BROKEN_CSV,
    FILE_EMPTY,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Place,
)
from questionnaires.reading.sheet import MOST_COLUMNS, MOST_ROWS, Sheet

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40
_BATCH = 4096
_MOST_TEXTS = 50_000
"""Beyond so many different texts a column is taken for free text and its texts are no longer shared."""


def read_csv(file: InputFile, findings: Findings) -> list[Sheet]:
    """Return the table of a CSV file, or nothing when it cannot be read."""
    encoding = find_encoding(file.content, file.label, findings)
    if encoding is None:
        return []
    delimiter = _find_delimiter(file, encoding)
    columns = _Columns()
    try:
        for batch in _batches(file, encoding, delimiter):
            columns.take(batch)
            if columns.height > MOST_ROWS or len(columns.lists) > MOST_COLUMNS:
                break
    except csv.Error:
        findings.add(BROKEN_CSV, Place(file.label, columns.height + 1))
        return []
    if _has_no_place(file, columns, findings):
        return []
    return [columns.to_sheet(file.label, delimiter)]


def _has_no_place(file: InputFile, columns: "_Columns", findings: Findings) -> bool:
    if len(columns.lists) > MOST_COLUMNS:
        findings.add(TOO_MANY_COLUMNS, Place(file.label), count=len(columns.lists), limit=MOST_COLUMNS)
    elif columns.height > MOST_ROWS:
        findings.add(TOO_MANY_ROWS, Place(file.label), limit=MOST_ROWS)
    elif not columns.lists:
        findings.add(FILE_EMPTY, Place(file.label))
    else:
        return False
    return True


def _open(file: InputFile, encoding: str) -> io.TextIOWrapper:
    # newline="" leaves lone CR line ends and line breaks inside quotes to the csv module
    return io.TextIOWrapper(io.BytesIO(file.content), encoding=encoding, newline="")


def _batches(file: InputFile, encoding: str, delimiter: str) -> Iterator[list[list[str]]]:
    """Give rows batch by batch; when a row is broken, first the rows before it, so that its number is known."""
    text = _open(file, encoding)
    _skip_separator_line(text)
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    batch: list[list[str]] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                yield batch
                batch = []
    except csv.Error:
        yield batch
        raise
    yield batch


def _skip_separator_line(text: io.TextIOWrapper) -> None:
    """Step over Excel's own first line «sep=;», which is no row of the table."""
    if not text.readline().strip("\ufeff").lower().startswith("sep="):
        text.seek(0)


def _find_delimiter(file: InputFile, encoding: str) -> str:
    """Return the delimiter under which most rows have as many cells as the first, and those are most."""
    text = _open(file, encoding)
    start = text.readline().strip("\ufeff")
    if start.lower().startswith("sep=") and len(start.strip()) == len("sep=;"):
        return start.strip()[-1]
    return max(_DELIMITERS, key=lambda delimiter: _fitness(file, encoding, delimiter))


def _fitness(file: InputFile, encoding: str, delimiter: str) -> tuple[bool, float, int, int]:
    rows = csv.reader(_open(file, encoding), delimiter=delimiter)
    lengths = []
    try:
        for row in rows:
            if any(row):
                lengths.append(len(row))
            if len(lengths) == _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    if not lengths:
        return False, 0.0, 0, 0
    usual, count = Counter(lengths).most_common(1)[0]
    return usual > 1, round(count / len(lengths), 1), usual, -_DELIMITERS.index(delimiter)


class _Columns:
    """Grows columns batch by batch and keeps one copy of equal texts."""

    def __init__(self) -> None:
        self.lists: list[list[Cell]] = []
        self.texts: list[dict[str, str]] = []
        self.widths: dict[int, int] = {}
        self.height = 0
        self.first_width = 0

    def take(self, batch: list[list[str]]) -> None:
        """Add rows; short ones are filled with blanks, long ones widen the table."""
        if not batch:
            return
        lengths = array("I", map(len, batch))
        self.first_width = self.first_width or lengths[0]
        if min(lengths) != self.first_width or max(lengths) != self.first_width:
            for place, length in enumerate(lengths):
                if length != self.first_width and any(batch[place]):
                    self.widths[self.height + place] = length
        self._widen(max(lengths))
        if len(self.lists) > MOST_COLUMNS:
            return
        width = len(self.lists)
        for row in batch:
            if len(row) < width:
                row.extend([""] * (width - len(row)))
        for texts, cells, column in zip(self.texts, self.lists, zip(*batch, strict=True), strict=True):
            cells.extend(map(texts.setdefault, column, column) if len(texts) < _MOST_TEXTS else column)
        self.height += len(batch)

    def _widen(self, width: int) -> None:
        if width > MOST_COLUMNS:
            # only the count is needed for the message
            self.lists = [[] for _ in range(width)]
            return
        while len(self.lists) < width:
            self.lists.append([""] * self.height)
            self.texts.append({})

    def to_sheet(self, label: str, delimiter: str) -> Sheet:
        """Return the finished table."""
        return Sheet(
            file=label,
            columns=self.lists,
            widths=self.widths,
            usual_width=self.first_width,
            delimiter=delimiter,
        )
