"""The summary: exact counts, shares the curator can complete, and nothing that gives away a small group."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sample import PEOPLE, SECRET_REASON, SECRET_REQUEST, sample_view

from matcher.result import Pair
from questionnaires.answers import Record
from questionnaires.people import People, Person
from questionnaires.programme import Document, Indicator, Requirement
from service.documents.bases.consents import Consents
from service.documents.bases.summary import FEW, HIDDEN, coverage_line, covered_people, render_summary
from service.documents.participants import Participants


def tables(view=None):
    (paper,) = render_summary(view or sample_view())
    book = CalamineWorkbook.from_filelike(BytesIO(paper.content))
    return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}


def rows(view=None, sheet="По базам"):
    return {row[0]: row[1:] for row in tables(view)[sheet]}


def test_people_are_counted_by_base_and_once_in_the_total():
    counted = rows()
    assert counted["Наставники от предприятий"] == ["наставники", "работодатели", 1, 1, 1, 0, 0]
    assert counted["Обучающиеся-наставляемые"][2:] == [8, 8, 5, 3, 0]
    assert counted["Всего людей (каждый один раз)"][2] == 15


def test_a_person_in_two_roles_is_one_person():
    twins = {"Н-005": "М-001", "М-001": "Н-005"}
    people = People(tuple(replace(p, twin=twins.get(p.code, "")) for p in PEOPLE))
    assert rows(sample_view(people=people))["Всего людей (каждый один раз)"][2] == 14


def test_forms_and_organisations():
    view = sample_view()
    assert rows(view, "По формам")["работодатель – ученик"] == [3, 3, 1, 0, 0]
    assert rows(view, "По организациям")["Школа № 3"] == [6, 6, 4, 3, 3, 3]
    school = view.seen_by(view.programme.get_organisation("gymnasium-1"))
    assert list(rows(school, "По организациям")) == [
        "Участники по организациям",
        "",
        "Организация",
        "Гимназия № 1",
        "ООО «ЛЗП»",
    ]


def test_the_indicator_reads_as_the_road_map_says():
    assert coverage_line(14, 26, 50) == "Охват: 14 из 26 (54 %), цель 50 %"
    assert rows(sheet="Показатели")["Молодые специалисты 0–3 года"] == [
        1,
        2,
        50,
        50,
        "Охват: 1 из 2 (50 %), цель 50 %",
    ]


@pytest.mark.parametrize(("most", "covered"), [(1, 0), (2, 1), (3, 1)])
def test_an_indicator_counts_who_meets_its_requirements(most, covered):
    need = Requirement(fact="experience", label="стаж", most=Decimal(most))
    indicator = Indicator(key="young", title="Молодые", base="teacher-mentees", requirements=(need,))
    assert covered_people(Participants.of(sample_view()), indicator) == covered


def test_without_a_population_the_curator_is_asked_for_it():
    view = sample_view()
    school = view.seen_by(view.programme.get_organisation("gymnasium-1"))
    row = rows(school, "Показатели")["Молодые специалисты 0–3 года"]
    assert row == [1, "", "", 50, "Впишите численность"]


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_share_is_rounded_as_the_spreadsheet_does(covered, population):
    percent = int(coverage_line(covered, population, None).split("(")[1].split()[0])
    assert abs(Decimal(percent) - Decimal(100 * covered) / population) <= Decimal("0.5")


def with_private(count, matched=0, ready=None):
    """Return the sample with so many people kept apart, the first of them matched."""
    view = sample_view()
    codes = tuple(f"Н-{900 + i}" for i in range(count))
    persons = tuple(
        Person(code=code, name=f"Человек {code}", organisation="school-3", base="special-mentees")
        for code in codes
    )
    others = tuple(p for p in PEOPLE if p.base != "special-mentees")
    bases = tuple(
        replace(base, codes=codes, organisations=("school-3",) * count, columns={}, sources=())
        if base.base == "special-mentees"
        else base
        for base in view.answers.bases
    )
    pairs = tuple(pair for pair in view.result.pairs if pair.mentee != "Н-008")
    pairs += tuple(
        Pair(
            form="student-student",
            mentee=c,
            mentor="М-006",
            points=1,
            origin="chosen",
            certain=None,
            parts=(),
        )
        for c in codes[:matched]
    )
    result = replace(view.result, pairs=pairs, ready=view.result.ready | {"special-mentees": codes[:ready]})
    return replace(
        view, answers=replace(view.answers, people=People((*others, *persons)), bases=bases), result=result
    )


@given(st.integers(0, 4), st.integers(0, 4))
@settings(deadline=None)  # a busy machine is no fault
def test_a_small_group_kept_apart_changes_nothing_that_is_shown(count, matched):
    assert tables(with_private(count, min(count, matched))) == tables(with_private(0))


@given(st.integers(5, 12), st.integers(0, 12), st.integers(0, 12))
@settings(deadline=None)  # a busy machine is no fault
def test_of_a_larger_group_small_numbers_and_their_complements_are_hidden(count, matched, ready):
    matched, ready = min(matched, count), min(ready, count)
    row = rows(with_private(count, matched, ready))["Обучающиеся с ОВЗ"][2:]
    assert row[0] == count
    assert row[1:] == [HIDDEN] * 4 or all(isinstance(cell, float) and cell >= 5 for cell in row[1:])
    shown = {k: v for k, v in rows(with_private(count, matched, ready)).items() if k != "Обучающиеся с ОВЗ"}
    assert shown == {k: v for k, v in rows(with_private(0)).items() if k != "Обучающиеся с ОВЗ"}


def test_the_line_of_a_small_group_says_only_that_it_is_small():
    assert rows()["Обучающиеся с ОВЗ"][2:] == [FEW, HIDDEN, HIDDEN, HIDDEN, HIDDEN]


def test_consents_given_withdrawn_and_missing():
    view = sample_view()
    counted = [row for row in tables(view)["Согласия"] if row[0] == "Наставники от предприятий"]
    assert [
        "Наставники от предприятий",
        "согласие на передачу персональных данных",
        "нет",
        1,
        0,
        1,
        0,
    ] in counted
    assert ["Наставники от предприятий", "обучение наставника", "да", 1, 0, 0, 1] in counted


def test_a_consent_given_again_is_not_withdrawn():
    day = sample_view().programme.start
    again = Record(code="М-005", document=Document.TRANSFER, given=True, on=day)
    view = sample_view(records=(*sample_view().answers.records, again))
    assert Consents.of(view.answers).counts(Document.TRANSFER, ["М-005", "Н-001"]) == (1, 0, 1)


def test_no_names_codes_or_answers():
    said = str(tables())
    assert not any(person.name in said or person.code in said for person in PEOPLE)
    assert SECRET_REQUEST not in said
    assert SECRET_REASON not in said


def test_who_waits_is_named_in_the_words_of_the_field():
    said = str(tables())
    assert "Пока без наставника (наставники: в запасе)" in said
    assert "без пары" not in said
