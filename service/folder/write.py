"""Put a run's folder on the disk so that a reader sees either the whole of it or nothing."""

import glob
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from questionnaires.wording import Wording
from service.folder.contents.manifest import APPROVAL, RUN, Damaged, checksum, read_manifest
from service.view import Paper

if TYPE_CHECKING:
    from service.folder.request import Request

FRESH, OLD, GONE = ".making-", ".replaced-", ".gone-"
"""Marks in the names of folders that exist only while a run is written."""

NOT_A_RUN = Wording("она не пуста, и в ней нет подбора", "it is not empty and holds no run")
APPROVED = Wording("в ней утверждённый подбор", "it holds an approved run")
NOT_A_FOLDER = Wording("это файл, а не папка", "it is a file and not a folder")
FOREIGN = Wording("в ней лежит ваш файл {path}", "it holds your file {path}")
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Left by systems, not by people; may go with the folder."""
OTHER = Wording("в ней уже лежит другой файл {path}", "it holds another file {path} already")
EDITED = Wording("в ней изменён файл {path}", "its file {path} was edited")


class FolderInUse(Exception):  # noqa: N818 - named for what a person sees
    """The folder holds something that a new run would destroy: nothing in it is touched."""

    def __init__(self, folder: Path, why: Wording) -> None:
        self.folder, self.why = folder, why
        super().__init__(f"{folder}: {why.en}.")


def write_run(folder: Path, request: "Request", papers: Iterable[Paper]) -> None:
    """Write inputs and papers into a new folder beside `folder`, then put it in its place."""
    check_free(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder.parent, folder.name)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}{FRESH}", dir=folder.parent))
    try:
        papers = (*(Paper(path, content) for path, content in request.inputs()), *papers)
        _check_inside(papers)
        # All folders first: were this one cleared as a killed run's, writing on would fail and not begin it anew.
        for place in sorted({(fresh / paper.path).parent for paper in papers}):
            place.mkdir(parents=True, exist_ok=True)
        for paper in _manifests_last(papers):
            _write_whole(fresh / paper.path, paper.content)
        fresh.chmod(0o755)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise `FolderInUse` unless the folder is absent, empty or an earlier run in which nothing was done by hand."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderInUse(folder, NOT_A_FOLDER)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if not there:
        return
    if RUN not in there:
        raise FolderInUse(folder, NOT_A_RUN)
    if APPROVAL in there:
        raise FolderInUse(folder, APPROVED)
    recorded = _recorded(folder)
    for path in sorted(there - {RUN}):
        if path not in recorded and PurePosixPath(path).name not in LITTER:
            raise FolderInUse(folder, FOREIGN.format(path=path))
        if path in recorded and checksum((folder / path).read_bytes()) != recorded[path]:
            raise FolderInUse(folder, EDITED.format(path=path))


def _recorded(folder: Path) -> dict[str, str]:
    """Return path → checksum of everything a run has written besides its manifest."""
    try:
        manifest = read_manifest(folder)
    except Damaged as damaged:
        raise FolderInUse(folder, EDITED.format(path=RUN)) from damaged
    return {**manifest["inputs"], **manifest["outputs"]}


def add_papers(folder: Path, papers: Iterable[Paper]) -> None:
    """Write papers below a folder; manifests last, so that a folder with a manifest is complete."""
    papers = tuple(papers)
    _check_inside(papers)
    for paper in _manifests_last(papers):
        write_file(folder / paper.path, paper.content)


def add_new_papers(folder: Path, papers: Iterable[Paper]) -> None:
    """Write papers that a person goes on to fill in; raise `FolderInUse` before any would take the place of another."""
    papers = tuple(papers)
    for paper in papers:
        path = folder / paper.path
        if path.is_dir() or (path.is_file() and path.read_bytes() != paper.content):
            raise FolderInUse(folder, OTHER.format(path=paper.path))
    add_papers(folder, papers)


def _check_inside(papers: Iterable[Paper]) -> None:
    """Raise ValueError before anything is written when a paper would stand outside its folder."""
    for paper in papers:
        path = PurePosixPath(paper.path)
        if path.is_absolute() or ".." in path.parts or "\\" in paper.path or not path.parts:
            raise ValueError(f"A paper must stand inside its folder, got {paper.path!r}.")


def _manifests_last(papers: Iterable[Paper]) -> list[Paper]:
    return sorted(
        papers, key=lambda paper: (paper.path.endswith(".json") and "/" not in paper.path, paper.path)
    )


def write_file(path: Path, content: bytes) -> None:
    """Write one file under its final name only when all its bytes are there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(path, content)


def write_beside(path: Path, content: bytes) -> Path:
    """Write a file and return where: under its name with a number when another file has it already."""
    place, number = path, 1
    while place.exists() and (place.is_dir() or place.read_bytes() != content):
        number += 1
        place = path.with_stem(f"{path.stem} ({number})")
    write_file(place, content)
    return place


def _write_whole(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, path)


def recover(parent: Path, name: str = "") -> None:
    """Clear what a killed process left below `parent`: a folder on its way out goes back, half-made ones go.

    Parameters
    ----------
    name
        Only what was left of the folder of this name: beside it another run may be at work.
    """
    own = glob.escape(name) or "*"
    for left in sorted(parent.glob(f".{own}{OLD}*")):
        for folder in left.iterdir():
            if not (parent / folder.name).exists():
                os.replace(folder, parent / folder.name)
        shutil.rmtree(left)
    for left in sorted(parent.glob(f".{own}{FRESH}*")):
        # Moved away at once: a run that is still dying can no longer put it in place.
        gone = left.with_name(f".{name}{GONE}{left.name[1:]}")
        os.replace(left, gone)
    for left in sorted(parent.glob(f".{own}{GONE}*")):
        shutil.rmtree(left, ignore_errors=True)


def _put_in_place(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        os.replace(fresh, folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}{OLD}", dir=folder.parent))
    away = old / folder.name
    try:
        os.replace(folder, away)
        os.replace(fresh, folder)
    finally:
        if away.exists() and not folder.exists():
            os.replace(away, folder)
        shutil.rmtree(old, ignore_errors=True)
