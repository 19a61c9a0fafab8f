"""Which rows are one person: re-submissions are joined, namesakes kept apart, and what cannot be told is an error."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from questionnaires.answers import Source
from questionnaires.programme import Base
from questionnaires.question import Grade, Kind, Question, Value
from questionnaires.reading.cells.code import read_code
from questionnaires.reading.cells.name import name_key
from questionnaires.reading.findings import Findings
from questionnaires.reading.messages.message import Place
from questionnaires.reading.messages.people import (
    ANSWERED_AGAIN,
    INDISTINGUISHABLE,
    NAMESAKES,
    OLD_BASE_ROW,
    TWO_ORGANISATIONS,
)
from questionnaires.reading.people.submissions import Submissions
from questionnaires.reading.records_form import CODE
from questionnaires.reading.shown import shown
from questionnaires.wording import Wording, both

CHANGED = Wording(" Изменилось: {changed}.", " Changed: {changed}.")
UNCHANGED = Wording(" Ответы те же.", " The answers are the same.")
_MOST_DIFFERENCES = 3
_NO_GRADE = Grade(99)
"""Stands behind every grade in an order."""
_BIRTH = attrgetter("key", "birth_date")
"""Gives what two answers of one person have in common wherever they were given."""


class Applicant(NamedTuple):
    """One person in one base; a tuple, because each row of a file is one and they are made in a third of the time.

    Parameters
    ----------
    row
        The row of the last answer.
    key
        Folded name.
    typed_code
        Code written in the row, or empty.
    """

    base: Base
    row: int
    name: str
    key: str
    organisation: str
    birth_date: date | None
    grade: Grade | None
    typed_code: str = ""

    @property
    def order(self) -> tuple[str, str, date, Grade, str]:
        """Order in which new codes are given: no row number decides it."""
        born, grade = self.birth_date or date.max, self.grade or _NO_GRADE
        return (self.organisation, self.key, born, grade, self.base.key)

    def details(self) -> str:
        """Return what tells the person from namesakes."""
        born = self.birth_date.strftime("%d.%m.%Y") if self.birth_date else ""
        return ", ".join(part for part in (str(self.grade or ""), born) if part) or "—"


def same_grade(first: Grade | None, second: Grade | None) -> bool:
    """Tell whether two grades may be one: a missing letter fits every letter."""
    if first is None or second is None:
        return True
    return first.number == second.number and (
        first.letter == second.letter or not (first.letter and second.letter)
    )


def place_of(applicant: Applicant, bases: Mapping[str, Submissions]) -> Place:
    """Return where the last answer of a person stands."""
    return bases[applicant.base.key].place(applicant.row)


def find_applicants(base: Submissions, findings: Findings) -> list[Applicant]:
    """Return the people of a base, one for all rows of a person."""
    alone: dict[tuple[str, str], Applicant] = {}
    groups: dict[tuple[str, str], list[Applicant]] = {}
    for row in _singles(base):
        key = (row.organisation, row.key or f"code:{row.typed_code}")
        # most names are those of one row: only what several share gets a list
        first = alone.setdefault(key, row)
        if first is not row:
            groups.setdefault(key, [first]).append(row)
    people: list[Applicant] = []
    for key, row in alone.items():
        people += _settle_group(base, groups[key], findings) if key in groups else (row,)
    return _join_organisations(base, people, findings)


@dataclass(frozen=True, slots=True)
class _Named:
    """What stands where a name is asked: a name with its folded form, or a code instead of one."""

    name: str
    key: str
    code: str


def _named(value: Value | None) -> _Named:
    text = value if isinstance(value, str) else ""
    return _Named("", "", text) if read_code(text) else _Named(text, name_key(text), "")


def _singles(base: Submissions) -> Iterator[Applicant]:
    """Give every row as a person of its own; many share a name, so each name is looked at once."""
    values = base.columns[base.name_key]
    told = {value: _named(value) for value in set(values)}
    named = list(map(told.__getitem__, values))
    born, grades, codes = map(base.column, ("birth_date", "grade", CODE.key))
    columns = (
        repeat(base.base),
        range(len(base)),
        [one.name for one in named],
        [one.key for one in named],
        base.organisations,
        [day if isinstance(day, date) else None for day in born],
        [grade if isinstance(grade, Grade) else None for grade in grades],
        [
            code if isinstance(code, str) and code else one.code
            for code, one in zip(codes, named, strict=True)
        ],
    )
    return map(Applicant._make, zip(*columns, strict=False))


def _settle_group(base: Submissions, group: list[Applicant], findings: Findings) -> list[Applicant]:
    clusters = _partition(base, group, findings)
    people = [_joined(base, cluster, findings) for cluster in clusters]
    if len(people) > 1:
        people.sort(key=lambda person: person.order)
        details = "; ".join(person.details() for person in people)
        findings.add(NAMESAKES, base.place(people[0].row), name=people[0].name, details=details)
    return people


def _partition(base: Submissions, group: list[Applicant], findings: Findings) -> list[list[Applicant]]:
    """Split rows of one name into people: by code, by birth date, then by grade; in an order no row number decides."""
    clusters: list[list[Applicant]] = []
    for row in sorted(group, key=_fullness):
        fitting = _fitting(row, clusters)
        if len(fitting) > 1:
            details = "; ".join(cluster[0].details() for cluster in fitting)
            findings.add(INDISTINGUISHABLE, base.place(row.row), name=row.name, details=details)
        elif fitting:
            fitting[0].append(row)
        else:
            clusters.append([row])
    return clusters


def _fullness(row: Applicant) -> tuple[bool, str, bool, date, bool, Grade, int]:
    born, grade = row.birth_date, row.grade
    return (
        not row.typed_code,
        row.typed_code,
        born is None,
        born or date.max,
        grade is None,
        grade or _NO_GRADE,
        row.row,
    )


def _fitting(row: Applicant, clusters: list[list[Applicant]]) -> list[list[Applicant]]:
    """Return the people a row may belong to; a certain sign decides before a possible one."""
    if row.typed_code:
        return [cluster for cluster in clusters if cluster[0].typed_code == row.typed_code]
    dates = [{one.birth_date for one in cluster} - {None} for cluster in clusters]
    if row.birth_date is not None:
        same = [cluster for cluster, born in zip(clusters, dates, strict=True) if row.birth_date in born]
        undated = [
            cluster
            for cluster, born in zip(clusters, dates, strict=True)
            if not born and _may_be(row, cluster)
        ]
        return same or undated
    exact = [cluster for cluster in clusters if row.grade and any(one.grade == row.grade for one in cluster)]
    return exact or [cluster for cluster in clusters if _may_be(row, cluster)]


def _may_be(row: Applicant, cluster: list[Applicant]) -> bool:
    grades = [one.grade for one in cluster if one.grade is not None]
    return not grades or any(same_grade(row.grade, grade) for grade in grades)


def _file_of(source: Source) -> Wording:
    if not source.sheet:
        return both(source.file)
    return Wording(f"{source.file}, лист «{source.sheet}»", f"{source.file}, sheet “{source.sheet}”")


def _joined(base: Submissions, cluster: list[Applicant], findings: Findings) -> Applicant:
    """Return one person for several rows: the last answer counts, every other row is shown."""
    if len(cluster) == 1:
        return cluster[0]
    cluster = sorted(cluster, key=lambda one: _moment(base, one.row))
    last = cluster[-1]
    kept = base.sources[last.row]
    for earlier in cluster[:-1]:
        values: dict[str, object] = {"name": last.name, "kept": kept.row, "kept_file": _file_of(kept)}
        if base.firm[earlier.row]:
            changed = _differences(base, earlier.row, last.row)
            values["differences"] = CHANGED.format(changed=changed) if changed else UNCHANGED
        findings.add(
            ANSWERED_AGAIN if base.firm[earlier.row] else OLD_BASE_ROW, base.place(earlier.row), **values
        )
    known_dates = [one.birth_date for one in cluster if one.birth_date]
    return Applicant(
        base=last.base,
        row=last.row,
        name=last.name,
        key=last.key,
        organisation=last.organisation,
        birth_date=last.birth_date or (known_dates[-1] if known_dates else None),
        grade=last.grade,
        typed_code=next((one.typed_code for one in cluster if one.typed_code), ""),
    )


def _moment(base: Submissions, row: int) -> tuple[bool, bool, datetime, int]:
    sent = base.timestamp(row)
    return (base.firm[row], sent is not None, sent or datetime.min, row)


def _differences(base: Submissions, earlier: int, last: int) -> str:
    """Return the questions answered differently, the first few with both answers."""
    changes = []
    for question in base.base.questionnaire.questions:
        before, after = base.columns[question.key][earlier], base.columns[question.key][last]
        if before != after and question.kind is not Kind.TIMESTAMP:
            was, now = (_words(base, question, value) or "—" for value in (before, after))
            changes.append(f"«{question.text}»: {was} → {now}")
    more = [f"+{len(changes) - _MOST_DIFFERENCES}"] if len(changes) > _MOST_DIFFERENCES else []
    return "; ".join(changes[:_MOST_DIFFERENCES] + more)


def _words(base: Submissions, question: Question, value: Value | None) -> str:
    text = shown(value, question)
    return base.organisation_name(text) if question.kind is Kind.ORGANISATION else text


def _join_organisations(base: Submissions, people: list[Applicant], findings: Findings) -> list[Applicant]:
    """Join a person who answered from two organisations: the name and the birth date are the same."""
    counts = Counter(map(_BIRTH, people))
    several: dict[tuple[str, date | None], list[Applicant]] = {
        birth: [] for birth, count in counts.items() if count > 1 and all(birth)
    }
    if not several:
        return people
    kept: list[Applicant] = []
    for person in people:
        several.get((person.key, person.birth_date), kept).append(person)
    for group in several.values():
        joined = _joined(base, group, findings)
        first, second = map(base.organisation_name, sorted(one.organisation for one in group)[:2])
        findings.add(TWO_ORGANISATIONS, base.place(joined.row), name=joined.name, first=first, second=second)
        kept.append(joined)
    return kept
