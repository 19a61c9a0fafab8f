from collections.abc import Iterator

import pytest
from databases import KINDS
from http_sample import Service, close, make_service


@pytest.fixture(scope="module", params=KINDS)
def own_service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """Yield a service whose people may be erased, on each kind of database."""
    name = f"personal_{request.module.__name__.split('.')[-1]}"
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")(name, "template0")
    made = make_service(tmp_path_factory.mktemp("personal"), url)
    yield made
    close(made)
