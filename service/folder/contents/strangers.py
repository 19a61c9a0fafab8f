"""Papers that lie in a run's folder and are not its own: a card of a pair that was dropped, a copied order."""

from collections.abc import Container
from pathlib import Path

from questionnaires.wording import Wording

AGREED_PLACES = ("orders", "extracts", "letters", "thanks", "cards", "journals")
"""Folders of the papers that exist only when people have agreed."""
FORGED = Wording("Документ {path} не записан этим подбором.", "The paper {path} was not written by this run.")


def find_strangers(folder: Path, recorded: Container[str]) -> dict[str, Wording]:
    """Return path → what is wrong with it, for every paper that no manifest names."""
    papers = (path for place in AGREED_PLACES for path in folder.glob(f"**/{place}/**/*.docx"))
    paths = sorted({path.relative_to(folder).as_posix() for path in papers})
    return {path: FORGED.format(path=path) for path in paths if path not in recorded}
