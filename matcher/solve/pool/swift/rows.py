"""Numbers as rows of digits, the highest first, compared like words in a dictionary; compiled.

No digit spills over, so rows are added and halved digit by digit.
"""

from typing import Any

from matcher.solve.compiled import compiled_in_place


@compiled_in_place
def is_less(rows: Any, i: int, others: Any, j: int) -> bool:
    """Tell whether a row is less than another."""
    for k in range(rows.shape[1]):
        if rows[i, k] != others[j, k]:
            less: bool = rows[i, k] < others[j, k]
            return less
    return False


@compiled_in_place
def is_equal(rows: Any, i: int, others: Any, j: int) -> bool:
    """Tell whether two rows are the same."""
    for k in range(rows.shape[1]):  # noqa: SIM110 - what is compiled knows no generators
        if rows[i, k] != others[j, k]:
            return False
    return True


@compiled_in_place
def is_positive(rows: Any, i: int) -> bool:
    """Tell whether a row is more than zero: the first digit that is not zero decides."""
    for k in range(rows.shape[1]):
        if rows[i, k]:
            more: bool = rows[i, k] > 0
            return more
    return False


@compiled_in_place
def copy(rows: Any, i: int, others: Any, j: int) -> None:
    """Make a row the same as another."""
    for k in range(rows.shape[1]):
        rows[i, k] = others[j, k]


@compiled_in_place
def add(rows: Any, i: int, others: Any, j: int, times: int) -> None:
    """Add another row so many times."""
    for k in range(rows.shape[1]):
        rows[i, k] += times * others[j, k]


@compiled_in_place
def compare_sum(rows: Any, i: int, others: Any, j: int, sums: Any, k: int) -> int:
    """Return -1, 0 or 1: two rows are less together than a third, as much, or more."""
    for digit in range(rows.shape[1]):
        both = rows[i, digit] + others[j, digit]
        if both != sums[k, digit]:
            return -1 if both < sums[k, digit] else 1
    return 0
