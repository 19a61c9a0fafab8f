from dataclasses import replace
from datetime import date

import pytest
from docx_text import by_path, paragraphs, tables, text
from sample import CHANGES, PAIRS, SHORTLIST, UNMATCHED, sample_view
from sample_programme import PROGRAMME

from matcher.changes import ENDED
from questionnaires.answers import EarlierPair, PairState
from questionnaires.people import People
from questionnaires.wording import Wording
from service.documents.pairs.proposal import MOST_REASONS, NO_REASON, render_proposal, why
from service.documents.words.doubtful import doubtful_names


@pytest.fixture(scope="module")
def proposal():
    return by_path(render_proposal(sample_view()))["proposal.docx"]


def table_with(paper, *heads):
    (found,) = [table for table in tables(paper) if tuple(table[0]) == heads]
    return found[1:]


def test_it_is_marked_as_a_draft(proposal):
    assert paragraphs(proposal)[:3] == [
        "ПРОЕКТ",
        "Для служебного пользования",
        "Предложение: перечень потенциальных пар",
    ]


def test_without_pairs_it_says_so_and_asks_for_no_decision():
    lines = paragraphs(by_path(render_proposal(sample_view(pairs=(), changes=())))["proposal.docx"])
    assert "Пар в этом предложении нет: собеседовать и утверждать некого." in lines
    assert not any("interviews.docx" in line for line in lines)
    shortlisted = by_path(render_proposal(sample_view(pairs=(), changes=(), shortlist=SHORTLIST)))[
        "proposal.docx"
    ]
    assert any("interviews.docx" in line for line in paragraphs(shortlisted))


def test_every_form_has_a_table_that_says_why_in_words(proposal):
    lines = paragraphs(proposal)
    assert [line for line in lines if line.startswith("Форма")] == [
        "Форма «ученик – ученик»",
        "Форма «учитель – учитель»",
        "Форма «работодатель – ученик»",
    ]
    rows = tables(proposal)[0]
    assert rows[1] == [
        "1",
        "Гончар Дарья Олеговна\n9А класс, Школа № 3",
        "Ильина Мария Андреевна\n6Б класс, Школа № 3",
        "Предметы: Математика: нужна — может помочь\nУдобные дни: оба свободны: вторник",
        "иначе было бы хуже",
    ]
    assert rows[2][4] == "оставлены вместе по решению куратора"


def test_why_leaves_out_points_and_private_parts():
    assert why(PAIRS[0]) == "Предметы: Математика: нужна — может помочь\nУдобные дни: оба свободны: вторник"
    assert why(replace(PAIRS[0], parts=())) == NO_REASON


def test_why_names_the_strongest_reasons_only():
    many = tuple(replace(PAIRS[0].parts[1], title=f"Т{points}", points=points) for points in range(1, 9))
    said = why(replace(PAIRS[0], parts=many)).split("\n")
    assert [line.partition(":")[0] for line in said] == ["Т8", "Т7", "Т6", "Т5"]
    assert len(said) == MOST_REASONS


def test_every_pair_has_a_number_of_its_own(proposal):
    rows = [row for table in tables(proposal) if table[0][1:2] == ["Наставник"] for row in table[1:]]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(PAIRS))]


def test_people_without_a_mentor_have_a_reason_with_names_for_codes():
    unmatched = (replace(UNMATCHED[0], remedy=Wording("Помогло бы одно место (например, М-006).", "")),)
    paper = by_path(render_proposal(sample_view(unmatched=unmatched)))["proposal.docx"]
    (row,) = table_with(paper, "ФИО", "Класс / должность", "Почему и что поможет")
    assert row[0] == "Дюма Софья Романовна"
    assert row[2].endswith("Помогло бы одно место (например, Мельник Павел Андреевич).")


def test_people_not_admitted_are_only_counted(proposal):
    assert "Ответили, но ещё не допущены к подбору: 1. Причины — в отчёте куратора." in paragraphs(proposal)
    assert "Зайцева" not in text(proposal)


def test_changes_of_a_refresh_are_shown(proposal):
    rows = table_with(proposal, "Наставляемый", "Было", "Станет", "Основание")
    assert [row[0].split()[0] for row in rows] == ["Ильина", "Черных", "Алиева"]
    assert rows[2][2] == "—"


@pytest.mark.parametrize(
    ("ended_on", "typed", "told"),
    [
        (date(2027, 2, 1), "наставник уволился", "выбытие участника программы"),
        (date(2027, 2, 1), "не сошлись, просят развести", "просьба участника программы"),
        (date(2027, 2, 1), "", "обновление состава наставнических пар (групп)"),
        (date(2027, 2, 1), "цель достигнута", "достижение цели наставничества"),
        (None, "оценка выросла", "завершение программы наставничества"),
    ],
)
def test_a_pair_that_a_school_ended_is_told_by_what_it_wrote(ended_on, typed, told):
    """It was called completed, whatever stood there."""
    over = EarlierPair(
        mentee="Н-001",
        mentor="М-007",
        form="student-student",
        state=PairState.ENDED,
        ended_on=ended_on,
        ground=typed,
    )
    change = replace(CHANGES[0], ground=ENDED)
    paper = by_path(render_proposal(sample_view(previous=(over,), changes=(change,))))["proposal.docx"]
    ((*_, ground),) = table_with(paper, "Наставляемый", "Было", "Станет", "Основание")
    assert ground == told


def test_a_shortlist_names_several_partners():
    paper = by_path(render_proposal(sample_view(shortlist=SHORTLIST, pairs=())))["proposal.docx"]
    rows = table_with(paper, "Наставляемый", "Возможные наставники, сначала более подходящие")
    assert (
        rows[0][1]
        == "1. Гончар Дарья Олеговна (9А класс, Школа № 3)\n2. Петренко Максим Юрьевич (10А класс, Школа № 3)"
    )


def test_doubtful_names_are_listed_with_the_disputed_form_marked(proposal):
    rows = table_with(proposal, "ФИО", "Родительный", "Дательный", "Винительный", "Творительный")
    assert [row[0] for row in rows] == ["Кравец Николай Ильич", "Мамин-Озерский Глеб Ильич"]
    assert rows[0][1] == "Кравца Николая Ильича"
    assert rows[0][4] == "Кравцом Николаем Ильичом (?)"


def test_a_form_in_the_register_settles_a_doubtful_name():
    view = sample_view()
    settled = "Кравца Николая Ильича|Кравцу Николаю Ильичу|Кравца Николая Ильича|Кравцом Николаем Ильичом"
    persons = [replace(p, declension=settled) if p.code == "М-005" else p for p in view.answers.people]
    assert [name.code for name in doubtful_names(view)] == ["М-005", "Н-005"]
    assert [name.code for name in doubtful_names(sample_view(people=People(tuple(persons))))] == ["Н-005"]


def test_an_organisation_sees_its_own_pairs():
    gymnasium = by_path(render_proposal(sample_view().seen_by(PROGRAMME.get_organisation("gymnasium-1"))))
    assert list(gymnasium) == ["proposal.docx"]
    shown = text(gymnasium["proposal.docx"])
    assert "Живаго" in shown
    assert "Ильина" not in shown
    assert "Причины" not in shown


def test_the_same_run_gives_the_same_bytes():
    assert render_proposal(sample_view()) == render_proposal(sample_view(pairs=PAIRS[::-1]))


def test_a_doubtful_name_of_a_guardian_is_listed_too():
    persons = [
        replace(p, guardian="Ким Ли, папа") if p.code == "Н-001" else p for p in sample_view().answers.people
    ]
    names = doubtful_names(sample_view(people=People(tuple(persons))))
    assert ("Н-001", "Ким Ли") in {(each.code, each.name) for each in names}
