"""Hiding small counts so that they cannot be worked out from what is left (complementary suppression).

Counts from 1 to 4 are hidden. A table shows totals, so a single hidden cell in a row could be computed: others are
hidden with it until every hidden cell could have another value. That is so when the cell lies on a circle of hidden
cells, from row to column to row: adding and taking away one along the circle keeps every total. As zeros are shown,
everybody knows that a hidden count is at least 1, so the circle may not make a zero.
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
    while hidden and total is not None and not _could_differ(counts, hidden):
        rest = [i for i, count in enumerate(counts) if count and i not in hidden]
        if rest:
            hidden.add(min(rest, key=counts.__getitem__))
        else:
            total = None
    if total is None and not hidden and any(counts):
        hidden.add(min((i for i, count in enumerate(counts) if count), key=counts.__getitem__))
    return tuple(None if i in hidden else count for i, count in enumerate(counts)), total


def _could_differ(counts: Sequence[int], hidden: set[int]) -> bool:
    """Whether the hidden ones are not settled by their sum: all ones would be, as none of them is 0."""
    return len(hidden) > 1 and sum(counts[i] for i in hidden) > len(hidden)


def show_table(rows: Sequence[Sequence[int]]) -> Counts:
    """Return a table of counts with its totals, small ones and those that would reveal them hidden."""
    sums = tuple(map(sum, zip(*rows, strict=True)))
    shown_sums, grand = show_list(sums)
    full = [[*row, sum(row)] for row in rows] + [[*sums, sum(sums)]]
    hidden = {(i, j) for i, row in enumerate(full[:-1]) for j, count in enumerate(row) if show(count) is None}
    hidden |= {(len(rows), j) for j, count in enumerate((*shown_sums, grand)) if count is None}
    while (extra := _find_extra(full, hidden)) is not None:
        hidden.add(extra)
    _show_needless(full, hidden)
    shown = [
        tuple(None if (i, j) in hidden else count for j, count in enumerate(row))
        for i, row in enumerate(full)
    ]
    return Counts(tuple(shown[:-1]), shown[-1])


def _find_extra(full: Sequence[Sequence[int]], hidden: set[Cell]) -> Cell | None:
    """Return the next cell to hide, or None when everything hidden is safe.

    Totals of columns stand in several tables of a report, so they are left as they are; totals of rows go last.
    """
    for cell in sorted(hidden):
        if _is_safe(full, hidden, cell):
            continue
        visible = list(_visible(full, hidden))
        closing = [other for other in visible if _is_safe(full, hidden | {other}, cell)]
        near = [other for other in visible if other[0] == cell[0] or other[1] == cell[1]]
        choice = closing or near or visible
        if choice:
            last = len(full[0]) - 1
            return min(choice, key=lambda other: (other[1] == last, full[other[0]][other[1]], other))
    return None


def _show_needless(full: Sequence[Sequence[int]], hidden: set[Cell]) -> None:
    """Show again what was hidden on the way and protects nothing, the largest first."""
    own = [(i, j) for i, j in hidden if i < len(full) - 1 and full[i][j] >= LEAST_SHOWN]
    for cell in sorted(own, key=lambda cell: (-full[cell[0]][cell[1]], cell)):
        fewer = hidden - {cell}
        if all(_is_safe(full, fewer, other) for other in fewer):
            hidden.discard(cell)


def _visible(full: Sequence[Sequence[int]], hidden: set[Cell]) -> Iterator[Cell]:
    for i, row in enumerate(full[:-1]):
        yield from ((i, j) for j, count in enumerate(row) if count and (i, j) not in hidden)


def _is_safe(full: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> bool:
    """Whether a count below five could also be one more or one less, with every hidden count still at least 1."""
    return full[cell[0]][cell[1]] >= LEAST_SHOWN or any(
        _has_circle(full, hidden, cell, step) for step in (1, -1)
    )


def _has_circle(full: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell, step: int) -> bool:
    """Whether adding `step` to the cell can be made good along a circle of hidden cells, row to column to row."""
    others = hidden - {cell}
    if not _can_change(full, cell, step):
        return False
    # A step out of a row changes a cell the other way, a step out of a column the same way as the first cell.
    away = [other for other in others if _can_change(full, other, -step)]
    back = [other for other in others if _can_change(full, other, step)]
    rows, columns = {cell[0]}, set[int]()
    while True:
        columns |= {j for i, j in away if i in rows}
        grown = {i for i, j in back if j in columns} - rows
        if cell[1] in columns or not grown:
            return cell[1] in columns
        rows |= grown


def _can_change(full: Sequence[Sequence[int]], cell: Cell, step: int) -> bool:
    """Whether the count stays at least 1; a total changes against the cells it sums, a total of totals with them."""
    totals = (cell[0] == len(full) - 1) + (cell[1] == len(full[0]) - 1)
    return full[cell[0]][cell[1]] + (-step if totals == 1 else step) >= 1
