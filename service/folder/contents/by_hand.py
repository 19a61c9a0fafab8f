"""Papers into which a school types: a changed one was filled in by hand, as the guide asks, and is no damage."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from questionnaires.wording import Wording
from service.folder.contents.manifest import ORDER, RUN, checksum, read_manifest
from service.view import Paper

BASES = frozenset({"mentees.xlsx", "mentors.xlsx"})
RESULTS = frozenset({"practices.xlsx", "analysis.docx", "index.xlsx"})
"""What the close of a programme gives out to be filled in, and who has got which letter."""
FILLED = Wording("{path}: дополнено от руки.", "{path}: filled in by hand.")


def find_filled(folder: Path) -> tuple[str, ...]:
    """Return the paths of the papers of a folder that somebody has typed into since they were written.

    Raises
    ------
    Damaged
        When run.json is missing or was changed.
    """
    written = dict(read_manifest(folder, RUN)["outputs"])
    if (folder / ORDER).is_file():
        written |= read_manifest(folder, ORDER)["outputs"]
    return filled(folder, written)


def without_filled(folder: Path, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers that may be written; what somebody has typed into stays as it is."""
    kept = (paper for paper in papers if PurePosixPath(paper.path).name in RESULTS)
    typed = filled(folder, {paper.path: checksum(paper.content) for paper in kept})
    return tuple(paper for paper in papers if paper.path not in typed)


def filled(folder: Path, recorded: Mapping[str, str]) -> tuple[str, ...]:
    """Return the recorded papers of these kinds that can be opened still, with other bytes than were written."""
    bases = sorted(path for path in recorded if PurePosixPath(path).name in BASES | RESULTS)
    return tuple(path for path in bases if _is_filled(folder / path, recorded[path]))


def _is_filled(path: Path, expected: str) -> bool:
    content = path.read_bytes() if path.is_file() else b""
    return checksum(content) != expected and zipfile.is_zipfile(io.BytesIO(content))
