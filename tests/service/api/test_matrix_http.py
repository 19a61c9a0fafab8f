"""Every route, as the application's own map lists them, in every role: the matrix says who may, and nobody else."""

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from http_sample import Caller, Service
from page_forms import FILLED, token_of
from route_matrix import API, LETTERS, OPEN, PAGES
from sqlalchemy import delete, select
from walk import operations

from service.access.passwords import hash_password
from service.store.users import Membership, Role, User

PASSWORD = "сорок две синицы"
NOWHERE = {"programme_id": "prg_nowhere", "run_id": "run_nowhere", "other_id": "run_nowhere"}
NOWHERE |= {"import_id": "imp_nowhere", "participant_id": "par_nowhere", "constraint_id": "con_nowhere"}
NOWHERE |= {"plan_id": "pln_nowhere", "endpoint_id": "whk_nowhere", "key_id": "key_nowhere"}
NOWHERE |= {"path": "pairs.csv", "filename": "pages.css", "code": "not-found"}


def _routes(service: Service) -> set[str]:
    return {
        f"{method} {rule.rule}"
        for rule in service.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def _address(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: NOWHERE[found[1]], rule)


def test_every_route_stands_in_the_matrix_and_no_other(service: Service) -> None:
    assert _routes(service) == set(API) | set(PAGES) | OPEN
    assert len(API) + len(PAGES) + len(OPEN) == len(set(API) | set(PAGES) | OPEN)


@pytest.mark.parametrize("letter", list(LETTERS))
def test_the_api_in_a_role(letter: str, service: Service) -> None:
    """403 where the matrix does not name the role; where it does, 404 for what does not exist and never 403."""
    caller = service.client(LETTERS[letter])
    wrong = [
        (route, status)
        for route, status in _called(service, caller)
        if (status != 403 if letter not in API[route] else status in (401, 403) or _missed(route, status))
    ]
    assert wrong == []


def _missed(route: str, status: int) -> bool:
    """Tell whether a route that names something did not say that it is not there."""
    return "<" in route and status != 404


def _called(service: Service, caller: Caller) -> Iterator[tuple[str, int]]:
    """Call every route of the API with what its description gives as an example, naming what nobody has."""
    for method, path, operation in operations(service):
        rule = re.sub(r"\{(\w+)\}", r"<id:\1>", path)
        content = operation.get("requestBody", {}).get("content", {})
        given: dict[str, object] = {"headers": {"If-Match": '"1"'}}
        if "application/json" in content and "<" in rule:
            given["json"] = content["application/json"].get("example", {})
        elif "application/json" in content:
            given["json"] = {"nothing": "of this kind"}  # who may is asked first, and nothing is made
        elif content:
            given |= {"data": b"a;b\n1;2\n", "content_type": next(iter(content))}
        asked = [
            one for one in operation.get("parameters", ()) if one["in"] == "query" and one.get("required")
        ]
        query = {one["name"]: one["schema"].get("example", one.get("example", "1")) for one in asked}
        kind = next(iter(next(iter(operation["responses"].values())).get("content", {"*/*": 0})))
        given["headers"] = {"If-Match": '"1"', "Accept": kind}
        yield f"{method} {rule}", caller.open(method, _address(rule), query_string=query, **given).status_code


def test_without_a_key_or_a_log_in_nothing_but_what_is_open(service: Service) -> None:
    nobody = Caller(service.app.test_client(), "mk_nobody")
    assert [route for route, status in _called(service, nobody) if status != 401] == []
    client = service.app.test_client()
    for route in PAGES:
        method, rule = route.split(" ", 1)
        answer = client.open(_address(rule), method=method)
        refused = answer.status_code == 302 and answer.headers["Location"].startswith("/login")
        assert refused or (method == "POST" and answer.status_code == 400), route
    for route in OPEN:
        method, rule = route.split(" ", 1)
        with client.open(_address(rule), method=method) as answer:
            assert answer.status_code not in (401, 403, 500), route


@pytest.fixture(scope="session")
def visitors(service: Service) -> Iterator[dict[str, FlaskClient]]:
    """Give a browser logged in as each role."""
    patch = pytest.MonkeyPatch()
    patch.setattr(
        "service.access.passwords._hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    )
    kept = hash_password(PASSWORD)
    with service.store.whole() as session:
        for letter, role in LETTERS.items():
            user = User(login=f"matrix-{letter}", password_hash=kept, is_operator=role is Role.OPERATOR)
            session.add(user)
            session.flush()
            if role is not Role.OPERATOR:
                place = service.organisations["ours"]
                session.add(Membership(user_id=user.id, organisation_id=place, role=role))
    yield {letter: _logged_in(service, f"matrix-{letter}") for letter in LETTERS}
    patch.undo()
    with service.store.whole() as session:
        own = select(User.id).where(User.login.like("matrix-%"))
        session.execute(delete(Membership).where(Membership.user_id.in_(own)))
        session.execute(delete(User).where(User.login.like("matrix-%")))


def _logged_in(service: Service, login: str) -> FlaskClient:
    client = service.app.test_client()
    form = {"login": login, "password": PASSWORD, "csrf_token": token_of(client.get("/login"))}
    assert client.post("/login", data=form).status_code == 302
    return client


@pytest.mark.parametrize("letter", list(LETTERS))
def test_the_pages_in_a_role(letter: str, service: Service, visitors: dict[str, FlaskClient]) -> None:
    client, wrong = visitors[letter], []
    token = token_of(client.get("/password"))
    for route, allowed in PAGES.items():
        method, rule = route.split(" ", 1)
        form = {"data": {"csrf_token": token, **FILLED}} if method == "POST" else {}
        status = client.open(_address(rule), method=method, **form).status_code
        if (status == 403) != (letter not in allowed) or (
            letter in allowed and "<" in rule and status != 404
        ):
            wrong.append((route, status))
    assert wrong == []
