"""Third-party requests, decisions and locks: names found, and what is unclear said."""

from dataclasses import replace

import pytest
from people_of_lists import MENTORS, PUPILS
from reading_sample import (
    codes_of,
    csv_file,
    errors,
    finding,
    make_programme,
    read,
)

from questionnaires.answers import EarlierPair, Lock, LockKind, Outcome, Verdict
from questionnaires.finding import Severity
from questionnaires.loading import load_programme
from questionnaires.reading import findings, read_answers


def test_words_beside_the_topics_are_neither_kept_nor_told():
    rows = [["ФИО обучающегося", "Темы"], ["Аистова Анна Олеговна", "Учёба; замкнута, диагноз"]]
    answers = read(PUPILS, csv_file(rows, "запрос.csv"))
    said = next(one for one in answers.findings if one.code == "not-a-topic")
    assert (said.file, said.row, said.column, said.found) == ("запрос.csv", 2, "Темы", None)
    assert not any("замкнута" in f"{one.sentence()} {one.found}" for one in answers.findings)
    assert set(answers.requests.values()) == {("study",)}


def test_an_example_of_many_remarks_alike_tells_no_words_beside_the_topics(monkeypatch):
    monkeypatch.setattr(findings, "MOST_OF_A_KIND", 1)
    said = [["Аистова Анна Олеговна", f"Учёба; замкнута, диагноз {place}"] for place in range(3)]
    answers = read(PUPILS, csv_file([["ФИО обучающегося", "Темы"], *said], "запрос.csv"))
    assert "not-a-topic" in codes_of(answers)
    assert not any("замкнута" in f"{one.sentence()} {one.found}" for one in answers.findings)


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


def test_who_meets_again_has_no_verdict_yet():
    rows = [["Н-001", "М-003", "Нужна ещё встреча"], ["Н-002", "М-003", "отказ"]]
    answers = read(PUPILS, MENTORS, verdicts=[csv_file([VERDICTS[:3], *rows])])
    assert not errors(answers)
    assert [(one.mentee, one.outcome) for one in answers.verdicts] == [("Н-002", Outcome.DECLINED)]
    assert "Аистова Анна Олеговна" in finding(answers, "not-decided").reason.ru


@pytest.mark.parametrize("step", [1, -1])
def test_a_meeting_that_was_needed_goes_behind_the_decision_of_its_file_and_takes_back_an_earlier_one(step):
    again, taken = ["Н-001", "М-003", "ещё встреча"], ["Н-001", "М-003", "принята"]
    one_file = read(PUPILS, MENTORS, verdicts=[csv_file([VERDICTS[:3], *[again, taken][::step]])])
    assert not errors(one_file)
    assert [one.outcome for one in one_file.verdicts] == [Outcome.ACCEPTED]
    files = [csv_file([VERDICTS[:3], row], f"{n}.csv") for n, row in enumerate([again, taken][::step])]
    outcomes = [one.outcome for one in read(PUPILS, MENTORS, verdicts=files).verdicts]
    assert outcomes == ([Outcome.ACCEPTED] if step == 1 else [])


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


@pytest.mark.parametrize(
    ("word", "who", "kind"),
    [
        ("выбыл", ("", "Щукин Пётр Ильич"), LockKind.LEFT),
        ("Уволилась", ("М-003", ""), LockKind.LEFT),
        ("вернулась", ("", "М-003"), LockKind.RETURNED),
    ],
)
def test_of_one_person_it_is_said_that_he_left_or_came_back(word, who, kind):
    """In whichever column the name stands."""
    answers = locks([word, *who, "", "", ""])
    assert not errors(answers)
    assert [replace(lock, source=None) for lock in answers.locks] == [Lock(kind=kind, mentee="М-003")]


@pytest.mark.parametrize(
    "written", ["Ученик-ученик", "ученик — ученик", "УЧЕНИК –  УЧЕНИК", "student-student"]
)
def test_a_form_is_known_by_any_dash(written):
    answers = locks(["Не ставить вместе", "Н-001", "М-003", written, "", ""])
    assert [lock.form for lock in answers.locks] == ["student-student"]
    assert not errors(answers)


@pytest.mark.parametrize(
    ("base", "form"), [("pupils", "teacher-student"), ("pupils-individual", "individual-support")]
)
def test_of_two_forms_of_one_title_the_one_of_these_people_is_meant(base, form):
    programme = load_programme("r2-gymnasium")
    assert (
        len({each.title for each in programme.forms if each.key in {"teacher-student", "individual-support"}})
        == 1
    )
    rows = [
        ["Код", "ФИО", "Организация", "База"],
        ["Н-001", "Ежов Ян Ильич", "gymnasium", base],
        ["М-001", "Осокина Дарья Петровна", "gymnasium", "teacher-mentors"],
    ]
    decided = [LOCKS, ["Не ставить вместе", "Н-001", "М-001", "Учитель – ученик", "", ""]]
    answers = read_answers(
        programme, answers=(), people=csv_file(rows, "people.csv"), locks=[csv_file(decided, "l.csv")]
    )
    assert [lock.form for lock in answers.locks] == [form]


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
        (["Выбыл", "", "", "", "", ""], "required-blank", Severity.ERROR),
        (["Выбыл", "", "Неизвестный Иван", "", "", ""], "unknown-name-refused", Severity.ERROR),
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
