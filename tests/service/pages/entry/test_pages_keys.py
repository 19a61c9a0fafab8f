"""The first key of a new service is made on a page: the API itself asks for one."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from live import Live
from visits import log_in, post
from walker import Walker

KEY = re.compile(r"mk_[\w-]{20,}")
FORM = {"title": "Электронный журнал", "role": "curator", "days": "30"}


def test_a_key_is_shown_once_works_and_is_revoked(live: Live, head: FlaskClient) -> None:
    made = post(head, "/keys", **FORM)
    key = KEY.search(made.text)
    assert key, made.text
    asked: dict[str, Any] = {"headers": {"Authorization": f"Bearer {key[0]}"}}
    assert live.app.test_client().get("/v1/programmes", **asked).status_code == 200
    listed = head.get("/keys").text
    assert key[0] not in listed
    assert "Электронный журнал" in listed
    revoke = re.findall(r"/keys/key_\w+/revoke", listed)[-1]
    assert post(head, revoke).status_code == 302
    assert live.app.test_client().get("/v1/programmes", **asked).status_code == 401


@pytest.mark.parametrize("wrong", [{"title": " "}, {"days": "0"}, {"days": "x"}, {"days": "99999"}])
def test_a_form_that_is_wrong_makes_nothing(head: FlaskClient, wrong: dict[str, str]) -> None:
    answer = post(head, "/keys", **{**FORM, **wrong})
    assert answer.status_code == 422
    assert not KEY.search(answer.text)


@pytest.mark.parametrize("login", ["curator", "viewer", "methodologist"])
def test_keys_are_the_heads(live: Live, login: str) -> None:
    client = live.app.test_client()
    log_in(client, login)
    assert client.get("/keys").status_code == 403
    assert post(client, "/keys", **FORM).status_code == 403


def test_a_key_of_another_organisation_does_not_exist(live: Live, head: FlaskClient) -> None:
    post(head, "/keys", **FORM)
    revoke = re.findall(r"/keys/key_\w+/revoke", head.get("/keys").text)[-1]
    stranger = live.app.test_client()
    log_in(stranger, "stranger")
    assert post(stranger, revoke).status_code == 404
    assert "Электронный журнал" not in stranger.get("/keys").text


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_can_be_used_by_everybody(browser: Any, live: Live, language: str) -> None:
    walker = Walker(browser, live, language=language, scripts=True)
    walker.log_in("deputy")
    said = "Ключи для других программ" if language == "ru" else "Keys for other programs"
    walker.press("main > p:last-of-type a")
    assert walker.page.inner_text("h1") == said
    walker.check()
    walker.page.fill("input[name=title]", "Журнал")
    walker.press("form[action$='/keys'] button")
    walker.check()
    walker.context.set_extra_http_headers({"Accept-Language": language})
    if language == "en":  # in which the whole description is written
        walker.go("/v1/docs")
        walker.check()
    walker.go("/v1/problems/stale")
    walker.check()
    walker.close()
