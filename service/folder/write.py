"""Put a run's folder on the disk so that a reader sees either the whole of it or nothing."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from questionnaires.wording import Wording
from service.folder.manifest import APPROVAL, RUN, checksum
from service.folder.request import Request
from service.view import Paper

FRESH, OLD = ".making-", ".replaced-"
"""Marks in the names of folders that exist only while a run is written."""

NOT_A_RUN = Wording("она не пуста, и в ней нет подбора", "it is not empty and holds no run")
APPROVED = Wording("в ней утверждённый подбор", "it holds an approved run")
EDITED = Wording("в ней изменён файл {path}", "its file {path} was edited")


class FolderInUse(Exception):  # noqa: N818 - named for what a person sees
    """The folder holds something that a new run would destroy: nothing in it is touched."""

    def __init__(self, folder: Path, why: Wording) -> None:
        self.folder, self.why = folder, why
        super().__init__(f"{folder}: {why.en}.")


def write_run(folder: Path, request: Request, papers: Iterable[Paper]) -> None:
    """Write inputs and papers into a new folder beside `folder`, then put it in its place."""
    check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}{FRESH}", dir=folder.parent))
    try:
        for path, content in request.inputs():
            write_file(fresh / path, content)
        add_papers(fresh, papers)
        fresh.chmod(0o755)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise `FolderInUse` unless the folder is absent, empty or an earlier run in which nothing was done by hand."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / RUN).is_file():
        raise FolderInUse(folder, NOT_A_RUN)
    if (folder / APPROVAL).is_file():
        raise FolderInUse(folder, APPROVED)
    recorded = json.loads((folder / RUN).read_bytes())["outputs"]
    for path, expected in recorded.items():
        if (folder / path).is_file() and checksum((folder / path).read_bytes()) != expected:
            raise FolderInUse(folder, EDITED.format(path=path))


def add_papers(folder: Path, papers: Iterable[Paper]) -> None:
    """Write papers below a folder; manifests last, so that a folder with a manifest is complete."""
    for paper in sorted(
        papers, key=lambda paper: (paper.path.endswith(".json") and "/" not in paper.path, paper.path)
    ):
        write_file(folder / paper.path, paper.content)


def write_file(path: Path, content: bytes) -> None:
    """Write one file under its final name only when all its bytes are there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, path)


def recover(parent: Path) -> None:
    """Clear what a killed process left below `parent`: a folder on its way out goes back, half-made ones go."""
    for left in sorted(parent.glob(f".*{OLD}*")):
        for folder in left.iterdir():
            if not (parent / folder.name).exists():
                os.replace(folder, parent / folder.name)
        shutil.rmtree(left)
    for left in sorted(parent.glob(f".*{FRESH}*")):
        shutil.rmtree(left)


def _put_in_place(fresh: Path, folder: Path) -> None:
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}{OLD}", dir=folder.parent))
        os.replace(folder, old / folder.name)
        os.replace(fresh, folder)
        shutil.rmtree(old)
    else:
        os.replace(fresh, folder)
