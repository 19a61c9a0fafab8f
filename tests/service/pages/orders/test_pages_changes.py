"""«Правки»: a replacement is seen before it is made, made with one button, taken back and made again."""

import re

import pytest
from flask.testing import FlaskClient
from live import Live
from visits import post
from walker import Walker

GYMNASIUM = "r2-gymnasium"
PAIR = re.compile(r'<option value="(Н-\d+)"[^>]*>([^<]+) — ([^<]+)</option>')
HIDDEN = re.compile(r'<input type="hidden" name="(version|mentee|mentor|form|instead)" value="([^"]*)">')
FORM = re.compile(r'<form class="does" method="post" action="[^"]*/changes">(.*?)</form>', re.DOTALL)


@pytest.fixture(scope="module")
def run(live: Live, head: FlaskClient) -> str:
    """Return the address of a finished run of the gymnasium."""
    programme = post(head, "/programmes", key=GYMNASIUM).headers["Location"].split("/")[2]
    post(head, f"/programmes/{programme}/uploads/example")
    post(head, f"/programmes/{programme}/uploads/accept")
    run_id = post(head, f"/programmes/{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run_id)
    return f"/runs/{run_id}"


def people(head: FlaskClient, run: str) -> dict[str, tuple[str, str]]:
    """Return code → (name, mentor now)."""
    return {code: (name, mentor) for code, name, mentor in PAIR.findall(head.get(f"{run}/changes").text)}


def offers(head: FlaskClient, run: str, code: str) -> list[dict[str, list[str]]]:
    """Return what each button of the page would send."""
    page = head.get(f"{run}/changes", query_string={"who": code}).text
    found = []
    for form in FORM.findall(page):
        sent: dict[str, list[str]] = {}
        for name, value in HIDDEN.findall(form):
            sent.setdefault(name, []).append(value)
        found.append(sent)
    return found


def someone(head: FlaskClient, run: str) -> tuple[str, dict[str, list[str]]]:
    """Return a mentee for whom there is another mentor, and the first offer."""
    for code, (_, mentor) in people(head, run).items():
        if mentor != "пока без наставника":
            ways = offers(head, run, code)
            if len(ways) > 1 and ways[0]["mentor"][0]:
                return code, ways[0]
    raise AssertionError("nobody could have another mentor")


def test_a_change_is_made_taken_back_and_made_again(head: FlaskClient, run: str) -> None:
    before = people(head, run)
    code, offer = someone(head, run)
    assert post(head, f"{run}/changes", **offer).status_code == 302
    after = people(head, run)
    assert after[code] != before[code]
    name = after[code][1]
    assert name in head.get(f"{run}/pairs").text
    stale = post(head, f"{run}/changes", **offer)
    assert "За это время кто-то внёс правку" in head.get(stale.headers["Location"]).text
    assert people(head, run) == after
    for deed, expected in (("undo", before), ("redo", after), ("undo", before)):
        version = HIDDEN.search(head.get(f"{run}/changes").text)
        assert version
        post(head, f"{run}/changes/{deed}", version=version[2])
        assert people(head, run) == expected, deed


def test_a_change_that_breaks_a_must_is_not_made_whatever_is_sent(head: FlaskClient, run: str) -> None:
    before = people(head, run)
    code, offer = someone(head, run)
    taken = {
        **offer,
        "mentee": [code],
        "mentor": offer["mentor"][:1],
        "form": offer["form"][:1],
        "instead": [""],
    }
    assert len(offer["mentor"]) > 1, "the first offer has a place of its own, so nothing is shown"
    answer = post(head, f"{run}/changes", **taken)
    assert "Так нельзя" in head.get(answer.headers["Location"]).text
    assert people(head, run) == before
    assert post(head, f"{run}/changes", version="0", mentee=["a", "b"], mentor="c").status_code == 400


def test_the_page_shows_the_effect_before_the_button(walker: Walker, head: FlaskClient, run: str) -> None:
    code, _ = someone(head, run)
    walker.log_in("deputy")
    walker.go(f"{run}/changes")
    walker.page.select_option("select[name=who]", code)
    walker.press("form[method=get] button")
    effect = walker.page.locator("article .tags").first.inner_text()
    assert ("общего" if walker.language == "ru" else "in common") in effect
    walker.check()
    walker.press("form.does button")
    assert walker.page.locator("ol.effect li").count() == 1
    walker.check()
    walker.press("form[action$='/changes/undo'] button")
    assert walker.page.locator("ol.effect li").count() == 0
    walker.check()
