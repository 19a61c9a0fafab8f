"""Coming in and going out: passwords, guesses, cookies, the end of a log-in."""

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from live import PASSWORD, Live
from page_forms import token_of
from sqlalchemy import select, update
from visits import log_in, post

from service.api.protocol.context import EXTENSION
from service.pages.visitor import IDLE
from service.store.base import now
from service.store.users import Login, User

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
LOG_IN = re.compile(r'action="(/login[^"]*)"')


def test_a_cookie_is_for_this_service_only(visitor: FlaskClient) -> None:
    cookie = log_in(visitor, "head").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    "onwards", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)"]
)
def test_log_in_leads_nowhere_else(visitor: FlaskClient, onwards: str) -> None:
    token = token_of(visitor.get("/login"))
    form = {"csrf_token": token, "login": "head", "password": PASSWORD}
    answer = visitor.post("/login", query_string={"onwards": onwards}, data=form)
    assert answer.headers["Location"] == "/programmes"


def test_log_in_leads_back_to_the_page(visitor: FlaskClient) -> None:
    sent = visitor.get("/programmes?show=look").headers["Location"]
    token = token_of(visitor.get(sent))
    form = {"csrf_token": token, "login": "head", "password": PASSWORD}
    assert visitor.post(sent, data=form).headers["Location"] == "/programmes?show=look"


def lapsed(live: Live, visitor: FlaskClient, path: str, **form: Any) -> Any:
    """Send a form whose log-in has ended meanwhile; return the answer."""
    log_in(visitor, "head")
    token = token_of(visitor.get("/programmes"))
    with live.store.whole() as session:
        session.execute(update(Login).values(expires_at=now()))
    return visitor.post(path, data={"csrf_token": token, **form})


def logged_in_from(visitor: FlaskClient, page: Any, password: str = PASSWORD) -> Any:
    """Fill in the log-in of a page, with all that the page takes along."""
    fields = {name: html.unescape(value) for name, value in HIDDEN.findall(page.text)}
    where = html.unescape(LOG_IN.findall(page.text)[0])
    return visitor.post(where, data={**fields, "login": "head", "password": password})


def test_a_file_sent_after_the_log_in_has_ended_says_that_nothing_was_saved(
    live: Live, visitor: FlaskClient
) -> None:
    path = "/programmes/prg_nobody/uploads"
    asked = lapsed(live, visitor, path, role="answers", files=(io.BytesIO(b"a"), "a.csv")).headers["Location"]
    page = visitor.get(asked)
    assert "отправленное не сохранено" in page.text
    assert logged_in_from(visitor, page).headers["Location"] == "/programmes/prg_nobody"


def test_what_was_typed_before_the_log_in_ended_is_sent_after_the_next_one(
    live: Live, visitor: FlaskClient
) -> None:
    title = 'Осень "2026" <b>'
    page = lapsed(live, visitor, "/keys", role="viewer", title=title, days="30")
    assert page.status_code == 401
    assert "отправленное не сохранено" in page.text
    again = logged_in_from(visitor, logged_in_from(visitor, page, "не тот пароль"))
    assert again.status_code == 200
    shown = again.text.split("<form")[-2]
    assert f"<dt>Для чего ключ</dt><dd>{html.escape(title).replace('&quot;', '&#34;')}</dd>" in shown
    assert ("viewer" in shown, "Выбранное и отмеченное" in shown) == (False, True)
    fields = {name: html.unescape(value) for name, value in HIDDEN.findall(again.text)}
    assert {"role": "viewer", "title": title, "days": "30"}.items() <= fields.items()
    assert visitor.post("/keys", data=fields | {"csrf_token": "of before"}).status_code == 400
    assert title not in html.unescape(visitor.get("/keys").text)
    assert visitor.post("/keys", data=fields).status_code < 400
    assert title in html.unescape(visitor.get("/keys").text)


@pytest.mark.parametrize("typed", ["", "[", "1", '["//example.org", [["a", "b"]]]', '["/a", [1]]', "[1, []]"])
def test_nothing_but_a_form_of_this_service_is_taken_along(visitor: FlaskClient, typed: str) -> None:
    form = {"csrf_token": token_of(visitor.get("/login")), "login": "head", "password": PASSWORD}
    assert visitor.post("/login", data={**form, "typed": typed}).headers["Location"] == "/programmes"


def test_a_wrong_password_and_an_unknown_name_say_the_same(visitor: FlaskClient) -> None:
    wrong, unknown = log_in(visitor, "head", "не тот пароль"), log_in(visitor, "nobody", "не тот пароль")
    assert wrong.status_code == unknown.status_code == 401
    hide = re.compile(r'value="[^"]*"')
    assert hide.sub("", wrong.text) == hide.sub("", unknown.text)


def test_guessing_is_slowed_down(live: Live, visitor: FlaskClient) -> None:
    """Twenty guesses at one name, then a wait is asked for, whatever the address."""
    answers = [
        log_in(visitor, "guessed", "не тот пароль", environ_base={"REMOTE_ADDR": f"10.0.0.{k}"})
        for k in range(21)
    ]
    assert [answer.status_code for answer in answers] == [401] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Слишком много попыток" in answers[-1].text
    wait = int(answers[-1].headers["Retry-After"])
    assert f"через {-(-wait // 60)} мин." in answers[-1].text, (
        "and not «in a minute» where it is a quarter of an hour"
    )


def test_logging_out_ends_the_log_in_on_the_server(visitor: FlaskClient) -> None:
    log_in(visitor, "head")
    kept = visitor.get_cookie("matcher")
    assert kept is not None
    post(visitor, "/logout")
    visitor.set_cookie("matcher", kept.value)
    assert "/login" in visitor.get("/programmes").headers["Location"]


def test_a_log_in_ends_after_an_hour_without_work(live: Live, visitor: FlaskClient) -> None:
    log_in(visitor, "viewer")
    assert visitor.get("/programmes").status_code == 200
    with live.store.whole() as session:
        owner = session.scalar(select(User.id).where(User.login == "viewer"))
        past = now() - IDLE - timedelta(seconds=1)
        session.execute(update(Login).where(Login.user_id == owner).values(seen_at=past))
    assert "/login" in visitor.get("/programmes").headers["Location"]


def test_a_log_in_ends_after_the_hours_that_are_set_however_busy(live: Live, visitor: FlaskClient) -> None:
    log_in(visitor, "viewer")
    with live.store.whole() as session:
        owner = session.scalar(select(User.id).where(User.login == "viewer"))
        newest = select(Login).where(Login.user_id == owner).order_by(Login.expires_at.desc())
        login = session.scalars(newest).first()
        assert login is not None
        left = login.expires_at - now()
        login.expires_at, login.seen_at = now() - timedelta(seconds=1), now()
    most = timedelta(hours=live.app.extensions[EXTENSION].config.session_hours)
    assert most - timedelta(minutes=5) < left <= most
    assert "/login" in visitor.get("/programmes").headers["Location"]


def test_passwords_are_hidden_as_they_are_typed_and_left_to_password_managers(visitor: FlaskClient) -> None:
    page = visitor.get("/login").text
    fields = re.findall(r"<input[^>]*type=\"password\"[^>]*>", page)
    assert len(fields) == 1
    assert 'autocomplete="current-password"' in fields[0]
    assert "onpaste" not in page


def test_a_new_password_ends_every_other_log_in(live: Live, visitor: FlaskClient) -> None:
    elsewhere = live.app.test_client()
    for client in (visitor, elsewhere):
        log_in(client, "curator")
    new = "сорок три весёлых синицы"
    bad = post(visitor, "/password", old=PASSWORD, new="коротко", again="коротко")
    assert bad.status_code == 422
    easy = post(visitor, "/password", old=PASSWORD, new="curator12345", again="curator12345")
    assert easy.status_code == 422
    assert "легко угадать" in easy.text
    assert post(visitor, "/password", old="не тот", new=new, again=new).status_code == 422
    try:
        assert post(visitor, "/password", old=PASSWORD, new=new, again=new).status_code == 302
        assert visitor.get("/programmes").status_code == 200
        assert "/login" in elsewhere.get("/programmes").headers["Location"]
    finally:
        post(visitor, "/password", old=new, new=PASSWORD, again=PASSWORD)


def test_a_one_time_password_must_be_changed_first(live: Live, visitor: FlaskClient) -> None:
    log_in(visitor, "viewer")
    with live.store.whole() as session:
        session.execute(update(User).where(User.login == "viewer").values(must_change_password=True))
    try:
        assert visitor.get("/programmes").headers["Location"] == "/password"
        assert visitor.get("/password").status_code == 200
    finally:
        with live.store.whole() as session:
            session.execute(update(User).where(User.login == "viewer").values(must_change_password=False))


def test_the_english_page_is_english(visitor: FlaskClient) -> None:
    assert '<html lang="en"' in visitor.get("/login?language=en").text
    assert "Log in" in visitor.get("/login").text
