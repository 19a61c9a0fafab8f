"""How many pairs there can be when every mentor has nobody or a whole group: sums of numbers with gaps."""

import numpy as np

from matcher.arrays import IntArray


def most_in_groups(low: IntArray, high: IntArray, least: IntArray, most: int) -> int | None:
    """Return the most pairs, at most so many, that mentors can have together; None where there is no such number.

    Parameters
    ----------
    low, high
        Bounds of every mentor.
    least
        How many people a group needs.
    """
    # Bit k tells whether the mentors so far can have k people together.
    sums, mask = 1, (1 << (most + 1)) - 1
    fewest = np.maximum(np.maximum(low, least), 1)
    for own, greatest, may_have_none in zip(fewest.tolist(), high.tolist(), (low == 0).tolist(), strict=True):
        without = sums if may_have_none else 0
        sums = (without | _widened(sums << own, min(greatest, most) - own)) & mask
    return sums.bit_length() - 1 if sums else None


def _widened(sums: int, width: int) -> int:
    """Return the numbers that are at most so much greater than one of these; none where the width is below 0."""
    if width < 0:
        return 0
    reached = 0
    while reached < width:
        step = min(reached + 1, width - reached)
        sums |= sums << step
        reached += step
    return sums
