"""The curator's decisions: put down with a private reason, obeyed by the next run, withdrawn."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from live import LOGINS, Live
from visits import log_in, post
from walker import Walker

OPTION = re.compile(r'<option value="([НМ]-\d+)"')
REASON = "братья, просила мама"


@pytest.fixture(scope="module")
def programme(live: Live, head: FlaskClient) -> str:
    path = "/".join(post(head, "/programmes", key="r2-gymnasium").headers["Location"].split("/")[:3])
    assert "решать пока не о ком" in head.get(f"{path}/decisions").text
    post(head, f"{path}/uploads/example")
    post(head, f"{path}/uploads/accept")
    return path


def run_pairs(live: Live, head: FlaskClient, programme: str) -> str:
    """Run and return the page of the pairs."""
    run_id = post(head, f"{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run_id)
    return head.get(f"/runs/{run_id}/pairs").text


def test_a_decision_is_obeyed_and_its_reason_stays_here(
    live: Live, head: FlaskClient, programme: str
) -> None:
    pair = re.search(r"<small>(Н-\d+) · (М-\d+)</small>", run_pairs(live, head, programme))
    assert pair
    made = post(head, f"{programme}/decisions", kind="forbid", first=pair[1], second=pair[2], reason=REASON)
    assert made.status_code == 302, made.text
    shown = head.get(f"{programme}/decisions").text
    assert REASON in shown
    assert LOGINS["deputy"][0] in shown
    pairs = run_pairs(live, head, programme)
    assert f"{pair[1]} · {pair[2]}" not in pairs
    assert REASON not in pairs
    withdraw = re.search(r"/programmes/\w+/decisions/con_\w+/withdraw", shown)
    assert withdraw
    assert post(head, withdraw[0]).status_code == 302
    assert REASON not in head.get(f"{programme}/decisions").text


def test_who_left_gets_nobody_until_he_comes_back(live: Live, head: FlaskClient, programme: str) -> None:
    pair = re.search(r"<small>(Н-\d+) · (М-\d+)</small>", run_pairs(live, head, programme))
    assert pair
    mentor = pair[2]
    made = post(head, f"{programme}/decisions", kind="left", first=mentor, reason=REASON)
    assert made.status_code == 302, made.text
    shown = head.get(f"{programme}/decisions").text
    assert "− Выбыл из программы" in shown
    assert "пока вы не запишете «Вернулся»" in shown
    twice = post(head, f"{programme}/decisions", kind="left", first=mentor)
    assert (twice.status_code, "Такое решение уже есть" in twice.text) == (422, True)
    assert f"· {mentor}<" not in run_pairs(live, head, programme)
    assert "выбытие из программы" in head.get(f"{programme}/readiness").text
    assert post(head, f"{programme}/decisions", kind="returned", first=mentor).status_code == 302
    shown = head.get(f"{programme}/decisions").text
    assert ("↺ Вернулся в программу" in shown, "− Выбыл" in shown) == (True, False)
    assert f"· {mentor}<" in run_pairs(live, head, programme)


def test_who_is_refused_as_one_is_still_chosen_there(head: FlaskClient, programme: str) -> None:
    mentor = OPTION.findall(head.get(f"{programme}/decisions").text)[-1]
    answer = post(head, f"{programme}/decisions", kind="left", first=mentor, form="тьюторство", reason=REASON)
    assert answer.status_code == 422
    assert "форму не называют" in answer.text
    two, one = answer.text.split('id="one"')
    assert f'value="{mentor}" selected' not in two
    assert f'value="{mentor}" selected' in one
    assert (REASON in two, REASON in one) == (False, True)


def test_what_no_run_could_obey_is_refused_and_nothing_typed_is_lost(
    head: FlaskClient, programme: str
) -> None:
    mentor = OPTION.findall(head.get(f"{programme}/decisions").text)[-1]
    answer = post(head, f"{programme}/decisions", kind="lock", first=mentor, second=mentor, reason=REASON)
    assert answer.status_code == 422
    assert "Нужны два разных человека" in answer.text
    assert REASON in answer.text


def test_reasons_are_not_for_who_only_looks(live: Live, programme: str) -> None:
    viewer = live.app.test_client()
    log_in(viewer, "methodologist")
    assert viewer.get(f"{programme}/decisions").status_code == 403


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_can_be_used_by_everybody(browser: Any, live: Live, programme: str, language: str) -> None:
    walker = Walker(browser, live, language=language, scripts=True)
    walker.log_in("deputy")
    walker.go(f"{programme}/decisions")
    walker.check()
    walker.page.select_option("select[name=first]", index=1)
    walker.page.select_option("select[name=second]", index=1)
    walker.press("main form button")
    walker.check()
    walker.page.select_option("section[aria-labelledby=one] select[name=first]", index=3)
    walker.press("section[aria-labelledby=one] button")
    walker.check()
    walker.press("input[value=returned] ~ button")
    assert walker.page.locator("input[value=returned] ~ button").count() == 0
    walker.close()


NAMED = re.compile(r'<option value="([НМ]-\d+)"[^>]*>([^<,]+)')


def test_a_contradiction_names_people_to_who_may_know_them_and_leads_to_the_decisions(
    live: Live, head: FlaskClient, programme: str
) -> None:
    names = dict(NAMED.findall(head.get(f"{programme}/decisions").text))
    mentor = next(code for code in names if code.startswith("М"))
    kept = 0
    for mentee in (code for code in names if code.startswith("Н")):
        told = {"kind": "lock", "first": mentee, "second": mentor, "reason": REASON}
        kept += post(head, f"{programme}/decisions", **told).status_code == 302
        if kept == 4:
            break
    assert kept == 4, "more than any mentor may take"
    run_id = post(head, f"{programme}/runs").headers["Location"].split("/")[2]
    live.wait_for_end(run_id)
    shown = head.get(f"/runs/{run_id}").text
    assert "противоречат друг другу" in shown
    assert f"{names[mentor]} ({mentor})" in shown
    assert f'href="{programme}/decisions"' in shown
    stranger = live.app.test_client()
    log_in(stranger, "methodologist")
    coded = stranger.get(f"/runs/{run_id}").text
    assert mentor in coded
    assert names[mentor] not in coded
