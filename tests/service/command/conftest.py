"""Example answer files on the disk."""

from pathlib import Path

import pytest
from small_run import STUDIO, example_of


@pytest.fixture(scope="session")
def studio_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """R4's answers."""
    folder = tmp_path_factory.mktemp("studio-files")
    for file in example_of(STUDIO).answers:
        (folder / file.name).write_bytes(file.content)
    return folder
