"""Orders on the pages: numbered, amended by the order of the next run, completed; with the bytes of the command."""

import re
from pathlib import Path
from typing import Any

import pytest
from by_command import completed_by_command, unzipped
from docx_text import text
from flask.testing import FlaskClient
from live import Live
from page_forms import token_of
from visits import BY, PAIR, approved, new_programme, post
from walker import Walker

from service.folder.order import is_order
from service.view import Paper

NUMBER = {"number": "47; 48", "day": "2026-10-06"}
END = {"number": "90; 91", "day": "2027-05-25", "completion": "yes"}


@pytest.fixture(scope="module")
def programme(head: FlaskClient) -> str:
    return new_programme(head)


@pytest.fixture(scope="module")
def run(live: Live, head: FlaskClient, programme: str) -> str:
    """Return the page of a run that a head has approved."""
    return approved(live, head, programme)


def papers(head: FlaskClient, run: str) -> dict[str, bytes]:
    return unzipped(head.get(f"{run}/papers.zip").data)


def test_who_signs_is_suggested_and_not_a_login_name(live: Live, head: FlaskClient, programme: str) -> None:
    run_id = post(head, f"{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run_id)
    assert f'value="{BY}"' in head.get(f"/runs/{run_id}/orders").text


def test_numbered_and_completed_the_papers_are_those_of_the_command(
    live: Live, head: FlaskClient, run: str, tmp_path: Path
) -> None:
    assert "Завершение программы" in head.get(f"{run}/orders").text
    post(head, f"{run}/number", **END)
    post(head, f"{run}/number", **NUMBER)
    page = head.get(f"{run}/orders").text
    assert "Приказ № 47; 48 от 06.10.2026" in page
    assert "Приказ о завершении № 90; 91 от 25.05.2027" in page
    found, numbered, ended = papers(head, run), (NUMBER["number"], NUMBER["day"]), (END["number"], END["day"])
    run_id = run.rsplit("/", 1)[1]
    expected = completed_by_command(
        live.store, run_id, tmp_path / "run", by=BY, numbered=numbered, ended=ended
    )
    assert [path for path in expected if found.get(path) != expected[path]] == []
    assert found.keys() == expected.keys()
    assert "completion/orders/gymnasium-pupils-completion.docx" in found


def test_the_number_given_last_is_shown_and_can_be_mended(
    live: Live, head: FlaskClient, programme: str
) -> None:
    run = approved(live, head, programme)
    assert "Исправить номер" not in head.get(f"{run}/orders").text
    for number, day, shown in (
        ("47; 84", "2026-10-05", "05.10.2026"),
        ("47; 48", "2026-10-06", "06.10.2026"),
    ):
        post(head, f"{run}/number", number=number, day=day)
        page = head.get(f"{run}/orders").text
        assert f"Приказ № {number} от {shown}" in page
        assert "Исправить номер" in page
        assert f'value="{number}"' in page
        assert f'value="{day}"' in page
    assert "47; 84" not in page
    orders = [text(Paper(path, content)) for path, content in papers(head, run).items() if is_order(path)]
    assert not any("84" in one for one in orders)
    assert any("6 октября 2026 г. № 48" in one for one in orders)


def test_a_number_given_in_another_tab_is_not_replaced_unseen(head: FlaskClient, run: str) -> None:
    post(head, f"{run}/number", **NUMBER)
    old_tab = {"shown": "yes", "day": "2026-10-07"}
    post(head, f"{run}/number", number="9; 10", **old_tab)
    page = head.get(f"{run}/orders").text
    assert "Пока вы заполняли, в приказ вписан № 47; 48" in page
    assert "№ 9; 10" not in page
    post(head, f"{run}/number", number="47; 48", **old_tab)  # the same number sent twice is no surprise
    page = head.get(f"{run}/orders").text
    assert "07.10.2026" in page
    known = re.findall(r'name="known" value="([^"]+)"', page)
    form = {"csrf_token": token_of(head.get("/programmes")), **old_tab, "number": "9; 10", "known": known}
    head.post(f"{run}/number", data=form)
    assert "№ 9; 10" in head.get(f"{run}/orders").text, "who has seen the number may mend it"
    post(head, f"{run}/number", **NUMBER)


@pytest.mark.parametrize("wrong", [{"number": ""}, {"day": "вчера"}, {"organisation": "plant"}])
def test_without_number_and_date_nothing_is_signed(
    head: FlaskClient, run: str, wrong: dict[str, str]
) -> None:
    before = papers(head, run)
    post(head, f"{run}/number", **{**END, "number": "5", **wrong})
    assert "Укажите номер и дату приказа" in head.get(f"{run}/orders").text
    assert papers(head, run) == before


def test_the_order_of_changes_names_the_order_it_amends(
    live: Live, head: FlaskClient, programme: str
) -> None:
    """The number given on the page is known to the next run, as it is to the command's."""
    first = approved(live, head, programme)
    post(head, f"{first}/number", **NUMBER)
    pair = PAIR.search(head.get(f"{first}/pairs").text)
    assert pair
    post(head, f"{programme}/decisions", kind="forbid", first=pair[1], second=pair[2], reason="переезд")
    second = approved(live, head, programme)
    assert "Вносит изменения в приказ" in head.get(f"{second}/orders").text
    changes = {path: content for path, content in papers(head, second).items() if "changes.docx" in path}
    told = [text(Paper(path, content)) for path, content in changes.items()]
    assert any("от 6 октября 2026 г. № 47" in one for one in told), changes.keys()


def test_an_order_that_nobody_numbered_here_can_be_named_by_hand(live: Live, head: FlaskClient) -> None:
    programme = new_programme(head)
    first = approved(live, head, programme)
    pair = PAIR.search(head.get(f"{first}/pairs").text)
    assert pair
    post(head, f"{programme}/decisions", kind="forbid", first=pair[1], second=pair[2], reason="переезд")
    second = approved(live, head, programme)
    assert 'name="amends"' in head.get(f"{second}/orders").text
    post(head, f"{second}/number", **NUMBER, amends="31-ОД", amends_day="2026-09-01")
    before = papers(head, second)
    changes = [content for path, content in before.items() if "changes.docx" in path]
    told = [text(Paper("changes.docx", content)) for content in changes]
    assert any("от 1 сентября 2026 г. № 31-ОД" in one for one in told)
    post(head, f"{second}/number", **END)
    after = papers(head, second)
    assert [path for path in before if "changes.docx" in path and after[path] != before[path]] == []
    assert any(path.startswith("completion/") for path in after), (
        "completed, and what was amended is amended still"
    )


@pytest.mark.parametrize(("language", "scripts"), [("ru", True), ("en", False)])
def test_the_page_can_be_used_by_everybody(
    browser: Any, live: Live, run: str, language: str, scripts: bool
) -> None:
    walker = Walker(browser, live, language=language, scripts=scripts)
    walker.log_in("deputy")
    walker.go(f"{run}/orders")
    walker.open_details("section[aria-labelledby=complete] details")
    walker.check()
    walker.page.fill("section[aria-labelledby=complete] input[name=number]", "92; 93")
    walker.page.fill("section[aria-labelledby=complete] input[name=day]", "2027-05-26")
    walker.press("section[aria-labelledby=complete] button")
    assert {"ru": "Приказы о завершении готовы", "en": "The orders of completion are ready"}[
        language
    ] in walker.text()
    walker.check()
    walker.close()
