"""Tiny bases with all their matchings, and larger ones of several shapes."""

import numpy as np
from hypothesis import strategies as st

from matcher import PoolProblem


@st.composite
def pools(draw):
    n = draw(st.integers(0, 8))
    most = draw(st.sampled_from([0, 1, 3, 1000]))
    half = np.triu(
        np.array(draw(st.lists(st.integers(0, most), min_size=n * n, max_size=n * n))).reshape(n, n), 1
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


SHAPES = {
    "points of every size": lambda draw, n: draw.integers(0, 20_001, (n, n)),
    "few distinct points": lambda draw, n: draw.integers(0, 3, (n, n)),
    "the same partners are best for all": lambda draw, n: np.add.outer(*[draw.integers(0, 99, n)] * 2),
    "the largest points": lambda draw, n: (1 << 31) - 1 - draw.integers(0, 2, (n, n)),
    "six needs and offers": lambda draw, n: draw.integers(0, 2, (n, 6)) @ draw.integers(0, 2, (6, n)),
}


def large(shape, *, n=90, opened=1.0, seed=7):
    draw = np.random.default_rng(seed)
    points = np.triu(SHAPES[shape](draw, n), 1)
    allowed = np.triu(draw.random((n, n)) < opened, 1)
    return PoolProblem(points + points.T, allowed=allowed | allowed.T, ids=[f"У-{i}" for i in range(n)])
