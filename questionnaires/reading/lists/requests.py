"""What third parties ask for a mentee: topics of a closed list, by code; free words are never kept."""

from collections.abc import Iterable, Mapping
from functools import partial

from questionnaires.finding import Finding
from questionnaires.programme import Programme
from questionnaires.question import Kind
from questionnaires.reading.columns import Rows, read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.lists.records import find_person
from questionnaires.reading.messages.cells import OTHER_ANSWER, UNKNOWN_OPTION
from questionnaires.reading.messages.lists import NOT_A_TOPIC
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.tables import MORE_OF_THE_SAME
from questionnaires.reading.people.directory import Directory, Match
from questionnaires.reading.people.unresolved import report_unresolved
from questionnaires.reading.recognition.headers import Mapped

WITH_WORDS = {UNKNOWN_OPTION.code, OTHER_ANSWER.code, MORE_OF_THE_SAME.code}
"""What repeats a cell; many of a kind give one of them as an example."""


def read_requests(
    tables: Iterable[Mapped], programme: Programme, directory: Directory, findings: Findings
) -> Mapping[str, tuple[str, ...]]:
    """Return mentee code → topics, in the order of the options; several people may have asked."""
    topics: dict[str, set[str]] = {}
    order: dict[str, int] = {}
    for mapped in tables:
        own = Findings()
        rows = read_rows(mapped, programme, own)
        findings.extend(map(partial(_without_words, mapped), own.all()))
        questions = [question for question in mapped.questionnaire.questions if question.kind is Kind.CHOICES]
        for question in questions:
            for option in question.options:
                order.setdefault(option.key, len(order))
        for row in range(len(rows.numbers)):
            named = {key for question in questions for key in rows.column(question.key)[row] or ()}  # type: ignore[union-attr]
            code = _mentee(rows, row, directory, findings)
            if code and named:
                topics.setdefault(code, set()).update(named)
    return {code: tuple(sorted(topics[code], key=order.__getitem__)) for code in sorted(topics)}


def _without_words(mapped: Mapped, finding: Finding) -> Finding:
    """Return a finding without what was written beside the topics: it may be a psychologist's words about a child."""
    asked = {question.key for question in mapped.questionnaire.questions if question.kind is Kind.CHOICES}
    headers = {column.header for key in asked for column in mapped.columns.get(key, ())}
    if finding.column not in headers or finding.code not in WITH_WORDS:
        return finding
    place = Place(finding.file, finding.row, finding.column, sheet=finding.sheet)
    return NOT_A_TOPIC.at(place)


def _mentee(rows: Rows, row: int, directory: Directory, findings: Findings) -> str | None:
    found = find_person(rows, row, directory, letters="НУ")
    name = str(rows.column("name")[row] or "")
    place = rows.place(row, "name", name)
    if found is None:
        return None
    if found.match is Match.FOUND:
        return found.code
    report_unresolved(name, found, place, directory, findings)
    return None
