"""Scans of one block of gains, row by row; compiled.

A block holds the gain of every pair of some mentees with all mentors; a pair that is not open holds minus infinity. The
scans let go of the interpreter's lock, so that two halves of a block are scanned at once.
"""

from typing import Any

import numpy as np

from matcher.lot import LOT_BITS
from matcher.solve.compiled import compiled, compiled_into

STRIP = 64
"""Pairs counted together before each is looked at alone; only a count that is inlined looks at several at once."""

NEVER = 1 << 60
"""More than any gain or loss."""

_LOT_SHIFT = np.uint64(64 - LOT_BITS)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)


@compiled
def mix(value: Any) -> Any:
    """Return the finaliser of SplitMix64, as `matcher.lot` has it."""
    value = (value ^ (value >> _S30)) * _FIRST
    value = (value ^ (value >> _S27)) * _SECOND
    return value ^ (value >> _S31)


@compiled
def draw(mixed_mentee: Any, mentor_key: Any) -> Any:
    """Return the lot of a pair from the mixed key of the mentee and the key of the mentor."""
    return np.int64(mix(mixed_mentee + mentor_key) >> _LOT_SHIFT)


@compiled
def keep(values: Any, columns: Any, count: int, value: Any, column: int) -> int:
    """Put a pair among the best of its list if it belongs there, and return how many the list holds."""
    k = count
    if k == len(values):
        if value <= values[k - 1]:
            return count
        k -= 1
    while k > 0 and values[k - 1] < value:
        values[k], columns[k] = values[k - 1], columns[k - 1]
        k -= 1
    values[k], columns[k] = value, column
    return min(count + 1, len(values))


@compiled
def sums_of_products(left: Any, right: Any, rows: Any, columns: Any, found: Any) -> None:
    """Write the product of two rows of features for each pair of them; float64 holds every sum exactly."""
    for place in range(len(rows)):
        of_row, of_column = left[rows[place]], right[columns[place]]
        total = 0.0
        for k in range(len(of_row)):
            total += np.float64(of_row[k]) * np.float64(of_column[k])
        found[place] = np.int64(total)


@compiled_into
def count_more(row: Any, begin: int, end: int, least: Any) -> int:
    """Return how many pairs of a strip of a row are above what the row needs."""
    count = 0
    for j in range(begin, end):
        count += row[j] > least
    return count


@compiled
def best_of_rows(gain: Any, own: Any, lowest: Any, values: Any, columns: Any, counts: Any) -> None:
    """Keep the best pairs above `lowest` of every row; rows start at different columns, so that equals are spread."""
    rows, m = gain.shape
    for r in range(rows):
        i, row = own[r], gain[r]
        first = (i * 40503) % m
        least = lowest
        count = 0
        for part in range(2):
            last = m if part == 0 else first
            for begin in range(first if part == 0 else 0, last, STRIP):
                end = min(last, begin + STRIP)
                if count_more(row, begin, end, least):
                    for j in range(begin, end):
                        if row[j] > least:
                            count = keep(values[i], columns[i], count, row[j], j)
                            if count == values.shape[1]:
                                least = values[i, count - 1]
        counts[i] = count


@compiled_into
def count_more_each(row: Any, begin: int, end: int, least: Any) -> int:
    """Return how many pairs of a strip of a row are above what their columns need."""
    count = 0
    for j in range(begin, end):
        count += row[j] > least[j]
    return count


@compiled
def best_of_columns(gain: Any, own: Any, least: Any, values: Any, rows: Any, counts: Any) -> None:
    """Keep the best pairs of every column over all blocks seen; `least` is what a pair must exceed to be kept."""
    count, m = gain.shape
    for r in range(count):
        row = gain[r]
        for begin in range(0, m, STRIP):
            end = min(m, begin + STRIP)
            if count_more_each(row, begin, end, least):
                for j in range(begin, end):
                    if row[j] > least[j]:
                        counts[j] = keep(values[j], rows[j], counts[j], row[j], own[r])
                        if counts[j] == values.shape[1]:
                            least[j] = values[j, counts[j] - 1]


@compiled
def gaining(gain: Any, hot: Any, own: Any, values: Any, columns: Any, counts: Any) -> None:
    """Keep the most gaining pairs of the rows that have any; equals are spread as in `best_of_rows`."""
    m = gain.shape[1]
    for r in hot:
        i, row, count = own[r], gain[r], 0
        first, nothing = (i * 40503) % m, row.dtype.type(0)
        for part in range(2):
            last = m if part == 0 else first
            for begin in range(first if part == 0 else 0, last, STRIP):
                end = min(last, begin + STRIP)
                if count_more(row, begin, end, nothing):
                    for j in range(begin, end):
                        if row[j] > nothing:
                            count = keep(values[i], columns[i], count, row[j], j)
        counts[i] = count


@compiled
def gaining_lots(
    gain: Any, own: Any, mentees: Any, mentors: Any, prices: Any, of_mentors: Any,
    values: Any, columns: Any, counts: Any, room: Any,
) -> None:  # fmt: skip
    """Keep the pairs of every row that gain most by their lots, of those that points left equal.

    `room` gets how much of the row's price may fall before any of them gains. A row is gone through twice only where
    one does, and without a branch the first time: among many equals no branch would be foreseen.
    """
    rows, m = gain.shape
    nothing = gain.dtype.type(0)
    for r in range(rows):
        i, row, count = own[r], gain[r], 0
        mixed, price, most = mix(mentees[i]), prices[i], np.int64(-NEVER)
        for j in range(m):
            if row[j] == nothing:
                most = max(most, of_mentors[j] - price - draw(mixed, mentors[j]))
        room[i] = -most
        if most > 0:
            for j in range(m):
                if row[j] == nothing:
                    won = of_mentors[j] - price - draw(mixed, mentors[j])
                    if won > 0:
                        count = keep(values[i], columns[i], count, won, j)
        counts[i] = count


@compiled
def least_lots(
    gain: Any, own: Any, mentees: Any, mentors: Any, values: Any, columns: Any, counts: Any,
    needed: Any, column_values: Any, column_rows: Any, column_counts: Any,
) -> None:  # fmt: skip
    """Keep the pairs of the least lots of every row and of every column, of those that points left equal.

    `needed` is what a pair must exceed to be kept in each column.
    """
    rows, m = gain.shape
    nothing = gain.dtype.type(0)
    for r in range(rows):
        i, row, count = own[r], gain[r], 0
        mixed, least = mix(mentees[i]), np.int64(-NEVER)
        for j in range(m):
            won = -draw(mixed, mentors[j])
            if (row[j] == nothing) & ((won > least) | (won > needed[j])):
                count = keep(values[i], columns[i], count, won, j)
                if count == values.shape[1]:
                    least = values[i, count - 1]
                column_counts[j] = keep(column_values[j], column_rows[j], column_counts[j], won, i)
                if column_counts[j] == column_values.shape[1]:
                    needed[j] = column_values[j, column_counts[j] - 1]
        counts[i] = count


@compiled
def tied(
    gain: Any, own: Any, mentees: Any, mentors: Any, prices: Any, out_rows: Any, out_columns: Any
) -> int:
    """Write down the pairs that gain nothing, and return how many there are, also beyond the room given.

    With keys of mentees and prices of lots, only pairs are written down that gain nothing by their lots either.
    """
    rows, m = gain.shape
    drawn, nothing, count = len(prices) > 0, gain.dtype.type(0), 0
    of_mentors = prices[max(0, len(prices) - m) :]
    for r in range(rows):
        i, row = own[r], gain[r]
        mixed = mix(mentees[i]) if drawn else np.uint64(0)
        for j in range(m):
            hit = row[j] == nothing
            if drawn:
                hit &= of_mentors[j] - prices[i] == draw(mixed, mentors[j])
            if hit:
                if count < len(out_rows):
                    out_rows[count], out_columns[count] = i, j
                count += 1
    return count


@compiled
def misplaced(
    gain: Any, own: Any, row_order: Any, column_order: Any, row_component: Any, column_component: Any,
    inside: bool, most: int, out_rows: Any, out_columns: Any,
) -> int:  # fmt: skip
    """Write down pairs without gain along which the order does not rise although their components differ.

    With `inside` those are written down whose ends are in one component. At most `most` of a row are taken.
    """
    rows, m = gain.shape
    count, nothing = 0, gain.dtype.type(0)
    for r in range(rows):
        i, row, taken = own[r], gain[r], 0
        for j in range(m):
            together = row_component[i] == column_component[j]
            wrong = together if inside else (not together) & (row_order[i] >= column_order[j])
            if wrong & (row[j] == nothing):
                out_rows[count], out_columns[count] = i, j
                count += 1
                taken += 1
                if taken == most:
                    break
    return count
