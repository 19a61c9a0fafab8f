"""What differs between two finished runs, and what in their inputs explains it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.folder.manifest import check_pairs, read_manifest
from service.folder.tables import read_table

Match = tuple[str, str]
"""(form, mentor code)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one run to another.

    Parameters
    ----------
    moved
        Mentee code → (form and mentor before, form and mentor after), where they differ; None: no mentor.
    points
        Total points of all pairs, before and after.
    inputs
        Paths of inputs that were added, removed or changed.
    causes
        Names of what else decides a result and differs: options, rules version.
    """

    moved: dict[str, tuple[Match | None, Match | None]]
    same: int
    points: tuple[int, int]
    inputs: tuple[str, ...]
    causes: tuple[str, ...]


def compare(before: Path, after: Path) -> Difference:
    """Compare two run folders by their pairs.csv and run.json.

    Raises
    ------
    Damaged
        When one of them is not as its run left it.
    """
    manifests = _manifest(before), _manifest(after)
    pairs = _pairs(before), _pairs(after)
    mentees = sorted(pairs[0].keys() | pairs[1].keys())
    moved = {m: (pairs[0].get(m), pairs[1].get(m)) for m in mentees if pairs[0].get(m) != pairs[1].get(m)}
    inputs = manifests[0]["inputs"], manifests[1]["inputs"]
    paths = sorted(inputs[0].keys() | inputs[1].keys())
    return Difference(
        moved=moved,
        same=len(mentees) - len(moved),
        points=(_total(before), _total(after)),
        inputs=tuple(path for path in paths if inputs[0].get(path) != inputs[1].get(path)),
        causes=tuple(key for key in ("options", "rules_version") if manifests[0][key] != manifests[1][key]),
    )


def _pairs(folder: Path) -> dict[str, Match]:
    return {row["mentee"]: (row["form"], row["mentor"]) for row in read_table(folder, "pairs.csv")}


def _total(folder: Path) -> int:
    return sum(int(row["points"]) for row in read_table(folder, "pairs.csv"))


def _manifest(folder: Path) -> dict[str, Any]:
    manifest = read_manifest(folder)
    check_pairs(folder, manifest["outputs"])
    return manifest
