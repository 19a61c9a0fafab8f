"""Settings of a service that has a home of its own, whatever is set outside."""

import os
from pathlib import Path


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process, with nothing set for the program but what is said here."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("MATCHER_")}
    return own | {"MATCHER_HOME": str(home), "MATCHER_GRACE_SECONDS": "0", "MATCHER_LANG": "en"}
