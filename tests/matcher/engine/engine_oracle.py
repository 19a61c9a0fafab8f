"""Brute force: every assignment of a tiny problem, and the value of each by the ladder of the contract."""

import os
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from matcher.lot import LotSide, lots, person_keys
from matcher.problem import Problem, dense_allowed, dense_points
from matcher.solution import Asked
from questionnaires.programme import Purpose

Pairs = frozenset[tuple[int, int]]


def examples(count: int) -> int:
    """Return how many instances a test draws: `make oracles` asks for so many times more by MATCHER_ORACLES."""
    return count * int(os.environ.get("MATCHER_ORACLES", "1"))


@st.composite
def problems(draw, *, laminar=True, groups=False, most=4, demands=2):
    """Small problems full of ties, scarcity and contradictions."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    row = st.lists(st.integers(0, 3), min_size=m, max_size=m)
    points = np.array(draw(st.lists(row, min_size=n, max_size=n)))
    mask = st.lists(st.sampled_from([True, True, True, False]), min_size=m, max_size=m)
    allowed = np.array(draw(st.lists(mask, min_size=n, max_size=n)))
    upper = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    lower = [draw(st.sampled_from([0, 0, 0, 1, 2])) for _ in upper]
    cells = [(i, j) for i in range(n) for j in range(m)]
    decided = draw(st.lists(st.sampled_from(cells), max_size=3, unique=True))
    split = draw(st.integers(0, len(decided)))
    return Problem(
        points,
        upper=upper,
        lower=np.minimum(lower, upper),
        lower_if_used=draw(st.lists(st.integers(0, 3), min_size=m, max_size=m)) if groups else 0,
        demand=draw(st.lists(st.integers(0 if demands > 1 else 1, demands), min_size=n, max_size=n)),
        allowed=allowed,
        locked=decided[:split],
        forbidden=decided[split:],
        shared_upper=draw(_loads(m, laminar=laminar)),
        priority=draw(st.none() | st.lists(st.integers(0, 2), min_size=n, max_size=n)),
    )


@st.composite
def _loads(draw, m, *, laminar):
    bound = st.integers(0, 4)
    if not laminar:
        members = st.lists(st.integers(0, m - 1), min_size=1, max_size=m, unique=True)
        return draw(st.lists(st.tuples(members, bound), max_size=3))
    outer = draw(st.lists(st.integers(0, m - 1), max_size=m, unique=True))
    inner = outer[: draw(st.integers(0, len(outer)))]
    return [(part, draw(bound)) for part in (outer, inner) if part]


@st.composite
def asks(draw, problem, *, previous=True, max_changes=False):
    """Something to ask of a problem."""
    n, m = problem.shape
    purpose = draw(st.sampled_from(Purpose))
    cells = st.tuples(st.integers(0, n - 1), st.integers(0, m - 1))
    return Asked(
        purpose=purpose,
        floor=draw(st.sampled_from([0, 0, 1, 2])),
        raise_worst=purpose is Purpose.MOST_MATCHED and draw(st.booleans()),
        previous=tuple(sorted(draw(st.lists(cells, max_size=3, unique=True)))) if previous else (),
        max_changes=draw(st.none() | st.integers(0, 2)) if max_changes else None,
        salt=draw(st.sampled_from([b"", b"a", b"b"])),
    )


def options(asked: Asked) -> dict:
    """Return the keyword arguments of `solve` that ask the same."""
    return {name: getattr(asked, name) for name in Asked.__slots__}


def assignments(problem: Problem, asked: Asked) -> Iterator[Pairs]:
    """Yield every assignment that keeps all rules, quotas and decisions."""
    may = open_pairs(problem, asked)
    for pairs in _choices(problem, may, 0):
        if keeps_quotas(problem, pairs) and keeps_decisions(problem, asked, pairs):
            yield pairs


def open_pairs(problem: Problem, asked: Asked) -> np.ndarray:
    """Return which pairs may be chosen."""
    may = dense_allowed(problem)
    allowed = may.copy()
    may &= dense_points(problem) >= asked.floor
    for pair in problem.locked:
        may[pair] = allowed[pair]
    return may


def _choices(problem: Problem, may: np.ndarray, i: int) -> Iterator[Pairs]:
    if i == problem.shape[0]:
        yield frozenset()
        return
    demand = min(problem.shape[1], problem.per_mentee(problem.demand)[i])
    wanted = [j for a, j in problem.locked if a == i]
    sets = [c for size in range(demand + 1) for c in combinations(np.flatnonzero(may[i]).tolist(), size)]
    for rest in _choices(problem, may, i + 1):
        for chosen in sets:
            if set(wanted) <= set(chosen):
                yield rest | {(i, j) for j in chosen}


def keeps_quotas(problem: Problem, pairs: Pairs) -> bool:
    """Tell whether all quotas of mentors hold."""
    load = np.zeros(problem.shape[1], dtype=int)
    for _, j in pairs:
        load[j] += 1
    least = np.where(load > 0, problem.per_mentor(problem.lower_if_used), 0)
    least = np.maximum(least, problem.per_mentor(problem.lower))
    bounds = all(load[list(mentors)].sum() <= most for mentors, most in problem.shared_upper)
    return bounds and bool((load <= problem.per_mentor(problem.upper)).all() and (load >= least).all())


def keeps_decisions(problem: Problem, asked: Asked, pairs: Pairs) -> bool:
    """Tell whether no more earlier pairs end than may."""
    if asked.max_changes is None:
        return True
    possible = possible_previous(problem, asked)
    return len(possible - pairs) <= asked.max_changes


def possible_previous(problem: Problem, asked: Asked) -> set[tuple[int, int]]:
    """Return the earlier pairs that could still be formed."""
    may = open_pairs(problem, asked)
    return {pair for pair in asked.previous if may[pair]}


def worth(problem: Problem, asked: Asked, pairs: Pairs) -> tuple[int, ...]:
    """Return the value of an assignment, level by level, without the tie rule."""
    points = dense_points(problem)
    total = sum(int(points[pair]) for pair in pairs)
    kept = len(possible_previous(problem, asked) & pairs) if asked.max_changes is None else 0
    if asked.purpose is Purpose.BEST_TOTAL:
        return (kept, total, len(pairs))
    served = {i for i, _ in pairs}
    priority = (
        np.zeros(problem.shape[0]) if problem.priority is None else problem.per_mentee(problem.priority)
    )
    classes = [
        sum(priority[i] == level for i in served) for level in sorted(set(priority.tolist()), reverse=True)
    ]
    unlocked = [int(points[pair]) for pair in pairs - {tuple(pair) for pair in problem.locked}]
    worst = min(unlocked, default=1 << 40) if asked.raise_worst else 0
    return (*classes, len(pairs), kept, worst, total)


def lot_of(problem: Problem, asked: Asked, pairs: Pairs) -> int:
    """Return the sum of the lots of an assignment."""
    mentees, mentors = problem.ids()
    a = person_keys(asked.salt, LotSide.MENTEE, mentees)
    b = person_keys(asked.salt, LotSide.MENTOR, mentors)
    return sum(int(lots(a[i], b[j])[0]) for i, j in pairs)


def optima(problem: Problem, asked: Asked) -> list[Pairs]:
    """Return all best assignments, the one of the tie rule first; none when there is no assignment."""
    every = list(assignments(problem, asked))
    if not every:
        return []
    values = [worth(problem, asked, pairs) for pairs in every]
    best = max(values)
    found = [pairs for pairs, value in zip(every, values, strict=True) if value == best]
    return sorted(found, key=lambda pairs: lot_of(problem, asked, pairs))
