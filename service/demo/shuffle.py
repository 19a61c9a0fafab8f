"""The same answers in another order of rows must give the same pairs and the same papers."""

from collections.abc import Sequence

from questionnaires.examples.files.shuffling import shuffled
from questionnaires.reading import InputFile
from service.demo.play import Played
from service.folder.contents.manifest import RUN
from service.folder.make import make
from service.folder.request import Request, Role
from service.view import Paper

NAMES_ROWS = ("report-curator.html",)
"""Papers that name the rows of the files and so differ when the rows are moved."""


def repeat_shuffled(played: Sequence[Played]) -> tuple[bool, int]:
    """Return whether every programme gave the same papers, and how many papers were compared."""
    compared = 0
    for one in played:
        papers = _comparable(one.made.papers)
        again = _comparable(make(_shuffle(one.request)).papers)
        if papers != again:
            return False, compared
        compared += len(papers)
    return True, compared


def _comparable(papers: Sequence[Paper]) -> dict[str, bytes]:
    return {p.path: p.content for p in papers if p.path != RUN and not p.path.endswith(NAMES_ROWS)}


def _shuffle(request: Request) -> Request:
    files = {
        **request.files,
        Role.ANSWERS: tuple(
            _moved(file, seed) for seed, file in enumerate(request.of(Role.ANSWERS), start=1)
        ),
    }
    return Request(programme=request.programme, files=files, options=request.options)


def _moved(file: InputFile, seed: int) -> InputFile:
    moved = shuffled(file, seed)
    return InputFile(moved.name, moved.content)
