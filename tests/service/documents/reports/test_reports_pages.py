"""Pages of both reports: nothing fetched, read without seeing, tags closed, colours of contrast."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from crowded_sample import crowded_view
from report_pages import Elements, page, text

from service.documents.reports import render_curator_report, render_head_report

ROOT = Path(__file__).parents[4]
NEVER_SAID = (
    "прогон",
    "манифест",
    "сертификат",
    "хэш",
    "соль",
    "gap",
    "оптимум",
    "вебхук",
    "оценка",
    "худшая",
    "ОВЗ",
)


@pytest.fixture(scope="module", params=["curator", "head"])
def any_page(request) -> str:
    render = {"curator": render_curator_report, "head": render_head_report}[request.param]
    return render(crowded_view(60))[0].content.decode()


def test_a_page_asks_nobody_for_anything(any_page):
    assert "http:" not in any_page
    assert "https:" not in any_page
    assert "@import" not in any_page
    assert set(re.findall(r"url\(([^)]*)\)", any_page)) <= {"#hatch"}
    links = {
        value
        for _, attrs in Elements(any_page).found
        for key, value in attrs.items()
        if key in {"src", "href"}
    }
    assert all(link.startswith("#") for link in links)
    assert not {tag for tag, _ in Elements(any_page).found} & {
        "script",
        "link",
        "iframe",
        "object",
        "form",
        "base",
    }


def test_the_policy_allows_this_style_sheet_alone(any_page):
    style = re.search(r"<style>(.*?)</style>", any_page, re.DOTALL).group(1)
    policy = next(attrs["content"] for _, attrs in Elements(any_page).found if "http-equiv" in attrs)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert not [attrs for _, attrs in Elements(any_page).found if "style" in attrs]


def test_a_page_can_be_read_without_seeing_it(any_page):
    elements = Elements(any_page).found
    tags = [tag for tag, _ in elements]
    assert elements[0] == ("html", {"lang": "ru"}) or elements[1] == ("html", {"lang": "ru"})
    assert tags.count("h1") == 1
    assert tags.count("main") == 1
    assert tags.count("table") == tags.count("caption")
    assert ("a", {"class": "skip", "href": "#main"}) in elements
    headings = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    assert all("scope" in attrs for tag, attrs in elements if tag == "th")


def test_tags_close_and_names_of_places_are_unique(any_page):
    elements = Elements(any_page)
    assert not elements.open
    ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for tag, attrs in elements.found if tag == "a"}
    assert targets <= set(ids)


def test_colours_of_text_have_enough_contrast():
    style = (ROOT / "service/documents/reports/templates/report.css").read_text("utf-8")
    named = dict(re.findall(r"--([\w-]+):(#\w+)", style))
    for ink in ("ink", "soft", "main", "red", "amber"):
        assert min(contrast(named[ink], named[paper]) for paper in ("paper", "ground")) >= 4.5
    for paper, ink in re.findall(r"background:(#\w{6});color:(#\w{3,6})", style):
        assert contrast(ink, paper) >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_words_of_the_kitchen_are_never_said(any_page):
    for said in (text(any_page), text(page())):
        assert [word for word in NEVER_SAID if re.search(rf"\b{word}", said)] == []
