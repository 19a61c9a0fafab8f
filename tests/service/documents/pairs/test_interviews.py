"""Interview sheets: a page per pair that families may read and sign."""

from dataclasses import replace

import pytest
from docx_text import by_path, paragraphs, tables, text, xml
from sample import PAIRS, SHORTLIST, sample_view
from sample_programme import FORMS

from questionnaires.programme import Arrangement
from service.documents.pairs.interviews import render_interviews
from service.documents.pairs.proposal import render_proposal


@pytest.fixture(scope="module")
def papers():
    return by_path(render_interviews(sample_view()))


def test_every_pair_has_a_sheet_on_a_page_of_its_own(papers):
    paper = papers["interviews.docx"]
    assert len(tables(paper)) == len(PAIRS) - 1  # the pair kept apart has its sheet in the other paper
    assert xml(paper).count("<w:pageBreakBefore/>") == len(PAIRS) - 1


def test_a_sheet_has_the_number_of_its_pair_in_the_proposal(papers):
    proposal = by_path(render_proposal(sample_view()))["proposal.docx"]
    numbered = {
        (row[0], row[2].partition("\n")[0])
        for table in tables(proposal)
        if table[0][1:2] == ["Наставник"]
        for row in table[1:]
    }
    paper = papers["interviews.docx"]
    numbers = [line.split("№ ")[1].split(".")[0] for line in paragraphs(paper) if line.startswith("Лист")]
    mentees = [dict(sheet)["Наставляемый"].partition(" (")[0] for sheet in tables(paper)]
    assert set(zip(numbers, mentees, strict=True)) == numbered


def signers(sheet):
    return [row[0] for row in sheet if row[0].startswith("Подпись")]


def test_both_sides_sign_and_the_parents_of_every_minor(papers):
    sheets = {dict(sheet)["Наставляемый"].split()[0]: sheet for sheet in tables(papers["interviews.docx"])}
    assert signers(sheets["Ильина"]) == [
        "Подпись наставника",
        "Подпись законного представителя наставника",
        "Подпись наставляемого",
        "Подпись законного представителя наставляемого",
        "Подпись куратора",
    ]
    assert signers(sheets["Живаго"]) == ["Подпись наставника", "Подпись наставляемого", "Подпись куратора"]


def test_no_reason_and_no_answer(papers):
    for paper in papers.values():
        shown = text(paper)
        assert not [word for word in ("Математика", "вторник", "иначе", "жребием", "8137") if word in shown]


def test_who_is_kept_apart_has_a_sheet_by_code(papers):
    assert list(papers) == ["interviews.docx", "private/interviews.docx"]
    assert "Н-008" in text(papers["private/interviews.docx"])
    assert "Тихонов" not in text(papers["private/interviews.docx"]) + text(papers["interviews.docx"])
    assert "Н-008" not in text(papers["interviews.docx"])


def test_a_shortlist_has_a_sheet_for_each_potential_pair():
    papers = by_path(render_interviews(sample_view(shortlist=SHORTLIST, pairs=())))
    assert len(tables(papers["interviews.docx"])) == 3
    both = by_path(render_interviews(sample_view(shortlist=SHORTLIST)))["interviews.docx"]
    assert len(tables(both)) == len(PAIRS)
    assert "№ 7." in paragraphs(both)[-1]


def test_peers_are_not_called_mentor_and_mentee():
    forms = tuple(replace(form, arrangement=Arrangement.PEER_PAIRS) for form in FORMS)
    sheet = tables(by_path(render_interviews(sample_view(forms=forms)))["interviews.docx"])[0]
    assert [row[0] for row in sheet[:2]] == ["Первый участник", "Второй участник"]


def test_the_same_run_gives_the_same_bytes():
    assert render_interviews(sample_view()) == render_interviews(sample_view(pairs=PAIRS[::-1]))
