"""A base that this program wrote and a school gives back: each row goes where the register says its person stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.people import Person
from questionnaires.programme import Base, Category, Programme, Side
from questionnaires.question import Kind, Question
from questionnaires.reading.cells.cell import Cell, text_of
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.findings import Findings
from questionnaires.reading.list_forms import BASE, SUMMED
from questionnaires.reading.messages.tables import BASE_UNCLEAR
from questionnaires.reading.recognition.headers import HEADER_ROWS, Column, Mapped, name_question
from questionnaires.reading.records_form import CODE, NAME, ORGANISATION
from questionnaires.reading.spelling import fold, fold_header
from questionnaires.reading.tables.sheet import Sheet

SIGNS = frozenset({fold_header(CODE.text), fold_header("Дата вхождения")})
"""Headers that an exported base has, the list of people kept apart among them."""
CONTACTS = ("Контактные данные (представителя)", "Контактные данные")


@dataclass(frozen=True, slots=True, eq=False)
class OwnBase:
    """An exported base.

    Parameters
    ----------
    places
        Folded header → place of the column.
    people
        The register by code.
    """

    sheet: Sheet
    header_row: int
    places: Mapping[str, int]
    people: Mapping[str, Person]

    def cells(self, header: str) -> Sequence[Cell] | None:
        """Return a column from the first row on, None when there is none."""
        place = self.places.get(fold_header(header))
        return None if place is None else self.sheet.columns[place]

    def person(self, row: int) -> Person | None:
        """Return who stands in a row, by the code."""
        codes = self.cells(CODE.text)
        return self.people.get(read_code(text_of(codes[row])) or "") if codes else None


def open_own_base(sheet: Sheet, people: Mapping[str, Person]) -> OwnBase | None:
    """Return the sheet as an exported base, None when it has not its headers."""
    for row in range(min(HEADER_ROWS, sheet.height)):
        headers = [fold_header(header) for header in sheet.headers(row)]
        if set(headers) >= SIGNS:
            return OwnBase(sheet, row, {header: place for place, header in enumerate(headers)}, people)
    return None


def bases_of(programme: Programme, side: Side) -> tuple[Base, ...]:
    """Return the bases whose people an exported base of this side may hold."""
    sides = {Side.MENTEE, Side.PEERS} if side is Side.MENTEE else {side}
    return tuple(base for base in programme.bases if base.side in sides)


def split_own_base(own: OwnBase, bases: Sequence[Base], findings: Findings) -> list[tuple[Base, Mapped]]:
    """Return each base with the rows of the sheet that belong to it, in the order of the programme."""
    open_bases = [base for base in bases if not base.private]
    rows: dict[str, set[int]] = {base.key: set() for base in bases}
    unclear: list[int] = []
    for row in range(own.header_row + 1, own.sheet.height):
        base = _base_of(own, row, bases) or (open_bases[0] if len(open_bases) == 1 else None)
        if base is not None:
            rows[base.key].add(row)
        elif any(text_of(own.sheet.columns[place][row]) for place in own.places.values()):
            unclear.append(row)
    if unclear:
        titles = ", ".join(f"«{base.title}»" for base in open_bases)
        place = own.sheet.place(unclear[0] + 1)
        findings.add(BASE_UNCLEAR, place, count=len(unclear), titles=titles)
    filled = [base for base in bases if rows[base.key]] or bases[:1]
    return [(base, _map(own, base, frozenset(rows[base.key]))) for base in filled]


def _base_of(own: OwnBase, row: int, bases: Sequence[Base]) -> Base | None:
    person, named = own.person(row), own.cells(BASE)
    if person is not None:
        return next((base for base in bases if base.key == person.base), None)
    word = fold(text_of(named[row])) if named else ""
    return next((base for base in bases if word and word in {fold(base.title), fold(base.key)}), None)


def _map(own: OwnBase, base: Base, rows: frozenset[int]) -> Mapped:
    """Return the table of one base: a column of several questions becomes one column for each of them."""
    found: dict[str, tuple[str, list[Cell]]] = {}
    for header, key in ((CODE.text, CODE.key), (NAME.text, name_question(base.questionnaire).key)):
        if cells := own.cells(header):
            found[key] = header, list(cells)
    found.update(_organisation(own, base))
    for header, summed in SUMMED.items():
        if cells := own.cells(header):
            parts = _part(cells, summed.of(base.questionnaire), rows)
            found.update({key: (header, column) for key, column in parts.items()})
    found.update(_contacts(own, base, rows))
    columns = {key: (Column(place, header),) for place, (key, (header, _)) in enumerate(found.items())}
    sheet = replace(own.sheet, columns=[cells for _, cells in found.values()], widths={}, delimiter="")
    return Mapped(
        sheet=sheet,
        questionnaire=base.questionnaire,
        header_row=own.header_row,
        columns=columns,
        rows=rows,
    )


def _organisation(own: OwnBase, base: Base) -> dict[str, tuple[str, list[Cell]]]:
    """Return the column in which a school names its own: an export has none, the register knows it."""
    question = next((q for q in base.questionnaire.questions if q.kind is Kind.ORGANISATION), None)
    headers = (question.text, *question.also, ORGANISATION.text) if question else ()
    header = next((header for header in headers if own.cells(header)), "")
    return {question.key: (header, list(own.cells(header) or ()))} if question and header else {}


def _part(
    cells: Sequence[Cell], questions: Sequence[Question], rows: frozenset[int]
) -> dict[str, list[Cell]]:
    """Return a column for each question whose answers the cells hold."""
    columns: dict[str, list[Cell]] = {question.key: [""] * len(cells) for question in questions}
    for row in sorted(rows) if questions else ():
        cell = cells[row]
        for key, pieces in _told(cell if isinstance(cell, str) else text_of(cell), questions).items():
            columns[key][row] = "; ".join(pieces)
    return columns


def _told(text: str, questions: Sequence[Question]) -> dict[str, list[str]]:
    """Return the answers in a cell: one line a question, in their order; what a school wrote otherwise by its words."""
    told: dict[str, list[str]] = {question.key: [] for question in questions}
    waiting = list(questions)
    for line in text.splitlines():
        pieces = [piece.strip() for piece in line.split(";") if piece.strip()]
        offering = [q for q in waiting if q.options and all(_offers(q, piece) for piece in pieces)]
        whole = next(iter((*offering, *(q for q in waiting if not q.options))), None) if pieces else None
        if whole is not None:
            waiting = waiting[waiting.index(whole) + 1 :]
        for piece in pieces:
            told[(whole or _home(piece, questions)).key].append(piece)
    return told


def _home(piece: str, questions: Sequence[Question]) -> Question:
    """Return the question that offers a piece; what none offers is for the first that takes any words."""
    offering = [question for question in questions if _offers(question, piece)]
    free = [question for question in questions if not question.options]
    return (*offering, *free, *questions)[0]


def _offers(question: Question, piece: str) -> bool:
    return any(fold(piece) in map(fold, (option.label, *option.also)) for option in question.options)


def _contacts(own: OwnBase, base: Base, rows: frozenset[int]) -> dict[str, tuple[str, list[Cell]]]:
    """Return the column of contacts without the name of the parent, which the export writes above them."""
    keys = ("contact", "guardian_contact")
    first, second = reversed(keys) if base.category is Category.PUPIL else keys
    key = first if base.questionnaire.find(first) else second
    header = next((header for header in CONTACTS if own.cells(header)), None)
    if header is None or base.questionnaire.find(key) is None:
        return {}
    cells = own.cells(header) or []
    column: list[Cell] = [""] * len(cells)
    for row in rows:
        person = own.person(row)
        lines = [line.strip() for line in str(cells[row]).splitlines()]
        column[row] = ", ".join(line for line in lines if line and not (person and line == person.guardian))
    return {key: (header, column)}
