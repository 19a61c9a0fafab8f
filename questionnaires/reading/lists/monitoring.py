"""Monitoring questionnaires, before and after: marks and yes or no by code; open answers stay in the file."""

from collections.abc import Iterable
from datetime import datetime

from questionnaires.answers import Monitoring
from questionnaires.programme import Programme
from questionnaires.question import MEASURED, QuestionnaireKind
from questionnaires.reading.columns import Rows, read_rows
from questionnaires.reading.findings import Findings
from questionnaires.reading.lists.records import find_person
from questionnaires.reading.messages.lists import MEASURED_TWICE
from questionnaires.reading.people.directory import Directory, Match
from questionnaires.reading.people.unresolved import report_unresolved
from questionnaires.reading.recognition.headers import Mapped

Key = tuple[str, QuestionnaireKind]
"""A human, by the first code, and the stage."""


def read_monitoring(
    tables: Iterable[Mapped], programme: Programme, directory: Directory, findings: Findings
) -> tuple[Monitoring, ...]:
    """Return what everybody answered, once a person and stage, in the order of the codes."""
    latest: dict[Key, tuple[datetime, Monitoring]] = {}
    for mapped in tables:
        rows = read_rows(mapped, programme, findings, optional=("name",))
        for row in range(len(rows.numbers)):
            one = _read_row(rows, row, directory, findings)
            if one is not None:
                _keep_last(latest, one, rows, row, directory, findings)
    return tuple(one for _, one in sorted(latest.values(), key=lambda kept: (kept[1].code, kept[1].stage)))


def _read_row(rows: Rows, row: int, directory: Directory, findings: Findings) -> Monitoring | None:
    marks: dict[str, int | bool] = {}
    for question in rows.mapped.questionnaire.questions:
        value = rows.column(question.key)[row]
        if question.kind in MEASURED and isinstance(value, int):
            marks[question.key] = value
    found = find_person(rows, row, directory)
    if found is None or not marks:
        return None
    if found.match is not Match.FOUND:
        name = str(rows.column("name")[row] or "")
        report_unresolved(name, found, rows.place(row, "name", name), directory, findings)
        return None
    return Monitoring(code=found.code, stage=rows.mapped.questionnaire.kind, marks=marks)


def _keep_last(
    latest: dict[Key, tuple[datetime, Monitoring]],
    one: Monitoring,
    rows: Rows,
    row: int,
    directory: Directory,
    findings: Findings,
) -> None:
    sent = next(
        (v for column in rows.columns.values() if isinstance(v := column[row], datetime)), datetime.min
    )
    key = (min(directory.roles(one.code)), one.stage)
    if key in latest:
        findings.add(MEASURED_TWICE, rows.place(row, "name"), name=directory.persons[one.code].name)
    if key not in latest or sent >= latest[key][0]:
        latest[key] = (sent, one)
