"""Pair cards: only what both said, and nothing that compares people."""

from dataclasses import replace

import pytest
from docx_text import words
from sample import PEOPLE, SECRET_REASON, SECRET_REFUSAL, SECRET_REQUEST, sample_view

from questionnaires.criterion import CriterionKind
from questionnaires.loading.catalogue import get_bank
from service.documents.pairs.cards import Fact, card_wording, opening_questions, render_cards


def cards(view=None):
    return {paper.path: words(paper.content) for paper in render_cards(view or sample_view(approved=True))}


def test_one_card_per_pair_and_under_private_by_code_of_those_kept_apart():
    assert sorted(cards()) == [
        "cards/Н-001-М-001.docx",
        "cards/Н-002-М-002.docx",
        "cards/Н-003-М-005.docx",
        "cards/Н-004-М-005.docx",
        "cards/Н-005-М-005.docx",
        "cards/Н-009-М-003.docx",
        "private/cards/Н-008-М-002.docx",
    ]
    apart = cards()["private/cards/Н-008-М-002.docx"]
    assert "Петренко Максим Юрьевич" in apart
    assert "Н-008" in apart
    assert "7А" not in apart


def test_it_says_what_both_answered_and_not_what_one_did():
    card = cards()["cards/Н-001-М-001.docx"]
    for shared in ("Математика", "вторник", "чтение, книги"):
        assert shared in card
    for alone in ("Русский язык", "четверг", "шахматы"):
        assert alone not in card


def test_a_blank_or_different_answer_says_nothing():
    card = cards()["cards/Н-004-М-005.docx"]
    assert "Интересы" not in card
    assert "робототехника" not in card


def test_no_score_private_answer_contact_or_reason():
    for path, card in cards().items():
        assert not any(person.contact in card for person in PEOPLE), path
        for secret in (
            SECRET_REQUEST,
            SECRET_REASON,
            SECRET_REFUSAL,
            "8137",
            "81 ",
            "совпадение",
            "ОВЗ",
            "Тихонов",
        ):
            assert secret not in card, (path, secret)


def test_a_private_question_is_not_shared_even_when_both_answered_alike():
    view = sample_view(approved=True)
    bases = tuple(
        replace(
            base,
            questionnaire=replace(
                base.questionnaire,
                questions=tuple(
                    replace(question, private=question.key == "interests")
                    for question in base.questionnaire.questions
                ),
            ),
        )
        for base in view.programme.bases
    )
    card = cards(replace(view, programme=replace(view.programme, bases=bases)))["cards/Н-001-М-001.docx"]
    assert "чтение" not in card
    assert "вторник" in card


@pytest.mark.parametrize(("approved", "marked"), [(False, True), (True, False)])
def test_before_approval_a_card_is_a_draft(approved, marked):
    assert all(("ПРОЕКТ" in card) is marked for card in cards(sample_view(approved=approved)).values())


def test_there_are_always_three_questions():
    general = card_wording().general
    fact = Fact(card_wording().topics[0], ("шахматы", "чтение"))
    assert opening_questions(()) == list(general)
    assert opening_questions((fact,)) == [
        "Вам обоим интересно: шахматы, чтение. С чего это началось у каждого?",
        *general[:2],
    ]
    assert len(opening_questions((fact,) * 5)) == 3


def test_the_curators_word_for_a_need_is_not_on_the_card():
    for path, card in cards().items():
        assert "Запрос" not in card, path
        assert "Предметы" not in card, path


def test_two_criteria_of_one_kind_make_one_line():
    view = sample_view(approved=True)
    forms = tuple(
        replace(form, criteria=(*form.criteria, *map(again, form.criteria))) for form in view.programme.forms
    )
    card = cards(replace(view, programme=replace(view.programme, forms=forms)))["cards/Н-001-М-001.docx"]
    assert card.count("Удобно обоим") == 1
    assert card.count("Математика") == 2  # the fact and the opening question


def test_neither_a_need_nor_a_dislike_is_on_the_card():
    """Н-003 asked for help with the choice of a profession, and both say what they do not like."""
    view = sample_view(approved=True)
    dislikes = replace(view.programme.forms[2].criteria[0], key="dislikes", kind=CriterionKind.OVERLAP)
    dislikes = replace(dislikes, title="Не нравится")
    forms = tuple(replace(form, criteria=(*form.criteria, dislikes)) for form in view.programme.forms)
    card = cards(replace(view, programme=replace(view.programme, forms=forms)))["cards/Н-003-М-005.docx"]
    wish = view.programme.get_base("pupil-mentees").questionnaire.find("goals_needed").label("profession")
    assert wish not in card
    assert "Не нравится" not in card
    assert "Интересно обоим" in card


def test_the_words_name_questions_of_the_catalogue_and_no_dislikes():
    named = {question for topic in card_wording().topics for question in topic.questions}
    bank = get_bank("questions")
    assert named <= set(bank)
    assert not any("goals" in question or "dislikes" in question for question in named)


def again(criterion):
    return replace(criterion, key=criterion.key + "-2")


def test_the_same_run_gives_the_same_bytes():
    view = sample_view()
    assert render_cards(view) == render_cards(view)
