"""The register of consents and admissions: what a cell says, whose it is, which of two records counts."""

from datetime import date

import pytest
from people_of_lists import MENTORS, PUPILS
from reading_sample import (
    codes_of,
    errors,
    finding,
    read,
    xlsx_file,
)

from questionnaires.answers import Record
from questionnaires.finding import Severity
from questionnaires.programme import Document
from questionnaires.reading.lists.records import RECORD_HEADERS, Given, read_given

PROCESSING, TRAINING = RECORD_HEADERS[Document.PROCESSING], RECORD_HEADERS[Document.TRAINING]


@pytest.mark.parametrize(
    ("cell", "given"),
    [
        ("да", Given(True)),
        ("+", Given(True)),
        ("12.09.2026", Given(True, date(2026, 9, 12))),
        (date(2026, 9, 12), Given(True, date(2026, 9, 12))),
        ("да, 12.09.2026, законный представитель", Given(True, date(2026, 9, 12), "законный представитель")),
        ("12.09.2026 (мама)", Given(True, date(2026, 9, 12), "законный представитель")),
        ("№ 5 от 12.09.2026", Given(True, date(2026, 9, 12))),
        ("да, 12.09.2026, оба, версия 2", Given(True, date(2026, 9, 12), "оба", "2")),
        ("+, сам, редакция 01.09.2025", Given(True, None, "сам", "01.09.2025")),
        ("отозвано 01.02.2027, ред. № 3", Given(False, date(2027, 2, 1), "", "3")),
        ("да, версия от 01.09.2026", Given(True, None, "", "01.09.2026")),
        ("12.09.2026 (по версии 2)", Given(True, date(2026, 9, 12), "", "2")),
        (
            "да, редакция № 2 от 01.09.2026, мама",
            Given(True, None, "законный представитель", "2 от 01.09.2026"),
        ),
        ("версия 2", None),
        ("отозвано 01.02.2027", Given(False, date(2027, 2, 1))),
        ("нет", Given(None)),
        ("не дано", Given(None)),
        ("ожидается 12.09.2026", Given(None)),
        ("40.09.2026", None),
        ("кажется", None),
    ],
)
def test_what_a_cell_of_the_register_says(cell, given):
    assert read_given(cell) == given


def records_file(*rows, headers=("ФИО", PROCESSING, TRAINING, "Подписал", "Версия текста")):
    return xlsx_file({"Реестр": [headers, *rows]}, "реестр.xlsx")


def test_each_consent_may_have_a_signer_and_a_text_of_its_own():
    row = ["Аистова А. О.", "12.09.2026, оба, версия 2", "да", "мама", "1"]
    answers = read(PUPILS, MENTORS, records_file(row))
    said = {(record.document, record.signer, record.version) for record in answers.records}
    assert said == {
        (Document.PROCESSING, "оба", "2"),
        (Document.TRAINING, "законный представитель", "1"),
    }


def test_consents_go_to_both_roles_of_a_person():
    answers = read(PUPILS, MENTORS, records_file(["Аистова А. О.", date(2026, 9, 12), "", "мама", "2"]))
    expected = [
        Record(
            code=code,
            document=Document.PROCESSING,
            given=True,
            on=date(2026, 9, 12),
            signer="законный представитель",
            version="2",
        )
        for code in ("М-001", "Н-001")
    ]
    assert list(answers.records) == expected


def test_a_plus_is_a_consent_and_no_formula():
    answers = read(MENTORS, records_file(["Щукин Пётр Ильич", "+", "", "", ""]))
    assert [(one.document, one.given) for one in answers.records] == [(Document.PROCESSING, True)]
    assert "formula-like" not in codes_of(answers)


@pytest.mark.parametrize(
    ("written", "signer", "noticed"),
    [
        ("мама", "законный представитель", ["signer-read"]),
        ("Сам и мама", "оба", ["signer-read"]),
        ("Законный представитель", "законный представитель", []),
        ("сам", "сам", []),
        ("", "", []),
        ("Иванова", "Иванова", ["signer-unknown"]),
    ],
)
def test_who_signed_is_read_aloud(written, signer, noticed):
    answers = read(MENTORS, records_file(["Щукин Пётр Ильич", "да", "", written, ""]))
    assert [one.signer for one in answers.records] == [signer]
    assert [code for code in codes_of(answers) if code.startswith("signer")] == noticed


def test_blank_and_unclear_consents_are_not_given():
    answers = read(
        PUPILS,
        MENTORS,
        records_file(
            ["Щукин Пётр Ильич", "", "кажется", "", ""], ["Окунева Ольга Львовна", "нет", "", "", ""]
        ),
    )
    assert answers.records == ()
    assert finding(answers, "unreadable").severity is Severity.WARNING


def test_a_consent_that_may_be_of_two_people_admits_nobody():
    answers = read(PUPILS, records_file(["Белкин Борис", "да", "", "", ""]))
    assert answers.records == ()
    assert "Н-002" in finding(answers, "record-unclear").reason.ru
    assert not errors(answers)


def test_the_class_tells_whose_consent_it_is():
    answers = read(PUPILS, records_file(["Белкин Борис", "8А", "да"], headers=("ФИО", "Класс", PROCESSING)))
    assert [one.code for one in answers.records] == ["Н-003"]


def test_a_part_of_a_name_says_for_whom_it_was_taken():
    answers = read(MENTORS, records_file(["Щукин Пётр", "да", "", "", ""]))
    assert [one.code for one in answers.records] == ["М-003"]
    told = finding(answers, "name-filled-out")
    assert (told.severity, "«Щукин Пётр Ильич», М-003" in told.reason.ru) == (Severity.NOTE, True)
    for whole in ("Щукин Петр Ильич", "М-003"):
        assert "name-filled-out" not in codes_of(read(MENTORS, records_file([whole, "да", "", "", ""])))


def test_a_surname_alone_is_asked_about_and_not_taken():
    answers = read(MENTORS, records_file(["Щукин", "да", "", "", ""]))
    assert answers.records == ()
    assert "«Щукин Пётр Ильич», М-003" in finding(answers, "unknown-name").reason.ru


def test_a_paper_dated_after_the_end_of_the_programme_is_looked_at_again():
    answers = read(MENTORS, records_file(["Щукин Пётр Ильич", "12.09.2062", "отозвано 12.09.2062", "", ""]))
    told = finding(answers, "record-after-end")
    assert (told.severity, told.column) == (Severity.WARNING, PROCESSING)
    assert "12.09.2062" in told.reason.ru
    plain = read(MENTORS, records_file(["Щукин Пётр Ильич", "12.09.2026", "", "", ""]))
    assert "record-after-end" not in codes_of(plain)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_records_the_later_counts_in_any_order(order):
    rows = [
        ["Щукин Пётр Ильич", "12.09.2026", "да", "", ""],
        ["Щукин Пётр Ильич", "отозвано 01.10.2026", "отозвано", "", ""],
    ][::order]
    answers = read(MENTORS, records_file(*rows))
    assert [(one.document, one.given) for one in answers.records] == [
        (Document.PROCESSING, False),
        (Document.TRAINING, False),
    ]
    assert "records-differ" in codes_of(answers)


def test_an_unknown_name_in_the_register_is_proposed_and_not_counted():
    answers = read(MENTORS, records_file(["Щукн Пётр Ильич", "да", "", "", ""]))
    assert answers.records == ()
    assert "Щукин Пётр Ильич" in finding(answers, "unknown-name").reason.ru
