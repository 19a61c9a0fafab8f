import re
from dataclasses import replace
from datetime import date

import pytest
from docx_text import by_path, paragraphs, tables, text, xml
from sample import CHANGES, PAIRS, PREVIOUS, sample_view
from sample_programme import FORMS, PROGRAMME

from matcher.result import PeerGroup
from questionnaires.answers import EarlierPair, PairState
from questionnaires.loading import find_programmes, load_programme
from questionnaires.people import People
from questionnaires.programme import ShortTerm
from service.documents.orders import orders_in_force, render_orders
from service.documents.publication import render_publication
from service.view import SignedOrder


@pytest.fixture(scope="module")
def first():
    """Orders of a first run."""
    return by_path(render_orders(sample_view(approved=True, changes=(), previous=())))


@pytest.fixture(scope="module")
def refreshed():
    """Orders of a refresh, with number and date."""
    return by_path(render_orders(sample_view(approved=True, number="47-од; 48-од", day=date(2026, 9, 20))))


def test_no_order_before_people_have_agreed():
    assert render_orders(sample_view()) == ()


def test_one_order_per_organisation_and_kind_and_none_of_a_partner(first):
    assert [path for path in first if path.startswith("orders/")] == [
        "orders/gymnasium-1-pupils-assignment.docx",
        "orders/gymnasium-1-teachers-assignment.docx",
        "orders/school-3-pupils-assignment.docx",
        "orders/school-3-teachers-assignment.docx",
    ]


def test_an_organisation_gets_its_own_orders_only():
    organisation = PROGRAMME.get_organisation("gymnasium-1")
    view = sample_view(approved=True, changes=(), previous=(), organisation=organisation)
    assert {paper.path.split("/")[1][:11] for paper in render_orders(view)} == {"gymnasium-1"}


def test_structure_of_an_order(first):
    lines = paragraphs(first["orders/school-3-pupils-assignment.docx"])
    assert "Школа № 3" not in lines[0]
    assert lines[1:5] == [
        "ПРИКАЗ",
        "от «____» ______________ 20___ г.\t№ ______",
        "г. Лугодольск",
        "О закреплении наставнических пар (групп)",
    ]
    assert "Положение о наставничестве" in lines[5]
    assert lines[6] == "ПРИКАЗЫВАЮ:"
    assert lines[7] == "1. Закрепить наставнические пары (группы) согласно приложению к настоящему приказу."
    assert lines[8] == "2. Установить срок наставничества до 31.05.2027."
    assert "Директор\tСоколова М. А." in lines
    assert "С приказом ознакомлены:" in lines


def test_a_disposition_is_not_called_an_order(first):
    """Распоряжение keeps its own words, in the right case."""
    lines = paragraphs(first["orders/gymnasium-1-pupils-assignment.docx"])
    assert {"РАСПОРЯЖЕНИЕ", "ОБЯЗЫВАЮ:", "С распоряжением ознакомлены:"} <= set(lines)
    assert not [line for line in lines if "приказ" in line.casefold() and "Положение" not in line]


def test_the_appendix_has_nine_columns(first):
    (table,) = tables(first["orders/school-3-pupils-assignment.docx"])
    assert table[0] == [
        "№",
        "ФИО наставника",
        "Должность / место работы (учёбы), класс",
        "ФИО наставляемого",
        "Класс / должность",
        "Форма",
        "Срок",
        "Куратор",
        "Подпись",
    ]
    assert table[1][:6] == [
        "1",
        "Гончар Дарья Олеговна",
        "9А класс",
        "Ильина Мария Андреевна",
        "6Б класс",
        "ученик – ученик",
    ]
    assert table[1][6:] == ["01.10.2026 – 31.05.2027", "Орлова\xa0Т.\xa0Н.", ""]


def test_a_group_is_one_mentor_spanning_the_mentees_of_the_organisation(first):
    """Школа № 3 has two of the three, the gymnasium the third."""
    (table,) = tables(first["orders/school-3-pupils-assignment.docx"])
    group = [row for row in table if row[1] == "Кравец Николай Ильич"]
    assert [row[3] for row in group] == ["Ковальчук Анна Игоревна", "Мамин-Озерский Глеб Ильич"]
    body = xml(first["orders/school-3-pupils-assignment.docx"])
    assert body.count('<w:vMerge w:val="continue"/>') == 5
    (other,) = tables(first["orders/gymnasium-1-pupils-assignment.docx"])
    assert [row[3] for row in other[1:]] == ["Ёлкин Артём Дмитриевич"]


def test_a_pair_of_two_schools_stands_in_the_orders_of_both(first):
    for school in ("gymnasium-1", "school-3"):
        paper = first[f"orders/{school}-teachers-assignment.docx"]
        (table,) = tables(paper)
        assert [row[3] for row in table[1:]] == ["Живаго Ольга Викторовна"]
        assert "распоряжение органа управления образованием" in text(paper)
    assert "органа управления" not in text(first["orders/school-3-pupils-assignment.docx"])


def test_workers_of_the_organisation_sign_that_they_know(first):
    lines = paragraphs(first["orders/school-3-teachers-assignment.docx"])
    signed = lines[lines.index("С приказом ознакомлены:") + 1 :]
    assert [line.partition("\t")[0] for line in signed[:2]] == [
        "Орлова\xa0Т.\xa0Н.",
        "Лебедева-Шмидт\xa0Е.\xa0А.",
    ]
    assert not [line for line in signed if "Живаго" in line]


def test_number_and_date_when_they_are_known(refreshed):
    changes, completion = (
        paragraphs(paper) for path, paper in refreshed.items() if path.startswith("orders")
    )
    assert "от 20\xa0сентября\xa02026\xa0г.\t№\xa047-од" in changes
    assert "Приложение к приказу от 20\xa0сентября\xa02026\xa0г. №\xa047-од" in changes
    assert "от 20\xa0сентября\xa02026\xa0г.\t№\xa048-од" in completion


def test_one_number_is_never_given_to_two_orders():
    papers = by_path(render_orders(sample_view(approved=True, number="47-од", day=date(2026, 9, 20))))
    assert "от «____» ______________ 20___ г.\t№ ______" in paragraphs(
        papers["orders/school-3-pupils-completion.docx"]
    )


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
    ended = replace(PREVIOUS[4], ended_on=date(2027, 1, 15))
    papers = by_path(render_orders(sample_view(approved=True, previous=(ended,), changes=())))
    told = text(papers["orders/school-3-pupils-completion.docx"])
    assert "благодарность" not in told
    assert "3. Куратору Орловой" in told


def test_the_site_learns_no_name_of_those_thanked():
    papers = by_path(render_publication(sample_view(approved=True, number="47; 48", day=date(2026, 9, 20))))
    told = text(papers["orders/publication/school-3-pupils-completion.docx"])
    assert "за работу с наставляемыми: наставникам, которые работали весь срок." in told
    assert "Швец" not in told


def test_a_completion_names_the_order_by_which_the_pairs_began():
    papers = by_path(render_orders(sample_view(approved=True, in_force={"school-3-pupils": FIRST})))
    told = text(papers["orders/school-3-pupils-completion.docx"]).replace("\N{NO-BREAK SPACE}", " ")
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


def test_pairs_that_stay_are_in_no_order_of_changes(refreshed):
    assert "Ковальчук" not in text(refreshed["orders/school-3-pupils-changes.docx"])


def test_a_refresh_that_changes_nothing_needs_no_order():
    view = sample_view(approved=True, changes=(), previous=PREVIOUS[:4])
    assert render_orders(view) == ()


def test_declined_pairs_alone_make_no_refresh():
    """Nothing was ordered before, so there is nothing to amend."""
    view = sample_view(approved=True, previous=PREVIOUS[5:])
    assert {path.rpartition("-")[2] for path in by_path(render_orders(view))} == {"assignment.docx"}


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


def test_graduating_classes_end_earlier():
    terms = (ShortTerm(grades=(9, 11), end=date(2027, 4, 30)),)
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=(), short_terms=terms)))
    (table,) = tables(papers["orders/school-3-pupils-assignment.docx"])
    assert {row[3]: row[6][-10:] for row in table[1:]} == {
        "Ильина Мария Андреевна": "30.04.2027",
        "Черных Пётр Сергеевич": "31.05.2027",
        "Ковальчук Анна Игоревна": "31.05.2027",
        "Мамин-Озерский Глеб Ильич": "30.04.2027",
    }


def test_role_models_are_printed_on_demand_and_by_their_neutral_label(first):
    assert "поддержка в учёбе" not in text(first["orders/school-3-pupils-assignment.docx"])
    order = replace(PROGRAMME.order, show_role_model=True)
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=(), order=order)))
    shown = text(papers["orders/school-3-pupils-assignment.docx"])
    assert "ученик – ученик, поддержка в учёбе" in shown
    assert FORMS[0].role_models[0].title not in shown


def test_no_role_model_is_guessed_where_a_form_has_several():
    several = replace(FORMS[0], role_models=(*FORMS[0].role_models, *FORMS[0].role_models))
    order = replace(PROGRAMME.order, show_role_model=True)
    view = sample_view(approved=True, changes=(), previous=(), order=order, forms=(several, *FORMS[1:]))
    shown = text(by_path(render_orders(view))["orders/school-3-pupils-assignment.docx"])
    assert FORMS[0].role_models[0].print_label not in shown
    assert "ученик – ученик" in shown


def test_the_curator_is_named_in_the_case_the_text_wants():
    duties = ("Куратору {curator}: вести учёт.", "Назначить куратором {curator}.", "Куратор: {curator}.")
    order = replace(PROGRAMME.order, duties=duties)
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=(), order=order)))
    lines = paragraphs(papers["orders/school-3-pupils-assignment.docx"])
    assert "2. Куратору Орловой Татьяне Николаевне: вести учёт." in lines
    assert "3. Назначить куратором Орлову Татьяну Николаевну." not in lines
    assert "3. Назначить куратором Орловой Татьяной Николаевной." in lines
    assert "4. Куратор: Орлова Татьяна Николаевна, педагог-организатор." in lines


def test_signs_of_xml_in_names_stay_text():
    people = replace(
        sample_view().answers.people,
        persons=tuple(
            replace(person, position='инженер <1-й> "А" & Б') if person.code == "М-005" else person
            for person in sample_view().answers.people
        ),
    )
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=(), people=people)))
    assert 'инженер <1-й> "А" & Б' in text(papers["orders/school-3-pupils-assignment.docx"])


def test_the_same_run_gives_the_same_bytes_in_any_order_of_pairs():
    one = render_orders(sample_view(approved=True, changes=(), previous=()))
    two = render_orders(sample_view(approved=True, changes=(), previous=(), pairs=PAIRS[::-1]))
    assert one == two


def test_a_group_of_peers_is_one_block_without_a_mentor():
    groups = (PeerGroup(form="student-student", members=("Н-001", "Н-002", "Н-007"), points=5000),)
    papers = by_path(
        render_orders(sample_view(approved=True, changes=(), previous=(), pairs=(), groups=groups))
    )
    (table,) = tables(papers["orders/school-3-pupils-assignment.docx"])
    assert [row[0] for row in table[1:]] == ["1", "1", "1"]
    assert [row[3] for row in table[1:]] == [
        "Ильина Мария Андреевна",
        "Черных Пётр Сергеевич",
        "Алиева Лейла",
    ]
    assert {row[1] for row in table[1:]} == {"группа без наставника"}


def test_a_group_with_somebody_kept_apart_is_kept_apart_as_a_whole():
    groups = (PeerGroup(form="student-student", members=("Н-001", "Н-008"), points=5000),)
    papers = by_path(
        render_orders(sample_view(approved=True, changes=(), previous=(), pairs=(), groups=groups))
    )
    assert list(papers) == ["private/school-3-1-assignment.docx"]
    shown = text(papers["private/school-3-1-assignment.docx"])
    assert "группу взаимного наставничества: Ильина Мария Андреевна (6Б класс), Н-008, форма" in shown


FIRST = SignedOrder(number="12-од", day=date(2026, 9, 20))


def _changes_amending(in_force):
    papers = by_path(render_orders(sample_view(approved=True, in_force=in_force)))
    return papers["orders/school-3-pupils-changes.docx"]


def test_an_order_of_changes_names_the_order_it_amends():
    paper = _changes_amending({"school-3-pupils": FIRST})
    named = (
        "от 20\N{NO-BREAK SPACE}сентября\N{NO-BREAK SPACE}2026\N{NO-BREAK SPACE}г. №\N{NO-BREAK SPACE}12-од"
    )
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


def test_an_order_of_changes_leaves_the_first_order_in_force():
    """Ten refreshes later the order that is amended is still the one that paired people."""
    refresh = sample_view(
        approved=True, in_force={"school-3-pupils": FIRST}, number="90", day=date(2027, 1, 9)
    )
    assert orders_in_force(refresh)["school-3-pupils"] == FIRST


def test_where_no_position_is_known_a_dash_stands():
    persons = tuple(
        replace(person, position="") if person.code == "М-003" else person
        for person in sample_view().answers.people
    )
    view = sample_view(approved=True, changes=(), previous=(), people=People(persons))
    papers = by_path(render_orders(view))
    (own,) = tables(papers["orders/school-3-teachers-assignment.docx"])
    (other,) = tables(papers["orders/gymnasium-1-teachers-assignment.docx"])
    assert (own[1][2], other[1][2]) == ("—", "Школа № 3")


@pytest.mark.parametrize("key", find_programmes())
def test_every_form_of_a_ready_programme_names_its_grounds(key):
    """They are samples that an organisation edits: no number of a law, and room for the date of its own act."""
    for form in load_programme(key).forms:
        assert form.order_grounds, form.key
        assert "{blank}" in form.order_grounds[0]
        assert not any(sign.isdigit() for ground in form.order_grounds for sign in ground)


def test_the_preamble_prints_the_grounds_with_room_for_date_and_number():
    forms = tuple(
        replace(form, order_grounds=("положение, утверждённое {instrumental} {blank}", "план {2026}"))
        for form in FORMS
    )
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=(), forms=forms)))
    assert paragraphs(papers["orders/school-3-pupils-assignment.docx"])[5].endswith(
        "на основании документов: положение, утверждённое приказом от ____________ № ______; план {2026}"
    )
    shown = text(papers["orders/gymnasium-1-pupils-assignment.docx"])
    assert "утверждённое распоряжением от ____________ № ______" in shown


def test_many_are_thanked_together_as_the_appendix_names_them(monkeypatch):
    monkeypatch.setattr("service.documents.order_text.MOST_THANKED", 1)
    papers = by_path(render_orders(sample_view(approved=True, changes=(), previous=()), ending=True))
    told = text(papers["orders/school-3-pupils-completion.docx"])
    assert "за работу с наставляемыми: наставникам, которые работали весь срок." in told


def test_the_signature_never_stands_on_a_page_without_a_point(first, refreshed):
    """The last point is kept with what follows; the others are not, or a long order could not be broken at all."""
    for path, paper in {**first, **refreshed}.items():
        if path.startswith("orders/"):
            points = re.findall(r"<w:p>(?:(?!</w:p>).)*?<w:t[^>]*>\d+\. (?:(?!</w:p>).)*</w:p>", xml(paper))
            assert ["keepNext" in point for point in points] == [False] * (len(points) - 1) + [True], path
