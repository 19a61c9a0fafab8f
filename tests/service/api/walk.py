"""Every operation that the description tells of, and how each is asked for as its example says."""

import re
from typing import Any

from http_sample import Caller, Service

SAMPLE_ID = re.compile(r"\{(\w+)\}")


def operations(service: Service) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what the service says it does: method, path and description of each operation."""
    return operations_in(service.app.test_client().get("/v1/openapi.json").json)


def operations_in(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


def call(caller: Caller, method: str, path: str, operation: dict[str, Any], ids: dict[str, str]) -> int:
    """Ask for an operation with the example of its description and the ids given; return the status."""
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
