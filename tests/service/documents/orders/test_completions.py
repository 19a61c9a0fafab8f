"""Orders of completion: which pairs are over, from when till when they worked, who is thanked."""

from dataclasses import replace
from datetime import date

import pytest
from docx_text import by_path, paragraphs, tables, text
from sample import CHANGES, PREVIOUS, sample_view
from sample_programme import FORMS

from questionnaires.answers import EarlierPair, PairState
from questionnaires.programme import Arrangement
from service.documents.orders.order import render_orders
from service.documents.orders.publication import render_publication
from service.view import SignedOrder


@pytest.mark.parametrize(
    ("last", "note", "term"),
    [
        (date(2027, 1, 15), "прекращена досрочно 15.01.2027: обновление состава", "по 15.01.2027"),
        (date(2027, 5, 31), "завершена в срок", "по 31.05.2027"),
        (None, "завершена в срок", "по 31.05.2027"),
    ],
)
@pytest.mark.parametrize(
    ("first", "since"),
    [(None, "по "), (date(2026, 11, 2), "02.11.2026 – "), (date(2026, 9, 20), "01.10.2026 – ")],
)
def test_an_end_before_the_planned_one_is_an_early_end(last, note, term, first, since):
    """The first day is that of the order, never before the programme; without a known one only the last stands."""
    ended = replace(PREVIOUS[4], ended_on=last, ground="", began_on=first)
    term = term.replace("по ", since)
    papers = by_path(render_orders(sample_view(approved=True, previous=(ended,), changes=())))
    (table,) = tables(papers["orders/school-3-pupils-completion.docx"])
    assert table[1][7].startswith(note)
    assert table[1][6] == term


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("Цель достигнута", "завершена 15.01.2027: цель достигнута"),
        ("Цель достигнута частично", "прекращена досрочно 15.01.2027: обновление состава"),
        ("цели не достигнуты", "прекращена досрочно 15.01.2027: обновление состава"),
        ("Цель не была достигнута", "прекращена досрочно 15.01.2027: обновление состава"),
        ("достижение цели невозможно", "прекращена досрочно 15.01.2027: обновление состава"),
        ("наставник уволился (увольнение)", "прекращена досрочно 15.01.2027: выбытие участника"),
        ("досрочно, по просьбе мамы", "прекращена досрочно 15.01.2027: просьба участника"),
    ],
)
def test_what_a_school_wrote_decides_how_an_early_end_is_told(typed, note):
    """Whose goal was reached is completed and thanked; nobody's pair is said to be broken off for it."""
    ended = replace(PREVIOUS[4], ended_on=date(2027, 1, 15), ground=typed)
    papers = by_path(render_orders(sample_view(approved=True, previous=(ended,), changes=())))
    (table,) = tables(papers["orders/school-3-pupils-completion.docx"])
    assert table[1][7].startswith(note)
    told = text(papers["orders/school-3-pupils-completion.docx"])
    assert ("благодарность" in told) is note.startswith("завершена")


def test_a_completion_is_a_whole_order(refreshed):
    """What is over, by which order it began, who is freed and thanked, what the curator does."""
    lines = paragraphs(refreshed["orders/school-3-pupils-completion.docx"])
    assert lines[5].startswith(
        "В связи с завершением работы наставнических пар (групп), на основании документов:"
    )
    assert lines[7:12] == [
        "1. Считать завершённой работу наставнических пар (групп), закреплённых приказом от ____________ № ______ "
        "«О закреплении наставнических пар (групп)», согласно приложению к настоящему приказу.",
        "2. Снять с наставников, указанных в приложении, обязанности наставника в этих парах (группах) по окончании "
        "срока, указанного там же.",
        "3. Выразить благодарность за работу с наставляемыми: Швецу Кириллу Олеговичу.",
        "4. Куратору Орловой Татьяне Николаевне: провести итоговое анкетирование участников, внести результаты и "
        "даты завершения в базы наставляемых и наставников.",
        "5. Контроль за исполнением оставляю за собой.",
    ]
    (table,) = tables(refreshed["orders/school-3-pupils-completion.docx"])
    assert table[0][6:] == ["Срок", "Итог", "Подпись"]


def test_nobody_is_thanked_for_a_pair_that_ended_early():
    ended = replace(PREVIOUS[4], ended_on=date(2027, 1, 15), ground="увольнение")
    papers = by_path(render_orders(sample_view(approved=True, previous=(ended,), changes=())))
    told = text(papers["orders/school-3-pupils-completion.docx"])
    assert "благодарность" not in told
    assert "3. Куратору Орловой" in told


def test_of_two_peers_nobody_is_thanked_as_a_mentor():
    forms = tuple(replace(form, arrangement=Arrangement.PEER_PAIRS) for form in FORMS)
    ended = replace(PREVIOUS[4], ended_on=None)
    papers = by_path(render_orders(sample_view(approved=True, previous=(ended,), changes=(), forms=forms)))
    assert "благодарность" not in text(papers["orders/school-3-pupils-completion.docx"])


def test_the_site_learns_no_name_of_those_thanked():
    papers = by_path(render_publication(sample_view(approved=True, number="47; 48", day=date(2026, 9, 20))))
    told = text(papers["orders/publication/school-3-pupils-completion.docx"])
    assert "за работу с наставляемыми: наставникам, которые работали весь срок." in told
    assert "Швец" not in told


def test_a_completion_names_the_order_by_which_the_pairs_began():
    signed = SignedOrder(number="12-од", day=date(2026, 9, 20))
    papers = by_path(render_orders(sample_view(approved=True, in_force={"school-3-pupils": signed})))
    told = text(papers["orders/school-3-pupils-completion.docx"])
    assert "закреплённых приказом от 20 сентября 2026 г. № 12-од «О закреплении" in told


def test_a_pair_is_completed_once():
    """An order at the close of the programme has said it; the next round begins anew."""
    told = tuple(
        replace(pair, state=PairState.ENDED, completed=True)
        for pair in PREVIOUS
        if pair.state is not PairState.DECLINED
    )
    papers = by_path(render_orders(sample_view(approved=True, previous=told, changes=())))
    assert {path.rpartition("-")[2] for path in papers} == {"assignment.docx"}


def test_earlier_pairs_that_ended_are_completed(refreshed):
    (table,) = tables(refreshed["orders/school-3-pupils-completion.docx"])
    assert [(row[1], row[3], row[7]) for row in table[1:]] == [
        ("Швец Кирилл Олегович", "Зайцева Полина Евгеньевна", "завершена в срок")
    ]


def test_a_pair_that_finished_is_completed_and_its_mentee_included_anew():
    ended = tuple(replace(pair, state=PairState.ENDED) for pair in PREVIOUS[:1])
    papers = by_path(render_orders(sample_view(approved=True, previous=ended, changes=CHANGES[:1])))
    assert "вместо" not in text(papers["orders/school-3-pupils-changes.docx"])
    assert "Швец" in text(papers["orders/school-3-pupils-completion.docx"])


def test_a_stopped_pair_is_completed_with_a_neutral_ground():
    stopped = EarlierPair(
        mentee="Н-006",
        mentor="М-001",
        form="student-student",
        state=PairState.STOPPED,
        ground="болезнь матери",
    )
    papers = by_path(render_orders(sample_view(approved=True, previous=(stopped,), changes=())))
    assert list(papers) == [
        "orders/gymnasium-1-pupils-completion.docx",
        "orders/school-3-pupils-completion.docx",
    ]
    assert "прекращена досрочно: обновление состава" in text(papers["orders/school-3-pupils-completion.docx"])


def test_at_the_close_of_a_programme_every_pair_is_completed():
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=()), ending=True))
    assert {path.rpartition("-")[2] for path in papers} == {"completion.docx"}
    assert "Черных Пётр Сергеевич" in text(papers["orders/school-3-pupils-completion.docx"])


def test_at_the_close_a_pair_has_the_first_day_of_its_own_order():
    """Kept pairs have the one of the earlier order, where that is known; new ones that of this run."""
    kept = (
        replace(PREVIOUS[0], mentee="Н-002", mentor="М-002", began_on=date(2026, 10, 12)),
        replace(PREVIOUS[0], mentee="Н-001", mentor="М-001"),
    )
    view = sample_view(
        approved=True,
        changes=(),
        previous=kept,
        assigned_on=date(2027, 1, 18),
        number="9; 10",
        day=date(2027, 5, 31),
    )
    (table,) = tables(by_path(render_orders(view, ending=True))["orders/school-3-pupils-completion.docx"])
    assert {row[3]: row[6] for row in table[1:]} == {
        "Ильина Мария Андреевна": "по 31.05.2027",
        "Черных Пётр Сергеевич": "12.10.2026 – 31.05.2027",
        "Ковальчук Анна Игоревна": "18.01.2027 – 31.05.2027",
        "Мамин-Озерский Глеб Ильич": "18.01.2027 – 31.05.2027",
    }


def test_many_are_thanked_together_as_the_appendix_names_them(monkeypatch):
    monkeypatch.setattr("service.documents.orders.text.MOST_THANKED", 1)
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=()), ending=True))
    told = text(papers["orders/school-3-pupils-completion.docx"])
    assert "за работу с наставляемыми: наставникам, которые работали весь срок." in told
