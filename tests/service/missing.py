"""What a test needs and a machine may lack: said plainly, and in CI a failure."""

import os
from typing import NoReturn

import pytest


def leave_out(why: str) -> NoReturn:
    """Skip the test and say why; in CI nothing may be left out."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)
