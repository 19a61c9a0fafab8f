"""Consents and admissions: who gave what, when, signed by whom. What is not clear counts as not given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from questionnaires.answers import Record
from questionnaires.programme import Document, Programme
from questionnaires.question import Grade
from questionnaires.reading.cells.cell import Cell, cell_is_blank, text_of
from questionnaires.reading.cells.dates import read_date
from questionnaires.reading.cells.yes_no import NO, YES
from questionnaires.reading.columns import Rows, read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.cells import REQUIRED_BLANK, UNREADABLE
from questionnaires.reading.messages.lists import (
    RECORD_AFTER_END,
    RECORD_UNCLEAR,
    RECORDS_DIFFER,
    SIGNER_READ,
    SIGNER_UNKNOWN,
)
from questionnaires.reading.messages.message import Place
from questionnaires.reading.people.directory import Directory, Found, Match
from questionnaires.reading.people.unresolved import report_filled_out, report_unresolved
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.records_form import CODE, RECORD_HEADERS, RECORDS_FORM
from questionnaires.reading.spelling import fold
from questionnaires.wording import Wording
from questionnaires.words import DOCUMENTS

EXPECTED = Wording("дата, «да» или «+», «нет», «отозвано»", "a date, yes or “+”, no, withdrawn")
GIVEN, WITHDRAWN = Wording("«дано»", "“given”"), Wording("«отозвано»", "“withdrawn”")

__all__ = ["RECORDS_FORM", "RECORD_HEADERS", "Given", "read_given", "read_records"]

_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}")
_WITHDRAWN = re.compile(r"отозва|отзыв|withdrawn")
_GIVEN = re.compile(
    r"\b(да|есть|получен[аоы]?|дано|подписан[аоы]?|пройден[аоы]?|предъявлен[аоы]?|определен[аоы]?|заключен[аоы]?|yes)\b"
)
_NOT_GIVEN = re.compile(r"\b(нет|не|отказ|ожидается|ждем|no)\b")
_GUARDIAN = re.compile(r"представител|родител|мать|отец|мама|папа|опекун")
_VERSION = re.compile(
    r"\b(?:верси[яи]|верс\.|редакци[яи]|ред\.|version)\s*:?\s*(?:от\s|of\s|№)?\s*([^\s,;()]+(?:\s+от\s+[0-9.]+)?)",
    re.IGNORECASE,
)
_BOTH, _SELF = re.compile(r"\bоба\b|\bобе\b"), re.compile(r"\bсам\b|\bсама\b|лично")


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell of the register says; `given` is None when the paper has not come."""

    given: bool | None
    on: date | None = None
    signer: str = ""
    version: str = ""


def read_given(cell: Cell) -> Given | None:
    """Read «да», «12.09.2025», «отозвано 01.02.2026», «да, 12.09.2025, оба, версия 2»; None: unreadable."""
    if isinstance(cell, date):
        return Given(True, read_date(cell))
    written = text_of(cell)
    version = _VERSION.search(written)
    if version is None:
        return _read_without_version(cell)
    # A version may be named by its date, which is not the day of the consent.
    said = _read_without_version(written[: version.start()] + written[version.end() :])
    return replace(said, version=version[1]) if said else None


def _read_without_version(cell: Cell) -> Given | None:
    text = fold(text_of(cell))
    found = _DATE.search(text)
    on = read_date(found[0]) if found else read_date(cell)
    if found and on is None:
        return None
    if _WITHDRAWN.search(text):
        return Given(False, on, signer_of(text))
    if text in NO or _NOT_GIVEN.search(text):
        return Given(None)
    if on is not None or text.split(",")[0].strip() in YES or _GIVEN.search(text):
        return Given(True, on, signer_of(text))
    return None


def signer_of(text: str) -> str:
    """Return who signed: «сам», «законный представитель», «оба», or nothing."""
    folded = fold(text)
    if _BOTH.search(folded) or (_GUARDIAN.search(folded) and _SELF.search(folded)):
        return "оба"
    if _GUARDIAN.search(folded):
        return "законный представитель"
    return "сам" if _SELF.search(folded) else ""


def read_records(
    tables: Iterable[Mapped], programme: Programme, directory: Directory, findings: Findings
) -> tuple[Record, ...]:
    """Return one record per person and document, in the order of the codes."""
    records: dict[tuple[str, Document], Record] = {}
    for mapped in tables:
        rows = read_rows(mapped, programme, findings, optional=("name",))
        for row in range(len(rows.numbers)):
            for record in _read_row(rows, row, programme, directory, findings):
                _settle(records, record, rows.place(row), directory, findings)
    order = list(Document)
    keys = sorted(records, key=lambda key: (key[0], order.index(key[1])))
    return tuple(records[key] for key in keys)


def _read_row(
    rows: Rows, row: int, programme: Programme, directory: Directory, findings: Findings
) -> list[Record]:
    found = find_person(rows, row, directory)
    given = {document: _cell(rows, row, document, programme.end, findings) for document in Document}
    if not any(given.values()):
        return []
    if found is None or found.match is not Match.FOUND:
        _report_unclear(rows, row, found, directory, findings)
        return []
    _report_part_of_name(rows, row, found, directory, findings)
    signer, version = _signer(rows, row, findings), str(rows.column("version")[row] or "")
    return [
        Record(
            code=code,
            document=document,
            given=one.given,
            on=one.on,
            signer=one.signer or signer,
            version=one.version or version,
        )
        for code in directory.roles(found.code)
        for document, one in given.items()
        if one is not None and one.given is not None
    ]


def _signer(rows: Rows, row: int, findings: Findings) -> str:
    """Return who signed, and say it where the word is another one."""
    written = str(rows.column("signer")[row] or "")
    said = signer_of(written)
    place = rows.place(row, "signer", written or None)
    if said and fold(written) != said:
        findings.add(SIGNER_READ, place, found=written, value=said)
    elif written and not said:
        findings.add(SIGNER_UNKNOWN, place, found=written)
    return said or written


def find_person(rows: Rows, row: int, directory: Directory, letters: str = "НМУ") -> Found | None:
    """Return whom a row is about, by code or by name with what stands beside it; None when nobody is named."""
    code, name = rows.column(CODE.key)[row], rows.column("name")[row]
    if code:
        return directory.find(str(code), letters=letters)
    if name is None:
        return None
    organisation, grade, born = (rows.column(key)[row] for key in ("organisation", "grade", "birth_date"))
    return directory.find(
        str(name),
        letters=letters,
        organisation=str(organisation) if organisation else None,
        grade=grade if isinstance(grade, Grade) else None,
        birth_date=born if isinstance(born, date) else None,
    )


def _report_part_of_name(
    rows: Rows, row: int, found: Found, directory: Directory, findings: Findings
) -> None:
    """Say whose row it is where a part of the name stands alone; a code, a class or a birth date says it too."""
    if any(rows.column(key)[row] for key in (CODE.key, "grade", "birth_date")):
        return
    name = str(rows.column("name")[row])
    report_filled_out(name, found, rows.place(row, "name", name), directory, findings)


def _report_unclear(
    rows: Rows, row: int, found: Found | None, directory: Directory, findings: Findings
) -> None:
    name = str(rows.column("name")[row] or rows.column(CODE.key)[row] or "")
    place = rows.place(row, "name", name or None)
    if found is None:
        findings.add(REQUIRED_BLANK, place)
    else:
        report_unresolved(name, found, place, directory, findings, ambiguous=RECORD_UNCLEAR)


def _cell(rows: Rows, row: int, document: Document, end: date, findings: Findings) -> Given | None:
    """Return what a document's cell says; a cell that cannot be read gives nothing and is reported."""
    sheet, number = rows.mapped.sheet, rows.numbers[row] - 1
    for column in rows.mapped.columns.get(document.value, ()):
        cell = sheet.columns[column.place][number]
        if cell_is_blank(cell):
            continue
        given = read_given(cell)
        if given is None:
            place = sheet.place(number + 1, column.header, text_of(cell))
            findings.add(UNREADABLE, place, found=text_of(cell), expected=EXPECTED)
        elif given.given and given.on and given.on > end:
            place = sheet.place(number + 1, column.header, text_of(cell))
            day, last = (one.strftime("%d.%m.%Y") for one in (given.on, end))
            findings.add(RECORD_AFTER_END, place, value=day, end=last)
        return given
    return None


def _settle(
    records: dict[tuple[str, Document], Record],
    record: Record,
    place: Place,
    directory: Directory,
    findings: Findings,
) -> None:
    """Keep the later of two records; without dates a withdrawal is safer."""
    key = (record.code, record.document)
    earlier = records.get(key)
    if earlier is None:
        records[key] = record
        return
    taken = max(earlier, record, key=lambda one: (one.on or date.min, not one.given))
    if (earlier.on is None) != (record.on is None) and earlier.given != record.given:
        taken = record if not record.given else earlier
    records[key] = taken
    if earlier.given != record.given:
        findings.add(
            RECORDS_DIFFER,
            place,
            name=directory.persons[record.code].name,
            document=DOCUMENTS[record.document].ru,
            taken=GIVEN if taken.given else WITHDRAWN,
        )
