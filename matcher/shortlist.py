"""Several potential partners for each mentee, best first, before anything is decided."""

from collections.abc import Iterator

import numpy as np

from matcher.assembly import Assembly
from matcher.result import Potential


def shortlist(assembly: Assembly, count: int) -> tuple[Potential, ...]:
    """Return up to `count` allowed partners of every mentee, one entry a mentor, in the order of the mentees' codes."""
    return tuple(entry for row in range(len(assembly.mentees)) for entry in _of(assembly, row, count))


def _of(assembly: Assembly, row: int, count: int) -> Iterator[Potential]:
    points = assembly.problem.points_block(row, row + 1)[0]
    columns = np.flatnonzero(assembly.problem.allowed_block(row, row + 1)[0])
    best_first = sorted(
        columns.tolist(), key=lambda j: (-points[j], assembly.seats[j][1], assembly.seats[j][0])
    )
    named: set[str] = set()
    for j in best_first:
        form, mentor = assembly.seats[j]
        if len(named) == count:
            return
        if mentor not in named:
            named.add(mentor)
            yield Potential(
                form=form,
                mentee=assembly.mentees[row],
                mentor=mentor,
                rank=len(named),
                points=int(points[j]),
            )
