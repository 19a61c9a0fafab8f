"""The manifests of a run's folder: run.json, and approval.json and order.json chained to it."""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from matcher.options import Options
from matcher.result import Result
from matcher.rules import RULES_VERSION
from service.view import Paper

RUN, APPROVAL, ORDER = "run.json", "approval.json", "order.json"
CHAIN = (RUN, APPROVAL, ORDER)
"""Each manifest names the checksum of the one before it."""

MAKERS = (
    "matcher",
    "numpy",
    "ortools",
    "scipy",
    "docxtpl",
    "xlsxwriter",
    "pytrovich",
    "pymorphy3",
    "vl-convert-python",
)
"""Packages whose version may show in the bytes of a run."""


def checksum(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def run_manifest(
    result: Result,
    options: Options,
    inputs: Iterable[tuple[str, bytes]],
    papers: Iterable[Paper],
    declined: Iterable[tuple[str, str]],
    counts: Mapping[str, Any],
) -> bytes:
    """Return the bytes of run.json: everything that decides the result, and the checksum of all that came out."""
    return to_json(
        {
            "format": 1,
            "programme": result.programme,
            "rules_version": RULES_VERSION,
            "options": {"max_changes": options.max_changes, "shortlist": options.shortlist},
            "inputs": {path: checksum(content) for path, content in inputs},
            "outputs": {paper.path: checksum(paper.content) for paper in papers},
            "declined": sorted(declined),
            "proofs": [_proof(part) for part in result.proofs],
            "counts": counts,
            "made_with": versions(),
        }
    )


def chained_manifest(parent: bytes, facts: Mapping[str, Any], papers: Iterable[Paper]) -> bytes:
    """Return the bytes of a manifest that adds papers to a folder and names the manifest before it."""
    outputs = {paper.path: checksum(paper.content) for paper in papers}
    return to_json({"format": 1, "follows": checksum(parent), **facts, "outputs": outputs})


def versions() -> dict[str, str]:
    """Return the versions that may show in the bytes of a run."""
    return {"python": platform.python_version(), **{name: version(name) for name in MAKERS}}


def to_json(content: Mapping[str, Any]) -> bytes:
    """Return readable JSON with sorted keys: equal content, equal bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _proof(part: Any) -> dict[str, Any]:
    return {
        "part": part.part,
        "status": part.status.value,
        "proof": part.proof.value,
        "objective": part.objective,
        "bound": part.bound,
    }
