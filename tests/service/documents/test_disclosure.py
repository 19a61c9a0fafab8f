"""Least disclosure: what must not be read in the papers that go out of the curator's hands."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx_text import by_path, text
from sample import PAIRS, SECRET_REASON, SECRET_REFUSAL, sample_view
from sample_people import PEOPLE, SECRET_REQUEST

from service.documents.orders.extracts import render_extracts
from service.documents.orders.order import render_orders
from service.documents.orders.publication import render_publication
from service.documents.pairs.proposal import render_proposal

PRIVATE_CODE, PRIVATE_NAME = "Н-008", "Тихонов"
NEVER = [
    "ОВЗ",
    "неуспевающ",
    "совпадение",
    "короткими заданиями",
    "робототехника",
    "Предметы",
    "болезн",
    SECRET_REASON,
    SECRET_REFUSAL,
    SECRET_REQUEST,
    *(contact for person in PEOPLE if (contact := person.contact)),
    *(str(pair.points) for pair in PAIRS),
    *(f"{pair.points // 100},{pair.points % 100:02}" for pair in PAIRS),
]


def papers(*views):
    renderers = (render_orders, render_publication, render_extracts)
    return [paper for view in views for render in renderers for paper in render(view)]


@pytest.fixture(scope="module")
def all_papers():
    """Every paper of a first run, of a refresh, and of the close."""
    first = sample_view(approved=True, changes=(), previous=())
    refresh = sample_view(approved=True, number="47", day=date(2026, 9, 20))
    return [
        *papers(first, refresh),
        *render_orders(first, ending=True),
        *render_publication(first, ending=True),
    ]


def is_open(paper):
    return not paper.path.startswith("private/")


def everything(paper):
    """Every part of the archive, properties included, as one text."""
    archive = zipfile.ZipFile(BytesIO(paper.content))
    parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return text(paper) + "\n".join(parts)


def test_no_paper_says_what_it_must_not(all_papers):
    shown = {(place, paper.path): text(paper).casefold() for place, paper in enumerate(all_papers)}
    assert [(path, word) for path, words in shown.items() for word in NEVER if word.casefold() in words] == []


def test_people_kept_apart_are_in_no_open_paper_nor_file_name(all_papers):
    told = [
        paper.path
        for paper in all_papers
        if is_open(paper)
        and any(word in everything(paper) + paper.path for word in (PRIVATE_CODE, PRIVATE_NAME))
    ]
    assert told == []


def test_a_pair_kept_apart_has_a_paper_of_its_own_by_code(all_papers):
    apart = [paper for paper in all_papers if not is_open(paper)]
    assert [paper.path for paper in apart] == [
        "private/school-3-1-assignment.docx",
        "private/school-3-1-changes.docx",
        "private/school-3-1-completion.docx",
    ]
    for paper in apart:
        assert PRIVATE_CODE in text(paper)
        assert PRIVATE_NAME not in everything(paper)
        assert "№ ______" in text(paper)


def test_the_proposal_says_why_but_nothing_private():
    proposal = by_path(render_proposal(sample_view()))
    assert list(proposal) == ["proposal.docx", "private/proposal.docx"]
    for paper in proposal.values():
        shown = everything(paper)
        assert not [
            word for word in (SECRET_REQUEST, SECRET_REASON, SECRET_REFUSAL, "ОВЗ", "8137") if word in shown
        ]
        assert PRIVATE_NAME not in shown
    assert PRIVATE_CODE not in everything(proposal["proposal.docx"])
    assert PRIVATE_CODE in text(proposal["private/proposal.docx"])
