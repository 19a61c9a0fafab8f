"""A copy of a file with what was read as canonical values, and every remark beside its cell."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from questionnaires.finding import Finding, Severity
from questionnaires.programme import Programme
from questionnaires.question import Kind, Question
from questionnaires.reading.cells.cell import Cell, text_of
from questionnaires.reading.columns import read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.input_file import InputFile
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.recognition.profile import Profile
from questionnaires.reading.recognition.recognise import Layout, recognise
from questionnaires.reading.shown import shown
from questionnaires.reading.tables.sheet import Sheet
from questionnaires.reading.tables.table import read_table

_LONG_AGO = datetime(2026, 1, 1)
"""Written as the day the workbook was made, so that one input makes the same bytes for ever."""
_COLOURS = {Severity.ERROR: "#F8C9C4", Severity.WARNING: "#FBE7B2", Severity.NOTE: "#DCE9F7"}
_GRAVITY = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
_MOST_COMMENT = 1000
_MOST_TITLE = 31
_NOT_IN_TITLES = str.maketrans("", "", "[]:*?/\\'")


def corrected_copy(programme: Programme, file: InputFile, findings: Sequence[Finding]) -> bytes:
    """Return a workbook of the file: answers in their canonical spelling, cells with findings coloured and commented.

    Parameters
    ----------
    findings
        Of `read_answers`; those of other files are left out.
    """
    import xlsxwriter

    mine = [finding for finding in findings if finding.file == file.label]
    tables = _tables(programme, file)
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": _LONG_AGO})
    for number, (sheet, mapped) in enumerate(tables, start=1):
        here = [finding for finding in mine if finding.sheet in {None, sheet.title}]
        _Page(book, sheet, mapped, number).write(programme, here)
    _write_summary(book, mine)
    book.close()
    return buffer.getvalue()


def _tables(programme: Programme, file: InputFile) -> list[tuple[Sheet, Mapped | None]]:
    """Return the tables of the file with their mapping, where they could be recognised."""
    found: list[tuple[Sheet, Mapped | None]] = []
    for sheet in read_table(file, Findings()):
        known = recognise([sheet], programme, Profile(), tuple(Layout), Findings())
        found.append((sheet, known[0].mapped if known else None))
    return found


class _Page:
    """One sheet of the copy."""

    def __init__(self, book: Any, sheet: Sheet, mapped: Mapped | None, number: int) -> None:
        title = sheet.title.translate(_NOT_IN_TITLES)[:_MOST_TITLE]
        self.page = book.add_worksheet(title or f"Ответы {number}")
        self.page.set_comments_author("")
        self.sheet = sheet
        self.mapped = mapped
        self.header_row = mapped.header_row if mapped else 0
        self.formats = {
            severity: book.add_format({"bg_color": colour, "text_wrap": True, "valign": "top"})
            for severity, colour in _COLOURS.items()
        }
        self.usual = book.add_format({"text_wrap": True, "valign": "top"})
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})

    def write(self, programme: Programme, findings: Sequence[Finding]) -> None:
        """Write every cell as text: nothing a respondent typed can become a formula."""
        self.page.set_column(0, max(len(self.sheet.columns) - 1, 0), 24)
        self.page.freeze_panes(self.header_row + 1, 0)
        canonical = self._canonical(programme)
        remarks = self._remarks(findings)
        for column, cells in enumerate(self.sheet.columns):
            for row, cell in enumerate(cells):
                text = canonical.get((row, column)) or _as_text(cell)
                marked = remarks.get((row, column), [])
                if text or marked:
                    self.page.write_string(row, column, text, self._format(row, marked))
                if marked:
                    self.page.write_comment(row, column, _comment(marked), {"x_scale": 2})

    def _canonical(self, programme: Programme) -> dict[tuple[int, int], str]:
        """Return (row, column) → canonical text of the answers that stand in one column."""
        if self.mapped is None:
            return {}
        rows = read_rows(self.mapped, programme, Findings())
        schools = {organisation.key: organisation.short for organisation in programme.organisations}
        texts: dict[tuple[int, int], str] = {}
        for question in self.mapped.questions:
            columns = self.mapped.columns.get(question.key, ())
            if len(columns) == 1:
                for number, value in zip(rows.numbers, rows.columns[question.key], strict=True):
                    raw = text_of(self.sheet.columns[columns[0].place][number - 1])
                    said = shown(value, question)
                    if question.kind is Kind.ORGANISATION:
                        said = schools.get(said, raw)
                    if not _has_own_words(question, raw, said):
                        texts[number - 1, columns[0].place] = said
        return texts

    def _remarks(self, findings: Sequence[Finding]) -> dict[tuple[int, int], list[Finding]]:
        """Return (row, column) → findings; those about a whole row stand at its first cell."""
        places = {
            header: place for place, header in reversed(list(enumerate(self.sheet.headers(self.header_row))))
        }
        remarks: dict[tuple[int, int], list[Finding]] = {}
        for finding in findings:
            if finding.row is not None and finding.row <= self.sheet.height:
                place = places.get(finding.column or "", 0)
                remarks.setdefault((finding.row - 1, place), []).append(finding)
        return remarks

    def _format(self, row: int, findings: Sequence[Finding]) -> Any:
        if findings:
            return self.formats[max((one.severity for one in findings), key=_GRAVITY.index)]
        return self.heading if row == self.header_row else self.usual


def _has_own_words(question: Question, raw: str, canonical: str) -> bool:
    """Tell whether the canonical answer leaves out what the person wrote: the copy must not lose it."""
    return question.kind in {Kind.CHOICE, Kind.CHOICES} and len(canonical) < len(raw)


def _as_text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else text_of(cell)


def _comment(findings: Sequence[Finding]) -> str:
    sentences = dict.fromkeys(f"{one.reason} {one.remedy}".strip() for one in findings)
    return "\n".join(sentences)[:_MOST_COMMENT]


def _write_summary(book: Any, findings: Sequence[Finding]) -> None:
    page = book.add_worksheet("Замечания")
    page.set_column(0, 0, 8)
    page.set_column(1, 1, 30)
    page.set_column(2, 2, 90)
    bold, wrapped = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    for column, header in enumerate(("Строка", "Столбец", "Что замечено и что сделать")):
        page.write_string(0, column, header, bold)
    for row, finding in enumerate(findings, start=1):
        where = ": ".join(part for part in (finding.sheet, finding.column) if part)
        cells = (str(finding.row or ""), where, f"{finding.reason} {finding.remedy}".strip())
        for column, text in enumerate(cells):
            page.write_string(row, column, text, wrapped)
