"""Groups of few people, exactly: the best way to fill the first groups with every set of people, group by group."""

from itertools import combinations

import numpy as np

from matcher.arrays import IntArray
from matcher.lot import LOT_BITS, LotSide, lots, person_keys
from matcher.solve.groups.problem import GroupProblem, category_labels

NONE = np.iinfo(np.int64).min // 2


def best_grouping(problem: GroupProblem, salt: bytes) -> IntArray | None:
    """Return the grouping of most points and, among those, of the least sum of lots of people who meet, or None."""
    n, groups = problem.people, range(len(problem.sizes))
    sets, value, sizes = _possible_groups(problem, salt)
    filled = np.full(1 << n, NONE, dtype=np.int64)
    filled[0] = 0
    last: list[IntArray] = []
    for g in groups:
        low, high = problem.sizes[g]
        fitting = (sizes >= low) & (sizes <= high)
        filled, taken = _fill(filled, sets[fitting], value[fitting, g], n)
        last.append(taken)
    if filled[-1] <= NONE // 2:
        return None
    group_of, left = np.zeros(n, dtype=np.int64), (1 << n) - 1
    for g in reversed(groups):
        members = int(last[g][left])
        group_of[[i for i in range(n) if members >> i & 1]] = g
        left &= ~members
    return group_of


def _fill(filled: IntArray, sets: IntArray, value: IntArray, n: int) -> tuple[IntArray, IntArray]:
    """Return the best value of every set of people once one more group is filled, and the members it takes then."""
    best, taken = np.full_like(filled, NONE), np.zeros_like(filled)
    for members, worth in zip(sets.tolist(), value.tolist(), strict=True):
        others = _subsets([1 << i for i in range(n) if not members >> i & 1])
        found = filled[others] + worth
        together = others | members
        better = found > best[together]
        best[together[better]] = found[better]
        taken[together[better]] = members
    return best, taken


def _subsets(bits: list[int]) -> IntArray:
    found = np.zeros(1, dtype=np.int64)
    for bit in bits:
        found = np.concatenate([found, found | bit])
    return found


def _possible_groups(problem: GroupProblem, salt: bytes) -> tuple[IntArray, IntArray, IntArray]:
    """Return the sets that keep all conditions as bits, (sets, groups) their value with lots below, and their size."""
    n = problem.people
    cohesion, led = problem.matrices()
    kept = [
        people for size in range(n + 1) for people in combinations(range(n), size) if _keeps(problem, people)
    ]
    member = np.zeros((len(kept), n), dtype=np.int64)
    for row, people in enumerate(kept):
        member[row, list(people)] = 1
    points = np.einsum("si,ij,sj->s", member, cohesion, member)[:, None] // 2 + member @ led
    drawn = np.triu(_drawn(problem, salt), 1)
    # Points take the upper digits; lots lose as many of their last bits as 64 bits leave no room for.
    spare = (
        61 - int(cohesion.sum() // 2 + led.max(axis=1, initial=0).sum()).bit_length() - (n * n).bit_length()
    )
    shift = max(0, LOT_BITS - max(0, spare))
    unit = ((n * n) << (LOT_BITS - shift)) + 1
    value = points * unit - np.einsum("si,ij,sj->s", member, drawn >> shift, member)[:, None]
    return member @ (1 << np.arange(n)), value, member.sum(axis=1)


def _drawn(problem: GroupProblem, salt: bytes) -> IntArray:
    keys = person_keys(salt, LotSide.POOL, problem.names)
    return lots(np.minimum(keys[:, None], keys[None]), np.maximum(keys[:, None], keys[None]))


def _keeps(problem: GroupProblem, people: tuple[int, ...]) -> bool:
    """Tell whether a set of people could be a group, sizes not looked at."""
    members, labels = set(people), category_labels(problem)[list(people)].tolist()
    split = any(len({i, j} & members) == 1 for i, j in problem.together)
    clash = any({i, j} <= members for i, j in problem.apart)
    return not split and not clash and all(label < 0 or labels.count(label) > 1 for label in labels)
