"""Monitoring questionnaires are told by their headers, read by code, and never join the answers that are scored."""

from dataclasses import replace

import pytest
from reading_sample import (
    NAME,
    SENT,
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    mentee,
    mentees_file,
    question,
    read,
)

from questionnaires.loading import load_programme
from questionnaires.question import Kind, Questionnaire, QuestionnaireKind

CALM = question("calm", "Насколько вам спокойно", Kind.SCALE, least=1, most=10)
READY = question("ready", "Готовы ли вы встречаться", Kind.YES_NO)
AGAIN = question("again", "Хотели бы вы участвовать снова", Kind.YES_NO)
WORRY = question("worry", "Что вас беспокоит", Kind.TEXT, private=True)
BEFORE, AFTER = QuestionnaireKind.MONITORING_BEFORE, QuestionnaireKind.MONITORING_AFTER


def form(kind, *questions):
    return Questionnaire(key=kind.value, title=kind.value, kind=kind, introduction="", questions=questions)


def programme():
    stages = (form(BEFORE, SENT, NAME, CALM, READY, WORRY), form(AFTER, SENT, NAME, CALM, AGAIN, WORRY))
    return replace(make_programme(), monitoring=stages)


def measured(*rows, last=READY, name="мониторинг.csv"):
    headers = [one.text for one in (SENT, NAME, CALM, last, WORRY)]
    return csv_file([headers, *rows], name)


def answers(*files):
    people = mentees_file(mentee("Ёлкина Мария"), mentee("Щукин Пётр"))
    return read(people, *files, programme=programme())


def test_each_stage_is_told_by_what_only_it_asks():
    first = measured(["", "Ёлкина Мария", "4", "да", "боюсь не успеть"])
    second = measured(["", "Елкина  Мария", "8/10", "нет", ""], last=AGAIN, name="потом.csv")
    found = answers(first, second)
    assert not errors(found)
    assert [(one.code, one.stage, dict(one.marks)) for one in found.monitoring] == [
        ("Н-001", AFTER, {"calm": 8, "again": False}),
        ("Н-001", BEFORE, {"calm": 4, "ready": True}),
    ]


def test_open_answers_are_not_kept():
    found = answers(measured(["", "Ёлкина Мария", "4", "да", "боюсь не успеть"]))
    assert "боюсь" not in repr(found)


def test_people_who_only_answer_the_monitoring_join_no_base():
    found = answers(measured(["", "Окунев Олег", "4", "да", ""]))
    assert found.monitoring == ()
    assert finding(found, "unknown-name").row == 2
    assert found.get_base("mentees").codes == ("Н-001", "Н-002")


@pytest.mark.parametrize("turned", [False, True])
def test_the_last_of_two_answers_counts_in_any_order(turned):
    rows = [
        ["01.10.2026 10:00:00", "Ёлкина Мария", "3", "да", ""],
        ["02.10.2026 10:00:00", "Ёлкина Мария", "9", "нет", ""],
    ]
    found = answers(measured(*(reversed(rows) if turned else rows)))
    assert [dict(one.marks) for one in found.monitoring] == [{"calm": 9, "ready": False}]
    assert "measured-twice" in codes_of(found)


def test_a_mark_off_the_scale_is_said_at_its_place_and_not_counted():
    found = answers(measured(["", "Ёлкина Мария", "11", "да", ""]))
    assert [(one.row, one.column) for one in found.findings if one.found == "11"] == [(2, CALM.text)]
    assert [dict(one.marks) for one in found.monitoring] == [{"ready": True}]


def test_a_blank_sheet_of_one_person_counts_nowhere():
    assert answers(measured(["", "Ёлкина Мария", "", "", "не знаю"])).monitoring == ()


@pytest.mark.parametrize(("yes", "no"), [("+", False), ("да", None)])
def test_a_minus_is_a_no_where_a_plus_is_a_yes(yes, no):
    found = answers(measured(["", "Ёлкина Мария", "4", yes, ""], ["", "Щукин Пётр", "5", "-", ""]))
    assert [one.marks.get("ready") for one in found.monitoring] == [True, no]
    assert ("read-as" in codes_of(found)) is (no is False)


@pytest.mark.parametrize("stage", ["monitoring-before", "monitoring-after"])
@pytest.mark.parametrize(("beside", "code"), [("5А", "Н-001"), ("7-б", "Н-002"), ("", None)])
def test_namesakes_are_told_apart_by_the_class_that_ready_questionnaires_ask(stage, beside, code):
    """The ready ones asked for the name alone, and two of one name could only be told by a code."""
    ready = {one.key: one for one in load_programme("r1-district").monitoring}[stage]
    mark = next(one for one in ready.questions if one.kind is Kind.SCALE)
    headers = [one.text for one in ready.questions]
    row = {"Фамилия, имя, отчество": "Ёлкина Мария", "Класс": beside, mark.text: "7"}
    file = csv_file([headers, [row.get(header, "") for header in headers]], "мониторинг.csv")
    people = mentees_file(mentee("Ёлкина Мария", grade="5А"), mentee("Ёлкина Мария", grade="7Б"))
    found = read(people, file, programme=replace(make_programme(), monitoring=(ready,)))
    assert [one.code for one in found.monitoring] == ([code] if code else [])
    assert any(one.code == "ambiguous-name" for one in found.findings) is not bool(code)
