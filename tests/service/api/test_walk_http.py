"""A walk over every route: with another organisation's ids, with each role, and without any key."""

import re
from typing import Any

import pytest
from http_sample import Caller, Service

from service.access.roles import PERMISSIONS, May
from service.store.users import Role

SAMPLE_ID = re.compile(r"\{(\w+)\}")


def _operations(service: Service) -> list[tuple[str, str, dict[str, Any]]]:
    paths = service.app.test_client().get("/v1/openapi.json").json["paths"]
    return [
        (method.upper(), path, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


@pytest.fixture(scope="session")
def ours(service: Service, programme: str, run: str) -> dict[str, str]:
    """Return one id of every kind that belongs to us."""
    head = service.client(Role.HEAD)
    run_id, programme_id = run.rsplit("/", 1)[1], programme.rsplit("/", 1)[1]
    # Other tests may have decided about some pair already; one that nobody has decided about is taken.
    pairs = head.get(f"{run}/pairs").json["pairs"]
    bodies = ({"kind": "together", "first": pair["mentee"], "second": pair["mentor"]} for pair in pairs)
    decided = (head.post(f"{programme}/constraints", body) for body in bodies)
    return {
        "programme_id": programme_id,
        "run_id": run_id,
        "other_id": run_id,
        "import_id": head.get(f"{programme}/imports").json["imports"][0]["id"],
        "participant_id": head.get(f"{programme}/participants").json["participants"][0]["id"],
        "constraint_id": next(answer.json["id"] for answer in decided if answer.status_code == 201),
        "plan_id": head.post("/v1/plans", {"run_id": run_id}).json["id"],
        "endpoint_id": head.post(
            "/v1/webhook-endpoints", {"url": "https://lms.example/y", "events": ["run.finished"]}
        ).json["id"],
        "key_id": head.get("/v1/api-keys").json["api_keys"][0]["id"],
    }


def _call(caller: Caller, method: str, path: str, operation: dict[str, Any], ids: dict[str, str]) -> int:
    address = SAMPLE_ID.sub(lambda found: ids[found[1]], path)
    content = operation.get("requestBody", {}).get("content", {})
    given: dict[str, Any] = {"headers": {"If-Match": '"1"'}}
    if "application/json" in content:
        given["json"] = content["application/json"].get("example", {})
    elif content:
        given |= {"data": b"a;b\n1;2\n", "content_type": next(iter(content))}
    query = {
        one["name"]: one["schema"].get("example", one.get("example", "1"))
        for one in operation.get("parameters", ())
        if one["in"] == "query" and one.get("required")
    }
    kind = next(iter(next(iter(operation["responses"].values())).get("content", {"*/*": 0})))
    given["headers"]["Accept"] = kind
    return caller.open(method, address, query_string=query, **given).status_code


def test_nobody_reaches_what_belongs_to_another_organisation(service: Service, ours: dict[str, str]) -> None:
    theirs = service.client(Role.HEAD, "theirs")
    walked = [(m, p, o) for m, p, o in _operations(service) if "{" in p]
    assert len(walked) > 30
    for method, path, operation in walked:
        assert _call(theirs, method, path, operation, ours) == 404, (method, path)


def test_lists_of_another_organisation_are_empty(service: Service, ours: dict[str, str]) -> None:
    theirs = service.client(Role.HEAD, "theirs")
    for path in ("/v1/programmes", "/v1/plans", "/v1/webhook-endpoints"):
        assert not any(own in theirs.get(f"{path}?limit=200").text for own in ours.values()), path


def test_without_a_key_every_route_is_401(service: Service, ours: dict[str, str]) -> None:
    nobody = Caller(service.app.test_client(), "mk_nobody")
    for method, path, operation in _operations(service):
        assert _call(nobody, method, path, operation, ours) == 401, (method, path)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_does_what_the_table_says_and_nothing_else(
    role: Role, service: Service, ours: dict[str, str]
) -> None:
    caller = service.client(role)
    needed = _needed(service)
    for method, path, operation in _operations(service):
        allowed = needed[method, path] in PERMISSIONS[role]
        slow = "413" in operation["responses"] and role is not Role.HEAD
        if allowed and (method != "GET" or slow):
            continue  # it would change what the other roles look at, or read the files once more for each role
        status = _call(caller, method, path, operation, ours)
        assert (status == 403) == (not allowed), (method, path, status)


def _needed(service: Service) -> dict[tuple[str, str], May]:
    return {
        (method, path): May(operation["x-permission"]) for method, path, operation in _operations(service)
    }
