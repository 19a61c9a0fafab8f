"""The rows of one base from all files, with the organisation settled and impossible ages left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from questionnaires.answers import Source, Tally
from questionnaires.people import Person
from questionnaires.programme import Base, Programme
from questionnaires.question import Kind, Questionnaire, Value
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.columns import Rows, read_rows
from questionnaires.reading.eligibility import age_on, ages_of, find_bases
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.cells import IMPLAUSIBLE_AGE, REQUIRED_BLANK
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.people import NO_BASE
from questionnaires.reading.messages.tables import COLUMNS_MISSING, GOOGLE_EXPORT, RECOGNISED
from questionnaires.reading.people.capacities import settle_capacities
from questionnaires.reading.recognition.headers import Mapped, name_question
from questionnaires.reading.recognition.recognise import Known, Layout
from questionnaires.reading.records_form import CODE
from questionnaires.reading.spelling import fold_header
from questionnaires.reading.tallies import count_rows

_GOOGLE_HEADERS = {fold_header("Отметка времени"), fold_header("Timestamp")}


@dataclass(slots=True, kw_only=True, eq=False)
class Submissions:
    """The rows of one base, files joined; grows while files are read.

    Parameters
    ----------
    name_key
        Key of the question that asks the person's own name.
    short
        Organisation key → its short name, as a message says it.
    firm
        False for a row of an existing base, which gives way to a questionnaire.
    """

    base: Base
    name_key: str
    columns: dict[str, list[Value | None]]
    short: Mapping[str, str]
    organisations: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    firm: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sources)

    def place(self, row: int) -> Place:
        """Return where a row stands."""
        source = self.sources[row]
        return Place(source.file, source.row, sheet=source.sheet or None)

    def organisation_name(self, key: str) -> str:
        """Return an organisation in words; one the programme no longer has is told by its key."""
        return self.short.get(key, key)

    def column(self, key: str) -> Sequence[Value | None]:
        """Return the answers to a question, all None when it is not asked."""
        return self.columns.get(key) or [None] * len(self)

    def value(self, key: str, row: int) -> Value | None:
        """Return an answer of a row, None when there is none."""
        column = self.columns.get(key)
        return column[row] if column is not None else None

    def timestamp(self, row: int) -> datetime | None:
        """Return when a row was sent."""
        value = self.value(timestamp_key(self.base.questionnaire) or "", row)
        return value if isinstance(value, datetime) else None

    def texts(self, key: str) -> list[str]:
        """Return the text answers to a question, one a row, empty where there is none."""
        column = self.columns.get(key)
        return [value if isinstance(value, str) else "" for value in column] if column else [""] * len(self)


def timestamp_key(questionnaire: Questionnaire) -> str | None:
    """Return the key of the question that holds the time of sending."""
    return next((q.key for q in questionnaire.questions if q.kind is Kind.TIMESTAMP), None)


def organisation_key(questionnaire: Questionnaire) -> str | None:
    """Return the key of the question that asks the organisation."""
    return next((q.key for q in questionnaire.questions if q.kind is Kind.ORGANISATION), None)


def read_submissions(
    known: Sequence[Known], programme: Programme, people: Mapping[str, Person], findings: Findings
) -> tuple[dict[str, Submissions], list[Tally]]:
    """Return base key → its rows, and what each file held (repeated ones not counted yet).

    Parameters
    ----------
    people
        The register by code: it knows what a row with a code leaves out.
    """
    bases = {base.key: _empty(base, programme) for base in programme.bases}
    tallies: list[Tally] = []
    for table in known:
        if table.layout in {Layout.BASE, Layout.OLD_BASE}:
            tallies += _read_table(table, programme, people, bases, findings)
    return bases, tallies


def _empty(base: Base, programme: Programme) -> Submissions:
    name = name_question(base.questionnaire).key
    keys = {question.key for question in base.questionnaire.questions} | {CODE.key, name}
    short = {organisation.key: organisation.short for organisation in programme.organisations}
    return Submissions(base=base, name_key=name, columns={key: [] for key in sorted(keys)}, short=short)


def _read_table(
    table: Known,
    programme: Programme,
    people: Mapping[str, Person],
    bases: dict[str, Submissions],
    findings: Findings,
) -> list[Tally]:
    mapped = _with_required_name(table.mapped)
    _report_table(mapped, programme, findings)
    name, organisation = name_question(mapped.questionnaire).key, organisation_key(mapped.questionnaire)
    rows = read_rows(mapped, programme, findings, optional=(name, organisation or ""))
    refused = set(rows.unsound)
    refused |= _nameless(rows, name, findings)
    known = [people.get(read_code(str(code)) or "") if code else None for code in rows.column(CODE.key)]
    organisations = _organisations(rows, organisation, programme, known, findings)
    refused |= {row for row, key in enumerate(organisations) if not key}
    settle_capacities(rows, programme, findings)
    routed = _route(table, rows, programme, refused, findings)
    findings.add(RECOGNISED, mapped.sheet.place(), title=_title(table, programme), rows=len(rows.numbers))
    for base_key, places in routed.items():
        _append(
            bases[base_key],
            rows,
            organisations,
            places,
            programme,
            known,
            findings,
            firm=table.layout is Layout.BASE,
        )
    return count_rows(mapped.sheet, len(rows.numbers), routed)


def _with_required_name(mapped: Mapped) -> Mapped:
    name = name_question(mapped.questionnaire)
    questions = tuple(
        replace(q, required=True) if q.key == name.key else q for q in mapped.questionnaire.questions
    )
    return replace(mapped, questionnaire=replace(mapped.questionnaire, questions=questions))


def _report_table(mapped: Mapped, programme: Programme, findings: Findings) -> None:
    sheet = mapped.sheet
    known = {Kind.TIMESTAMP, *([Kind.ORGANISATION] if _all_of_one(mapped.questionnaire, programme) else ())}
    missing = [question for question in mapped.missing if question.kind not in known]
    if missing:
        names = ", ".join(f"«{question.text}»" for question in missing)
        findings.add(COLUMNS_MISSING, sheet.place(mapped.header_row + 1), questions=names)
    first = sheet.headers(mapped.header_row)[0]
    stamps = sheet.columns[0][mapped.header_row + 1 : mapped.header_row + 20]
    zoned = any(isinstance(cell, str) and "GMT" in cell for cell in stamps)
    if fold_header(first) in _GOOGLE_HEADERS and (zoned or sheet.delimiter == ","):
        findings.add(GOOGLE_EXPORT, sheet.place())


def _all_of_one(questionnaire: Questionnaire, programme: Programme) -> bool:
    """Return whether everybody who answers is of the only school, so that nobody has to name it; outsiders are not."""
    bases = [base for base in programme.bases if base.questionnaire.key == questionnaire.key]
    return len(programme.signers) == 1 and not any(base.category.is_outsider for base in bases)


def _nameless(rows: Rows, name: str, findings: Findings) -> set[int]:
    """Report rows without a name; a row with a code needs none."""
    codes = rows.column(CODE.key)
    missing = {row for row, value in enumerate(rows.column(name)) if value is None and not codes[row]}
    for row in sorted(missing):
        if rows.is_blank(row, name):
            findings.add(REQUIRED_BLANK, rows.place(row, name))
    return missing


def _organisations(
    rows: Rows,
    key: str | None,
    programme: Programme,
    known: Sequence[Person | None],
    findings: Findings,
) -> list[str]:
    """Return the organisation of each row; a blank is what the register knows, the only school, or an error."""
    homes = programme.signers
    home = (homes or programme.organisations)[0].key if len(homes) <= 1 else ""
    values = rows.column(key or "")
    settled = []
    for row, value in enumerate(values):
        blank = value is None and (key is None or rows.is_blank(row, key))
        person = known[row]
        told = person.organisation if person else home
        if blank and not told:
            findings.add(REQUIRED_BLANK, rows.place(row, key))
        settled.append(str(value) if value is not None else told if blank else "")
    return settled


def _route(
    table: Known, rows: Rows, programme: Programme, refused: set[int], findings: Findings
) -> dict[str, list[int]]:
    """Return base key → places of its rows."""
    sharing = tuple(
        base for base in programme.bases if base.questionnaire.key == table.mapped.questionnaire.key
    )
    fixed = programme.get_base(table.base) if table.base else None
    routed: dict[str, list[int]] = {base.key: [] for base in (sharing if fixed is None else (fixed,))}
    sound = [row for row in range(len(rows.numbers)) if row not in refused]
    if fixed or (len(sharing) == 1 and not sharing[0].where):
        routed[(fixed or sharing[0]).key] = sound
        return routed
    facts = sorted({one.fact for base in sharing for one in base.where} | {"birth_date"})
    columns = {fact: rows.column(fact) for fact in facts}
    for row in sound:
        found = find_bases(sharing, {fact: column[row] for fact, column in columns.items()}, programme.date)
        for base in found:
            routed[base.key].append(row)
        if not found:
            questions = ", ".join(sorted({one.label for base in sharing for one in base.where}))
            findings.add(NO_BASE, rows.place(row), questions=questions)
    return routed


def _append(
    base: Submissions,
    rows: Rows,
    organisations: list[str],
    places: list[int],
    programme: Programme,
    known: Sequence[Person | None],
    findings: Findings,
    *,
    firm: bool,
) -> None:
    for key, column in base.columns.items():
        values = rows.column(key)
        # in a file of one base every row goes there, and in its order
        column.extend(values if len(places) == len(values) else map(values.__getitem__, places))
    base.organisations.extend(map(organisations.__getitem__, places))
    label = rows.mapped.sheet.label
    base.sources.extend(Source(rows.file, rows.numbers[place], label) for place in places)
    base.firm.extend([firm] * len(places))
    if not firm:
        _fill_known(base, [known[place] for place in places])
    _drop_impossible_ages(base, rows, places, programme, findings)


def _fill_known(base: Submissions, known: Sequence[Person | None]) -> None:
    """Fill in what the register knows of the last rows: an existing base has no column for it."""
    for key in ("birth_date", "grade"):
        values = base.columns.get(key, [])
        for row, person in enumerate(known, start=len(values) - len(known)):
            if values and person is not None and values[row] is None:
                values[row] = getattr(person, key)


def _drop_impossible_ages(
    base: Submissions, rows: Rows, places: list[int], programme: Programme, findings: Findings
) -> None:
    dates = base.columns.get("birth_date")
    if dates is None:
        return
    ages = ages_of(base.base.category)
    start = len(dates) - len(places)
    known = {born: age_on(programme.date, born) for born in set(dates[start:]) if isinstance(born, date)}
    impossible = {born: age for born, age in known.items() if age not in ages}
    for offset, place in enumerate(places if impossible else ()):
        born = dates[start + offset]
        if isinstance(born, date) and born in impossible:
            shown = born.strftime("%d.%m.%Y")
            place_of_date = rows.place(place, "birth_date", shown)
            findings.add(IMPLAUSIBLE_AGE, place_of_date, found=shown, age=impossible[born])
            dates[start + offset] = None


def _title(table: Known, programme: Programme) -> str:
    if table.layout is Layout.OLD_BASE:
        return programme.get_base(table.base).title
    return table.mapped.questionnaire.title
