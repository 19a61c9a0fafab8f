"""The answers of one base by code, without names and contacts."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from questionnaires.answers import BaseAnswers
from questionnaires.question import Kind, Question, Value
from questionnaires.reading.findings import Findings
from questionnaires.reading.people.codes import Coded
from questionnaires.reading.people.directory import Directory, Match
from questionnaires.reading.people.submissions import Submissions
from questionnaires.reading.people.unresolved import report_unresolved

_PERSONAL = frozenset({Kind.NAME, Kind.CONTACT, Kind.TIMESTAMP, Kind.ORGANISATION})
"""What stays in the register, and the time of sending, which has done its work."""


def to_base_answers(
    base: Submissions, coded: Sequence[Coded], directory: Directory, findings: Findings
) -> BaseAnswers:
    """Return the columns of a base in the order of the codes."""
    mine = [one for one in coded if one.applicant.base.key == base.base.key]
    rows = [one.applicant.row for one in mine]
    in_order = _picker(rows)
    columns: dict[str, tuple[Value | None, ...]] = {}
    for question in base.base.questionnaire.questions:
        if question.kind is Kind.NAMES:
            columns[question.key] = tuple(_resolved(base, question, row, directory, findings) for row in rows)
        elif question.kind not in _PERSONAL:
            columns[question.key] = in_order(base.columns[question.key])
    return BaseAnswers(
        base=base.base.key,
        codes=tuple(one.code for one in mine),
        organisations=tuple(one.applicant.organisation for one in mine),
        columns=columns,
        sources=in_order(base.sources),
    )


def _picker(rows: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what picks the values of some rows, in the order of the rows: the same rows of every column."""
    if len(rows) > 1:
        # numbers made anew lie side by side in memory, where those of the rows lie as the people were found
        return itemgetter(*array("L", rows))
    return lambda values: tuple(values[row] for row in rows)


def _resolved(
    base: Submissions, question: Question, row: int, directory: Directory, findings: Findings
) -> Value | None:
    names = base.columns[question.key][row]
    if not isinstance(names, tuple):
        return None
    codes = []
    for name in names:
        found = directory.find(name, organisation=base.organisations[row])
        place = replace(base.place(row), column=question.text, found=name)
        if found.match is Match.FOUND:
            codes.append(found.code)
        else:
            report_unresolved(name, found, place, directory, findings)
    return tuple(dict.fromkeys(codes))
