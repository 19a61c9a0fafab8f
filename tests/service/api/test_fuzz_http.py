"""Whatever the description allows is sent: no fault of the program and no answer that is not described."""

import os
from typing import Any

import pytest
import schemathesis
from http_sample import Service
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS

from service.store.users import Role

EXAMPLES = int(os.environ.get("MATCHER_FUZZ_EXAMPLES", "3"))
CHECKED = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]


@pytest.fixture(scope="session")
def description(service: Service, programme: str, run: str) -> Any:
    service.app.config["PROPAGATE_FAULTS"] = False
    return schemathesis.openapi.from_wsgi("/v1/openapi.json", service.app)


schema = schemathesis.pytest.from_fixture("description")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_the_service(case: Any, service: Service, programme: str, run: str) -> None:
    known = {
        "programme_id": programme.rsplit("/", 1)[1],
        "run_id": run.rsplit("/", 1)[1],
        "other_id": run.rsplit("/", 1)[1],
    }
    if case.method != "DELETE":
        case.path_parameters = {
            **(case.path_parameters or {}),
            **{k: v for k, v in known.items() if f"{{{k}}}" in case.path},
        }
    if case.path.endswith("/events"):
        case.query = {**(case.query or {}), "seconds": "0"}
    headers = {"Authorization": f"Bearer {service.keys['ours', Role.HEAD]}"}
    wanted = [check for name, check in _checks().items() if name in CHECKED]
    case.call_and_validate(headers=headers, checks=wanted)


def _checks() -> dict[str, Any]:
    return {check.__name__: check for check in CHECKS.get_all()}
