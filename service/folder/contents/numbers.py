"""Numbers and dates of signed orders, as order.json holds them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from service.folder.contents.manifest import ORDER, read_manifest, sealed
from service.view import SignedOrder

NUMBERS, COMPLETION, IN_FORCE = "numbers", "completion", "in_force"
"""Organisation → its orders of this run; organisation → its orders of completion of all pairs; «school-3-pupils» → the
order on pairs that holds after it."""


def read_numbers(folder: Path) -> dict[str, SignedOrder]:
    """Return organisation → number and date of its orders; empty before any head has signed.

    Raises
    ------
    Damaged
        When order.json was changed by hand.
    """
    return _read(folder, NUMBERS)


def read_completions(folder: Path) -> dict[str, SignedOrder]:
    """Return organisation → number and date of its orders of completion; empty before the close of the programme.

    Raises
    ------
    Damaged
        When order.json was changed by hand.
    """
    return _read(folder, COMPLETION)


def _read(folder: Path, key: str) -> dict[str, SignedOrder]:
    if not (folder / ORDER).is_file():
        return {}
    return to_signed(read_manifest(folder, ORDER).get(key, {}))


def read_in_force(manifest: bytes) -> dict[str, SignedOrder]:
    """Return the orders on pairs that hold after an earlier run; none when its order.json was changed by hand."""
    try:
        content = json.loads(manifest)
    except ValueError:
        return {}
    # A wrong number in an order is worse than a line to write it on.
    whole = isinstance(content, dict) and sealed(content) == manifest
    return to_signed(content[IN_FORCE]) if whole and IN_FORCE in content else {}


def number_data(signed: Mapping[str, SignedOrder]) -> dict[str, dict[str, str]]:
    """Return numbers and dates for a manifest."""
    return {key: {"number": one.number, "date": one.day.isoformat()} for key, one in sorted(signed.items())}


def to_signed(data: Mapping[str, Mapping[str, Any]]) -> dict[str, SignedOrder]:
    """Return the numbers and dates that a manifest holds."""
    return {
        key: SignedOrder(number=one["number"], day=date.fromisoformat(one["date"]))
        for key, one in data.items()
    }
