"""Plans are approved and their orders numbered by a head."""

import pytest
from http_sample import Caller, Service

from service.store.users import Role


@pytest.fixture
def head(service: Service) -> Caller:
    return service.client(Role.HEAD)


@pytest.fixture
def caller(head: Caller) -> Caller:
    """Return a client who may approve too."""
    return head
