from collections.abc import Iterator

import pytest
from http_sample import Service, close, make_service


@pytest.fixture(scope="module")
def own_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Yield a service whose people may be erased."""
    made = make_service(tmp_path_factory.mktemp("personal"))
    yield made
    close(made)
