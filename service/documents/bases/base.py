"""The bases of mentees and of mentors: exports that take back what a school wrote into them, every round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.people import Person
from questionnaires.programme import Document, Side
from service.documents.bases.earlier import (
    CODE,
    NAME,
    Earlier,
    Row,
    find_bases,
    joined,
    left_sheet,
    match_rows,
    read_earlier,
    replaced_sheet,
)
from service.documents.bases.ledger import APART, COLUMNS, Entry, Ledger
from service.documents.formats.sheets import Cell, Column, Sheet, render_workbook
from service.view import Paper, RunView

TITLES = {Side.MENTEE: "База наставляемых", Side.MENTOR: "База наставников"}
FILES = {Side.MENTEE: "mentees.xlsx", Side.MENTOR: "mentors.xlsx"}
APART_FOLDER = "private"


def render_bases(
    view: RunView, earlier: Mapping[str, bytes] | None = None, given: Sequence[bytes] = ()
) -> tuple[Paper, ...]:
    """Return both bases, and the lists of the people kept apart when there are any.

    Parameters
    ----------
    earlier
        Path → bytes of the bases of the last round, as the school gives them back: what it typed stays.
    given
        Workbooks that came with the questionnaires; the bases among them are newer than those of the last round.

    Raises
    ------
    questionnaires.finding.InputRefused
        When a file of the last round cannot be read: its hand-written cells would be lost.
    """
    before, brought = earlier or {}, find_bases(given)
    papers = [
        _render(view, side, apart, before, brought)
        for apart in (False, True)
        for side in (Side.MENTEE, Side.MENTOR)
    ]
    return tuple(paper for paper in papers if paper is not None)


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """One base of one round: its columns, its people, and what their rows held before."""

    ledger: Ledger
    entries: tuple[Entry, ...]
    persons: Sequence[Person]
    rows: Mapping[str, Row]
    own: tuple[str, ...]
    """Headers of the school's own columns."""


def _render(
    view: RunView, side: Side, apart: bool, before: Mapping[str, bytes], brought: Sequence[Earlier]
) -> Paper | None:
    path = f"{APART_FOLDER}/{FILES[side]}" if apart else FILES[side]
    ledger = Ledger.of(view, apart)
    registered = _registered(ledger, side, apart)
    entries = APART if apart else COLUMNS[side]
    named = next(entry.title for entry in entries if entry.of_run)
    persons = _present(ledger, registered)
    mine = [_own_rows(ledger, base, registered, persons) for base in brought if named in base.headers]
    earlier = joined([*mine, read_earlier(path, before.get(path))])
    if apart and not persons and path not in before:
        return None
    titles = {entry.title for entry in entries}
    matched = match_rows(earlier, registered)
    here = {person.code for person in persons}
    own = tuple(header for header in earlier.headers if header not in titles)
    this = _Round(ledger, entries, persons, {code: row for code, row in matched.items() if code in here}, own)
    content = render_workbook(_sheets(this, earlier, TITLES[side], matched))
    return Paper(path, content)


def _own_rows(
    ledger: Ledger, base: Earlier, registered: Sequence[Person], present: Sequence[Person]
) -> Earlier:
    """Return a base that came with the questionnaires without the rows that are not for this base.

    A school sees no row of another. A person who has not agreed to the processing of data stands in an export only
    when an export named the person before, which the code tells.
    """
    own = {person.code for person in registered if _belongs(ledger, person)}
    here = {person.code for person in present}
    kept = [
        id(row)
        for code, row in match_rows(base, registered).items()
        if code in here or (code in own and row.get(CODE))
    ]
    rows = tuple(row for row in base.rows if id(row) in kept)
    codes = {str(row.get(CODE, "")) for row in rows} - {""}
    closed = tuple(row for row in base.closed if str(row.get(CODE, "")) in codes)
    if ledger.participants.view.organisation is None and rows:
        return replace(base, rows=rows, closed=closed)
    return replace(base, rows=rows, closed=closed, replaced=(), others=())


def _registered(ledger: Ledger, side: Side, apart: bool) -> list[Person]:
    """Return everybody of the register who has ever stood in such a base, bases in the programme's order."""
    sides = {Side.MENTEE, Side.PEERS} if side is Side.MENTEE else {side}
    bases = [
        base.key
        for base in ledger.participants.bases.values()
        if base.side in sides and base.private is apart
    ]
    persons = [person for person in ledger.participants.persons.values() if person.base in bases]
    return sorted(persons, key=lambda person: (bases.index(person.base), person.code))


def _present(ledger: Ledger, registered: Iterable[Person]) -> list[Person]:
    """Return who answered and agreed to the processing of data, and outsiders who work with the school."""
    view = ledger.participants.view
    answered = {code for base in view.answers.bases for code in base.codes}
    return [
        person
        for person in registered
        if person.code in answered
        and (
            ledger.consents.has(person.code, Document.PROCESSING)
            or Document.PROCESSING not in ledger.participants.bases[person.base].documents
        )
        and _belongs(ledger, person)
    ]


def _belongs(ledger: Ledger, person: Person) -> bool:
    """People of an enterprise stand in the base of a school only when they work with its pupils."""
    own = ledger.participants.view.organisation
    if own is None or person.organisation == own.key:
        return True
    return ledger.participants.is_own(person) and person.code in ledger.partners


def _sheets(this: _Round, earlier: Earlier, title: str, matched: Mapping[str, Row]) -> list[Sheet]:
    columns = [entry.column for entry in this.entries]
    columns += [Column(title=header, by_hand=True) for header in this.own]
    rows = [_row(this, number, person) for number, person in enumerate(this.persons, start=1)]
    sheets = [Sheet(title=title, columns=tuple(columns), rows=rows)]
    left = _left(this, earlier, matched)
    if left:
        sheets.append(left_sheet([column.title for column in columns], left))
    replaced = [*_kept(earlier, this), *(line for person in this.persons for line in _replaced(this, person))]
    if replaced:
        sheets.append(replaced_sheet(replaced))
    return [*sheets, *earlier.others]


def _row(this: _Round, number: int, person: Person) -> list[Cell]:
    before = this.rows.get(person.code, {})
    cells: list[Cell] = [_cell(this, entry, person, before) for entry in this.entries]
    cells[0] = number
    return cells + [before.get(header) for header in this.own]


def _cell(this: _Round, entry: Entry, person: Person, before: Row) -> Cell:
    """Return what stands in a cell: an empty answer never wipes out what somebody typed."""
    typed = before.get(entry.title)
    if (entry.ends_pair or entry.of_pair) and _is_closed(this, person, before):
        return None
    if entry.told is None or (entry.first_stays and typed):
        return typed
    if entry.of_run and typed and _has_ended(this, before) and not this.ledger.partners.get(person.code):
        return typed  # a finished pair stands whole until a new one comes
    now = entry.told(this.ledger, person)
    return now if entry.of_run else now or typed


def _has_ended(this: _Round, before: Row) -> bool:
    """Whether somebody typed the day on which the pair of the earlier row ended."""
    return any(before.get(entry.title) for entry in this.entries if entry.ends_pair)


def _is_closed(this: _Round, person: Person, before: Row) -> bool:
    """Whether the pair of the earlier row ended and the run brought a new one, be it of the same two people."""
    if not _has_ended(this, before) or not this.ledger.partners.get(person.code):
        return False
    if person.code in this.ledger.renewed:
        return True
    named = [entry for entry in this.entries if entry.names_partner and entry.told]
    now = [entry.told(this.ledger, person) for entry in named if entry.told]
    return list(map(str, now)) != [str(before.get(entry.title, "")) for entry in named]


def _replaced(this: _Round, person: Person) -> Iterable[tuple[Cell, ...]]:
    """Yield what stood in a cell that now says something else: it may have been corrected by hand."""
    before = this.rows.get(person.code, {})
    closed = _is_closed(this, person, before)
    for entry in this.entries[1:]:
        if closed and (entry.of_run or entry.of_pair or entry.ends_pair):
            continue  # the whole row is kept
        typed, now = before.get(entry.title), _cell(this, entry, person, before)
        if typed is not None and str(typed) != str(now):
            yield (person.code, before.get(NAME, ""), entry.title, typed, now)


def _kept(earlier: Earlier, this: _Round) -> Iterable[tuple[Cell, ...]]:
    consents = this.ledger.consents
    return (line for line in earlier.replaced if not consents.is_withdrawn(str(line[0]), Document.PROCESSING))


def _left(this: _Round, earlier: Earlier, matched: Mapping[str, Row]) -> list[Row]:
    """Return the rows of people not in the base now and of ended pairs, of those who withdrew without the name.

    The rows of ended pairs come last: of several rows with one code the first is the person's.
    """
    present = [id(row) for row in this.rows.values()]
    codes = {id(row): code for code, row in matched.items()}
    consents = this.ledger.consents
    by_hand = {entry.title for entry in this.entries if entry.told is None} | {CODE, *this.own}
    gone = [row for row in earlier.rows if id(row) not in present]
    ended = [
        before
        for person in this.persons
        if _is_closed(this, person, before := this.rows.get(person.code, {}))
    ]
    rows: list[Row] = []
    for row in (*gone, *ended, *earlier.closed):
        code = codes.get(id(row), str(row.get(CODE, "")))
        anonymous = {header: cell for header, cell in row.items() if header in by_hand} | {CODE: code}
        rows.append(anonymous if consents.is_withdrawn(code, Document.PROCESSING) else row)
    return rows
