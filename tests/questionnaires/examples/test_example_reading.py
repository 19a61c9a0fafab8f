from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from example_tables import KEYS, example, submissions

from questionnaires.examples import TrapKind, example_files, shuffled
from questionnaires.examples.broken import Fault, broken_files
from questionnaires.examples.lists.old_base import SILENT
from questionnaires.finding import Severity
from questionnaires.loading import load_programme
from questionnaires.question import Kind
from questionnaires.reading import read_answers

NOTICED = {
    TrapKind.LATIN_GRADE: "latin-letter",
    TrapKind.QUOTED_GRADE: "read-as",
    TrapKind.DASHED_GRADE: "read-as",
    TrapKind.WORDED_GRADE: "read-as",
    TrapKind.ROMAN_GRADE: "read-as",
    TrapKind.DOUBLE_SPACE: "read-as",
    TrapKind.LATIN_NAME: "latin-letter",
    TrapKind.CAPITALS: "read-as",
    TrapKind.NBSP: "read-as",
    TrapKind.ISO_DATE: "read-as",
    TrapKind.OWN_WORDS: "other-answer",
    TrapKind.FORMULA: "formula-like",
    TrapKind.REPEATED: "answered-again",
    TrapKind.HAND_COLUMN: "column-ignored",
    TrapKind.MISSPELT: "unknown-name",
    TrapKind.UNKNOWN_NAME: "unknown-name",
    TrapKind.NAMESAKE: "namesakes",
    TrapKind.TWO_BASES: "two-roles",
    TrapKind.TWO_ORGANISATIONS: "two-organisations",
}
"""Kind of trap → code of the finding that must name it; the other traps are read without a word."""
COMPARED = {
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.SCALE,
    Kind.NUMBER,
    Kind.HOURS,
    Kind.GRADE,
    Kind.GRADES,
    Kind.AGES,
}
"""Kinds whose answers must come back exactly as they were drawn, through every shape and trap."""


@cache
def read(key):
    found = example(key)
    return read_answers(
        load_programme(key),
        answers=found.answers,
        preferences=found.preferences,
        verdicts=found.verdicts,
        locks=found.locks,
    )


@pytest.mark.parametrize("key", KEYS)
def test_read_without_an_error(key):
    assert [finding.sentence() for finding in read(key).findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("key", KEYS)
def test_as_many_people_read_as_planned(key):
    assert {base.base: len(base.codes) for base in read(key).bases} == dict(example(key).planned)


@pytest.mark.parametrize("kind", NOTICED)
def test_reading_notices(kind):
    """Every planted trap of the kind is named by a finding at its place."""
    traps = [(key, trap) for key in KEYS for trap in example(key).traps if trap.kind is kind]
    assert traps
    for key, trap in traps:
        assert [f for f in read(key).findings if f.code == NOTICED[kind] and _is_about(f, trap)], trap


def _is_about(finding, trap):
    if not trap.file:
        return trap.found in finding.reason.ru
    same = finding.file == trap.file and (trap.row is None or finding.row == trap.row)
    return same and (not trap.column or (finding.column or "").strip() == trap.column.strip())


@pytest.mark.parametrize("key", KEYS)
def test_every_answer_comes_back_as_it_was_given(key):
    """The last answer of everybody, through all shapes, traps and re-submissions."""
    given = _given(key)
    people = read(key).people.by_code()
    wrong, compared = [], 0
    for base in read(key).bases:
        questions = [
            q.key for q in load_programme(key).get_base(base.base).questionnaire.questions if _is_kept(q)
        ]
        for place, code in enumerate(base.codes):
            answers = given.get((base.base, _folded(people[code].name), people[code].birth_date))
            answers = answers or given[base.base, _folded(people[code].name), None]
            read_back = {question: base.columns[question][place] for question in questions}
            wrong += [(code, q, read_back[q], answers[q]) for q in questions if read_back[q] != answers[q]]
            compared += len(questions)
    silent = len(questions) * SILENT if key == "r2-gymnasium" else 0
    assert compared > 200
    assert len({code for code, *_ in wrong}) <= (SILENT if silent else 0), wrong[:5]


def _is_kept(question):
    return question.kind in COMPARED


def _folded(name):
    return name.replace("ё", "е").replace("Ё", "Е")


def _given(key):
    """Return (base, folded name, birth date or None) → the answers sent last."""
    given = {}
    for one in sorted(submissions(key), key=lambda one: one.sent):
        name = _folded(one.persona.name)
        for birth in (one.persona.birth, None):
            given[one.persona.base.key, name, birth] = one.answers
    return given


@pytest.mark.parametrize("key", KEYS)
def test_the_order_of_rows_does_not_matter(key):
    found, programme = example(key), load_programme(key)
    again = read_answers(
        programme,
        answers=[shuffled(file, 5) for file in found.answers],
        preferences=[shuffled(file, 5) for file in found.preferences],
        verdicts=[shuffled(file, 5) for file in found.verdicts],
        locks=[shuffled(file, 5) for file in found.locks],
    )
    before = read(key)
    assert again.people == before.people
    assert [base.columns for base in again.bases] == [base.columns for base in before.bases]
    assert sorted(map(repr, again.records)) == sorted(map(repr, before.records))
    assert again.requests == before.requests
    assert sorted(map(repr, again.preferences)) == sorted(map(repr, before.preferences))


def test_those_who_join_later_are_read_with_the_others():
    found, programme = example("r4-additional-education"), load_programme("r4-additional-education")
    joined = read_answers(programme, answers=[*found.answers, *found.additions])
    assert [f for f in joined.findings if f.severity is Severity.ERROR] == []
    assert sum(len(base.codes) for base in joined.bases) == sum(found.planned.values()) + 5


@pytest.mark.parametrize("people", [12, 90])
def test_examples_of_a_programme_of_ones_own(people):
    """A programme that the generator does not know by its key gets readable files of every number of people."""
    programme = replace(load_programme("r2-gymnasium"), key="our-school")
    found = example_files(programme, people=people)
    answers = read_answers(programme, answers=found.answers, locks=found.locks)
    assert [finding.sentence() for finding in answers.findings if finding.severity is Severity.ERROR] == []
    assert {base.base: len(base.codes) for base in answers.bases} == dict(found.planned)
    assert sum(found.planned.values()) == people


def test_requests_preferences_and_decisions_are_read():
    assert len(read("r3-full-process").requests) > 40
    assert len(read("r3-full-process").preferences) > 150
    assert any(preference.refused for preference in read("r3-full-process").preferences)
    outcomes = Counter(verdict.outcome for verdict in read("r4-additional-education").verdicts)
    assert len(outcomes) == 2
    assert len(read("r2-gymnasium").locks) == 3


@cache
def _broken():
    return broken_files(load_programme("r2-gymnasium"))


@pytest.mark.parametrize("place", range(len(Fault)), ids=list(Fault))
def test_broken_files_are_refused(place):
    broken = _broken()[place].file
    errors = [
        f
        for f in read_answers(load_programme("r2-gymnasium"), answers=[broken]).findings
        if f.severity is Severity.ERROR
    ]
    assert errors
    assert all(finding.file == broken.name for finding in errors)
