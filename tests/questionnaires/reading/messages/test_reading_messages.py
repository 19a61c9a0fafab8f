"""What findings say: whole sentences, without the words of the machine, and with what is really odd."""

import re
from string import Formatter

import pytest
from reading_sample import codes_of, finding, mentee, mentees_file, read

from questionnaires.finding import Severity
from questionnaires.reading import InputFile
from questionnaires.reading.findings import MOST_OF_A_KIND, Findings
from questionnaires.reading.messages import MESSAGES
from questionnaires.reading.messages.cells import READ_AS
from questionnaires.reading.messages.message import Place

EVERY = list(MESSAGES.values())
KNOWN_TO_CURATORS = {
    "html", "excel", "xlsx", "xls", "csv", "utf", "google", "people", "file", "base", "nul"
}  # fmt: skip


@pytest.mark.parametrize("message", EVERY, ids=lambda message: message.code)
def test_russian_sentences_have_no_words_of_the_machine(message):
    texts = (message.reason_ru, message.remedy_ru)
    bare = " ".join(re.sub(r"{\w+}", "", text) for text in texts)
    assert {word.lower() for word in re.findall(r"[A-Za-z]+", bare)} <= KNOWN_TO_CURATORS
    assert message.reason_ru.endswith((".", ".{differences}", "{example}"))


@pytest.mark.parametrize("message", EVERY, ids=lambda message: message.code)
def test_a_number_stands_where_no_word_must_agree_with_it(message):
    """«Столбцов: 21», never «21 столбцов»: the only word behind a number is a unit that has one form."""
    for text in (message.reason_ru, message.remedy_ru):
        assert not re.search(
            r"{(count|limit|rows|expected|age|size)} (?!МБ)[а-яё]{3,}", _outside_quotes(text)
        )


def _outside_quotes(text):
    return re.sub("«[^»]*»", "«»", text)


@pytest.mark.parametrize("message", EVERY, ids=lambda message: message.code)
def test_both_languages_say_the_same_fields(message):
    ru, en = (
        {name.removesuffix("_ru").removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}
        for text in (message.reason_ru + message.remedy_ru, message.reason_en + message.remedy_en)
    )
    assert ru == en


@pytest.mark.parametrize(
    ("written", "odd"),
    [
        ("Носова\u00a0Галина Павловна", "неразрывный пробел"),
        ("Носова  Галина Павловна", "лишние пробелы"),
        ("Носова\u200b Галина Павловна", "невидимый знак"),
        ("Носова \u00a0Галина Павловна", "неразрывный пробел, лишние пробелы"),
    ],
)
def test_a_name_that_looks_the_same_says_what_was_odd(written, odd):
    told = finding(read(mentees_file(mentee(written))), "read-as").reason
    assert told.ru == f"«{written}» прочитано как «Носова Галина Павловна» ({odd})."


def test_a_name_that_looks_different_needs_no_more_words():
    told = finding(read(mentees_file(mentee("НОСОВА ГАЛИНА"))), "read-as").reason
    assert told.ru == "«НОСОВА ГАЛИНА» прочитано как «Носова Галина»."


def test_a_damaged_workbook_is_told_in_words():
    broken = finding(read(InputFile("анкеты.xlsx", b"PK\x03\x04" + b"?" * 200)), "broken-workbook")
    assert broken.severity is Severity.ERROR
    assert "Книга Excel повреждена или записана не полностью" in broken.reason.ru


def test_what_is_left_out_is_shown_by_an_example():
    findings = Findings()
    for number in range(MOST_OF_A_KIND + 21):
        findings.add(READ_AS, Place("анкеты.csv", number), found=number, value="да", odd="")
    (left_out,) = [one for one in findings.all() if one.code == "more-of-the-same"]
    assert left_out.reason.ru == "И ещё таких же замечаний: 21. Одно из них: «0» прочитано как «да»."
    assert codes_of(findings.all()).count("read-as") == MOST_OF_A_KIND


def test_as_many_as_are_shown_leave_nothing_out():
    findings = Findings()
    for number in range(MOST_OF_A_KIND):
        findings.add(READ_AS, Place("анкеты.csv", number), found=number, value="да", odd="")
    assert codes_of(findings.all()) == ["read-as"] * MOST_OF_A_KIND
