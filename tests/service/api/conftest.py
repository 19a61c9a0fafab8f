from collections.abc import Iterator

import pytest
from databases import KINDS
from http_sample import Caller, Service, bring_files, close, finished_run, make_service, new_programme


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
