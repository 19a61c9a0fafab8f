"""The manifests of a run's folder: run.json, and approval.json and order.json chained to it."""

import functools
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from matcher.options import Options
from matcher.result import PartialProof, Result
from matcher.rules import RULES_VERSION
from questionnaires.wording import Wording
from service.view import Paper

RUN, APPROVAL, ORDER = "run.json", "approval.json", "order.json"
CHAIN = (RUN, APPROVAL, ORDER)
"""Each manifest names the checksum of the one before it."""

SEAL = "seal"
"""Checksum of everything else in a manifest, so that a figure changed by hand is seen."""

CHANGED = Wording(
    "Файл {path} изменён после подбора: контрольная сумма не совпадает.",
    "The file {path} was changed after the run: its checksum differs.",
)
ABSENT = Wording("Нет файла {path}.", "The file {path} is missing.")
UNREADABLE = Wording("Файл {path} не читается.", "The file {path} cannot be read.")

MAKERS = (
    "matcher",
    "numpy",
    "ortools",
    "scipy",
    "docxtpl",
    "xlsxwriter",
    "pytrovich",
    "pymorphy3",
)
"""Packages whose version may show in the bytes of a run."""


class Damaged(Exception):  # noqa: N818 - named for what a person sees
    """A folder does not hold the run that its manifests name, so nothing may be built on it.

    Parameters
    ----------
    faults
        Path below the folder → what is wrong there.
    """

    def __init__(self, folder: Path, faults: Mapping[str, Wording]) -> None:
        self.folder, self.faults = folder, dict(faults)
        super().__init__(" ".join(fault.en for fault in self.faults.values()))


def checksum(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def check_pairs(folder: Path, recorded: Mapping[str, str]) -> None:
    """Raise `Damaged` unless every pairs.csv is as its run wrote it; bases and the register may be edited."""
    changed = {
        path: CHANGED.format(path=path)
        for path, expected in recorded.items()
        if path.endswith("pairs.csv")
        and not ((folder / path).is_file() and checksum((folder / path).read_bytes()) == expected)
    }
    if changed:
        raise Damaged(folder, changed)


def run_manifest(
    result: Result,
    options: Options,
    inputs: Iterable[tuple[str, bytes]],
    papers: Iterable[Paper],
    decided: Mapping[str, Any],
) -> bytes:
    """Return the bytes of run.json: everything that decides the result, and the checksum of all that came out.

    Parameters
    ----------
    decided
        What came of earlier pairs and the counts, by the names that `verify` checks.
    """
    return sealed(
        {
            "format": 1,
            "programme": result.programme,
            "rules_version": RULES_VERSION,
            "options": options.data(),
            "inputs": {path: checksum(content) for path, content in inputs},
            "outputs": {paper.path: checksum(paper.content) for paper in papers},
            **decided,
            "proofs": [proof_data(part) for part in result.proofs],
            "made_with": versions(),
        }
    )


def chained_manifest(parent: bytes, facts: Mapping[str, Any], papers: Iterable[Paper]) -> bytes:
    """Return the bytes of a manifest that adds papers to a folder and names the manifest before it."""
    outputs = {paper.path: checksum(paper.content) for paper in papers}
    return sealed({"format": 1, "follows": checksum(parent), **facts, "outputs": outputs})


def sealed(content: Mapping[str, Any]) -> bytes:
    """Return the bytes of a manifest that holds the checksum of everything else in it."""
    rest = {key: value for key, value in content.items() if key != SEAL}
    return to_json({**rest, SEAL: checksum(to_json(rest))})


def read_manifest(folder: Path, name: str = RUN) -> dict[str, Any]:
    """Return a manifest of a folder.

    Raises
    ------
    Damaged
        When it is missing, is no manifest or was changed by hand.
    """
    try:
        there = (folder / name).read_bytes()
        content = json.loads(there)
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged(folder, {name: UNREADABLE.format(path=name)}) from error
    if not isinstance(content, dict) or there != sealed(content):
        raise Damaged(folder, {name: CHANGED.format(path=name)})
    return content


def versions() -> dict[str, str]:
    """Return the versions that may show in the bytes of a run."""
    return {"python": platform.python_version(), **{name: _version(name) for name in MAKERS}}


@functools.cache
def _version(name: str) -> str:
    return version(name)  # it reads files, and nobody installs anything under a program that runs


def to_json(content: Mapping[str, Any]) -> bytes:
    """Return readable JSON with sorted keys: equal content, equal bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def proof_data(part: PartialProof) -> dict[str, Any]:
    """Return what is proved of one part of a run."""
    return {
        "part": part.part,
        "status": part.status.value,
        "proof": part.proof.value,
        "objective": part.objective,
        "bound": part.bound,
    }
