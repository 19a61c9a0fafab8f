"""Log-in by an identity provider, against a real one on a loopback port."""

import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from small_provider import CLIENT, SECRET, SmallProvider
from sqlalchemy import func, select

from service.access.passwords import hash_password
from service.config import ConfigRefused, load_config
from service.store.base import now
from service.store.organisation import Organisation
from service.store.store import Store
from service.store.users import Login, Membership, Role, User
from service.web import create_app

EMAIL, PUBLIC = "zavuch@kedr.example", "http://localhost"
KEPT = hash_password("одноразовый пароль")
PERSON = {"sub": "person-7", "email": EMAIL, "email_verified": True}


@pytest.fixture
def provider() -> Iterator[SmallProvider]:
    running = SmallProvider(claims=dict(PERSON)).start()
    yield running
    running.stop()


@pytest.fixture
def store(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """Give a school with a curator whose login name is an address, and a user without any role."""
    opened = Store(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'test.db')}")
    with opened.whole() as session:
        school = Organisation(title="Школа «Кедр»")
        curator = User(login=EMAIL, password_hash=KEPT, must_change_password=True)
        session.add_all([school, curator, User(login="nobody@kedr.example")])
        session.flush()
        session.add(Membership(user_id=curator.id, organisation_id=school.id, role=Role.CURATOR))
    yield opened
    opened.close()


@pytest.fixture
def client(provider: SmallProvider, store: Store, tmp_path: Path) -> FlaskClient:
    config = load_config(
        home=tmp_path,
        public_url=PUBLIC,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Школьный вход",
        login_limit="100 per minute",
    )
    return create_app(config, store, runs=None).test_client()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def ask(address: str) -> str:
    """Go to the provider as a browser would and return where it sends the person."""
    try:
        with urllib.request.build_opener(_Stay).open(address, timeout=60):
            raise AssertionError("the provider sent nobody anywhere")
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.headers["Location"]


def log_in(client: FlaskClient, onwards: str = "") -> Any:
    """Follow the whole way: there, and back with what the provider gave."""
    there = client.get("/login/provider", query_string={"onwards": onwards})
    assert there.status_code == 302, there.text
    back = ask(there.headers["Location"])
    assert back.startswith(f"{PUBLIC}/login/provider/back")
    return client.get(back.removeprefix(PUBLIC))


def logins(store: Store) -> int:
    with store.whole(read_only=True) as session:
        return session.scalar(select(func.count()).select_from(Login)) or 0


def test_a_known_person_comes_in(client: FlaskClient, store: Store, provider: SmallProvider) -> None:
    assert "Школьный вход" in client.get("/login").text
    answer = log_in(client, "/programmes?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/programmes?x=1")
    assert client.get("/programmes").status_code == 200
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20
    with store.whole(read_only=True) as session:
        user = session.scalars(select(User).where(User.login == EMAIL)).one()
        assert user.subject == f"{provider.issuer} person-7"
        assert (user.password_hash, user.must_change_password) == (None, False)


def test_what_the_token_does_not_say_is_asked_for(client: FlaskClient, provider: SmallProvider) -> None:
    provider.told_apart = True
    assert log_in(client).headers["Location"] == "/programmes"


def test_afterwards_the_subject_alone_decides(
    client: FlaskClient, store: Store, provider: SmallProvider
) -> None:
    """Somebody who later gets the address is nobody; the same person under another address is known."""
    log_in(client)
    provider.claims = {**PERSON, "sub": "person-8"}
    assert log_in(client.application.test_client()).status_code == 403
    provider.claims = {"sub": "person-7", "email": "new@kedr.example", "email_verified": False}
    assert log_in(client.application.test_client()).status_code == 302


@pytest.mark.parametrize(
    "claims",
    [
        {**PERSON, "email_verified": False},
        {**PERSON, "email_verified": "true"},
        {"sub": "person-7", "email": EMAIL},
        {**PERSON, "email": "stranger@else.example"},
        {**PERSON, "email": "nobody@kedr.example"},
        {"sub": "person-7"},
    ],
)
def test_nobody_gets_rights_by_an_unknown_or_unproved_address(
    claims: dict[str, Any], client: FlaskClient, store: Store, provider: SmallProvider
) -> None:
    provider.claims = claims
    with store.whole(read_only=True) as session:
        before = session.scalar(select(func.count()).select_from(User))
    assert log_in(client).status_code == 403
    assert "/login" in client.get("/programmes").headers["Location"]
    with store.whole(read_only=True) as session:
        assert session.scalar(select(func.count()).select_from(User)) == before
    assert logins(store) == 0


def test_a_disabled_user_stays_outside(client: FlaskClient, store: Store) -> None:
    log_in(client)
    with store.whole() as session:
        session.scalars(select(User).where(User.login == EMAIL)).one().disabled_at = now()
    assert log_in(client.application.test_client()).status_code == 403


@pytest.mark.parametrize(
    "cheats",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": "another", "azp": CLIENT},
        {"aud": None},
        {"iss": "https://another.example"},
        {"exp": 1},
        {"sub": None},
        {"sub": 7},
    ],
)
def test_a_token_for_somebody_else_opens_nothing(
    cheats: dict[str, Any], client: FlaskClient, store: Store, provider: SmallProvider
) -> None:
    provider.cheats = cheats
    answer = log_in(client)
    assert answer.status_code == 401
    assert EMAIL not in answer.text
    assert logins(store) == 0


@pytest.mark.parametrize("how", ["stolen", "none", "HS256"])
def test_a_signature_that_is_not_the_providers_opens_nothing(
    how: str, client: FlaskClient, store: Store, provider: SmallProvider
) -> None:
    provider.stolen_key = how == "stolen"
    provider.algorithm = "RS256" if how == "stolen" else how
    assert log_in(client).status_code == 401
    assert logins(store) == 0


def test_an_answer_without_its_beginning_is_refused(client: FlaskClient, store: Store) -> None:
    """A forged state, an answer in another browser, the same answer twice, a refusal, a mixed-up provider."""
    back = ask(client.get("/login/provider").headers["Location"]).removeprefix(PUBLIC)
    code = parse_qs(urlsplit(back).query)["code"][0]
    assert client.application.test_client().get(back).status_code == 401
    assert client.get("/login/provider/back", query_string={"code": code, "state": "x"}).status_code == 401
    assert client.get("/login/provider/back").status_code == 401
    assert client.get("/login/provider/back?error=access_denied&state=x").status_code == 401
    assert client.get(f"{back}&iss=https://another.example").status_code == 401
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401
    assert logins(store) == 1


def test_nothing_of_before_the_log_in_is_carried_into_it(client: FlaskClient) -> None:
    """A cookie that somebody planted beforehand is worth nothing afterwards."""
    client.get("/login")
    there = client.get("/login/provider")
    before = client.get_cookie("matcher")
    assert before is not None
    client.get(ask(there.headers["Location"]).removeprefix(PUBLIC))
    after = client.get_cookie("matcher")
    assert after is not None
    assert after.value != before.value
    client.set_cookie("matcher", before.value)
    assert "/login" in client.get("/programmes").headers["Location"]


def test_leaving_ends_the_log_in_and_shows_the_way_out_of_the_provider(
    client: FlaskClient, store: Store, provider: SmallProvider
) -> None:
    log_in(client)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/programmes").text)
    assert token is not None
    left = client.post("/logout", data={"csrf_token": token[1]}).headers["Location"]
    assert logins(store) == 0
    assert "/login/provider/end" in client.get(left).text
    out = client.get("/login/provider/end").headers["Location"]
    assert out.startswith(f"{provider.issuer}/end?")
    assert parse_qs(urlsplit(out).query) == {
        "client_id": [CLIENT],
        "post_logout_redirect_uri": [f"{PUBLIC}/login"],
    }


def test_a_provider_that_is_away_is_said_so(client: FlaskClient, provider: SmallProvider) -> None:
    provider.stop()
    answer = client.get("/login/provider")
    assert answer.status_code == 503
    assert "не отвечает" in answer.text


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    client: FlaskClient, provider: SmallProvider
) -> None:
    provider.issuer_said = "https://another.example"
    assert client.get("/login/provider").status_code == 503
    provider.issuer_said = ""
    assert client.get("/login/provider").status_code == 302


def test_without_a_provider_there_is_no_such_way_in(store: Store, tmp_path: Path) -> None:
    app = create_app(load_config(home=tmp_path), store, runs=None)
    client = app.test_client()
    assert "/login/provider" not in client.get("/login").text
    assert client.get("/login/provider").status_code == 404
    assert client.get("/login/provider/back?code=x&state=y").status_code == 404


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"oidc_issuer": "https://id.example"}, "OIDC_CLIENT_ID"),
        (
            {"oidc_issuer": "https://id.example", "oidc_client_id": "m", "oidc_client_secret": "s"},
            "MATCHER_PUBLIC_URL must be set",
        ),
        ({"oidc_issuer": "http://id.example"}, "MATCHER_OIDC_ISSUER must begin with https"),
        ({"public_url": "http://matcher.example"}, "MATCHER_PUBLIC_URL must begin with https"),
    ],
)
def test_settings_that_would_not_work_are_refused(given: dict[str, str], fault: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigRefused, match=fault):
        load_config(home=tmp_path, **given)
