from dataclasses import replace

from docx_text import by_path, paragraphs, text
from sample import sample_view

from questionnaires.programme import Arrangement
from service.documents.orders.extracts import render_extracts


def first():
    return by_path(render_extracts(sample_view(approved=True, changes=(), previous=())))


def test_every_family_of_a_paired_pupil_gets_an_extract():
    """Not teachers, not the enterprise, nobody kept apart, nobody without a pair."""
    assert list(first()) == [
        f"extracts/{code}.docx" for code in ["М-001", "М-002", "Н-001", "Н-002", "Н-003", "Н-004", "Н-005"]
    ]
    assert render_extracts(sample_view()) == ()


def test_a_family_reads_about_its_own_pair_only():
    shown = text(first()["extracts/Н-003.docx"])
    assert all(name in shown for name in ("Ковальчук Анной", "Кравца Николая"))
    assert not [
        name for name in ("Ёлк", "Мамин", "Ильин", "Черных", "Петренко", "Тихонов", "Гончар") if name in shown
    ]


def test_an_extract_names_people_in_the_right_case():
    lines = paragraphs(first()["extracts/Н-004.docx"])
    assert "ВЫПИСКА ИЗ РАСПОРЯЖЕНИЯ" in lines
    assert (
        "1. Закрепить за Ёлкиным Артёмом Дмитриевичем (9Б класс) наставника Кравца Николая Ильича "
        "(инженер-технолог, ООО «ЛЗП»), форма «работодатель – ученик», срок 01.10.2026 – 31.05.2027."
    ) in lines


def test_a_refresh_reaches_only_those_it_changes():
    codes = [path[9:-5] for path in by_path(render_extracts(sample_view(approved=True)))]
    assert codes == ["М-001", "М-002", "Н-001", "Н-002", "Н-007"]


def test_of_two_peers_neither_is_named_the_mentor():
    view = sample_view(approved=True, changes=(), previous=())
    forms = tuple(
        replace(form, arrangement=Arrangement.PEER_PAIRS) if form.key == "student-student" else form
        for form in view.programme.forms
    )
    papers = by_path(render_extracts(replace(view, programme=replace(view.programme, forms=forms))))
    assert (
        "1. Утвердить пару взаимного наставничества: Ильина Мария Андреевна (6Б класс) и Гончар Дарья Олеговна "
        "(9А класс), форма «ученик – ученик», срок 01.10.2026 – 31.05.2027."
    ) in paragraphs(papers["extracts/Н-001.docx"])
