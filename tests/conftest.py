"""How many tests run at once."""

import os


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: many tests wait, for a lease to end, a page to load, a document to be drawn."""
    return (os.cpu_count() or 1) + 1
