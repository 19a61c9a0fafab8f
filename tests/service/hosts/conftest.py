"""Three hosts."""

from collections.abc import Iterator

import pytest
from network import Network, make_network


@pytest.fixture
def network() -> Iterator[Network]:
    """Make three hosts."""
    yield from make_network()
