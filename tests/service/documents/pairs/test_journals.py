"""Meeting journals: one per pair and one per group, blank."""

from datetime import date

from docx_text import words
from sample import PEOPLE, sample_view

from matcher.result import PeerGroup
from questionnaires.programme import ShortTerm
from service.documents.pairs.journals import render_journals


def journals(view=None):
    return {paper.path: words(paper.content) for paper in render_journals(view or sample_view(approved=True))}


def test_no_journal_before_people_agreed():
    assert render_journals(sample_view(approved=False)) == ()


def test_a_group_has_one_journal_and_a_pair_its_own():
    assert sorted(journals()) == [
        "journals/employer-student-М-005.docx",
        "journals/Н-001-М-001.docx",
        "journals/Н-002-М-002.docx",
        "journals/Н-009-М-003.docx",
        "private/journals/Н-008-М-002.docx",
    ]
    group = journals()["journals/employer-student-М-005.docx"]
    assert all(name in group for name in ("Кравец", "Ковальчук", "Ёлкин", "Мамин-Озерский"))


def test_a_peer_group_has_one_journal_without_a_leader():
    group = PeerGroup(form="student-student", members=("Н-001", "Н-002", "Н-003"), points=1)
    view = sample_view(approved=True, pairs=(), groups=(group,))
    assert list(journals(view)) == ["journals/student-student-Н-001.docx"]
    journal = journals(view)["journals/student-student-Н-001.docx"]
    assert "Участники" in journal
    assert "Наставля" not in journal
    assert "Хранит дневник один из участников" in journal


def test_every_stage_of_the_road_map_has_a_row():
    journal = journals()["journals/Н-001-М-001.docx"]
    for stage in ("Знакомство", "Пробная встреча", "Планирование", "Регулярная встреча", "Итоговая встреча"):
        assert stage in journal


def test_nothing_of_people_kept_apart_and_no_contacts():
    everything = "".join(f"{path}{journal}" for path, journal in journals().items())
    assert "Тихонов" not in everything
    assert not [path for path, journal in journals().items() if "Н-008" in journal and "private/" not in path]
    assert "Н-008" in journals()["private/journals/Н-008-М-002.docx"]
    assert "7А" not in journals()["private/journals/Н-008-М-002.docx"]
    assert not any(person.contact in everything for person in PEOPLE)


def test_the_term_of_a_journal_is_that_of_the_order():
    terms = (ShortTerm(grades=(9, 11), end=date(2027, 4, 30)),)
    fresh = journals(sample_view(approved=True, short_terms=terms, previous=(), changes=()))
    assert "с 01.10.2026 по 30.04.2027" in fresh["journals/Н-001-М-001.docx"]
    assert "по 31.05.2027" in fresh["journals/employer-student-М-005.docx"]  # not all of the group graduate
    refreshed = journals(sample_view(approved=True, short_terms=terms))
    assert "с даты приказа по 30.04.2027" in refreshed["journals/Н-001-М-001.docx"]
    assert "с 01.10.2026 по 31.05.2027" in refreshed["journals/employer-student-М-005.docx"]
