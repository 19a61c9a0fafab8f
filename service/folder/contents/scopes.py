"""Which organisations sign orders, and what each of them sees of a run in a folder of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.view import Paper, RunView


def scopes(view: RunView) -> list[tuple[RunView, str]]:
    """Return (view, folder) of every organisation that signs orders; one organisation has no folder of its own."""
    own = view.programme.signers
    if len(own) == 1:
        return [(replace(view, organisation=None), "")]
    return [(view.seen_by(organisation), organisation.key) for organisation in own]


def below(folder: str, papers: Iterable[Paper]) -> Iterator[Paper]:
    """Yield papers as they stand in a folder, which is empty where there is none."""
    for paper in papers:
        yield Paper(f"{folder}/{paper.path}", paper.content) if folder else paper
