"""One table of cells per kind: what is written, what is read, what is said about it."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from cell_sample import read_cell
from hypothesis import given
from hypothesis import strategies as st
from reading_sample import make_programme, question

from questionnaires.question import Grade, Kind, Range
from questionnaires.reading.cells import READERS, make_reader
from questionnaires.reading.cells.cell import text_of
from questionnaires.reading.cells.name import canonical_name
from questionnaires.reading.cells.ranges import read_range
from questionnaires.reading.shown import shown


@pytest.mark.parametrize(
    ("cell", "value", "remarks"),
    [
        ("9А", Grade(9, "А"), []),
        ("9A", Grade(9, "А"), ["latin-letter"]),
        ("9a", Grade(9, "А"), ["latin-letter"]),
        ("9.0", Grade(9), ["read-as"]),
        ("9 «А»", Grade(9, "А"), ["read-as"]),
        ('9"б"', Grade(9, "Б"), ["read-as"]),
        ("9-а", Grade(9, "А"), ["read-as"]),
        ("9 «А» класс", Grade(9, "А"), ["read-as"]),
        ("9 класс", Grade(9), ["read-as"]),
        ("9-й класс", Grade(9), ["read-as"]),
        ("11 кл.", Grade(11), ["read-as"]),
        ("IX", Grade(9), ["read-as"]),
        ("XI Б", Grade(11, "Б"), ["read-as"]),
        ("ІХ", Grade(9), ["read-as"]),
        ("10\u00a0А", Grade(10, "А"), ["read-as"]),
        (9.0, Grade(9), []),
        ("13А", None, ["unreadable"]),
        ("0", None, ["unreadable"]),
        ("9Z", None, ["unreadable"]),
        ("2 курс", None, ["unreadable"]),
        (datetime(2026, 7, 5), None, ["excel-date"]),
    ],
)
def test_grades(cell, value, remarks):
    assert read_cell(Kind.GRADE, cell) == (value, remarks)


@pytest.mark.parametrize(
    ("cell", "value", "remarks"),
    [
        ("Иванова Мария Петровна", "Иванова Мария Петровна", []),
        (" Иванова Мария ", "Иванова Мария", []),
        ("Иванова  Мария", "Иванова Мария", ["read-as"]),
        ("Иванова\u00a0Мария", "Иванова Мария", ["read-as"]),
        ("ИВАНОВА мария", "Иванова Мария", ["read-as"]),
        ("Мамина-СИБИРЯЧКА Анна", "Мамина-СИБИРЯЧКА Анна", []),
        ("КОТОВА-ЛЕСНАЯ АННА", "Котова-Лесная Анна", ["read-as"]),
        ("Иванов И.И.", "Иванов И. И.", ["read-as"]),
        ("А.Б.Петрова", "Петрова А. Б.", ["read-as"]),
        ("Иванoва Мария", "Иванова Мария", ["latin-letter"]),
        ("Алиев Эмин Тофик оглы", "Алиев Эмин Тофик оглы", []),
        ("Smith John", "Smith John", []),
        ("Иванова (Петрова) Мария", "Иванова Мария", ["read-as"]),
        ("Маша", "Маша", ["one-word-name"]),
        ("ivanova@mail.example", None, ["unreadable"]),
        ("12345", None, ["unreadable"]),
    ],
)
def test_names(cell, value, remarks):
    assert read_cell(Kind.NAME, cell) == (value, remarks)


@given(st.text(alphabet="абвАБВёЁa .-()'«1", max_size=30))
def test_a_canonical_name_is_its_own_canonical_name(text):
    name = canonical_name(text)
    assert name is None or canonical_name(name) == name


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("2", "2"),
        ("2 часа в неделю", "2"),
        ("1,5 ч", "1.5"),
        ("1.5 часа", "1.5"),
        ("30 минут в неделю", "0.5"),
        ("45 мин", "0.75"),
        ("час", "1"),
        ("полчаса", "0.5"),
        ("полтора часа в неделю", "1.5"),
        ("два часа", "2"),
        ("2-3 часа", "2"),
        ("2 раза в неделю по часу", "2"),
        ("2 раза в неделю по 30 минут", "1"),
        (3.0, "3"),
        ("2 часа в месяц", None),
        ("много", None),
        ("50 часов", None),
    ],
)
def test_time_a_week(cell, hours):
    value, _ = read_cell(Kind.HOURS, cell, least=0, most=40)
    assert value == (None if hours is None else Decimal(hours))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5–7 класс", Range(5, 7)),
        ("5-7", Range(5, 7)),
        ("с 5 по 7 класс", Range(5, 7)),
        ("5, 6, 7", Range(5, 7)),
        ("5 и 6 классы", Range(5, 6)),
        ("с 8 класса", Range(8, 11)),
        ("8+", Range(8, 11)),
        ("до 6", Range(1, 6)),
        ("7", Range(7, 7)),
        ("любой", Range(1, 11)),
        ("5, 9", None),
        ("9-5", None),
        ("5-15", None),
        ("малыши", None),
        (date(2026, 7, 5), None),
        ("05.июл", None),
    ],
)
def test_ranges_of_grades(cell, value):
    assert read_cell(Kind.GRADES, cell)[0] == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("10-12 лет", Range(10, 12)),
        ("от 10 до 12", Range(10, 12)),
        ("10-ти", None),
        ("14+", Range(14, 99)),
        ("12 лет", Range(12, 12)),
    ],
)
def test_ranges_of_ages(cell, value):
    assert read_cell(Kind.AGES, cell)[0] == value


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_written_range_is_read_back_or_refused(least, most):
    found = read_range(f"{least}-{most}", Range(1, 99))
    assert found == (Range(least, most) if least <= most else None)


@pytest.mark.parametrize(
    ("cell", "value", "remarks"),
    [
        ("8", 8, []),
        ("8/10", 8, []),
        ("8 из 10", 8, []),
        ("8 баллов", 8, []),
        (8.0, 8, []),
        ("5 - очень важно", 5, []),
        ("4/5", None, ["unreadable"]),
        ("11", None, ["out-of-bounds"]),
        ("хорошо", None, ["unreadable"]),
        (datetime(2026, 10, 8), None, ["excel-date"]),
    ],
)
def test_marks(cell, value, remarks):
    assert read_cell(Kind.SCALE, cell, least=1, most=10) == (value, remarks)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2,5", "2.5"),
        ("2.5 года", "2.5"),
        ("15 лет", "15"),
        ("3", "3"),
        (3.0, "3"),
        ("полтора", "1.5"),
        ("менее года", "0"),
        ("Меньше 1 года", "0"),
        ("1 000", None),
        ("6 месяцев", None),
        ("с 2015 года", None),
    ],
)
def test_numbers(cell, value):
    assert read_cell(Kind.NUMBER, cell, least=0, most=60)[0] == (None if value is None else Decimal(value))


def test_less_than_a_year_is_told_as_none_and_is_none_where_at_least_one_is_asked():
    assert read_cell(Kind.NUMBER, "менее года", least=0, most=60)[1] == ["read-as"]
    assert read_cell(Kind.NUMBER, "менее года", least=1, most=4)[0] is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("15.03.2011", date(2011, 3, 15)),
        ("5.3.2011 г.", date(2011, 3, 5)),
        ("5.3.2011 г.р.", date(2011, 3, 5)),
        ("2011-03-15", date(2011, 3, 15)),
        ("2011-03-15 00:00:00", date(2011, 3, 15)),
        ("15 марта 2011", date(2011, 3, 15)),
        ("5 мая 2011 г.", date(2011, 5, 5)),
        ("40617", date(2011, 3, 15)),
        (40617.0, date(2011, 3, 15)),
        (datetime(2011, 3, 15), date(2011, 3, 15)),
        ("25/12/2011", date(2011, 12, 25)),
        ("03/04/2011", None),
        ("31.02.2011", None),
        ("15.03.11", None),
        ("2011", None),
    ],
)
def test_dates(cell, value):
    assert read_cell(Kind.DATE, cell)[0] == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("19.09.2023 18:07:33", datetime(2023, 9, 19, 18, 7, 33)),
        ("12/15/2025 10:18:29 GMT+7", datetime(2025, 12, 15, 10, 18, 29)),
        ("2021/01/15 3:45:12 PM GMT+3", datetime(2021, 1, 15, 15, 45, 12)),
        ("2021/01/15 12:05:00 AM GMT+3", datetime(2021, 1, 15, 0, 5)),
        ("2024-09-01T12:00:00", datetime(2024, 9, 1, 12)),
        ("2024-09-01 12:00:00.123+03:00", datetime(2024, 9, 1, 12)),
        ("19.09.2023", datetime(2023, 9, 19)),
        (45000.5, datetime(2023, 3, 15, 12)),
        ("вчера", None),
        ("19.09.2023 25:00:00", None),
    ],
)
def test_timestamps(cell, value):
    assert read_cell(Kind.TIMESTAMP, cell)[0] == value


@pytest.mark.parametrize("cell", ["=1+1", "+ещё", "-дождь", "@я", "\tтаб"])
def test_text_that_looks_like_a_formula_stays_text(cell):
    value, remarks = read_cell(Kind.TEXT, cell)
    assert (value, remarks) == (cell.strip(), ["formula-like"])


def test_a_phone_that_excel_made_a_number():
    assert read_cell(Kind.CONTACT, 79000000001.0) == ("79000000001", [])


def test_a_required_answer_that_cannot_be_read_is_an_error():
    assert read_cell(Kind.GRADE, "выпускной", required=True) == (None, ["unreadable-required"])


def test_every_kind_has_a_reader():
    assert set(READERS) | {Kind.ORGANISATION} == set(Kind)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.GRADE, Grade(9, "А"), "9А"),
        (Kind.HOURS, Decimal("1.5"), "1,5"),
        (Kind.DATE, date(2011, 3, 5), "05.03.2011"),
        (Kind.YES_NO, True, "да"),
        (Kind.AGES, Range(10, 12), "10–12"),
    ],
)
def test_a_canonical_text_is_read_back(kind, value, text):
    asked = (
        question("q", "Вопрос", kind, least=0, most=40)
        if kind is Kind.HOURS
        else question("q", "Вопрос", kind)
    )
    assert shown(value, asked) == text
    assert make_reader(asked, make_programme())(text).value == value


@pytest.mark.parametrize(
    ("cell", "seen"), [(True, "да"), (False, "нет"), (9.0, "9"), (2.5, "2.5"), ("  9\u00a0 А ", "9 А")]
)
def test_a_cell_is_seen_as_people_see_it(cell, seen):
    assert text_of(cell) == seen
