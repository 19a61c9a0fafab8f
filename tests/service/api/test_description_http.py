"""The description is whole: every operation is named, every body has an example, every example is true."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from http_sample import Caller, Service
from walk import operations_in

from service.api.protocol.problem_types import PROBLEM_TYPES
from service.store.users import Role

Data = dict[str, Any]


@pytest.fixture(scope="module")
def description(service: Service) -> Data:
    found: Data = service.app.test_client().get("/v1/openapi.json").json
    return found


def _operations(description: Data) -> Iterator[tuple[str, Data]]:
    for method, path, operation in operations_in(description):
        yield f"{method} {path}", operation


def _bodies(description: Data) -> Iterator[tuple[str, Data]]:
    """Yield the place and the content of every request body and every response, problems included."""
    for name, operation in _operations(description):
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            yield f"{name} body {kind}", content
        for status, response in operation["responses"].items():
            told = (
                description["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
                if ("$ref" in response)
                else response
            )
            for kind, content in told.get("content", {}).items():
                yield f"{name} {status} {kind}", content


def _examples(content: Data) -> list[Any]:
    if "examples" in content:
        return [one["value"] for one in content["examples"].values()]
    return [content["example"]] if "example" in content else []


def _faults(description: Data, schema: Data, example: Any) -> list[str]:
    whole = {**schema, "components": description["components"]}
    return [error.message for error in jsonschema_rs.Draft202012Validator(whole).iter_errors(example)]


def test_it_is_openapi_3_1_and_every_operation_has_a_name_of_its_own(description: Data) -> None:
    assert description["openapi"].startswith("3.1.")
    names = Counter(operation["operationId"] for _, operation in _operations(description))
    assert len(names) > 50
    assert [name for name, count in names.items() if count > 1] == []


def test_every_body_has_an_example_that_is_true_to_its_schema(description: Data) -> None:
    wrong, seen = [], 0
    for place, content in _bodies(description):
        examples = _examples(content)
        seen += len(examples)
        wrong += [place] if not examples else []
        wrong += [
            f"{place}: {fault}"
            for one in examples
            for fault in _faults(description, content.get("schema", {}), one)
        ]
    assert wrong == []
    assert seen > 500


def test_every_parameter_has_an_example_that_is_true_to_its_schema(description: Data) -> None:
    wrong = []
    for name, operation in _operations(description):
        for one in operation.get("parameters", ()):
            given = [v[k] for v in (one, one["schema"]) for k in ("example", "default") if k in v]
            wrong += [] if given or one["in"] == "path" else [f"{name} {one['name']}"]
            wrong += [
                f"{name} {one['name']}" for example in given if _faults(description, one["schema"], example)
            ]
    assert wrong == []


def test_every_kind_of_problem_is_shown(description: Data) -> None:
    shown = {
        one["value"]["code"]
        for response in description["components"]["responses"].values()
        for one in response.get("content", {})
        .get("application/problem+json", {})
        .get("examples", {})
        .values()
    }
    assert shown == {kind.code for kind in PROBLEM_TYPES}


def test_the_example_of_a_table_has_the_columns_that_are_sent(
    description: Data, service: Service, run: str, programme: str
) -> None:
    caller = service.client(Role.CURATOR)
    for path, address in {
        "/v1/runs/{run_id}/pairs": f"{run}/pairs",
        "/v1/runs/{run_id}/unmatched": f"{run}/unmatched",
        "/v1/programmes/{programme_id}/participants": f"{programme}/participants",
    }.items():
        example = description["paths"][path]["get"]["responses"]["200"]["content"]["text/csv"]["example"]
        sent = caller.get(address, headers={"Accept": "text/csv"}).data.decode("utf-8-sig")
        assert example.splitlines()[0] == sent.splitlines()[0]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_shows_every_operation_and_asks_no_other_host(
    description: Data, service: Service, language: str
) -> None:
    page = service.app.test_client().get("/v1/docs", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert "http://" not in page.text.replace("http://json-schema.org", "")
    assert "https://" not in page.text.replace("https://lms.example", "")
    assert [n for n, o in _operations(description) if o["operationId"] not in page.text] == []


def test_an_example_that_lies_would_be_found(description: Data) -> None:
    example = json.loads(json.dumps(description["paths"]["/v1/plans"]["post"]["requestBody"]["content"]))
    content = example["application/json"]
    content["example"]["run_id"] = "7"
    assert _faults(description, content["schema"], content["example"])


def test_a_caller_without_a_key_may_read_the_description(service: Service) -> None:
    assert Caller(service.app.test_client(), "mk_nobody").get("/v1/openapi.json").status_code == 200
