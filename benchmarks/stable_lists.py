"""Lists of preferences in four published formats, as ranks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Ties = list[list[int]]
"""A list in falling order of liking; those liked alike stand together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """Two sides and what they think of each other.

    Parameters
    ----------
    theirs, ours
        (people, others): rank of each other by the one who proposes and back, 1 the best, 0 unacceptable.
    shared_upper, shared_lower
        (others who share a load, its bound).
    """

    theirs: npt.NDArray[np.int64]
    ours: npt.NDArray[np.int64]
    upper: list[int]
    lower: list[int] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    shared_upper: tuple[tuple[tuple[int, ...], int], ...] = ()
    shared_lower: tuple[tuple[tuple[int, ...], int], ...] = ()

    @property
    def allowed(self) -> npt.NDArray[np.bool_]:
        """Which pairs both accept."""
        both: npt.NDArray[np.bool_] = (self.theirs > 0) & (self.ours > 0)
        return both

    def pair(self, person: str, other: str) -> tuple[int, int]:
        """Return the indices of two names."""
        return self.people.index(person), self.others.index(other)


def from_lists(lists: Sequence[Ties], others: int) -> npt.NDArray[np.int64]:
    """Return ranks from lists of indices; who is on no list is unacceptable."""
    ranks = np.zeros((len(lists), others), dtype=np.int64)
    for i, ties in enumerate(lists):
        for rank, alike in enumerate(ties, start=1):
            ranks[i, alike] = rank
    return ranks


def read_wilde(given: dict[str, Any]) -> Market:
    """Read lists by name."""
    one, two = ("proposers", "reviewers") if given["kind"] == "SM" else ("residents", "hospitals")
    people, others = list(given[one]), list(given[two])
    theirs = [[[others.index(name)] for name in names] for names in given[one].values()]
    ours = [[[people.index(name)] for name in names] for names in given[two].values()]
    capacities = given.get("capacities") or dict.fromkeys(others, 1)
    return Market(
        theirs=from_lists(theirs, len(others)),
        ours=from_lists(ours, len(people)).T,
        upper=[capacities[name] for name in others],
        people=people,
        others=others,
    )


def read_oyama(given: dict[str, Any]) -> Market:
    """Read lists of numbers from 1; what follows 0 is unacceptable."""
    one, two = ("m_prefs", "f_prefs") if given["kind"] == "SM" else ("s_prefs", "c_prefs")
    theirs, ours = ([_before_zero(row) for row in given[side]] for side in (one, two))
    return Market(
        theirs=from_lists(theirs, len(ours)),
        ours=from_lists(ours, len(theirs)).T,
        upper=given.get("caps") or [1] * len(ours),
    )


def _before_zero(row: Sequence[int]) -> Ties:
    return [[number - 1] for number in row[: row.index(0) if 0 in row else len(row)]]


def read_algmatch(text: str, *, quotas: bool) -> Market:
    """Read `people others`, a line for each person and one for each other, a quota in second place."""
    (count, size), *rows = (
        [int(word) for word in line.split()] for line in text.splitlines() if line.strip()
    )
    people, others = rows[:count], rows[count : count + size]
    theirs = [[[number - 1] for number in row[1:]] for row in people]
    ours = [[[number - 1] for number in row[1 + quotas :]] for row in others]
    return Market(
        theirs=from_lists(theirs, size),
        ours=from_lists(ours, count).T,
        upper=[row[1] if quotas else 1 for row in others],
    )


def read_cooper(text: str) -> Market:
    """Read residents and hospitals, or students, projects and lecturers; only the students' ranks count there."""
    head, *lines = text.split("\n\n")[0].splitlines()
    sizes = [int(word) for word in head.split()]
    rows = [line.split(":") for line in lines]
    count, size = sizes[:2]
    theirs = from_lists([_ties(row[-1]) for row in rows[:count]], size)
    held = rows[count : count + size]
    ours, shared = np.ones_like(theirs), rows[count + size :]
    if not shared:
        ours = from_lists([_ties(row[-1]) for row in held], count).T
    lecturers = [int(row[3]) - 1 for row in held] if shared else []
    taught = [tuple(j for j, k in enumerate(lecturers) if k == own) for own in range(len(shared))]
    return Market(
        theirs=theirs,
        ours=ours,
        lower=[int(row[1]) for row in held],
        upper=[int(row[2]) for row in held],
        shared_upper=tuple((own, int(row[3])) for own, row in zip(taught, shared, strict=True)),
        shared_lower=tuple((own, int(row[1])) for own, row in zip(taught, shared, strict=True)),
    )


def _ties(text: str) -> Ties:
    parts = re.findall(r"\(([^)]*)\)|(\d+)", text)
    return [[int(word) - 1 for word in (alike or alone).split()] for alike, alone in parts]
