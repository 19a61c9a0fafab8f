"""Whether the files of a folder are the ones its manifests name, and the manifests follow each other."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from questionnaires.wording import Wording
from service.folder.approve import PROPOSAL
from service.folder.contents.by_hand import filled
from service.folder.contents.manifest import (
    ABSENT,
    APPROVAL,
    CHAIN,
    CHANGED,
    ORDER,
    RUN,
    Damaged,
    checksum,
    read_manifest,
)
from service.folder.contents.strangers import find_strangers

TABLES = ("pairs.csv", "unmatched.csv", "people.csv", "certificate.npz")
"""What every run writes and nobody edits."""
BROKEN_CHAIN = Wording(
    "{path} относится к другому подбору: контрольная сумма предыдущего паспорта не совпадает.",
    "{path} belongs to another run: the checksum of the manifest before it differs.",
)
UNLISTED = Wording("Паспорт подбора не называет файл {path}.", "The manifest does not name the file {path}.")


def find_alterations(folder: Path) -> Iterator[Wording]:
    """Yield every file of a folder that is not as its run left it; bases filled in by hand are no fault.

    Raises
    ------
    Damaged
        When a manifest is missing or was changed: then nothing it says can be relied on.
    """
    manifests = read_chain(folder)
    yield from _broken_links(folder)
    recorded: dict[str, str] = {}
    for manifest in manifests.values():
        recorded |= manifest["outputs"]
    yield from (UNLISTED.format(path=path) for path in TABLES if path not in manifests[RUN]["outputs"])
    by_hand = filled(folder, recorded)
    for path, expected in recorded.items():
        if not (folder / path).is_file():
            if not (path.endswith(PROPOSAL) and APPROVAL in manifests):
                yield ABSENT.format(path=path)
        elif path not in by_hand and checksum((folder / path).read_bytes()) != expected:
            yield CHANGED.format(path=path)
    yield from find_strangers(folder, recorded).values()


def read_chain(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the manifests of a folder by name; an order without an approval is damage."""
    names = [RUN, *(name for name in (APPROVAL, ORDER) if (folder / name).is_file())]
    if ORDER in names and APPROVAL not in names:
        raise Damaged(folder, {APPROVAL: ABSENT.format(path=APPROVAL)})
    return {name: read_manifest(folder, name) for name in names}


def _broken_links(folder: Path) -> Iterator[Wording]:
    for before, name in itertools.pairwise(CHAIN):
        if (folder / name).is_file():
            follows = read_manifest(folder, name)["follows"]
            if follows != checksum((folder / before).read_bytes()):
                yield BROKEN_CHAIN.format(path=name)
