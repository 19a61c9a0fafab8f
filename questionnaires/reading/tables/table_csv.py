"""CSV in any dialect: `;`, `,`, tab or `|`; any line ends; ragged rows kept as they are."""

import csv
import io
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator

from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.messages.files import BROKEN_CSV, FILE_EMPTY, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from questionnaires.reading.messages.message import Place
from questionnaires.reading.tables.encoding import find_encoding
from questionnaires.reading.tables.growing import BATCH, GrowingTable
from questionnaires.reading.tables.sheet import MOST_COLUMNS, MOST_ROWS, Sheet

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40


def read_csv(file: InputFile, findings: Findings) -> list[Sheet]:
    """Return the table of a CSV file, or nothing when it cannot be read."""
    encoding = find_encoding(file.content, file.label, findings)
    if encoding is None:
        return []
    delimiter = _find_delimiter(file, encoding)
    table = _Table()
    try:
        for batch in _batches(file, encoding, delimiter):
            table.take_ragged(batch)
            if table.height > MOST_ROWS or table.widest > MOST_COLUMNS:
                break
    except csv.Error:
        findings.add(BROKEN_CSV, Place(file.label, table.height + 1))
        return []
    if _has_no_place(file, table, findings):
        return []
    return [table.to_sheet(file.label, delimiter)]


def _has_no_place(file: InputFile, table: "_Table", findings: Findings) -> bool:
    if table.widest > MOST_COLUMNS:
        findings.add(TOO_MANY_COLUMNS, Place(file.label), count=table.widest, limit=MOST_COLUMNS)
    elif table.height > MOST_ROWS:
        findings.add(TOO_MANY_ROWS, Place(file.label), limit=MOST_ROWS)
    elif not table.columns:
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
            if len(batch) == BATCH:
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


class _Table(GrowingTable):
    """The rows of a CSV file, ragged as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: dict[int, int] = {}
        self.first_width = 0
        self.widest = 0

    def take_ragged(self, batch: list[list[str]]) -> None:
        """Add rows; short ones are filled with blanks, long ones widen the table."""
        if not batch:
            return
        lengths = array("I", map(len, batch))
        self.first_width = self.first_width or lengths[0]
        self.widest = max(self.widest, max(lengths))
        if self.widest > MOST_COLUMNS:
            # only the count is needed for the message
            return
        if min(lengths) != self.widest or self.widest != self.first_width:
            self._note_widths(batch, lengths)
            for row in batch:
                row.extend([""] * (self.widest - len(row)))
        self.take(batch)

    def _note_widths(self, batch: list[list[str]], lengths: Iterable[int]) -> None:
        for place, length in enumerate(lengths):
            if length != self.first_width and any(batch[place]):
                self.widths[self.height + place] = length

    def to_sheet(self, label: str, delimiter: str) -> Sheet:
        """Return the finished table."""
        return Sheet(
            file=label,
            columns=self.columns,
            widths=self.widths,
            usual_width=self.first_width,
            delimiter=delimiter,
        )
