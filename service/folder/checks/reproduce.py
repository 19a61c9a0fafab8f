"""Make a run again from its inputs and compare every byte."""

import json
from dataclasses import dataclass
from pathlib import Path

from service.folder.agreed_papers import approved_papers
from service.folder.approve import proposals, read_approval
from service.folder.contents.by_hand import find_filled
from service.folder.contents.manifest import APPROVAL, MAKERS, RUN, Damaged, chained_manifest, read_manifest
from service.folder.make import make
from service.folder.order import ordered, read_books
from service.folder.request import read_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What making a run again showed.

    Parameters
    ----------
    compared
        Number of files compared.
    different, missing
        Paths below the folder. When inputs or manifests differ, only those: nothing can be made again from them.
    versions
        Package → (version that made the folder, version now), where they differ.
    by_hand
        Which of the different files are bases that a school filled in.
    """

    compared: int
    different: tuple[str, ...]
    missing: tuple[str, ...]
    versions: dict[str, tuple[str, str]]
    by_hand: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether every byte is as it was."""
        return not self.different and not self.missing


def reproduce(folder: Path) -> Comparison:
    """Run again from ``inputs/`` and compare with what the folder holds."""
    try:
        expected = expected_files(folder)
    except Damaged as damaged:
        return _damaged(folder, damaged)
    by_hand = find_filled(folder)
    there = {path: (folder / path).read_bytes() for path in expected if (folder / path).is_file()}
    return Comparison(
        compared=len(expected),
        different=tuple(sorted(path for path, content in there.items() if content != expected[path])),
        missing=tuple(sorted(expected.keys() - there.keys())),
        versions=_versions(folder, expected[RUN]),
        by_hand=tuple(path for path in by_hand if there.get(path) != expected.get(path)),
    )


def _damaged(folder: Path, damaged: Damaged) -> Comparison:
    paths = sorted(damaged.faults)
    return Comparison(
        compared=len(paths),
        different=tuple(path for path in paths if (folder / path).is_file()),
        missing=tuple(path for path in paths if not (folder / path).is_file()),
        versions={},
    )


def expected_files(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of everything the folder should hold, approval and order included."""
    made = make(read_request(folder))
    files = {paper.path: paper.content for paper in made.papers}
    if (folder / APPROVAL).is_file():
        approval = read_approval(folder)
        for path in proposals(made):
            del files[path]
        papers = tuple(approved_papers(made.approved(approval)))
        files |= {paper.path: paper.content for paper in papers}
        files[APPROVAL] = chained_manifest(files[RUN], {"approved_by": approval.by}, papers)
        if books := read_books(folder):
            papers, manifest = ordered(made.approved(approval), books, files[APPROVAL])
            files |= {paper.path: paper.content for paper in (*papers, manifest)}
    return files


def _versions(folder: Path, manifest: bytes) -> dict[str, tuple[str, str]]:
    then, now = (made["made_with"] for made in (read_manifest(folder), json.loads(manifest)))
    names = ("python", *MAKERS)
    return {name: (then.get(name, "?"), now[name]) for name in names if then.get(name) != now[name]}
