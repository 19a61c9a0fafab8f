"""What differs between two finished runs, and what in their inputs explains it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.folder.contents.manifest import check_pairs, read_manifest
from service.folder.contents.tables import read_table

_NUMBER = re.compile(r"/\d+-(?=[^/]*$)")
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
    return Difference(
        moved=moved,
        same=len(mentees) - len(moved),
        points=(_total(before), _total(after)),
        inputs=tuple(_different_inputs(manifests[0]["inputs"], manifests[1]["inputs"])),
        causes=tuple(key for key in ("options", "rules_version") if manifests[0][key] != manifests[1][key]),
    )


def _different_inputs(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """Yield the paths of inputs that are not in both runs, those of the later one where it has the name.

    Files are numbered in the order in which they were given: one more of them is no change of those behind it.
    """
    was, is_now = _by_name(before), _by_name(after)
    for name in sorted(was.keys() | is_now.keys()):
        if sorted(was.get(name, {}).values()) != sorted(is_now.get(name, {}).values()):
            yield from sorted(is_now.get(name) or was[name])


def _by_name(inputs: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return path without number → path → checksum."""
    found: dict[str, dict[str, str]] = {}
    for path, checksum in inputs.items():
        found.setdefault(unnumbered(path), {})[path] = checksum
    return found


def unnumbered(path: str) -> str:
    """Return the path of an input without the number of its file, as people know the file."""
    return _NUMBER.sub("/", path)


def _pairs(folder: Path) -> dict[str, Match]:
    return {row["mentee"]: (row["form"], row["mentor"]) for row in read_table(folder, "pairs.csv")}


def _total(folder: Path) -> int:
    return sum(int(row["points"]) for row in read_table(folder, "pairs.csv"))


def _manifest(folder: Path) -> dict[str, Any]:
    manifest = read_manifest(folder)
    check_pairs(folder, manifest["outputs"])
    return manifest
