"""Bases into which a school types: a changed one was filled in by hand, as the guide asks, and is no damage."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from questionnaires.wording import Wording
from service.folder.manifest import RUN, checksum, read_manifest

BASES = frozenset({"mentees.xlsx", "mentors.xlsx"})
FILLED = Wording("{path}: дополнено от руки.", "{path}: filled in by hand.")


def find_filled(folder: Path) -> tuple[str, ...]:
    """Return the paths of the bases of a folder that somebody has typed into since the run.

    Raises
    ------
    Damaged
        When run.json is missing or was changed.
    """
    return filled(folder, read_manifest(folder, RUN)["outputs"])


def filled(folder: Path, recorded: Mapping[str, str]) -> tuple[str, ...]:
    """Return the recorded bases that are workbooks still, with other bytes than the run wrote."""
    bases = sorted(path for path in recorded if PurePosixPath(path).name in BASES)
    return tuple(path for path in bases if _is_filled(folder / path, recorded[path]))


def _is_filled(path: Path, expected: str) -> bool:
    content = path.read_bytes() if path.is_file() else b""
    return checksum(content) != expected and zipfile.is_zipfile(io.BytesIO(content))
