"""Orders of changes: what a refresh includes, replaces and stops, and the order it amends."""

from dataclasses import replace
from datetime import date

import pytest
from docx_text import by_path, paragraphs, tables, text
from sample import CHANGES, PREVIOUS, sample_view
from sample_programme import PROGRAMME

from matcher.result import Change
from questionnaires.answers import EarlierPair, PairState
from questionnaires.wording import Wording
from service.documents.orders.order import orders_amended, orders_in_force, render_orders
from service.view import SignedOrder


def test_a_refresh_includes_replaces_and_stops_with_neutral_grounds(refreshed):
    lines = paragraphs(refreshed["orders/school-3-pupils-changes.docx"])
    points = [line for line in lines if line.startswith("1.")]
    assert points[1:] == [
        "1.1. Прекратить наставничество Гончар Дарьи Олеговны (9А класс) в отношении Алиевой Лейлы (7Б класс). "
        "Основание: обновление состава наставнических пар (групп).",
        "1.2. Закрепить за Ильиной Марией Андреевной (6Б класс) наставника Гончар Дарью Олеговну (9А класс) вместо "
        "Швеца Кирилла Олеговича, форма «ученик – ученик», срок 01.10.2026 – 31.05.2027. "
        "Основание: просьба участника программы.",
        "1.3. Закрепить за Черных Петром Сергеевичем (6А класс) наставника Петренко Максима Юрьевича (10А класс), "
        "форма «ученик – ученик», срок 01.10.2026 – 31.05.2027.",
    ]
    assert "болезн" not in text(refreshed["orders/school-3-pupils-changes.docx"]).casefold()


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (None, "с даты приказа по 31.05.2027"),
        (date(2027, 1, 18), "18.01.2027 – 31.05.2027"),
        (date(2026, 9, 20), "01.10.2026 – 31.05.2027"),
    ],
)
def test_a_pair_of_a_refresh_never_begins_before_its_order(day, term):
    papers = by_path(render_orders(sample_view(approved=True, number="90; 91", day=day)))
    (table,) = tables(papers["orders/school-3-pupils-changes.docx"])
    assert {row[7] for row in table[1:] if row[1] != "прекратить"} == {term}
    assert f"срок {term}." in text(papers["orders/school-3-pupils-changes.docx"])


def test_a_first_order_signed_late_does_not_reach_back():
    late = sample_view(approved=True, changes=(), previous=(), number="1; 2", day=date(2026, 10, 12))
    (table,) = tables(by_path(render_orders(late))["orders/school-3-pupils-assignment.docx"])
    assert {row[6] for row in table[1:]} == {"12.10.2026 – 31.05.2027"}


def test_pairs_that_stay_are_in_no_order_of_changes(refreshed):
    assert "Ковальчук" not in text(refreshed["orders/school-3-pupils-changes.docx"])


def test_a_refresh_that_changes_nothing_needs_no_order():
    view = sample_view(approved=True, changes=(), previous=PREVIOUS[:4])
    assert render_orders(view) == ()


def test_declined_pairs_alone_make_no_refresh():
    """Nothing was ordered before, so there is nothing to amend."""
    view = sample_view(approved=True, previous=PREVIOUS[5:])
    assert {path.rpartition("-")[2] for path in by_path(render_orders(view))} == {"assignment.docx"}


NEW_TEACHERS = Change(
    mentee="Н-009", before=None, after="М-003", gain=100, ground=Wording("новая пара", "new pair")
)


def test_who_joins_in_a_refresh_and_had_no_order_gets_a_first_one():
    """Only pupils were paired before: on teachers there is nothing that could be amended."""
    papers = by_path(render_orders(sample_view(approved=True, changes=(NEW_TEACHERS,))))
    first = papers["orders/school-3-teachers-assignment.docx"]
    assert "О закреплении наставнических пар (групп)" in paragraphs(first)
    (table,) = tables(first)
    assert [row[6] for row in table[1:]] == ["с даты приказа по 31.05.2027"]
    assert "orders/school-3-teachers-changes.docx" not in papers


BEFORE = EarlierPair(mentee="Н-009", mentor="М-004", form="teacher-teacher")
ANOTHER = Change(mentee="Н-009", before="М-004", after="М-003", gain=100, ground=Wording("замена", "another"))


def test_the_school_of_a_mentor_who_replaces_another_takes_the_pair_into_a_first_order():
    """The mentee's own school amends its order; the mentor's had no part in it."""
    papers = by_path(
        render_orders(sample_view(approved=True, previous=(*PREVIOUS, BEFORE), changes=(ANOTHER,)))
    )
    assert "вместо Зуб Раисы Фёдоровны" in text(papers["orders/gymnasium-1-teachers-changes.docx"])
    assert "Зуб" not in text(papers["orders/school-3-teachers-assignment.docx"])


@pytest.mark.parametrize(
    "more",
    [
        {"previous": (*PREVIOUS, EarlierPair(mentee="Н-009", mentor="М-003", form="teacher-teacher"))},
        {"in_force": {"school-3-teachers": SignedOrder(number="48", day=date(2026, 9, 20))}},
    ],
)
def test_who_had_an_order_before_gets_it_amended(more):
    papers = by_path(render_orders(sample_view(approved=True, changes=(NEW_TEACHERS,), **more)))
    assert "orders/school-3-teachers-changes.docx" in papers


FIRST = SignedOrder(number="12-од", day=date(2026, 9, 20))


def _changes_amending(in_force):
    papers = by_path(render_orders(sample_view(approved=True, in_force=in_force)))
    return papers["orders/school-3-pupils-changes.docx"]


def test_an_order_of_changes_names_the_order_it_amends():
    paper = _changes_amending({"school-3-pupils": FIRST})
    named = "от 20 сентября 2026 г. № 12-од"
    told = paragraphs(paper)
    assert any(line.startswith(f"О внесении изменений в приказ {named} «") for line in told)
    assert any(line.startswith(f"1. Внести в приложение к приказу {named} ") for line in told)


@pytest.mark.parametrize("other", ["gymnasium-1-pupils", "school-3-teachers"])
def test_an_order_of_another_school_or_kind_is_not_the_one_amended(other):
    paper = _changes_amending({other: FIRST})
    assert "12-од" not in text(paper)
    assert "О внесении изменений в приказ от ____________ № ______ «" in text(paper)


def test_new_orders_on_pairs_are_in_force_once_they_have_a_number():
    first = sample_view(approved=True, changes=(), previous=(), number="47; 48", day=date(2026, 9, 21))
    organisation = PROGRAMME.get_organisation("school-3")
    assert orders_in_force(first.seen_by(organisation)) == {
        "school-3-pupils": SignedOrder(number="47", day=date(2026, 9, 21)),
        "school-3-teachers": SignedOrder(number="48", day=date(2026, 9, 21)),
    }
    one_number = replace(first.seen_by(organisation), number="47")
    assert orders_in_force(one_number) == {"school-3-pupils": SignedOrder(number="47", day=date(2026, 9, 21))}


def test_of_several_numbers_each_order_of_changes_amends_its_own():
    """«31; 32» goes as numbers always go, in the order of the papers of an organisation: pupils, then teachers."""
    over = EarlierPair(mentee="Н-009", mentor="М-003", form="teacher-teacher", state=PairState.ENDED)
    view = sample_view(approved=True, previous=(*PREVIOUS, BEFORE, over), changes=(*CHANGES, ANOTHER))
    day = date(2026, 9, 1)
    assert orders_amended(view, SignedOrder(number="31; 32", day=day)) == {
        "gymnasium-1-teachers": SignedOrder(number="31", day=day),
        "school-3-pupils": SignedOrder(number="31", day=day),
        "school-3-teachers": SignedOrder(number="32", day=day),
    }
    assert "school-3-teachers" not in orders_amended(view, SignedOrder(number="31", day=day))


def test_an_order_of_changes_leaves_the_first_order_in_force():
    """Ten refreshes later the order that is amended is still the one that paired people."""
    refresh = sample_view(
        approved=True, in_force={"school-3-pupils": FIRST}, number="90", day=date(2027, 1, 9)
    )
    assert orders_in_force(refresh)["school-3-pupils"] == FIRST
