"""Problems of few people in groups drawn by chance, and all their groupings."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from matcher import GroupProblem


@st.composite
def group_problems(draw):
    n, groups = draw(st.integers(1, 6)), draw(st.integers(1, 3))
    half = np.triu(
        np.array(draw(st.lists(st.integers(0, 5), min_size=n * n, max_size=n * n))).reshape(n, n), 1
    )
    sizes = [
        (low, low + draw(st.integers(0, 3)))
        for low in draw(st.lists(st.integers(0, 3), min_size=groups, max_size=groups))
    ]
    led = draw(
        st.none()
        | st.lists(st.lists(st.integers(0, 5), min_size=groups, max_size=groups), min_size=n, max_size=n)
    )
    cells = [(i, j) for i in range(n) for j in range(i + 1, n)]
    decided = draw(st.lists(st.sampled_from(cells), max_size=2, unique=True)) if cells else []
    split = draw(st.integers(0, len(decided)))
    labels = draw(st.none() | st.lists(st.sampled_from(["a", "b", None]), min_size=n, max_size=n))
    return GroupProblem(
        half + half.T,
        sizes,
        mentor_points=led,
        together=decided[:split],
        apart=decided[split:],
        categories=labels,
    )


def groupings(problem):
    """Every grouping that keeps all conditions, by the definition of each."""
    people = range(problem.people)
    for group_of in product(range(len(problem.sizes)), repeat=problem.people):
        members = [[i for i in people if group_of[i] == g] for g in range(len(problem.sizes))]
        fits = all(
            low <= len(group) <= high for group, (low, high) in zip(members, problem.sizes, strict=True)
        )
        decided = all(group_of[i] == group_of[j] for i, j in problem.together) and all(
            group_of[i] != group_of[j] for i, j in problem.apart
        )
        labels = problem.categories or [None] * problem.people
        lone = any(
            labels[i] is not None and [labels[j] for j in group].count(labels[i]) == 1
            for group in members
            for i in group
        )
        if fits and decided and not lone:
            yield np.array(group_of)
