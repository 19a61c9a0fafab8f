"""A walk over every route: with another organisation's ids, with each role, and without any key."""

import pytest
from http_sample import Caller, Service
from walk import call, operations

from service.access.roles import PERMISSIONS, May
from service.store.users import Role


def test_nobody_reaches_what_belongs_to_another_organisation(service: Service, ours: dict[str, str]) -> None:
    theirs = service.client(Role.HEAD, "theirs")
    walked = [(m, p, o) for m, p, o in operations(service) if "{" in p]
    assert len(walked) > 30
    for method, path, operation in walked:
        assert call(theirs, method, path, operation, ours) == 404, (method, path)


def test_lists_of_another_organisation_are_empty(service: Service, ours: dict[str, str]) -> None:
    theirs = service.client(Role.HEAD, "theirs")
    for path in ("/v1/programmes", "/v1/plans", "/v1/webhook-endpoints"):
        assert not any(own in theirs.get(f"{path}?limit=200").text for own in ours.values()), path


def test_without_a_key_every_route_is_401(service: Service, ours: dict[str, str]) -> None:
    nobody = Caller(service.app.test_client(), "mk_nobody")
    for method, path, operation in operations(service):
        assert call(nobody, method, path, operation, ours) == 401, (method, path)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_does_what_the_table_says_and_nothing_else(
    role: Role, service: Service, ours: dict[str, str]
) -> None:
    caller = service.client(role)
    needed = _needed(service)
    for method, path, operation in operations(service):
        allowed = needed[method, path] in PERMISSIONS[role]
        slow = "413" in operation["responses"] and role is not Role.HEAD
        if allowed and (method != "GET" or slow):
            continue  # it would change what the other roles look at, or read the files once more for each role
        status = call(caller, method, path, operation, ours)
        assert (status == 403) == (not allowed), (method, path, status)


def _needed(service: Service) -> dict[tuple[str, str], May]:
    return {(method, path): May(operation["x-permission"]) for method, path, operation in operations(service)}
