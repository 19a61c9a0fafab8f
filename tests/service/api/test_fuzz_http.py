"""Whatever the description allows is sent: no fault of the program and no answer that is not described."""

import os
from typing import Any

import pytest
import schemathesis
from http_sample import Service
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks

from service.api.protocol.negotiation import Form
from service.documents.formats.archive import zipped
from service.store.users import Role

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))
PARTS = int(os.environ.get("FUZZ_PARTS", "1"))
"""In so many tests on each database, so that several processes share the operations."""
CHECKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PLACES = st.sampled_from(["answers/01-a.csv", "locks/01-b.csv", "preferences/01-c.xlsx", "../01-d.csv"])
FILES = st.dictionaries(PLACES, st.binary(max_size=200), min_size=1, max_size=3)
ARCHIVES = FILES.map(lambda files: zipped(files.items()))
schemathesis.serializer.alias(Form.ZIP.value, Form.ANY.value)
schemathesis.openapi.media_type(Form.ZIP.value, ARCHIVES | st.binary(max_size=200))


@pytest.fixture
def operations(service: Service) -> list[Any]:
    service.app.config["PROPAGATE_FAULTS"] = False
    description = schemathesis.openapi.from_wsgi("/v1/openapi.json", service.app)
    return [found.ok() for found in description.get_all_operations()]


@pytest.fixture
def known(programme: str, run: str, service: Service) -> dict[str, str]:
    run_id = run.rsplit("/", 1)[1]
    plan = service.client(Role.HEAD).post("/v1/plans", {"run_id": run_id}).json["id"]
    return {
        "programme_id": programme.rsplit("/", 1)[1],
        "run_id": run_id,
        "other_id": run_id,
        "plan_id": plan,
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_breaks_the_service(
    operations: list[Any], known: dict[str, str], service: Service, part: int
) -> None:
    load_all_checks()
    checks = [CHECKS.get_one(name) for name in CHECKED]
    headers = {"Authorization": f"Bearer {service.keys['ours', Role.HEAD]}"}
    assert len(operations) > 40
    found: list[str] = []
    for operation in operations[part::PARTS]:

        @BOUNDED
        @given(case=operation.as_strategy())
        def try_one(case: Any) -> None:
            _lead_on(case, known)
            case.call_and_validate(headers=headers, checks=checks)

        try:
            try_one()
        except Exception as error:  # every operation is tried before anything is said
            found.append(f"{operation.label}: {getattr(error, 'exceptions', [error])}")
    assert not found, "\n".join(found)


def _lead_on(case: Any, known: dict[str, str]) -> None:
    """Let most requests reach what exists; what deletes may only miss."""
    if case.method != "DELETE":
        real = {name: value for name, value in known.items() if f"{{{name}}}" in case.path}
        case.path_parameters = {**(case.path_parameters or {}), **real}
    if case.path.endswith("/events"):
        case.query = {**(case.query or {}), "seconds": "0"}
