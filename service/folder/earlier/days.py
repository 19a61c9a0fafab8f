"""First and last days of the pairs of an earlier run, where its numbered orders tell them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.result import Origin
from service.folder.contents.manifest import APPROVAL, ORDER, checksum, sealed
from service.folder.contents.numbers import COMPLETION, NUMBERS, to_signed
from service.folder.contents.tables import PEER_GROUP, parse_table

PairKey = tuple[str, str]
"""(mentee, mentor) by code."""
TABLES = ("pairs.csv", "private~pairs.csv")
EARLIER = (Origin.KEPT.value, PEER_GROUP)
"""Origins of pairs that may have begun by an order of some run before: their first day is not known."""


@dataclass(frozen=True, slots=True)
class EarlierDays:
    """Days by pair; a pair whose day is not known stands in neither."""

    began: Mapping[PairKey, date]
    completed: Mapping[PairKey, date]


def read_days(by_name: Mapping[str, bytes]) -> EarlierDays:
    """Return the days of the pairs of an earlier run from its files, which are named with ``~`` for ``/``."""
    orders = _own_orders(by_name)
    began, completed = to_signed(orders.get(NUMBERS, {})), to_signed(orders.get(COMPLETION, {}))
    return EarlierDays(
        began={
            _couple(row): signed.day
            for key, signed in began.items()
            for row in _rows(by_name, key)
            if row["origin"] not in EARLIER
        },
        completed={
            _couple(row): signed.day for key, signed in completed.items() for row in _rows(by_name, key)
        },
    )


def _own_orders(by_name: Mapping[str, bytes]) -> dict[str, Any]:
    """Return order.json of this very run; that of the run before it says nothing of the pairs here."""
    there = by_name.get(ORDER, b"{}")
    try:
        content = json.loads(there)
    except ValueError:
        return {}
    own = isinstance(content, dict) and content.get("follows") == checksum(by_name.get(APPROVAL, b""))
    return content if own and sealed(content) == there else {}


def _rows(by_name: Mapping[str, bytes], organisation: str) -> Iterator[dict[str, str]]:
    """Yield the pairs of one organisation; a run of one organisation keeps them in the folder itself."""
    own = [f"{organisation}~{name}" for name in TABLES]
    for name in own if own[0] in by_name else TABLES:
        yield from parse_table(by_name.get(name, b""))


def _couple(row: Mapping[str, str]) -> PairKey:
    return row["mentee"], row["mentor"]
