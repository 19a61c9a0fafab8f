"""Papers that a person edited by hand after they were written: nothing is written over them."""

from collections.abc import Iterable
from pathlib import Path

from questionnaires.wording import Wording
from service.folder.contents.manifest import APPROVAL, ORDER, RUN, checksum, read_manifest
from service.view import Paper

EDITED = Wording(
    "Файл {path} изменён от руки, и новый занял бы его место: ничего не записано. Переименуйте его или уберите из "
    "папки и повторите; номер и дату можно вписать в него и от руки.",
    "The file {path} was edited by hand, and a new one would take its place: nothing was written. Rename it or take it "
    "out of the folder and try again; number and date may be written into it by hand as well.",
)


class HandEdited(Exception):  # noqa: N818 - named for what a person sees
    """A paper was edited after it was written."""

    def __init__(self, path: str) -> None:
        self.why = EDITED.format(path=path)
        super().__init__(self.why.en)


def keep_edited(folder: Path, papers: Iterable[Paper]) -> None:
    """Raise `HandEdited` when one of these papers would take the place of a file that somebody edited.

    Raises
    ------
    Damaged
        When a manifest is not what it was.
    """
    written: dict[str, str] = {}
    for manifest in (RUN, APPROVAL, ORDER):
        if (folder / manifest).is_file():
            written |= read_manifest(folder, manifest)["outputs"]
    for paper in papers:
        path = folder / paper.path
        if path.is_file() and checksum(path.read_bytes()) not in (
            written.get(paper.path),
            checksum(paper.content),
        ):
            raise HandEdited(paper.path)
