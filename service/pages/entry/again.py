"""A form that is to be sent again, in the words of its page: what was typed by its label, and nothing technical."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import current_app
from werkzeug.exceptions import HTTPException

from service.pages.typed import Typed

TECHNICAL = frozenset({"version", "shown", "known"})
"""Fields that a page sends by itself: nobody typed or chose them."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a page with forms calls itself and what is typed there.

    Parameters
    ----------
    title
        Key of the page's title among the words.
    labels
        Name of a field in which one types → key of its label.
    """

    title: str
    labels: Mapping[str, str] = field(default_factory=dict)


FORMS = {
    "programmes": Form("programmes"),
    "uploads": Form("uploads_title"),
    "columns": Form("columns_title"),
    "decisions": Form("decisions", {"reason": "decision_reason"}),
    "importance": Form("important_title"),
    "runs": Form("run_title"),
    "changes": Form("changes_title"),
    "telling": Form("telling_title"),
    "orders": Form(
        "orders_title",
        {
            "by": "who_approves",
            "number": "order_number",
            "day": "order_day",
            "amends": "order_amends",
            "amends_day": "order_day",
        },
    ),
    "keys": Form("other_programs", {"title": "key_title", "days": "key_days"}),
}
"""Blueprint → its forms."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person reads of a form before sending it again.

    Parameters
    ----------
    title
        Key of the title of its page; empty when it is of no page.
    lines
        Key of a label and what was typed there, in the order of the form.
    more
        Whether something was chosen or ticked besides.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    more: bool


def shown_of(typed: Typed) -> Shown:
    """Return a form in the words of its page."""
    form = FORMS.get(_blueprint(typed.path), Form(""))
    filled = [(name, value) for name, value in typed.fields if value.strip() and name not in TECHNICAL]
    lines = tuple((form.labels[name], _as_read(value)) for name, value in filled if name in form.labels)
    return Shown(form.title, lines, more=len(lines) < len(filled))


def _blueprint(path: str) -> str:
    """Return the blueprint of pages that takes a form sent to the path; empty when none does."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0], method="POST")
    except HTTPException:
        return ""
    floor, *name = str(endpoint).split(".")
    return name[0] if floor == "pages" else ""


def _as_read(value: str) -> str:
    """Return a day as people write it; anything else as it is."""
    try:
        return date.fromisoformat(value).strftime("%d.%m.%Y")
    except ValueError:
        return value
