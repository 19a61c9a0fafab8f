"""PostgreSQL and three hosts."""

from collections.abc import Iterator

import pytest
from databases import migrated_template, postgresql  # noqa: F401 - fixtures
from network import Network, make_network


@pytest.fixture
def network() -> Iterator[Network]:
    """Make three hosts."""
    yield from make_network()
