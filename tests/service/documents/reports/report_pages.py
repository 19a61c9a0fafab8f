"""Pages of reports as a test renders and reads them."""

import re
from html.parser import HTMLParser

from sample import sample_view

from service.documents.reports import render_curator_report


class Elements(HTMLParser):
    """Every element with its attributes, in order; and whether tags close in the order they open."""

    VOID = frozenset({"meta", "br", "img"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(view=None, **more) -> str:
    (paper,) = render_curator_report(view or sample_view(), **more)
    assert paper.path == "report-curator.html"
    return paper.content.decode()


def text(html: str) -> str:
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", bare))
