"""The first page of the demonstration: five programmes, each with a picture of its order and of its report.

The pictures are drawn from the data of the run, so the page is the same on every machine. Where an office program or a
browser took pictures of the real papers, those are shown instead.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from matcher.result import Pair
from questionnaires.programme import Category, Organisation
from questionnaires.wording import Language
from service.documents.reports.figures import mean
from service.documents.reports.look import find_worth_a_look
from service.documents.reports.page import render_page
from service.documents.reports.pictures import histogram
from service.documents.reports.proofs import CHECKED, NOT_SHOWN, proof_in_a_word
from service.documents.reports.served import find_peers, find_served
from service.documents.reports.who import Who
from service.documents.words.order_wording import order_wording
from service.view import RunView

MOST_ROWS = 6
"""Rows of the appendix that fit the picture of a page."""


@dataclass(frozen=True, slots=True)
class Link:
    """A file of the run's folder, with its path from the page, with ``/``."""

    title: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One programme of the demonstration.

    Parameters
    ----------
    answers
        Rows read from its files.
    verified
        Whether the separate check accepted the run.
    links
        Files to open, the most telling first.
    order, report
        PNG of the real order's first page and of the report; None where nothing could take it.
    """

    view: RunView
    answers: int
    verified: bool
    links: tuple[Link, ...]
    order: bytes | None = None
    report: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What the drawing of an order's first page shows."""

    heading: str
    act: str
    title: str
    command: str
    place: str
    preamble: str
    duties: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    more: int
    head: str
    head_position: str


def render_index(entries: Sequence[Entry]) -> bytes:
    """Return ``index.html`` of the demonstration."""
    cards = [_card(entry) for entry in entries]
    return render_page("gallery.html", Language.RU, {"cards": cards, "quote": quote}, sheet="gallery.css")


def _card(entry: Entry) -> dict[str, Any]:
    view = entry.view
    pairs, worth = view.pairs(), find_worth_a_look(view.pairs())
    ready = sum(map(len, view.result.ready.values()))
    return {
        "programme": view.programme,
        "entry": entry,
        "ready": ready,
        "pairs": len(pairs) + len(view.groups()),
        "matched": len(find_served(view)),
        "peers": len(find_peers(view)),
        "proof": _proof(entry),
        "waiting": len(view.unmatched()),
        "mean": mean([pair.points for pair in pairs], view.language),
        "worth": len(worth),
        "sheet": _sheet(view),
        "histogram": histogram(pairs, worth, view.language),
        "order": _embedded(entry.order),
        "report": _embedded(entry.report),
    }


def _proof(entry: Entry) -> str:
    word = proof_in_a_word(entry.view.result) if entry.verified else NOT_SHOWN
    mark = {CHECKED: "✓", NOT_SHOWN: "!"}.get(word, "")
    return f"{mark} {word[entry.view.language]}".strip()


def _embedded(picture: bytes | None) -> Markup | None:
    return Markup("data:image/png;base64," + b64encode(picture).decode()) if picture else None


def _sheet(view: RunView) -> Sheet:
    """Return the order of the organisation with the most rows: the first page everybody would look at."""
    programme = view.programme
    who, words = Who(view), order_wording()
    signing = [place for place in programme.organisations if not place.partner]
    listed = {place.key: tuple(_rows(view, who, place)) for place in signing}
    place = max(signing, key=lambda place: len(listed[place.key]))
    rows = listed[place.key]
    return Sheet(
        heading=place.name,
        act=words.acts[place.act]["heading"],
        title=words.titles["assignment"],
        command=words.acts[place.act]["command"],
        place=place.place,
        preamble=programme.order.preamble,
        duties=tuple(duty for duty in programme.order.duties if "{" not in duty),
        rows=rows[:MOST_ROWS],
        more=max(0, len(rows) - MOST_ROWS),
        head=place.head,
        head_position=place.head_position,
    )


def _rows(view: RunView, who: Who, place: Organisation) -> Iterator[tuple[str, str, str]]:
    """Yield (mentor, mentee, form) as an appendix lists them; people of private bases stand in no list."""
    titles = {form.key: form.title for form in view.programme.forms}
    of_pupils = any(who.kind(pair.mentee) is Category.PUPIL for pair in view.result.pairs)
    own = [pair for pair in view.result.pairs if _stands_in(who, pair, place, of_pupils)]
    for pair in sorted(own, key=lambda pair: (who.order(pair.mentor), who.order(pair.mentee))):
        mentor, mentee = who.label(pair.mentor), who.label(pair.mentee)
        yield _full(mentor.name, mentor.detail), _full(mentee.name, mentee.detail), titles[pair.form]


def _stands_in(who: Who, pair: Pair, place: Organisation, of_pupils: bool) -> bool:
    """Pupils and teachers stand in different orders; the picture is of the pupils' one where there are pupils."""
    sides = (pair.mentee, pair.mentor)
    if any(who.is_private(code) for code in sides) or not any(who.is_of(code, place.key) for code in sides):
        return False
    return (who.kind(pair.mentee) is Category.PUPIL) is of_pupils


def _full(name: str, detail: str) -> str:
    return f"{name}, {detail}" if detail else name
