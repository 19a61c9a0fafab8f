"""`solve_pool` against all matchings of tiny bases."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import PoolProblem, Purpose, Status, solve_pool
from matcher.lot import LotSide, lots, person_keys


@st.composite
def pools(draw):
    n = draw(st.integers(0, 6))
    half = np.triu(
        np.array(draw(st.lists(st.integers(0, 3), min_size=n * n, max_size=n * n))).reshape(n, n), 1
    )
    mask = np.array(draw(st.lists(st.booleans(), min_size=n * n, max_size=n * n))).reshape(n, n).astype(bool)
    cells = [(i, j) for i in range(n) for j in range(i + 1, n)]
    decided = draw(st.lists(st.sampled_from(cells), max_size=2, unique=True)) if cells else []
    split = draw(st.integers(0, len(decided)))
    return PoolProblem(
        half + half.T, allowed=mask | mask.T, locked=decided[:split], forbidden=decided[split:]
    )


def matchings(problem, people):
    if not people:
        yield frozenset()
        return
    first, rest = people[0], people[1:]
    yield from matchings(problem, rest)
    for other in rest:
        if problem.allowed[first, other] and (first, other) not in problem.forbidden:
            for smaller in matchings(problem, [p for p in rest if p != other]):
                yield smaller | {(first, other)}


@settings(max_examples=200, deadline=None)
@given(pools(), st.sampled_from(Purpose))
def test_agrees_with_all_matchings(problem, purpose):
    n = len(problem.points)
    keys = person_keys(b"", LotSide.POOL, [str(i) for i in range(n)])

    def value(pairs):
        total = sum(int(problem.points[pair]) for pair in pairs)
        drawn = sum(int(lots(min(keys[i], keys[j]), max(keys[i], keys[j]))[0]) for i, j in pairs)
        levels = (len(pairs), total) if purpose is Purpose.MOST_MATCHED else (total, len(pairs))
        return *levels, -drawn

    every = [pairs for pairs in matchings(problem, list(range(n))) if set(problem.locked) <= pairs]
    solution = solve_pool(problem, purpose)
    assert (solution.status is Status.INFEASIBLE) == (not every)
    if every:
        assert frozenset(solution.pairs) == max(every, key=value)
        assert solution.objective == solution.bound == value(solution.pairs)[purpose is Purpose.MOST_MATCHED]


def test_all_faults_are_named_together():
    with pytest.raises(ValueError, match=r"(?s)symmetric"):
        PoolProblem([[0, 1], [2, 0]])
    with pytest.raises(ValueError, match=r"(?s)out of range.*both locked and forbidden.*'a' twice"):
        PoolProblem(np.zeros((2, 2), int), locked=[(1, 0)], forbidden=[(0, 1), (0, 7)], ids=["a", "a"])
