from dataclasses import replace

import pytest
from docx_text import by_path, tables, text
from sample import sample_view
from sample_people import PEOPLE

from questionnaires.answers import Record
from questionnaires.programme import Document
from service.documents.orders.order import render_orders
from service.documents.orders.publication import render_publication
from service.documents.participants import Participants
from service.documents.words.naming import PublicNames

MINORS = [person for person in PEOPLE if person.base in {"pupil-mentees", "special-mentees", "pupil-mentors"}]


@pytest.fixture(scope="module")
def published():
    """Render the public variant of a first run."""
    return by_path(render_publication(sample_view(approved=True, changes=(), previous=())))


def test_every_order_has_a_public_variant(published):
    orders = [p.path for p in render_orders(sample_view(approved=True, changes=(), previous=()))]
    assert [path.replace("/publication", "") for path in published] == [
        p for p in orders if p.startswith("orders")
    ]
    assert render_publication(sample_view()) == ()


def test_no_minor_is_named_even_with_consent(published):
    """Н-001 agreed to publication; a minor has a number all the same, and no class beside it."""
    shown = "".join(text(paper) for paper in published.values())
    assert not [person.name for person in MINORS if person.name.split()[0] in shown]
    (table,) = tables(published["orders/publication/school-3-pupils-assignment.docx"])
    assert [row[1:5] for row in table[1:3]] == [
        ["участник 1", "обучающийся", "участник 2", "обучающийся"],
        ["участник 3", "обучающийся", "участник 4", "обучающийся"],
    ]


def test_adults_without_consent_have_initials_and_no_position(published):
    (table,) = tables(published["orders/publication/school-3-teachers-assignment.docx"])
    assert table[1][1:5] == ["Лебедева-Шмидт Елена Аркадьевна", "учитель математики", "Ж. О. В.", "педагог"]


def test_a_lower_case_part_of_a_name_has_no_initial():
    people = Participants.of(sample_view(approved=True))
    teacher = next(person for person in PEOPLE if person.base == "teacher-mentees")
    assert PublicNames(people).name(replace(teacher, name="Гасанов Али Керим оглы")) == "Г. А. К."


def test_withdrawn_consent_counts_as_none():
    view = sample_view(approved=True, changes=(), previous=())
    withdrawn = Record(code="М-003", document=Document.PUBLICATION, given=False)
    answers = replace(view.answers, records=(*view.answers.records, withdrawn))
    paper = by_path(render_publication(replace(view, answers=answers)))
    assert "Лебедева" not in text(paper["orders/publication/school-3-teachers-assignment.docx"])


def test_the_curator_stands_by_position(published):
    shown = text(published["orders/publication/school-3-pupils-assignment.docx"])
    assert "Назначить куратором программы: педагог-организатор." in shown
    assert "Орлова" not in shown


def test_changes_are_published_without_sentences_about_people():
    paper = by_path(render_publication(sample_view(approved=True)))[
        "orders/publication/school-3-pupils-changes.docx"
    ]
    assert "Основание" not in text(paper)
    (table,) = tables(paper)
    assert [row[1] for row in table[1:]] == ["прекратить", "заменить наставника", "включить"]
