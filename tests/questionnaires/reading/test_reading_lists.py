"""Consents, third-party requests, preferences, decisions and locks: names found, and what is unclear said."""

from dataclasses import replace
from datetime import date

import pytest
from reading_sample import (
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    mentee,
    mentees_file,
    mentor,
    mentors_file,
    read,
    xlsx_file,
)

from questionnaires.answers import EarlierPair, Lock, LockKind, Outcome, Preference, Record, Verdict
from questionnaires.finding import Severity
from questionnaires.programme import Document
from questionnaires.reading.records import RECORD_HEADERS, Given, read_given

PUPILS = mentees_file(
    mentee("Аистова Анна Олеговна", "7А"),
    mentee("Белкин Борис Ильич", "7Б"),
    mentee("Белкин Борис Львович", "8А"),
)
MENTORS = mentors_file(
    mentor("Щукин Пётр Ильич"), mentor("Окунева Ольга Львовна"), mentor("Аистова Анна Олеговна", "7А")
)
"""Н-001 and М-001 are one girl in two roles; two pupils are «Белкин Б.»."""
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


def test_third_parties_add_topics():
    rows = [
        ["ФИО обучающегося", "Класс", "Темы"],
        ["Аистова Анна", "7А", "Друзья"],
        ["Аистова А.О.", "", "Учёба"],
        ["Неизвестный Иван", "", "Учёба"],
    ]
    answers = read(PUPILS, MENTORS, csv_file(rows, "запросы.csv"))
    assert answers.requests == {"Н-001": ("study", "friends")}
    assert "unknown-name" in codes_of(answers)


HEADERS = ["ФИО", "1-й выбор", "2-й выбор", "С кем не хотели бы"]


def preferences(*rows, headers=HEADERS):
    return read(PUPILS, MENTORS, preferences=[csv_file([headers, *rows], "выбор.csv")])


def test_ranked_preferences_of_both_sides():
    answers = preferences(
        ["Щукин Пётр Ильич", "Аистова Анна", "Н-002", "нет"],
        ["Белкин Б. Л.", "Щукин П. И.", "", "Окунева О."],
    )
    assert not errors(answers)
    assert answers.preferences == (
        Preference(code="М-003", liked=("Н-001", "Н-002")),
        Preference(code="Н-003", liked=("М-003",), refused=("М-002",)),
    )


def test_the_role_of_a_person_with_two_follows_from_whom_she_names():
    answers = preferences(["Аистова Анна Олеговна", "Щукин Пётр Ильич", "", ""])
    assert answers.preferences == (Preference(code="Н-001", liked=("М-003",)),)


@pytest.mark.parametrize("refused", ["", "нет"])
def test_a_person_with_two_roles_who_names_nobody_is_no_error(refused):
    answers = preferences(["Аистова Анна Олеговна", "", "", refused])
    assert not errors(answers)
    assert answers.preferences == ()


def test_an_unknown_name_does_not_hide_in_which_role_the_rest_was_said():
    answers = preferences(["Аистова Анна Олеговна", "Щукин Пётр Ильич", "Неизвестный Иван", ""])
    assert not errors(answers)
    assert answers.preferences == (Preference(code="Н-001", liked=("М-003",)),)
    assert "unknown-name" in codes_of(answers)


def test_who_names_nobody_known_is_asked_in_which_role():
    answers = preferences(["Аистова Анна Олеговна", "Неизвестный Иван", "", ""])
    assert [one.code for one in errors(answers)] == ["ambiguous-name"]


@pytest.mark.parametrize(
    ("cell", "ranked"), [("Щукин П. И.; Окунева О. Л.", False), ("1. Щукин П. И. 2. Окунева О. Л.", True)]
)
def test_several_names_in_one_cell(cell, ranked):
    answers = preferences(["Белкин Борис Ильич", cell], headers=["ФИО", "С кем хотели бы"])
    assert answers.preferences == (Preference(code="Н-002", liked=("М-003", "М-002"), ranked=ranked),)


def test_faults_of_preferences():
    answers = preferences(
        ["Белкин Борис Ильич", "Неизвестный Иван", "", ""],
        ["Щукин Пётр Ильич", "Белкин Борис", "", ""],
        ["Окунева О. Л.", "Аистова А.", "", "Аистова А."],
    )
    assert [
        (one.code, one.severity)
        for one in answers.findings
        if one.file == "выбор.csv" and one.code != "recognised"
    ] == [
        ("unknown-name", Severity.WARNING),
        ("ambiguous-name", Severity.ERROR),
        ("liked-and-refused", Severity.WARNING),
    ]
    assert {one.code: (one.liked, one.refused) for one in answers.preferences}["М-002"] == ((), ("Н-001",))


def test_the_last_preference_of_a_person_counts():
    answers = preferences(
        ["Белкин Борис Ильич", "Щукин Пётр Ильич", "", ""], ["Н-002", "Окунева Ольга Львовна", "", ""]
    )
    assert answers.preferences == (Preference(code="Н-002", liked=("М-002",)),)
    assert "answered-again" in codes_of(answers)


VERDICTS = ["Наставляемый", "Наставник", "Решение", "Кто", "Причина"]


def test_verdicts():
    rows = [
        ["Аистова Анна Олеговна", "Щукин П. И.", "принята", "Львова", ""],
        ["Н-002", "М-003", "Отклонена", "", "не договорились"],
    ]
    answers = read(PUPILS, MENTORS, verdicts=[csv_file([VERDICTS, *rows])])
    assert tuple(replace(verdict, source=None) for verdict in answers.verdicts) == (
        Verdict(mentee="Н-001", mentor="М-003", outcome=Outcome.ACCEPTED, by="Львова"),
        Verdict(mentee="Н-002", mentor="М-003", outcome=Outcome.DECLINED, reason="не договорились"),
    )


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Неизвестный Иван", "М-003", "принята"], "unknown-name-refused"),
        (["Белкин Борис", "М-003", "принята"], "ambiguous-name"),
        (["Н-001", "М-003", "подумаем"], "unknown-word"),
        (["", "М-003", "принята"], "required-blank"),
    ],
)
def test_faults_of_verdicts_refuse_the_run(row, code):
    answers = read(PUPILS, MENTORS, verdicts=[csv_file([VERDICTS[:3], row])])
    assert code in codes_of(errors(answers))
    assert answers.verdicts == ()


def test_two_verdicts_on_one_pair_must_agree():
    rows = [["Н-001", "М-003", "принята"], ["Н-001", "М-003", "отклонена"]]
    assert codes_of(errors(read(PUPILS, MENTORS, verdicts=[csv_file([VERDICTS[:3], *rows])]))) == [
        "verdicts-differ"
    ]


def test_a_later_file_of_verdicts_overrules_an_earlier_one():
    said = [["Н-001", "М-003", "принята"]], [["Н-001", "М-003", "отклонена"]]
    files = [csv_file([VERDICTS[:3], *rows], f"{n}.csv") for n, rows in enumerate(said)]
    for given in (files, files[::-1]):
        answers = read(PUPILS, MENTORS, verdicts=given)
        assert not errors(answers)
        (verdict,) = answers.verdicts
        assert (verdict.source.file, verdict.source.row) == (given[1].name, 2)
        assert verdict.outcome is (Outcome.DECLINED if given is files else Outcome.ACCEPTED)


LOCKS = ["Вид", "Наставляемый", "Наставник", "Форма", "Причина", "Автор"]


def locks(*rows):
    return read(PUPILS, MENTORS, locks=[csv_file([LOCKS, *rows])])


def test_locks():
    answers = locks(
        ["Оставить вместе", "Н-001", "Щукин Пётр Ильич", "Ученик – ученик", "", "Львова"],
        ["не ставить вместе", "Белкин Борис Ильич", "Окунева О. Л.", "", "соседи", ""],
        ["подбирает куратор лично", "Н-003", "", "", "", ""],
        ["снова можно", "h-2", "m-3", "", "помирились", ""],
    )
    assert not errors(answers)
    assert [lock.source.row for lock in answers.locks] == [5, 3, 4, 2]
    assert tuple(replace(lock, source=None) for lock in answers.locks) == (
        Lock(kind=LockKind.ALLOW_AGAIN, mentee="Н-002", mentor="М-003", reason="помирились"),
        Lock(kind=LockKind.APART, mentee="Н-002", mentor="М-002", reason="соседи"),
        Lock(kind=LockKind.BY_HAND, mentee="Н-003"),
        Lock(kind=LockKind.TOGETHER, mentee="Н-001", mentor="М-003", form="student-student", author="Львова"),
    )


def test_decisions_stand_in_the_order_of_their_files():
    """A later decision overrules an earlier one, so the order may not be that of the kinds."""
    row = ["Н-002", "М-002", "", "", ""]
    files = [
        csv_file(
            [LOCKS, ["Снова можно", "Н-002", "М-002", "", "да", ""], ["Не ставить вместе", *row]], "я.csv"
        ),
        csv_file([LOCKS, ["Не ставить вместе", *row], ["Не ставить вместе", *row]], "а.csv"),
    ]
    for given in (files, files[::-1]):
        told = [lock.source.file for lock in read(PUPILS, MENTORS, locks=given).locks]
        assert told == (["я.csv", "я.csv", "а.csv"] if given is files else ["а.csv", "я.csv", "я.csv"])


@pytest.mark.parametrize(
    ("row", "code", "severity"),
    [
        (["Не ставить вместе", "Неизвестный Иван", "М-003", "", "", ""], "unknown-name", Severity.WARNING),
        (
            ["Оставить вместе", "Неизвестный Иван", "М-003", "", "", ""],
            "unknown-name-refused",
            Severity.ERROR,
        ),
        (["Оставить вместе", "Белкин Борис", "М-003", "", "", ""], "ambiguous-name", Severity.ERROR),
        (["Оставить вместе", "Н-001", "М-001", "", "", ""], "named-self", Severity.WARNING),
        (["Снова можно", "Н-002", "М-003", "", "", ""], "reason-missing", Severity.ERROR),
        (["Навсегда", "Н-002", "М-003", "", "", ""], "unknown-word", Severity.ERROR),
        (["Оставить вместе", "Н-002", "М-003", "Клуб", "", ""], "unknown-word", Severity.ERROR),
        (["Оставить вместе", "Н-002", "", "", "", ""], "required-blank", Severity.ERROR),
    ],
)
def test_faults_of_locks(row, code, severity):
    answers = locks(row)
    assert finding(answers, code).severity is severity


def test_a_wrong_file_in_place_of_locks():
    assert codes_of(errors(read(PUPILS, locks=[PUPILS]))) == ["unexpected-file"]


def test_earlier_pairs_of_unknown_codes_are_not_counted():
    pairs = (
        EarlierPair(mentee="Н-001", mentor="М-003", form="student-student"),
        EarlierPair(mentee="Н-900", mentor="М-003", form="student-student"),
    )
    answers = read(PUPILS, MENTORS, previous=pairs)
    assert answers.previous == pairs[:1]
    assert "Н-900" in finding(answers, "unknown-code").reason.ru


def test_nothing_is_raised_whatever_comes():
    for content in (
        b"",
        b";;;\r\n;;;",
        b"\xff\xfe",
        b"a\r\n" * 3,
        b'"',
        "Вид;Наставляемый\r\n;\r\n".encode(),
        bytes(range(1, 256)),
    ):
        from questionnaires.reading import InputFile

        file = InputFile("x.csv", content)
        read(
            file,
            preferences=[file],
            verdicts=[file],
            locks=[file],
            people=file,
            profile=file,
            programme=make_programme(),
        )
