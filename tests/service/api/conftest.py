from collections.abc import Iterator

import pytest
from databases import KINDS
from http_sample import Caller, Service, bring_files, close, finished_run, make_service, new_programme

from service.store.users import Role


@pytest.fixture(scope="session", params=KINDS)
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Yield a service on each kind of database."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")("api_tests", "template0")
    made = make_service(tmp_path_factory.mktemp("service"), url)
    yield made
    close(made)


@pytest.fixture(scope="session")
def programme(service: Service) -> str:
    """Return a programme with every file accepted."""
    path = new_programme(service.client())
    bring_files(service, path)
    return path


@pytest.fixture(scope="session")
def run(service: Service, programme: str) -> str:
    """Return a finished run."""
    return finished_run(service, service.client(), programme)


@pytest.fixture
def caller(service: Service) -> Caller:
    """Return a client with every right of its organisation."""
    return service.client()


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
