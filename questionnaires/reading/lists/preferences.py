"""Whom people named after the meeting: partial lists, ranked or not, either side, also «нет»."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from questionnaires.answers import Preference
from questionnaires.people import Person
from questionnaires.programme import Programme
from questionnaires.question import Kind, Question, Questionnaire
from questionnaires.reading.cells.cell import text_of
from questionnaires.reading.cells.names import is_numbered
from questionnaires.reading.columns import Rows, read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.lists.records import find_person
from questionnaires.reading.messages.lists import AMBIGUOUS_NAME, LIKED_AND_REFUSED, NAMED_SELF
from questionnaires.reading.messages.people import ANSWERED_AGAIN
from questionnaires.reading.people.directory import Directory, Found, Match
from questionnaires.reading.people.submissions import timestamp_key
from questionnaires.reading.people.unresolved import report_unresolved
from questionnaires.reading.recognition.headers import Mapped
from questionnaires.reading.spelling import fold

_OPPOSITE = {"Н": "М", "М": "Н", "У": "У"}


def read_preferences(
    tables: Iterable[Mapped], programme: Programme, directory: Directory, findings: Findings
) -> tuple[Preference, ...]:
    """Return one list per person, the last one sent, in the order of the codes."""
    last: dict[str, tuple[tuple[bool, datetime], Rows, int]] = {}
    preferences: dict[str, Preference] = {}
    for mapped in tables:
        rows = read_rows(mapped, programme, findings, optional=("name",))
        for row in range(len(rows.numbers)):
            preference = _read_row(rows, row, directory, findings)
            if preference is None:
                continue
            code, moment = preference.code, _moment(rows, row)
            if code in last:
                newer = moment >= last[code][0]
                _report_again(rows, row, last[code], directory.persons[code], findings, newer=newer)
                if not newer:
                    continue
            last[code] = (moment, rows, row)
            preferences[code] = preference
    return tuple(preferences[code] for code in sorted(preferences))


def _moment(rows: Rows, row: int) -> tuple[bool, datetime]:
    key = timestamp_key(rows.mapped.questionnaire)
    sent = rows.column(key)[row] if key else None
    return (True, sent) if isinstance(sent, datetime) else (False, datetime.min)


def _report_again(
    rows: Rows,
    row: int,
    other: tuple[tuple[bool, datetime], Rows, int],
    person: Person,
    findings: Findings,
    *,
    newer: bool,
) -> None:
    before, after = ((other[1], other[2]), (rows, row)) if newer else ((rows, row), (other[1], other[2]))
    findings.add(
        ANSWERED_AGAIN,
        before[0].place(before[1]),
        name=person.name,
        kept=after[0].numbers[after[1]],
        kept_file=after[0].file,
        differences="",
    )


def _read_row(rows: Rows, row: int, directory: Directory, findings: Findings) -> Preference | None:
    liked, refused = split_questions(rows.mapped.questionnaire)
    person = find_person(rows, row, directory)
    name = str(rows.column("name")[row] or "")
    if person is None or person.match is not Match.FOUND:
        if person is not None:
            report_unresolved(name, person, rows.place(row, "name", name), directory, findings)
        return None
    named = [text for question in (*liked, *refused) for text in _texts(rows, row, question)]
    code = _role(person, named, directory, organisation_of(person))
    if code is None and not named:
        return None  # in neither role has the person said anything
    if code is None:
        findings.add(AMBIGUOUS_NAME, rows.place(row, "name", name), found=name, candidates=person.candidates)
        return None
    wanted = _codes(rows, row, liked, code, directory, findings)
    unwanted = _codes(rows, row, refused, code, directory, findings)
    for both in [one for one in wanted if one in unwanted]:
        findings.add(LIKED_AND_REFUSED, rows.place(row), found=directory.persons[both].name)
    wanted = [one for one in wanted if one not in unwanted]
    return Preference(
        code=code, liked=tuple(wanted), refused=tuple(unwanted), ranked=_is_ranked(rows, row, liked)
    )


def split_questions(questionnaire: Questionnaire) -> tuple[list[Question], list[Question]]:
    """Return the questions that ask whom one would like, in order, and those that ask whom not."""
    named = [question for question in questionnaire.questions if question.kind is Kind.NAMES]
    refused = [question for question in named if "refus" in question.key or "не хотел" in fold(question.text)]
    return [question for question in named if question not in refused], refused


def organisation_of(found: Found) -> str:
    """Return the organisation in which names are looked for first."""
    return found.persons[0].organisation


def _texts(rows: Rows, row: int, question: Question) -> Sequence[str]:
    value = rows.column(question.key)[row]
    return value if isinstance(value, tuple) else ()


def _role(person: Found, named: Sequence[str], directory: Directory, organisation: str) -> str | None:
    """Return in which role the person answered: the one on whose other side most of the people named stand."""
    codes = [one.code for one in person.persons]
    if len(codes) == 1:
        return codes[0]
    found = {
        code: sum(
            directory.find(text, letters=_OPPOSITE[code[0]], organisation=organisation).match is Match.FOUND
            for text in named
        )
        for code in codes
    }
    best = [code for code in codes if found[code] == max(found.values())]
    return best[0] if len(best) == 1 else None


def _codes(
    rows: Rows, row: int, questions: Sequence[Question], own: str, directory: Directory, findings: Findings
) -> list[str]:
    codes: list[str] = []
    organisation = directory.persons[own].organisation
    for question in questions:
        for text in _texts(rows, row, question):
            found = directory.find(text, letters=_OPPOSITE[own[0]], organisation=organisation)
            if found.match is not Match.FOUND:
                report_unresolved(text, found, rows.place(row, question.key, text), directory, findings)
            elif found.code in directory.roles(own):
                findings.add(NAMED_SELF, rows.place(row, question.key, text))
            else:
                codes.append(found.code)
    return list(dict.fromkeys(codes))


def _is_ranked(rows: Rows, row: int, liked: Sequence[Question]) -> bool:
    """Tell whether the order counts: one column a place, numbered names, or a question that asks for an order."""
    columns = [column for question in liked for column in rows.mapped.columns.get(question.key, ())]
    if len(columns) > 1:
        return True
    asked = any("порядк" in fold(question.text + " " + question.hint) for question in liked)
    cells = (rows.mapped.sheet.columns[column.place][rows.numbers[row] - 1] for column in columns)
    return asked or any(is_numbered(text_of(cell)) for cell in cells)
