"""How many mentees a mentor takes: 0 is an answer, and what nobody can read is never the usual number."""

from dataclasses import replace
from decimal import Decimal

import pytest
from reading_sample import MENTOR_FORM, codes_of, csv_file, finding, make_programme, question, read

from questionnaires.finding import Severity
from questionnaires.programme import Capacity
from questionnaires.question import Kind

HEADER = "Скольких наставляемых готовы взять"
CAPACITY = question("capacity", HEADER, Kind.NUMBER, least=1, most=4)


def programme():
    usual = make_programme()
    form = replace(MENTOR_FORM, questions=(*MENTOR_FORM.questions, CAPACITY))
    mentors = replace(usual.bases[1], questionnaire=form, capacity=Capacity(question="capacity", default=2))
    return replace(usual, bases=(usual.bases[0], mentors))


def read_capacity(*cells, headers=(HEADER,)):
    rows = [
        ["ФИО", "Класс", "По каким предметам поможете?", "Должность", *headers],
        ["Щукин Пётр", "10А", "", "", *cells],
    ]
    answers = read(csv_file(rows), programme=programme())
    return answers, answers.get_base("mentors").columns["capacity"][0]


@pytest.mark.parametrize(
    ("cell", "value", "noticed"),
    [
        ("0", Decimal(0), ["takes-nobody"]),
        ("0,0", Decimal(0), ["takes-nobody"]),
        ("ноль", Decimal(0), ["takes-nobody"]),
        ("3", Decimal(3), []),
        ("два", Decimal(2), []),
        ("двоих", Decimal(2), []),
        ("Одного", Decimal(1), []),
        ("трёх учеников", Decimal(3), []),
        ("пятерых", Decimal(0), ["capacity-unclear"]),
        ("", None, []),
        ("не знаю", None, []),
        ("10", Decimal(0), ["capacity-unclear"]),
        ("-1", Decimal(0), ["capacity-unclear"]),
        ("сколько дадите", Decimal(0), ["capacity-unclear"]),
        ("1-2", Decimal(0), ["capacity-unclear"]),
        ("01.фев", Decimal(0), ["capacity-unclear"]),
    ],
)
def test_the_capacity_of_a_mentor(cell, value, noticed):
    answers, read_value = read_capacity(cell)
    told = [code for code in codes_of(answers) if code not in {"recognised", "columns-missing"}]
    assert (read_value, told) == (value, noticed)


def test_an_unclear_capacity_says_what_happens():
    warned = finding(read_capacity("10")[0], "capacity-unclear")
    assert (warned.severity, warned.row, warned.column, warned.found) == (Severity.WARNING, 2, HEADER, "10")
    assert "от 0 до 4, а записано «10»" in warned.reason.ru
    assert "считается 0: этому наставнику никого не подбирают" in warned.reason.ru


def test_two_columns_that_disagree_give_nobody_until_they_are_mended():
    answers, value = read_capacity("1", "3", headers=(HEADER, HEADER))
    assert value == 0
    assert finding(answers, "capacity-unclear").found == "1; 3"
