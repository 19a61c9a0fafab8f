"""Hiding small counts so that they cannot be worked out from what is left (complementary suppression).

Counts from 1 to 4 are hidden. A table shows totals, so a single hidden cell in a row could be computed: others are
hidden with it until every hidden cell could have another value. That is so when the cell lies on a circle of hidden
cells, from row to column to row: adding and taking away one along the circle keeps every total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEAST_SHOWN = 5

Count = int | None
"""None: hidden."""
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """A table with totals, as it may be shown.

    Parameters
    ----------
    rows
        One tuple per row: the cells, then the row's total.
    totals
        Totals of the columns, then of everything.
    """

    rows: tuple[tuple[Count, ...], ...]
    totals: tuple[Count, ...]


def show(count: int) -> Count:
    """Return a count that stands alone, hidden when small."""
    return None if 0 < count < LEAST_SHOWN else count


def show_list(counts: Sequence[int], *, secret_total: bool = False) -> tuple[tuple[Count, ...], Count]:
    """Return counts that add up to a total, and the total, with small ones hidden.

    Parameters
    ----------
    secret_total
        Whether the total is hidden elsewhere and so may not be found by adding up.
    """
    total = None if secret_total else show(sum(counts))
    hidden = {i for i, count in enumerate(counts) if show(count) is None}
    if total is not None:
        _hide_more(counts, hidden)
    elif not hidden and any(counts):
        hidden.add(min((i for i, count in enumerate(counts) if count), key=counts.__getitem__))
    return tuple(None if i in hidden else count for i, count in enumerate(counts)), total


def _hide_more(counts: Sequence[int], hidden: set[int]) -> None:
    """Add to the hidden ones until two values are possible; all ones would give themselves away, as none is 0."""
    while hidden and (len(hidden) < 2 or sum(counts[i] for i in hidden) <= len(hidden)):
        hidden.add(
            min((i for i, count in enumerate(counts) if count and i not in hidden), key=counts.__getitem__)
        )


def show_table(rows: Sequence[Sequence[int]]) -> Counts:
    """Return a table of counts with its totals, small ones and those that would reveal them hidden."""
    sums = tuple(map(sum, zip(*rows, strict=True)))
    shown_sums, grand = show_list(sums)
    full = [[*row, sum(row)] for row in rows] + [[*sums, sum(sums)]]
    hidden = {(i, j) for i, row in enumerate(full[:-1]) for j, count in enumerate(row) if show(count) is None}
    hidden |= {(len(rows), j) for j, count in enumerate((*shown_sums, grand)) if count is None}
    while (extra := _find_extra(full, hidden)) is not None:
        hidden.add(extra)
    shown = [
        tuple(None if (i, j) in hidden else count for j, count in enumerate(row))
        for i, row in enumerate(full)
    ]
    return Counts(tuple(shown[:-1]), shown[-1])


def _find_extra(full: Sequence[Sequence[int]], hidden: set[Cell]) -> Cell | None:
    """Return the next cell to hide, or None when everything hidden is safe.

    Totals of columns stand in several tables of a report, so they are left as they are.
    """
    for cell in sorted(hidden):
        if _is_safe(full, hidden, cell):
            continue
        near = [other for other in _visible(full, hidden) if other[0] == cell[0] or other[1] == cell[1]]
        choice = near or list(_visible(full, hidden))
        if choice:
            return min(choice, key=lambda other: (full[other[0]][other[1]], other))
    return None


def _visible(full: Sequence[Sequence[int]], hidden: set[Cell]) -> Iterator[Cell]:
    for i, row in enumerate(full[:-1]):
        yield from ((i, j) for j, count in enumerate(row) if count and (i, j) not in hidden)


def _is_safe(full: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> bool:
    """Whether a circle of hidden cells leads from the cell's row back to its column."""
    if full[cell[0]][cell[1]] >= LEAST_SHOWN:
        return True
    rows, columns, grown = {cell[0]}, set[int](), True
    while grown:
        reached = {j for i, j in hidden if i in rows and (i, j) != cell}
        grown = not reached <= columns
        columns |= reached
        rows |= {i for i, j in hidden if j in columns and (i, j) != cell}
    return cell[1] in columns
