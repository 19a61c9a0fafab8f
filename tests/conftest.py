"""How many tests run at once, and what those that draw their examples may take."""

import os

from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and nothing about the program.
settings.register_profile(
    "patient",
    settings.get_profile(settings.get_current_profile_name()),  # in CI: the same examples every time
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait, for a lease to end, a page to load, a document to be drawn."""
    return (os.cpu_count() or 1) + 1
