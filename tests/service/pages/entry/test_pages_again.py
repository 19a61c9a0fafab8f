"""«Отправить ещё раз?»: what a person typed by its label, nothing that a page sends by itself."""

import re
from pathlib import Path

import pytest
from live import Live

from service.pages import frame
from service.pages.entry.again import FORMS, TECHNICAL, Shown, shown_of
from service.pages.typed import Typed
from service.pages.words import TEXT

TEMPLATES = Path(frame.__file__).parent / "templates"
FORM = re.compile(r'<form method="post" action="\{\{ url_for\(.pages\.(\w+)\..*?</form>', re.S)
LABELLED = re.compile(r"<label>\{\{ w\.(\w+) \}\}(?: <small>[^/]*</small>)?<input ([^{}>]*)")


def typed_in_templates() -> dict[tuple[str, str], str]:
    """Return (blueprint, field) → label of every field that one types into."""
    found = {}
    for path in sorted(TEMPLATES.glob("*/*.html")):
        for form in FORM.finditer(path.read_text("utf-8")):
            for label, field in LABELLED.findall(form[0]):
                if 'type="file"' not in field and 'type="password"' not in field:
                    found[form[1], re.search(r'name="(\w+)"', field)[1]] = label  # type: ignore[index]
    return {key: label for key, label in found.items() if key[0] != "login"}


def test_every_field_that_one_types_into_has_the_label_of_its_page() -> None:
    known = {(name, field): label for name, form in FORMS.items() for field, label in form.labels.items()}
    assert known == typed_in_templates()
    assert len(known) >= 8


def test_every_page_with_a_form_has_its_title(live: Live) -> None:
    rules = [rule for rule in live.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    pages = {rule.endpoint.split(".")[1] for rule in rules if rule.endpoint.startswith("pages.")}
    assert pages - {"login", "provider"} == FORMS.keys()
    assert {form.title for form in FORMS.values()} <= TEXT.keys()


@pytest.mark.parametrize(
    ("path", "fields", "shown"),
    [
        (
            "/programmes/prg_a/decisions",
            {"kind": "left", "first": "Н-001", "reason": "уехала"},
            Shown("decisions", (("decision_reason", "уехала"),), more=True),
        ),
        (
            "/runs/run_a/number?tab=1",
            {"shown": "yes", "known": "46;2026-11-01", "number": "47-ОД", "day": "2026-12-01", "amends": " "},
            Shown("orders_title", (("order_number", "47-ОД"), ("order_day", "01.12.2026")), more=False),
        ),
        ("/nowhere", {"a": "b"}, Shown("", (), more=True)),
        ("/v1/programmes", {"title": "b"}, Shown("", (), more=True)),
    ],
)
def test_what_was_typed_is_shown_by_its_label(
    live: Live, path: str, fields: dict[str, str], shown: Shown
) -> None:
    with live.app.app_context():
        assert shown_of(Typed(path, tuple(fields.items()))) == shown


def test_no_technical_name_is_one_of_a_field_to_type_into() -> None:
    assert not TECHNICAL & {field for form in FORMS.values() for field in form.labels}
