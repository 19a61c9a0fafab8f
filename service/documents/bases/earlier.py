"""What people wrote into the bases of an earlier round: found again by code or by name, and never lost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from questionnaires.finding import Finding, InputRefused, Severity
from questionnaires.people import Person
from questionnaires.reading import InputFile
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import LEFT, REPLACED
from questionnaires.reading.tables.table_xlsx import is_safe
from questionnaires.wording import Wording
from service.documents.formats.sheets import Cell, Column, Sheet
from service.named import fold_name

NAME = "ФИО"
CODE = "Код"
_SIGNS = tuple("Дата вхождения".encode(code, "xmlcharrefreplace") for code in ("utf-8", "ascii"))
"""A header that only bases have, as programs write it into a workbook."""
UNNAMED = "Без названия"

_UNREADABLE = Wording(
    "База прошлого раза не читается: {reason}. Ожидается книга .xlsx.",
    "The base of the last round cannot be read: {reason}. An .xlsx workbook is expected.",
)
_NO_HEADER = Wording(
    "В базе прошлого раза нет строки с заголовком «ФИО» или «Код».",
    "The base of the last round has no row with the header «ФИО» or «Код».",
)
_REMEDY = Wording(
    "Положите прежний файл: записанное в нём вручную нельзя потерять.",
    "Put the former file back: what was typed into it must not be lost.",
)

Row = dict[str, Cell]
"""Header → cell as it was; blank cells are left out."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A base of an earlier round.

    Parameters
    ----------
    headers
        All headers that any row has, in the order of the file.
    rows
        People of the first sheet and of `LEFT`, whoever they are; no code stands in two of them.
    closed
        Rows of pairs that ended, kept for ever in `LEFT`: their people have a later row.
    replaced
        Lines of `REPLACED`, kept for ever.
    others
        Sheets of the school's own, cell by cell.
    """

    headers: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    closed: tuple[Row, ...] = ()
    replaced: tuple[tuple[Cell, ...], ...] = ()
    others: tuple[Sheet, ...] = ()
    taken: dict[int, str] = field(default_factory=dict)


def read_earlier(path: str, content: bytes | None) -> Earlier:
    """Return what a base of an earlier round holds; raise InputRefused when it cannot be read."""
    if content is None:
        return Earlier()
    sheets = _read_sheets(path, content)
    main = next(
        (title for title in sheets if title not in {LEFT, REPLACED} and _header(sheets[title]) is not None),
        None,
    )
    if main is None:
        raise InputRefused([_refusal(path, _NO_HEADER)])
    tables = [_read_table(sheets[title]) for title in (main, LEFT) if title in sheets]
    rows, closed = _parted([row for _, rows in tables for row in rows])
    return Earlier(
        headers=tuple(dict.fromkeys(header for headers, _ in tables for header in headers)),
        rows=rows,
        closed=closed,
        replaced=tuple(tuple(row) for row in sheets.get(REPLACED, [])[1:] if any(row)),
        others=tuple(
            _as_it_was(title, sheets[title]) for title in sheets if title not in {main, LEFT, REPLACED}
        ),
    )


def _parted(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return the first row of every person, and the further ones: those of pairs that ended."""
    latest: list[Row] = []
    closed: list[Row] = []
    codes: set[str] = set()
    for row in rows:
        code = str(row.get(CODE, "")).strip()
        (closed if code in codes else latest).append(row)
        codes |= {code} - {""}
    return tuple(latest), tuple(closed)


def find_bases(workbooks: Iterable[bytes]) -> tuple[Earlier, ...]:
    """Return the bases among some workbooks; questionnaires and lists are left alone."""
    found = []
    for content in workbooks:
        if may_be_base(content):
            with suppress(InputRefused):  # a list that only speaks of a base
                found.append(read_earlier("", content))
    return tuple(found)


def may_be_base(content: bytes) -> bool:
    """Whether a workbook holds a header only bases have; a large one of answers is not read a second time."""
    if not content.startswith(b"PK"):
        return False
    with ZipFile(BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/") and name.endswith(".xml")]
        return any(sign in content for content in map(archive.read, parts) for sign in _SIGNS)


def joined(bases: Sequence[Earlier]) -> Earlier:
    """Return several bases as one, the newest first; of the rows with one code the newest stays."""
    codes: set[str] = set()
    rows: list[Row] = []
    for base in bases:
        new = [row for row in base.rows if str(row.get(CODE, "")).strip() not in codes]
        codes |= {code for row in new if (code := str(row.get(CODE, "")).strip())}
        rows += new
    others = {sheet.title: sheet for base in reversed(bases) for sheet in base.others}
    replaced = tuple(dict.fromkeys(line for base in bases for line in base.replaced))
    return Earlier(
        headers=tuple(dict.fromkeys(header for base in bases for header in base.headers)),
        rows=tuple(_without_taken_over(rows, replaced)),
        closed=tuple({tuple(row.items()): row for base in bases for row in base.closed}.values()),
        replaced=replaced,
        others=tuple(others.values()),
    )


def _without_taken_over(rows: Sequence[Row], replaced: Iterable[Sequence[Cell]]) -> list[Row]:
    """Leave out rows of a base from before this program, once every cell stands in the exported one."""
    known: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        if code := str(row.get(CODE, "")).strip():
            names[code] = fold_name(str(row.get(NAME, "")))
            known.setdefault(names[code], set()).update(map(str, row.values()))
    for line in replaced:
        known.get(names.get(str(line[0]), ""), set()).update(map(str, line))
    return [row for row in rows if not _is_taken_over(row, known)]


def _is_taken_over(row: Row, known: Mapping[str, set[str]]) -> bool:
    cells = {str(cell) for header, cell in row.items() if header != "№"}
    return not row.get(CODE) and cells <= known.get(fold_name(str(row.get(NAME, ""))), set())


def match_rows(earlier: Earlier, persons: Sequence[Person]) -> dict[str, Row]:
    """Return each person's earlier row: by code where it has one, else by a name only one person has.

    A code that nobody has now is never replaced by a name: somebody else may be called the same.
    """
    codes = {person.code for person in persons}
    matched: dict[str, Row] = {}
    for row in earlier.rows:
        code = str(row.get(CODE, "")).strip()
        if code in codes and code not in matched:
            matched[code] = row
    by_name = _unique_names(persons)
    unnamed = [row for row in earlier.rows if not str(row.get(CODE, "")).strip()]
    often = Counter(fold_name(str(row.get(NAME, ""))) for row in unnamed)
    for row in unnamed:
        name = fold_name(str(row.get(NAME, "")))
        person = by_name.get(name)
        if person is not None and often[name] == 1 and person.code not in matched:
            matched[person.code] = row
    return matched


def _unique_names(persons: Iterable[Person]) -> dict[str, Person]:
    found: dict[str, list[Person]] = {}
    for person in persons:
        for spelling in {fold_name(name) for name in (person.name, *person.spellings)}:
            found.setdefault(spelling, []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}


def _read_sheets(path: str, content: bytes) -> dict[str, list[list[Cell]]]:
    findings = Findings()
    if not is_safe(InputFile(path, content), findings):
        raise InputRefused([_refusal(path, found.reason) for found in findings.all()])
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return {
            title: [
                [_as_typed(cell) for cell in row]
                for row in book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            ]
            for title in book.sheet_names
        }
    except BaseException as error:
        # a panic of the reader's own language arrives as a BaseException of this name
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise InputRefused([_refusal(path, _UNREADABLE.format(reason=type(error).__name__))]) from error


def _refusal(path: str, reason: Wording) -> Finding:
    return Finding(
        severity=Severity.ERROR, code="earlier-base-unreadable", reason=reason, remedy=_REMEDY, file=path
    )


def _as_typed(cell: Any) -> Cell:
    """Return a cell so that writing it again shows the same."""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int | float | date | str) else str(cell)


def _header(table: Sequence[Sequence[Cell]]) -> int | None:
    """Return the row with the headers: schools put titles above it."""
    places = (
        number for number, row in enumerate(table) if {NAME, CODE} & {str(cell).strip() for cell in row}
    )
    return next(places, None)


def _read_table(table: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    top = _header(table)
    if top is None:
        return (), ()
    headers = _distinct(table[top])
    rows = [
        {header: cell for header, cell in zip(headers, row, strict=False) if cell != ""}
        for row in table[top + 1 :]
    ]
    named = tuple(
        header for header in headers if not header.startswith(UNNAMED) or any(header in row for row in rows)
    )
    return named, tuple(row for row in rows if set(row) - {"№"})


def _distinct(headers: Sequence[Cell]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    result = []
    for header in headers:
        title = " ".join(str(header).split()) or UNNAMED
        seen[title] += 1
        result.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return tuple(result)


def _as_it_was(title: str, table: Sequence[Sequence[Cell]]) -> Sheet:
    width = max((len(row) for row in table), default=0)
    columns = tuple(Column(title=str(cell)) for cell in table[0]) if table else ()
    return Sheet(title=title, columns=columns or (Column(title=""),) * width, rows=table[1:])


def left_sheet(headers: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> Sheet:
    """Return the sheet of the rows that nobody of the base answers to any more."""
    columns = tuple(Column(title=header, by_hand=True) for header in headers)
    return Sheet(title=LEFT, columns=columns, rows=[[row.get(header) for header in headers] for row in rows])


def replaced_sheet(lines: Iterable[tuple[Cell, ...]]) -> Sheet:
    """Return the sheet of the cells that had another value before."""
    titles = (CODE, NAME, "Столбец", "Было", "Стало")
    return Sheet(
        title=REPLACED,
        columns=tuple(Column(title=title) for title in titles),
        rows=list(dict.fromkeys(lines)),
    )
