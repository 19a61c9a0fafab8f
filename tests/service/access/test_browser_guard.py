"""What a browser is told: cookies behind TLS, headers, a new log-in each time; who is counted behind proxies."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from page_forms import token_of

from service.access.passwords import hash_password
from service.config import load_config
from service.store.organisation import Organisation
from service.store.store import Store
from service.store.users import Membership, Role, User
from service.web import create_app

PASSWORD = "сорок две синицы"
HTTPS = "https://matcher.example"


@pytest.fixture
def store(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'test.db')}")
    with opened.whole() as session:
        school, user = (
            Organisation(title="Школа «Кедр»"),
            User(login="zavuch", password_hash=hash_password(PASSWORD)),
        )
        session.add_all([school, user])
        session.flush()
        session.add(Membership(user_id=user.id, organisation_id=school.id, role=Role.CURATOR))
    yield opened
    opened.close()


def _app(store: Store, home: Path, **settings: Any) -> Flask:
    return create_app(load_config(home=home, **settings), store, runs=None)


def _log_in(client: FlaskClient, password: str = PASSWORD, **given: Any) -> Any:
    form = {"csrf_token": token_of(client.get("/login", **given)), "login": "zavuch", "password": password}
    headers = {"Referer": f"{HTTPS}/login"}
    return client.post("/login", data=form, headers={**headers, **given.pop("headers", {})}, **given)


def test_behind_tls_cookies_are_for_this_host_and_https_only(store: Store, tmp_path: Path) -> None:
    client = _app(store, tmp_path, secure_cookies=True).test_client()
    answer = _log_in(client, base_url=HTTPS)
    assert answer.status_code == 302
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-matcher=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert len(cookie) < 4096
    for path in ("/login", "/v1/programmes", "/healthz"):
        assert "max-age=31536000" in client.get(path, base_url=HTTPS).headers["Strict-Transport-Security"]


def test_every_answer_says_what_a_browser_may_do_with_it(store: Store, tmp_path: Path) -> None:
    client = _app(store, tmp_path).test_client()
    for path in (
        "/login",
        "/v1/programmes",
        "/v1/openapi.json",
        "/v1/docs",
        "/healthz",
        "/nowhere",
        "/assets/none",
    ):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "object-src 'none'" in policy or "default-src 'none'" in policy, path
        assert "base-uri 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "Access-Control-Allow-Origin" not in headers, path
        assert "Server" not in headers, path


def test_a_cookie_from_before_the_log_in_is_worth_nothing_after_it(store: Store, tmp_path: Path) -> None:
    """Whoever planted a cookie in somebody's browser holds nothing when that person has logged in."""
    client = _app(store, tmp_path).test_client()
    client.get("/login")
    planted = client.get_cookie("matcher")
    assert planted is not None
    _log_in(client)
    mine = client.get_cookie("matcher")
    assert mine is not None
    assert mine.value != planted.value
    thief = client.application.test_client()
    thief.set_cookie("matcher", planted.value)
    assert "/login" in thief.get("/programmes").headers["Location"]


@pytest.mark.parametrize(("trusted", "expected"), [(0, [401, 401, 429]), (1, [401, 401, 401])])
def test_limits_count_the_person_and_not_the_proxy_and_believe_no_stranger(
    trusted: int, expected: list[int], store: Store, tmp_path: Path
) -> None:
    """Without a trusted proxy anybody could write the header, so it is not read."""
    app = _app(store, tmp_path, trusted_proxies=trusted, login_limit="2 per minute")
    answers = [
        _log_in(app.test_client(), "не тот пароль", headers={"X-Forwarded-For": f"203.0.113.{k}"})
        for k in range(3)
    ]
    assert [one.status_code for one in answers] == expected
    # With a proxy only its own word counts, the last one.
    if trusted:
        forged = {"X-Forwarded-For": "1.2.3.4, 203.0.113.0"}
        answers = [_log_in(app.test_client(), "не тот пароль", headers=forged) for _ in range(2)]
        assert [one.status_code for one in answers] == [401, 429]


def test_two_keys_live_while_one_is_replaced(store: Store) -> None:
    """Both work, each is revoked alone, and neither is kept as it is shown."""
    from service.access.principal import find_key
    from service.access.roster import get_user, give_key
    from service.store.base import now
    from service.store.users import ApiKey

    with store.whole() as session:
        user = get_user(session, "zavuch")
        old, new = give_key(session, user, "старый"), give_key(session, user, "новый")
        first = find_key(session, old)
        assert first is not None
        assert find_key(session, new) is not None
        first.revoked_at = now()
        session.flush()
        assert find_key(session, old) is None
        assert find_key(session, new) is not None
        kept = " ".join(str(row.digest) + row.hint for row in session.query(ApiKey))
        assert old not in kept
        assert new not in kept
