import re
from dataclasses import replace
from datetime import date

import pytest
from docx_text import by_path, paragraphs, tables, text, xml
from sample import PAIRS, sample_view
from sample_programme import FORMS, PROGRAMME

from matcher.result import PeerGroup
from questionnaires.loading import find_programmes, load_programme
from questionnaires.people import People
from questionnaires.programme import ShortTerm
from service.documents.orders.order import render_orders


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
    assert table[1][6:] == ["01.10.2026 – 31.05.2027", "Орлова Т. Н.", ""]


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
        "Орлова Т. Н.",
        "Лебедева-Шмидт Е. А.",
    ]
    assert not [line for line in signed if "Живаго" in line]


def test_number_and_date_when_they_are_known(refreshed):
    changes, completion = (
        paragraphs(paper) for path, paper in refreshed.items() if path.startswith("orders")
    )
    assert "от 20 сентября 2026 г.\t№ 47-од" in changes
    assert "Приложение к приказу от 20 сентября 2026 г. № 47-од" in changes
    assert "от 20 сентября 2026 г.\t№ 48-од" in completion


def test_one_number_is_never_given_to_two_orders():
    papers = by_path(render_orders(sample_view(approved=True, number="47-од", day=date(2026, 9, 20))))
    assert "от «____» ______________ 20___ г.\t№ ______" in paragraphs(
        papers["orders/school-3-pupils-completion.docx"]
    )


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


def test_the_signature_never_stands_on_a_page_without_a_point(first, refreshed):
    """The last point is kept with what follows; the others are not, or a long order could not be broken at all."""
    for path, paper in {**first, **refreshed}.items():
        if path.startswith("orders/"):
            points = re.findall(r"<w:p>(?:(?!</w:p>).)*?<w:t[^>]*>\d+\. (?:(?!</w:p>).)*</w:p>", xml(paper))
            assert ["keepNext" in point for point in points] == [False] * (len(points) - 1) + [True], path


def test_no_line_of_an_order_ends_inside_a_school_a_class_or_a_name(first):
    body = xml(first["orders/school-3-pupils-assignment.docx"])
    for kept in ("школа\xa0№\xa03»", "9А\xa0класс", "Орлова\xa0Т.\xa0Н."):
        assert kept in body
        assert kept.replace("\xa0", " ") not in body
