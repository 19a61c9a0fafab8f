"""The first page of the demonstration: both pictures always, invented people said, links that work."""

import re
from dataclasses import replace
from importlib.resources import files

import pytest
from crowded_sample import crowded_view
from sample import sample_view

from questionnaires.programme import Arrangement
from service.documents.gallery import MOST_ROWS, Entry, Link, render_index

PNG = b"\x89PNG\r\n\x1a\nnot really"


def index(*entries: Entry) -> str:
    return render_index(entries).decode()


def entry(view=None, **more) -> Entry:
    links = (Link("Отчёт куратора", "r2/report-curator.html"), Link("Приказ", "r2/orders/приказ 1.docx"))
    return Entry(view=view or sample_view(approved=True), answers=16, verified=True, links=links, **more)


def test_both_pictures_are_there_without_any_tool():
    html = index(entry())
    assert html.count("<figure>") == 2
    assert "О закреплении наставнических пар (групп)" in html
    assert '<svg class="chart"' in html
    assert "<img" not in html


def test_pictures_of_the_real_papers_are_shown_where_there_are_any():
    html = index(entry(order=PNG, report=PNG))
    assert html.count('<img src="data:image/png;base64,iVBORw0KGgpub3QgcmVhbGx5"') == 2


@pytest.mark.parametrize("pictures", [{}, {"order": PNG, "report": PNG}])
def test_every_picture_says_that_people_are_invented(pictures):
    frames = re.findall(r'<div class="frame.*?</figure>', index(entry(**pictures)), re.DOTALL)
    assert len(frames) == 2
    assert all("Места и люди вымышлены" in frame for frame in frames)


def test_an_order_nobody_approved_is_marked_as_a_draft():
    assert "ПРОЕКТ" in index(entry(sample_view()))
    assert "ПРОЕКТ" not in index(entry())


def test_the_act_speaks_as_the_organisation_does():
    gymnasium, _, plant = sample_view().programme.organisations
    html = index(entry(sample_view(approved=True, organisations=(gymnasium, plant))))
    assert "РАСПОРЯЖЕНИЕ" in html
    assert "ОБЯЗЫВАЮ:" in html


def test_people_kept_apart_stand_in_no_list():
    html = index(entry())
    assert "Тихонов" not in html
    assert "Н-008" not in html


def test_a_long_list_is_cut_and_says_so():
    html = index(entry(crowded_view(60)))
    assert len(re.findall(r"<tr><td>\d+</td>", html)) == MOST_ROWS
    assert re.search(r"… и ещё \d+", html)


def test_links_lead_to_files_beside_the_page():
    assert '<a href="r2/orders/%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%201.docx">Приказ</a>' in index(entry())


def test_the_page_asks_nobody_for_anything():
    html = index(entry(), entry(crowded_view(30)))
    assert "http:" not in html
    assert "https:" not in html
    assert "default-src &#39;none&#39;" in html


def test_the_table_has_the_numbers_of_the_run():
    row = re.search(r"<tbody><tr>(.*?)</tr>", index(entry())).group(1)
    assert re.findall(r'class="n">(\d+)<', row) == ["16", "16", "7", "2"]
    assert "✓ проверено" in row


def with_peers():
    """Return the sample in which one form is of peers, so that both ends of its pairs are served."""
    view = sample_view(approved=True)
    forms = tuple(
        replace(form, arrangement=Arrangement.PEER_PAIRS) if form.key == "student-student" else form
        for form in view.programme.forms
    )
    return replace(view, programme=replace(view.programme, forms=forms))


def test_more_people_than_pairs_are_explained_by_the_peers_among_them():
    view = with_peers()
    pairs = [pair for pair in view.pairs() if pair.form == "student-student"]
    both = {code for pair in pairs for code in (pair.mentee, pair.mentor)}
    assert f"<small>в парах и группах равных: {len(both)}</small>" in index(entry(view))
    assert "равных:" not in index(entry())


@pytest.mark.parametrize("sheet", ["gallery.css", "report.css"])
def test_the_last_label_of_an_axis_is_not_cut(sheet):
    """«100» stands in the middle of the right end of the axis, so half of it reaches beyond on a phone."""
    style = files("service.documents.reports").joinpath("templates", sheet).read_text("utf-8")
    assert re.search(r"\.chart\{[^}]*overflow:visible", style)


def test_on_a_phone_the_badge_stands_above_the_paper_and_not_on_it():
    style = files("service.documents.reports").joinpath("templates", "gallery.css").read_text("utf-8")
    phone = style[style.index("@media (max-width:44rem)") :]
    assert re.search(r"\.stamp\{[^}]*position:static", phone)
