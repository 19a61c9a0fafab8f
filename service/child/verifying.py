"""The independent verifier on a run's files, in the child."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.folder.checks.verify import verify_folder


def verify_files(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the verdict on a folder of these files."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        found = verify_folder(folder)
    return {"valid": not found, "violations": list(found)}
