"""Put a run's folder on the disk so that a reader sees either the whole of it or nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from service.folder.manifest import RUN
from service.folder.request import Request
from service.view import Paper


class FolderInUse(Exception):  # noqa: N818 - named for what a person sees
    """The folder holds something that is not a run: nothing in it is touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"{folder} is not empty and holds no run.")


def write_run(folder: Path, request: Request, papers: Iterable[Paper]) -> None:
    """Write inputs and papers into a new folder beside `folder`, then put it in its place."""
    check_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for path, content in request.inputs():
            write_file(fresh / path, content)
        add_papers(fresh, papers)
        fresh.chmod(0o755)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_free(folder: Path) -> None:
    """Raise `FolderInUse` unless the folder is absent, empty or an earlier run."""
    if folder.exists() and not (folder.is_dir() and (not any(folder.iterdir()) or (folder / RUN).is_file())):
        raise FolderInUse(folder)


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


def _put_in_place(fresh: Path, folder: Path) -> None:
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        os.replace(folder, old / folder.name)
        os.replace(fresh, folder)
        shutil.rmtree(old)
    else:
        os.replace(fresh, folder)
